// Traces as text and as JSON.
// The idea: a line is an outcome, the rule's own words, the value, where it stands in the document
// and, in brackets, where the words stand in the rule; what a line rests on is indented below it.
// Cannot do: show a line of the document; `check` does. Test: tests/golden/trace.
#include <string>
#include <string_view>

#include "cordon/trace.h"
#include "report/json_parts.h"
#include "report/json_writer.h"
#include "report/text_writer.h"

namespace cordon {
namespace {

using report::JsonWriter;
using report::TextWriter;
using Style = TextWriter::Style;

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kLongestMember = 80;

Style style_of(std::string_view word) {
  if (word == "pass" || word == "true") return Style::kGreen;
  if (word == "undetermined" || word == "unknown") return Style::kYellow;
  return word.empty() || word == "skipped" ? Style::kPlain : Style::kRed;
}

class TextTrace {
 public:
  TextTrace(TextWriter& out, const RuleInfo& rule) : out_(out), rule_(rule) {}

  void write(const Trace& trace) {
    const Row& row = trace.row;
    out_.put_input(rule_.id, Style::kBold).put("  ");
    out_.put(name_of(row.status), style_of(name_of(row.status))).put("  ");
    if (row.subject) {
      const Subject& subject = *row.subject;
      out_.put_input(subject.resource).put(" (").put_input(subject.type).put(")");
      place("  at ", subject.location);
    } else {
      out_.put("the documents as a whole");
    }
    out_.end_line();
    if (!row.reason.empty()) out_.put("  because ").put_input(row.reason).end_line();
    if (row.vacuous) out_.put("  vacuous: nothing was there to be judged").end_line();
    for (const std::string& what : names_of(row.assumes))
      out_.put("  assumes ").put_input(what).end_line();
    limits(row);
    for (const TraceNode& clause : trace.clauses) node(clause, 1);
    if (trace.truncated) out_.put("  the trace is longer than what is shown").end_line();
  }

 private:
  /// What ended the run before its statements did is no outcome of any of them.
  void limits(const Row& row) {
    for (const RequirementRecord& r : row.requirements) {
      for (const CauseRecord& cause : r.causes) {
        if (!cause.code.starts_with("L02")) continue;
        out_.put("  ended by ").put_input(cause.code).put(": ").put_input(r.message).end_line();
      }
    }
  }

  void place(std::string_view before, const Location& location) {
    if (location.line == 0) return;
    out_.put(before).put_input(location.file);
    out_.put(":").put_number(location.line).put(":").put_number(location.column);
  }

  void cut(std::string_view text, std::size_t longest = kLongestText) {
    if (text.size() <= longest) {
      out_.put_input(text);
      return;
    }
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    out_.put_input(text.substr(0, end)).put("...");
  }

  TextWriter& indent(int depth) { return out_.put(std::string(2 * std::size_t(depth), ' ')); }

  static bool is_statement(const TraceNode& n) {
    return n.construct == "require" || n.construct == "when" || n.construct == "where" ||
           n.construct == "for" || n.construct == "member" || n.construct == "exists" ||
           n.construct == "presence" || n.construct == "item" || n.construct == "variable";
  }

  void value(const TraceNode& n) {
    if (n.value.sensitive) {
      out_.put(" (sensitive, not shown)");
    } else if (!n.value.value_json.empty() && n.truth.empty()) {
      out_.put(n.expression.empty() ? " " : " = ");
      cut(n.value.value_json, n.construct == "variable" ? kLongestMember : kLongestText);
      if (n.value.truncated) out_.put("...");
    } else if (!n.value.value_json.empty() && n.construct == "member") {
      out_.put(" ");
      cut(n.value.value_json, kLongestMember);
    }
    if (n.value.origin == EvidenceRecord::Origin::kDefault) out_.put(" (default)");
    place(" at ", n.value.location);
    std::string_view before = " by way of ";
    for (const Via& via : n.value.via) {
      out_.put(before).put_input(via.resource).put(" (").put_input(via.pointer).put(")");
      before = " -> ";
    }
  }

  void headline(const TraceNode& n) {
    const std::string_view word = n.status.empty() ? n.truth : n.status;
    const bool left_out = n.construct == "member" && n.truth == "false";
    if (!word.empty() && n.construct != "member") out_.put(word, style_of(word)).put("  ");
    if (is_statement(n)) out_.put(n.construct == "variable" ? "of" : n.construct);
    if (is_statement(n) && !n.expression.empty()) out_.put(" ");
    cut(n.expression);
    value(n);
    if (n.rule_location.line > 0 && !n.expression.empty()) {
      place(" [", n.rule_location);
      out_.put("]");
    }
    if (left_out) out_.put(" is left out");
    if (n.construct == "member" && n.truth != "true" && !left_out)
      out_.put(" may be left out: ").put(n.truth);
    if (n.repeated) out_.put(" as before");
    if (!n.message.empty()) out_.put(": ").put_input(n.message);
    out_.end_line();
  }

