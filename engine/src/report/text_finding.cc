// Writes one finding of the text report.
// The idea: every fact and every cause carries its own place, so a reader can check each of them;
// the place of the first one is the headline's.
// Cannot do: list more than ten requirements, facts or causes; it counts the rest.
// Test: tests/unit/report/text_report_test.cc.
#include "report/text_finding.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "report/excerpt.h"

namespace cordon::report {
namespace {

using Style = TextWriter::Style;

constexpr std::size_t kMost = 10;
constexpr std::size_t kLongestValue = 200;
constexpr std::size_t kGutter = 5;

Style style_of(Status status) {
  return status == Status::kUndetermined ? Style::kYellow : Style::kRed;
}

bool same_place(const Location& a, const Location& b) {
  return a.line == b.line && a.column == b.column && a.file == b.file;
}

/// The first place that the finding can be pinned to: of a fact, of a cause, of the resource.
const Location& headline_place(const Row& row) {
  for (const RequirementRecord& requirement : row.requirements) {
    for (const EvidenceRecord& fact : requirement.evidence) {
      if (fact.location.line > 0) return fact.location;
    }
    for (const CauseRecord& cause : requirement.causes) {
      if (cause.location.line > 0) return cause.location;
    }
  }
  static const Location kNowhere;
  return row.subject ? row.subject->location : kNowhere;
}

class FindingWriter {
 public:
  FindingWriter(TextWriter& out, const View& view, const Row& row, const TextOptions& options)
      : out_(out),
        view_(view),
        row_(row),
        bar_(options.ascii ? "|" : "\u2502"),
        gap_(options.ascii ? "..." : "\u2026"),
        place_(headline_place(row)) {}

  void headline();
  void body();

 private:
  TextWriter& note() { return out_.put_right("", kGutter).put(" = "); }
  void put_place(const Location& location);
  void put_requirement(const RequirementRecord& requirement, bool first);
  void put_fact(const EvidenceRecord& fact);
  void put_excerpt(const EvidenceRecord& fact);
  void put_value(const EvidenceRecord& fact);
  void put_cause(const CauseRecord& cause);
  void put_rest(std::size_t all, std::string_view what);
  void put_advice();

