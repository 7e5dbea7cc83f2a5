// Documents and their values as hosts see them.
// The idea: a document owns the store that its nodes live in; a view is a pointer to a node, so it
// costs nothing and never outlives more than the document. The store builds its line table when the
// first place is asked for, so that step is behind a lock.
// Cannot do: tell a node of another document. Test: tests/bindings/value_test.cc.
#include <mutex>
#include <utility>

#include "base/interruption.h"
#include "cordon/document.h"
#include "diagnostic/problem.h"
#include "document/reader.h"
#include "document/text_check.h"
#include "value/store.h"

namespace cordon {

struct Document::State {
  Store store;
  const Source* source = nullptr;
  std::vector<Node> roots;
  mutable std::mutex placing;
};

namespace {

Problem without_line(const Diagnostic& diagnostic, const Store& store) {
  Problem problem = locate(diagnostic, store.sources);
  problem.source_line.clear();
  return problem;
}

/// Copies text piece by piece. Gives what the host said on the way.
std::string_view copy(std::string_view text, const Interrupt& host, std::string& out) {
  out.reserve(text.size());
  return in_pieces(0, text.size(), host, [&](std::size_t begin, std::size_t end) {
    out.append(text, begin, end - begin);
    return true;
  });
}

/// The first byte of a text that is not there to be looked at.
Problem at_beginning(const std::string& name, Diagnostic diagnostic) {
  Store store;
  const At at = store.sources.add(name, {})->base;
  diagnostic.span = {at, at + 1};
  return without_line(diagnostic, store);
}

Problem too_long(const std::string& name) {
  Problem problem;
  problem.code = "D0201";
  problem.message = "the document is larger than 4 GiB";
  problem.file = name;
  return problem;
}

}  // namespace

DocumentReading DocumentReading::read_copy(std::string name, std::string_view bytes,
                                           const DocumentLimits& limits) {
  DocumentReading out;
  std::string own;
  std::string_view ended;
  auto wrong = document::check_size(bytes.size(), 0, limits);
  if (!wrong) ended = copy(bytes, limits.interrupt, own);
  if (!ended.empty()) wrong = interruption(ended);
  if (!wrong) return read(std::move(name), std::move(own), limits);
  out.problems.push_back(at_beginning(name, std::move(*wrong)));
  return out;
}

DocumentReading DocumentReading::read(std::string name, std::string bytes,
                                      const DocumentLimits& limits) {
  DocumentReading out;
  if (auto wrong = document::check_size(bytes.size(), 0, limits)) {
    out.problems.push_back(at_beginning(name, std::move(*wrong)));
    return out;
  }
  auto state = std::make_shared<Document::State>();
  state->source = state->store.sources.add(name, std::move(bytes));
  if (state->source == nullptr) {
    out.problems.push_back(too_long(name));
    return out;
  }
  Result<Reading> reading = read_document(state->store, *state->source, limits);
  if (!reading.ok()) {
    out.problems.push_back(without_line(reading.error(), state->store));
    if (out.problems.back().file.empty()) out.problems.back().file = name;
    return out;
  }
  for (const Diagnostic& warning : reading->warnings)
    out.problems.push_back(without_line(warning, state->store));
  state->roots = std::move(reading->roots);
  out.document = Document(std::move(state));
  return out;
}

std::string_view Document::name() const { return state_->source->name; }
std::string_view Document::bytes() const { return state_->source->text; }
std::optional<std::string> Document::copy_bytes(const Interrupt& host) const {
  std::string out;
  if (!copy(bytes(), host, out).empty()) return std::nullopt;
  return out;
}
std::size_t Document::root_count() const { return state_->roots.size(); }
const Node* Document::root(std::size_t index) const { return &state_->roots[index]; }

ValueType Value::type() const {
  switch (node_->kind()) {
    case Kind::kFalse:
    case Kind::kTrue:
      return ValueType::kBool;
    case Kind::kInt:
      return ValueType::kInt;
    case Kind::kUint:
      return ValueType::kUint;
    case Kind::kReal:
      return ValueType::kReal;
    case Kind::kBignum:
      return ValueType::kBignum;
    case Kind::kString:
      return ValueType::kString;
    case Kind::kList:
      return ValueType::kList;
    case Kind::kObject:
    case Kind::kDict:
      return ValueType::kObject;
    default:
      // INVARIANT: readers make no other kinds than these and null.
      return ValueType::kNull;
  }
}

bool Value::boolean() const { return node_->is(Kind::kTrue); }
std::int64_t Value::integer() const { return node_->i; }
std::uint64_t Value::unsigned_integer() const { return node_->u; }
double Value::real() const { return node_->d; }

std::string_view Value::text() const {
  return node_->is(Kind::kString) || node_->is(Kind::kBignum) ? node_->text() : written();
}

std::string_view Value::written() const {
  const At end = state_->store.end_of(*node_);
  const Source* source = state_->store.sources.find(node_->at);
  if (source == nullptr || end <= node_->at) return {};
  return source->text.substr(node_->at - source->base, end - node_->at);
}

std::size_t Value::size() const {
  return node_->is_object() || node_->is(Kind::kList) ? node_->len : 0;
}

Value Value::at(std::size_t index) const { return {state_, node_->kids + index}; }

std::string_view Value::key(std::size_t index) const {
  return node_->is_object() ? state_->store.symbols.text(Store::keys(*node_)[index])
                            : std::string_view();
}

const Node* Value::find(std::string_view key) const {
  return node_->is_object() ? state_->store.find(*node_, key) : nullptr;
}

Value::Spot Value::place() const {
  const std::lock_guard lock(state_->placing);
  const Place place = state_->store.sources.place(node_->at);
  if (!place) return {};
  return {place.source->name, place.line, place.column};
}

}  // namespace cordon