  void cause(const CauseRecord& c, int depth) {
    indent(depth).put("because ");
    if (!c.code.empty()) out_.put_input(c.code).put(": ");
    out_.put_input(c.reason);
    place(", at ", c.location);
    out_.end_line();
  }

  void node(const TraceNode& n, int depth) {
    // A literal says no more than the expression that holds it.
    if (n.construct == "literal") return;
    indent(depth);
    headline(n);
    for (const CauseRecord& c : n.causes) cause(c, depth + 1);
    for (const TraceNode& part : n.parts) node(part, depth + 1);
    if (n.omitted > 0) indent(depth + 1).put("and ").put_number(n.omitted).put(" more").end_line();
  }

  TextWriter& out_;
  const RuleInfo& rule_;
};

std::string_view name_of(CauseRecord::Kind kind) {
  if (kind == CauseRecord::Kind::kMissing) return "missing";
  return kind == CauseRecord::Kind::kError ? "error" : "unknown";
}

std::string_view name_of(EvidenceRecord::Origin origin) {
  if (origin == EvidenceRecord::Origin::kWritten) return "written";
  return origin == EvidenceRecord::Origin::kDefault ? "default" : "resolved";
}

class JsonTrace {
 public:
  explicit JsonTrace(JsonWriter& out) : out_(out) {}

  void write(const Trace& trace) {
    const Row& row = trace.row;
    out_.begin_object();
    out_.member("status", cordon::name_of(row.status));
    out_.key("resource");
    if (row.subject) {
      out_.text(row.subject->resource);
      out_.member("type", row.subject->type);
      out_.member("document", row.subject->document);
    } else {
      out_.null();
      out_.member_null("type");
      out_.member_null("document");
    }
    location("location", row.subject ? row.subject->location : Location{});
    out_.member("vacuous", row.vacuous);
    out_.member_or_null("reason", row.reason);
    out_.member("assumes", names_of(row.assumes));
    nodes("clauses", trace.clauses);
    out_.member("truncated", trace.truncated);
    out_.end_object();
  }

 private:
  void location(std::string_view name, const Location& location) {
    out_.key(name);
    report::write_location(out_, location);
  }

  void nodes(std::string_view name, const std::vector<TraceNode>& all) {
    out_.key(name);
    out_.begin_array();
    for (const TraceNode& n : all) node(n);
    out_.end_array();
  }

  void node(const TraceNode& n) {
    out_.begin_object();
    out_.member("construct", n.construct);
    out_.member_or_null("expression", n.expression);
    location("rule_location", n.rule_location);
    out_.member_or_null("truth", n.truth);
    out_.member_or_null("status", n.status);
    out_.member_or_null("message", n.message);
    value(n.value);
    out_.key("causes");
    out_.begin_array();
    for (const CauseRecord& c : n.causes) cause(c);
    out_.end_array();
    out_.member("omitted", n.omitted);
    out_.member("repeated", n.repeated);
    nodes("parts", n.parts);
    out_.end_object();
  }

  void value(const EvidenceRecord& value) {
    if (!value.value_json.empty() && !value.sensitive) {
      out_.key("value");
      out_.raw(value.value_json);
      if (value.truncated) out_.member("truncated", true);
    }
    out_.member("sensitive", value.sensitive);
    out_.member("origin", name_of(value.origin));
    location("location", value.location);
    out_.key("via");
    out_.begin_array();
    for (const Via& via : value.via) {
      out_.begin_object();
      out_.member("resource", via.resource);
      out_.member("pointer", via.pointer);
      out_.end_object();
    }
    out_.end_array();
  }

  void cause(const CauseRecord& c) {
    out_.begin_object();
    out_.member("kind", name_of(c.kind));
    if (!c.code.empty()) out_.member("code", c.code);
    out_.member("reason", c.reason);
    location("location", c.location);
    out_.end_object();
  }

  JsonWriter& out_;
};

}  // namespace

std::string trace_text(const TraceResult& result, const RuleInfo& rule, bool color) {
  TextWriter out(color);
  for (const Trace& trace : result.traces) TextTrace(out, rule).write(trace);
  return out.take();
}

std::string trace_json(const TraceResult& result, const RuleInfo& rule) {
  JsonWriter out;
  out.begin_object();
  out.member("rule", rule.id);
  out.member("name", rule.name);
  out.member_or_null("title", rule.title);
  out.key("documents");
  report::write_documents(out, result.documents);
  out.key("rows");
  out.begin_array();
  for (const Trace& trace : result.traces) JsonTrace(out).write(trace);
  out.end_array();
  out.end_object();
  return out.take();
}

}  // namespace cordon
