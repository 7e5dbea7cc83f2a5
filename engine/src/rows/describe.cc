// Turns what a run left (positions, nodes) into what results carry (files, lines, texts).
// INVARIANT: the text of a sensitive value never reaches a record, and with `redact` no value of a
// document does. Tests: tests/golden, tests/cli.
#include "rows/describe.h"

#include <algorithm>

#include "vm/operators.h"

namespace cordon::rows {
namespace {

constexpr std::size_t kMaxValueBytes = 2048;
constexpr std::size_t kMaxSourceLine = std::size_t{64} << 10;

bool holds_sensitive(const Node& node, int depth) {
  if (node.has(kSensitive) && !node.indeterminate()) return true;
  if (depth > 128) return true;
  if (node.is(Kind::kComputedList)) {
    return std::any_of(node.list->items.begin(), node.list->items.end(),
                       [&](const Node& n) { return holds_sensitive(n, depth + 1); });
  }
  if (!node.is(Kind::kList) && !node.is_object()) return false;
  const auto all = node.members();
  return std::any_of(all.begin(), all.end(),
                     [&](const Node& n) { return holds_sensitive(n, depth + 1); });
}

class Describer {
 public:
  Describer(Run& run, Inventory& inventory, const bytecode::Program& program, bool redact)
      : env_(run.env()),
        inventory_(inventory),
        store_(inventory.store()),
        program_(program),
        redact_(redact) {}

  EvidenceRecord fact(const vm::RawFact& raw) {
    if (raw.value.is(Kind::kResource)) return subject(inventory_.resources()[raw.value.ref.target]);
    EvidenceRecord out;
    out.expression = text_at(*program_.store, raw.expression);
    out.location = locate_node(store_, raw.value.at);
    out.origin = raw.from_default                 ? EvidenceRecord::Origin::kDefault
                 : raw.value.is(Kind::kReference) ? EvidenceRecord::Origin::kResolved
                                                  : EvidenceRecord::Origin::kWritten;
    out.sensitive = holds_sensitive(raw.value, 0);
    if (!redact_ && !out.sensitive) {
      bool inner = false;
      out.value_json = vm::json_text(env_, raw.value, kMaxValueBytes, out.truncated, inner);
    }
    if (!redact_ && !out.sensitive && !raw.from_default) source_line(raw.value, out);
    for (const ResourceId id : raw.via) {
      const Resource& r = inventory_.resources()[id];
      out.via.push_back({std::string(r.address), store_.pointer(r.body.at)});
    }
    out.via_json = via_json(out.via);
    return out;
  }

  std::string via_json(const std::vector<Via>& all) {
    std::string out;
    for (const Via& via : all) {
      out += out.empty() ? "[" : ",";
      out +=
          "{\"resource\":" + json_of(via.resource) + ",\"pointer\":" + json_of(via.pointer) + "}";
    }
    return out.empty() ? out : out + "]";
  }

  /// A fact that is the subject itself: nothing else of the requirement has a place.
  EvidenceRecord subject(const Resource& r) {
    EvidenceRecord out;
    out.expression = "the resource";
    out.origin = EvidenceRecord::Origin::kResolved;
    out.location = locate_node(store_, r.body.at);
    out.value_json = redact_ ? "" : json_of(r.address);
    return out;
  }

  CauseRecord cause(const vm::RawCause& raw) const {
    CauseRecord out;
    out.kind = raw.kind == Kind::kMissing ? CauseRecord::Kind::kMissing
               : raw.kind == Kind::kError ? CauseRecord::Kind::kError
                                          : CauseRecord::Kind::kUnknown;
    out.code = raw.code;
    out.reason = raw.reason.empty() ? (raw.kind == Kind::kMissing ? "is missing" : "is not known")
                                    : std::string(raw.reason);
    out.location = locate_node(store_, raw.at);
    return out;
  }

  RequirementRecord requirement(const vm::RawRequirement& raw) {
    RequirementRecord out;
    out.status = raw.status;
    out.message = raw.message;
    Span rule;
    if (raw.requirement < program_.requirements.size())
      rule = program_.requirements[raw.requirement].span;
    out.rule_location = locate_node(*program_.store, rule.begin);
    out.rule_location.pointer.clear();
    for (const vm::RawCause& c : raw.causes) out.causes.push_back(cause(c));
    for (const vm::RawFact& f : raw.facts) out.evidence.push_back(fact(f));
    if (out.message.empty()) {
      out.message = "`" + text_at(*program_.store, rule) + "` does not hold";
      constexpr std::size_t kLongest = 300;
      if (out.message.size() > kLongest) out.message = "a requirement does not hold";
    }
    return out;
  }

 private:
  std::string json_of(std::string_view text) {
    bool cut = false;
    bool sensitive = false;
    return vm::json_text(env_, Node::string(text), kMaxValueBytes, cut, sensitive);
  }

  void source_line(const Node& value, EvidenceRecord& out) const {
    const Place place = store_.sources.place(value.at);
    const std::string_view line = store_.sources.line_of(place, kMaxSourceLine + 1);
    if (!place || line.size() > kMaxSourceLine) return;
    out.source_line = line;
    const At end = store_.end_of(value);
    out.caret_length = end > value.at ? end - value.at : 1;
  }

  vm::Env& env_;
  Inventory& inventory_;
  const Store& store_;
  const bytecode::Program& program_;
  bool redact_;
};

}  // namespace

std::string text_at(const Store& store, Span span) {
  const Source* source = store.sources.find(span.begin);
  if (source == nullptr || span.end < span.begin) return {};
  std::string text(source->text.substr(span.begin - source->base, span.end - span.begin));
  std::string out;
  for (const char c : text) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

Location locate_node(const Store& store, At at) {
  Location location;
  const Place place = store.sources.place(at);
  if (!place) return location;
  location.file = place.source->name;
  location.line = place.line;
  location.column = place.column;
  location.pointer = store.pointer(at);
  return location;
}

Row describe(Run& run, Inventory& inventory, SubjectTable& subjects,
             const bytecode::Program& program, const RunRow& raw, bool redact) {
  Row row;
  row.rule = raw.rule;
  row.status = raw.status;
  row.severity = raw.severity;
  row.applies = raw.applies;
  row.vacuous = raw.vacuous;
  row.reason = vm::text_of(raw.reason);
  row.assumes = static_cast<Assumes>(raw.assumes);
  row.subject = subjects.of(raw.subject);
  if (raw.requirements.empty()) return row;
  Describer describer(run, inventory, program, redact);
  for (const vm::RawRequirement& r : raw.requirements)
    row.requirements.push_back(describer.requirement(r));
  return row;
}

EvidenceRecord describe_fact(Run& run, Inventory& inventory, const bytecode::Program& program,
                             const vm::RawFact& raw, bool redact) {
  return Describer(run, inventory, program, redact).fact(raw);
}

CauseRecord describe_cause(Run& run, Inventory& inventory, const bytecode::Program& program,
                           const vm::RawCause& raw) {
  return Describer(run, inventory, program, false).cause(raw);
}

}  // namespace cordon::rows
