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
constexpr std::size_t kFirstFrames = 32;

}  // namespace

TreeBuilder::TreeBuilder(Store& store, const Source& source, const DocumentLimits& limits)
    : store_(store),
      limits_(limits),
      max_nodes_(std::min(limits.max_nodes, kMemberLimit)),
      max_string_(std::min(limits.max_string_bytes, kMemberLimit - 1)),
      short_string_(std::min(max_string_, kBytesUntilAsked)),
      memory_limit_(limits.max_model_factor * source.text.size() + limits.max_model_base),
      memory_at_start_(store.arena.bytes()),
      frames_(1),
      frame_(frames_.data()),
      last_frame_(frame_),
      nodes_(2 * kStep),
      top_(nodes_.data()),
      stop_(top_ + kStep),
      keys_(kStep),
      key_top_(keys_.data()),
      key_end_(key_top_ + keys_.size()) {
  find_what_fits();
}

bool TreeBuilder::count_memory(At at) {
  const auto nodes = static_cast<std::size_t>(top_ - nodes_.data());
  const auto keys = static_cast<std::size_t>(key_top_ - keys_.data());
  const std::size_t pending = nodes * sizeof(Node) + keys * sizeof(Key);
  return store_.arena.bytes() - memory_at_start_ + pending <= memory_limit_ || too_much(at);
}

void TreeBuilder::find_what_fits() {
  const std::size_t rooms = nodes_.size() * sizeof(Node) + keys_.size() * sizeof(Key);
  surely_fits_ = memory_limit_ < rooms ? 0 : memory_limit_ - rooms + memory_at_start_;
}

bool TreeBuilder::fail(Diagnostic diagnostic) {
  if (!failed()) error_ = std::move(diagnostic);
  return false;
}

bool TreeBuilder::finish(At end, Node& out) {
  if (!check_memory(frame_->at)) return false;
  if (!frame_->is_object) {
    out = store_.list(members(), frame_->at, end);
  } else if (frame_->shape != Shapes::kNone) {
    out = store_.object_of(frame_->shape, members(), frame_->at, end);
  } else if (!wide_object(end, out)) {
    return false;
  }
  leave();
  return true;
}

bool TreeBuilder::close_wide(At end) {
  Node made;
  return finish(end, made) && place(made);
}

/// Makes room for one more frame, if the limit allows it.
bool TreeBuilder::deeper(At at) {
  const std::size_t depth = this->depth();
  if (depth >= limits_.max_depth) return too_deep(at);
  if (depth + 1 == frames_.size()) frames_.resize(2 * frames_.size() + kFirstFrames);
  frame_ = frames_.data() + depth;
  last_frame_ = frames_.data() + std::min<std::size_t>(limits_.max_depth, frames_.size() - 1);
  return true;
}

void TreeBuilder::find_stop() {
  const auto nodes = static_cast<std::size_t>(top_ - nodes_.data());
  stop_ = nodes_.data() + (nodes / kStep + 1) * kStep;
}

/// The members have grown by a step: there must be memory for them and room for the next one.
bool TreeBuilder::at_stop(At at) {
  if (!check_memory(at)) return false;
  const auto nodes = static_cast<std::size_t>(top_ - nodes_.data());
  if (nodes + kStep > nodes_.size()) more_nodes();
  stop_ = top_ + kStep;
  return true;
}

void TreeBuilder::more_nodes() {
  std::vector<Node> wider(2 * nodes_.size());
  const auto moved = [&](const Node* at) { return wider.data() + (at - nodes_.data()); };
  std::copy(nodes_.data(), top_, wider.data());
  for (Frame* one = frames_.data() + 1; one <= frame_; ++one)
    one->first_node = moved(one->first_node);
  top_ = moved(top_);
  nodes_.swap(wider);
  find_what_fits();
}