  TextWriter& out_;
  const View& view_;
  const Row& row_;
  std::string_view bar_;
  std::string_view gap_;
  Location place_;
};

void FindingWriter::put_place(const Location& location) {
  if (!location.file.empty()) {
    out_.put_input(location.file);
  } else if (const DocumentRecord* document = view_.document_of(row_)) {
    out_.put_input(document->path);
  }
  if (location.line == 0) return;
  out_.put(":").put_number(location.line).put(":").put_number(location.column);
}

void FindingWriter::headline() {
  const RuleInfo* rule = view_.rule_of(row_);
  put_place(place_);
  out_.put("  ").put(name_of(row_.severity)).put("  ");
  out_.put_input(rule == nullptr ? "" : rule->id, Style::kBold).put("  ");
  out_.put(name_of(row_.status), style_of(row_.status)).put("  ");
  if (!row_.requirements.empty()) {
    out_.put_input(view_.message(row_, row_.requirements.front()));
  } else if (rule != nullptr) {
    out_.put_input(rule->title);
  }
  out_.end_line();
}

void FindingWriter::put_rest(std::size_t all, std::string_view what) {
  if (all <= kMost) return;
  note().put("and ").put_number(all - kMost).put(" more ").put(what).end_line();
}

void FindingWriter::put_excerpt(const EvidenceRecord& fact) {
  const bool container =
      fact.value_json.empty() || fact.value_json[0] == '{' || fact.value_json[0] == '[';
  const Excerpt excerpt =
      excerpt_of_value(fact.source_line, fact.location.column, fact.caret_length, container, gap_);
  if (!same_place(fact.location, place_)) {
    out_.put_right("", kGutter - 2).put("--> ");
    put_place(fact.location);
    out_.end_line();
  }
  out_.put_right(std::to_string(fact.location.line), kGutter).put(" ").put(bar_);
  out_.put(" ").put(excerpt.text).end_line();
  out_.put_right("", kGutter).put(" ").put(bar_).put(" ");
  out_.put(excerpt.marks, style_of(row_.status)).end_line();
}

void FindingWriter::put_value(const EvidenceRecord& fact) {
  if (fact.sensitive) {
    out_.put(" (sensitive, not shown)");
  } else if (view_.report.redact) {
    out_.put(" (redacted)");
  } else if (!fact.value_json.empty()) {
    const std::string_view value = fact.value_json;
    std::size_t end = std::min(value.size(), kLongestValue);
    while (end < value.size() && end > 0 &&
           (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U)
      --end;
    out_.put(" = ").put_input(value.substr(0, end));
    if (end < value.size() || fact.truncated) out_.put(gap_);
  }
  if (fact.origin == EvidenceRecord::Origin::kDefault) out_.put(" (default)");
}

void FindingWriter::put_fact(const EvidenceRecord& fact) {
  const bool hidden = fact.sensitive || view_.report.redact;
  const bool has_excerpt = !hidden && fact.location.line > 0 && !fact.source_line.empty();
  if (has_excerpt) put_excerpt(fact);
  note().put("fact: ").put_input(fact.expression);
  put_value(fact);
  if (!has_excerpt && fact.location.line > 0) {
    out_.put(" at ");
    put_place(fact.location);
  }
  out_.end_line();
  if (fact.via.empty()) return;
  note().put("by way of: ");
  std::string_view before;
  for (const Via& via : fact.via) {
    out_.put(before).put_input(via.resource).put(" (").put_input(via.pointer).put(")");
    before = " -> ";
  }
  out_.end_line();
}

void FindingWriter::put_cause(const CauseRecord& cause) {
  switch (cause.kind) {
    case CauseRecord::Kind::kMissing:
      note().put("missing: ");
      break;
    case CauseRecord::Kind::kUnknown:
      note().put("must be known: ");
      break;
    case CauseRecord::Kind::kError:
      note().put("error ").put_input(cause.code).put(": ");
      break;
  }
  out_.put_input(view_.reason(cause));
  if (cause.location.line > 0) {
    out_.put(", at ");
    put_place(cause.location);
  }
  if (!cause.location.pointer.empty()) out_.put(" (").put_input(cause.location.pointer).put(")");
  out_.end_line();
}

void FindingWriter::put_requirement(const RequirementRecord& requirement, bool first) {
  if (!first) {
    out_.put_right("", kGutter - 3).put("also ").put(name_of(requirement.status));
    out_.put("  ").put_input(view_.message(row_, requirement)).end_line();
  }
  const std::size_t facts = requirement.evidence.size();
  for (std::size_t i = 0; i < std::min(facts, kMost); ++i) put_fact(requirement.evidence[i]);
  put_rest(facts, "facts");
  const std::size_t causes = requirement.causes.size();
  for (std::size_t i = 0; i < std::min(causes, kMost); ++i) put_cause(requirement.causes[i]);
  put_rest(causes, "causes");
}

void FindingWriter::put_advice() {
  note().put("resource: ");
  if (row_.subject) {
    const Subject& subject = *row_.subject;
    out_.put_input(subject.resource);
    if (!subject.type.empty()) out_.put(" (").put_input(subject.type).put(")");
  } else {
    out_.put("the documents as a whole");
  }
  out_.end_line();
  for (const std::string& what : names_of(row_.assumes))
    note().put("assumes: ").put_input(what).end_line();
  const RuleInfo* rule = view_.rule_of(row_);
  if (rule == nullptr) return;
  const std::string_view fix = view_.remediation(*rule, row_);
  if (!fix.empty() && row_.status != Status::kError) note().put("fix: ").put_input(fix).end_line();
  note().put("why: cordon explain ").put_input(rule->id).end_line();
}

void FindingWriter::body() {
  const std::size_t all = row_.requirements.size();
  for (std::size_t i = 0; i < std::min(all, kMost); ++i)
    put_requirement(row_.requirements[i], i == 0);
  put_rest(all, "requirements that are not met");
  put_advice();
  out_.end_line();
}

}  // namespace

void write_finding(TextWriter& out, const View& view, const Row& row, const TextOptions& options) {
  FindingWriter finding(out, view, row, options);
  finding.headline();
  if (!options.quiet) finding.body();
}

}  // namespace cordon::report
