// Puts values together bottom-up. The one idea: members of all open containers lie on one stack, so
// a container is copied once, when it closes, and nothing recurses. A duplicate key is found when
// an edge of the shape trie is made, so objects with layouts seen before pay nothing; objects too
// wide for the trie mark their keys once at the end. Cannot take back a value. Tests:
// tests/unit/document.
#include "document/tree_builder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/interruption.h"
#include "document/text_check.h"

namespace cordon::document {
namespace {

constexpr std::size_t kMemberLimit = std::size_t{1} << 24U;  // Node::len has 24 bits

}  // namespace

TreeBuilder::TreeBuilder(Store& store, const Source& source, const DocumentLimits& limits)
    : store_(store),
      limits_(limits),
      max_nodes_(std::min(limits.max_nodes, kMemberLimit)),
      max_string_(std::min(limits.max_string_bytes, kMemberLimit - 1)),
      memory_limit_(limits.max_model_factor * source.text.size() + limits.max_model_base),
      memory_at_start_(store.arena.bytes()) {}

bool TreeBuilder::fail(Diagnostic diagnostic) {
  error_ = std::move(diagnostic);
  return false;
}

bool TreeBuilder::too_deep(At at) {
  return fail(problem(
      "D0202", at,
      "nesting is deeper than " + std::to_string(limits_.max_depth) + " lists and objects"));
}

bool TreeBuilder::too_much(At at) {
  return fail(problem("D0204", at,
                      "the values need more than " + std::to_string(memory_limit_) +
                          " bytes of memory (" + std::to_string(limits_.max_model_factor) +
                          " times the text and a base)",
                      "split the document"));
}

bool TreeBuilder::look(At at) {
  if (values_ > max_nodes_) return too_many(at);
  const std::string_view code = interruption_code(limits_.interrupt);
  if (!code.empty()) return fail(interruption(code, {at, at + 1}));
  looked_at_ = std::min(max_nodes_, values_ + Interruption::kStepsUntilAsked);
  return true;
}

bool TreeBuilder::too_many(At at) {
  return fail(problem("D0203", at, "more than " + std::to_string(max_nodes_) + " values",
                      "split the document"));
}

bool TreeBuilder::too_long(std::size_t bytes, At at) {
  return fail(problem("D0207", at,
                      "a text or number of " + std::to_string(bytes) + " bytes, the limit is " +
                          std::to_string(max_string_)));
}

bool TreeBuilder::duplicate(const Frame& frame, Symbol key, At again) {
  const std::string_view text = store_.symbols.text(key);
  const auto first = std::find_if(keys_.begin() + frame.first_key, keys_.end(),
                                  [key](const Key& one) { return one.symbol == key; });
  Diagnostic diagnostic =
      problem("D0103", again, "the key " + show_text(text) + " is given twice in one object",
              "readers disagree on which one counts; remove one", text.size());
  diagnostic.notes.push_back({{first->at, first->at + 1}, "first given here"});
  return fail(std::move(diagnostic));
}

bool TreeBuilder::key(std::string_view text, At at) {
  if (text.size() > limits_.max_key_bytes) {
    return fail(problem("D0206", at,
                        "a key of " + std::to_string(text.size()) + " bytes, the limit is " +
                            std::to_string(limits_.max_key_bytes)));
  }
  Frame& frame = frames_.back();
  const Symbol symbol = store_.symbols.intern(text);
  if (frame.shape != Shapes::kNone) {
    Shapes& shapes = store_.shapes;
    const bool known = shapes.find_child(frame.shape, symbol) != Shapes::kNone;
    if (!known && shapes.contains(frame.shape, symbol)) return duplicate(frame, symbol, at);
    const std::uint32_t child = shapes.child(frame.shape, symbol, store_.symbols.text(symbol));
    if (frame.shape == Shapes::kEmpty) shapes.guess_inner(frame.context, child);
    frame.shape = child;
  }
  keys_.push_back({symbol, at});
  return true;
}

/// Marks each key's symbol with the number of this check: linear, and nothing is cleared between
/// checks.
bool TreeBuilder::check_wide_keys(const Frame& frame) {
  marks_.resize(std::max(marks_.size(), store_.symbols.size()), 0);
  ++mark_;
  for (std::size_t i = frame.first_key; i < keys_.size(); ++i) {
    const Key key = keys_[i];
    if (marks_[key.symbol] == mark_) return duplicate(frame, key.symbol, key.at);
    marks_[key.symbol] = mark_;
  }
  return true;
}

bool TreeBuilder::wide_object(const Frame& frame, std::span<const Node> members, At end,
                              Node& out) {
  if (!check_wide_keys(frame)) return false;
  std::vector<Symbol> symbols;
  symbols.reserve(members.size());
  for (std::size_t i = frame.first_key; i < keys_.size(); ++i) symbols.push_back(keys_[i].symbol);
  out = store_.object(symbols, members, frame.at, end);
  return true;
}

}  // namespace cordon::document