void TreeBuilder::more_keys() {
  std::vector<Key> wider(2 * keys_.size());
  const auto moved = [&](const Key* at) { return wider.data() + (at - keys_.data()); };
  std::copy(keys_.data(), key_top_, wider.data());
  for (Frame* one = frames_.data() + 1; one <= frame_; ++one)
    one->first_key = moved(one->first_key);
  key_top_ = moved(key_top_);
  key_end_ = wider.data() + wider.size();
  keys_.swap(wider);
  find_what_fits();
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

bool TreeBuilder::goes_on(At at) {
  const std::string_view code = interruption_code(limits_.interrupt);
  return code.empty() || fail(interruption(code, {at, at + 1}));
}

bool TreeBuilder::look(At at) {
  if (values_ > max_nodes_) return too_many(at);
  if (!goes_on(at)) return false;
  looked_at_ = std::min(max_nodes_, values_ + Interruption::kStepsUntilAsked);
  return true;
}

bool TreeBuilder::too_many(At at) {
  return fail(problem("D0203", at, "more than " + std::to_string(max_nodes_) + " values",
                      "split the document"));
}

bool TreeBuilder::check_long_string(std::size_t bytes, At at) {
  if (bytes <= max_string_) return goes_on(at);
  return fail(problem("D0207", at,
                      "a text or number of " + std::to_string(bytes) + " bytes, the limit is " +
                          std::to_string(max_string_)));
}

bool TreeBuilder::duplicate(Symbol key, At again) {
  const std::string_view text = store_.symbols.text(key);
  const auto all = keys();
  const auto first =
      std::find_if(all.begin(), all.end(), [key](const Key& one) { return one.symbol == key; });
  Diagnostic diagnostic =
      problem("D0103", again, "the key " + in_backticks(text) + " is given twice in one object",
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
  const Symbol symbol = store_.symbols.intern(text);
  if (frame_->shape != Shapes::kNone && !extend_shape(symbol, at)) return false;
  push_key({symbol, at});
  return true;
}

std::size_t TreeBuilder::remembered_key(const char* text, const char* end, At at) {
  const std::uint32_t parent = frame_->shape;
  if (parent == Shapes::kNone) return 0;
  const std::uint32_t child = store_.shapes.remembered(parent, text);
  const std::size_t length = child == Shapes::kEmpty ? 0 : last_key_at(child, text, end);
  if (length == 0) return 0;
  take_key(child, at);
  guess_next_time(parent);
  return length;
}

/// The length of the last key with the quote and the colon behind it, if they stand at `text`.
std::size_t TreeBuilder::last_key_at(std::uint32_t shape, const char* text, const char* end) const {
  const KeyWord& word = store_.shapes.last_word(shape);
  if (word.length != 0) return word.stands_at(text) ? word.length : 0;
  const std::string_view key = store_.symbols.text(store_.shapes.last_key(shape));
  const std::size_t n = key.size();
  unsigned not_ascii = 0;
  const bool stands = static_cast<std::size_t>(end - text) >= n + 2 &&
                      std::string_view(text, n) == key && text[n] == '"' && text[n + 1] == ':';
  // One that would be written with escapes is never equal to its own text.
  return stands && run_end(text, text + n, not_ascii) == text + n ? n + 2 : 0;
}

bool TreeBuilder::extend_shape(Symbol key, At at) {
  Shapes& shapes = store_.shapes;
  const std::uint32_t parent = frame_->shape;
  std::uint32_t child = shapes.find_child(parent, key);
  if (child == Shapes::kNone) {
    if (shapes.contains(parent, key)) return duplicate(key, at);
    child = shapes.add_child(parent, key, store_.symbols.text(key));
  }
  frame_->shape = child;
  if (child != Shapes::kNone) {
    guess_next_time(parent);
    shapes.remember(parent, child, store_.symbols.text(key));
  }
  frame_->guess = child == Shapes::kNone ? Shapes::kEmpty : shapes.guess(child);
  return true;
}

/// Marks each key's symbol with the number of this check: linear, and nothing is cleared between
/// checks.
bool TreeBuilder::check_wide_keys() {
  marks_.resize(std::max(marks_.size(), store_.symbols.size()), 0);
  ++mark_;
  for (const Key& key : keys()) {
    if (marks_[key.symbol] == mark_) return duplicate(key.symbol, key.at);
    marks_[key.symbol] = mark_;
  }
  return true;
}

bool TreeBuilder::wide_object(At end, Node& out) {
  if (!check_wide_keys()) return false;
  std::vector<Symbol> symbols;
  symbols.reserve(members().size());
  for (const Key& key : keys()) symbols.push_back(key.symbol);
  out = store_.object(symbols, members(), frame_->at, end);
  return true;
}

}  // namespace cordon::document
