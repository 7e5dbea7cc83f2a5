// Puts values together bottom-up. The one idea: members of all open containers lie on one stack, so
// a container is copied once, when it closes, and nothing recurses. A duplicate key is found when
// an edge of the shape trie is made, so objects with layouts seen before pay nothing; objects too
// wide for the trie mark their keys once at the end. Cannot take back a value. Tests:
// tests/unit/document.
#include "document/tree_builder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "document/text_check.h"

namespace cordon::document {
namespace {

constexpr std::size_t kMemberLimit = std::size_t{1} << 24U;  // Node::len has 24 bits
constexpr std::size_t kMemoryCheckMask = 0x3FF;

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

bool TreeBuilder::open(At at, bool is_object) {
  if (frames_.size() >= limits_.max_depth) {
    return fail(problem(
        "D0202", at,
        "nesting is deeper than " + std::to_string(limits_.max_depth) + " lists and objects"));
  }
  if (++values_ > max_nodes_) {
    return fail(problem("D0203", at, "more than " + std::to_string(max_nodes_) + " values",
                        "split the document"));
  }
  frames_.push_back({at, static_cast<std::uint32_t>(nodes_.size()),
                     static_cast<std::uint32_t>(keys_.size()), Shapes::kEmpty, is_object});
  return true;
}

bool TreeBuilder::check_memory(At at) {
  const std::size_t pending = nodes_.size() * sizeof(Node) + keys_.size() * 2 * sizeof(Symbol);
  if (store_.arena.bytes() - memory_at_start_ + pending <= memory_limit_) return true;
  return fail(problem("D0204", at,
                      "the values need more than " + std::to_string(memory_limit_) +
                          " bytes of memory (" + std::to_string(limits_.max_model_factor) +
                          " times the text and a base)",
                      "split the document"));
}

bool TreeBuilder::add(const Node& node, std::size_t values) {
  values_ += values;
  if (values_ > max_nodes_) {
    return fail(problem("D0203", node.at, "more than " + std::to_string(max_nodes_) + " values",
                        "split the document"));
  }
  if (frames_.empty()) {
    root_ = node;
    return true;
  }
  nodes_.push_back(node);
  return (nodes_.size() & kMemoryCheckMask) != 0 || check_memory(node.at);
}

bool TreeBuilder::check_string(std::size_t bytes, At at) {
  if (bytes <= max_string_) return true;
  return fail(problem("D0207", at,
                      "a text or number of " + std::to_string(bytes) + " bytes, the limit is " +
                          std::to_string(max_string_)));
}

bool TreeBuilder::duplicate(std::string_view key, At again, At first) {
  Diagnostic diagnostic =
      problem("D0103", again, "the key " + show_text(key) + " is given twice in one object",
              "readers disagree on which one counts; remove one", key.size());
  diagnostic.notes.push_back({{first, first + 1}, "first given here"});
  return fail(std::move(diagnostic));
}

bool TreeBuilder::key(std::string_view text, At at) {
  if (text.size() > limits_.max_key_bytes) {
    return fail(problem("D0206", at,
                        "a key of " + std::to_string(text.size()) + " bytes, the limit is " +
                            std::to_string(limits_.max_key_bytes)));
  }
  Frame& frame = frames_.back();
  Shapes& shapes = store_.shapes;
  Symbol symbol = 0;
  const std::uint32_t guess =
      frame.shape == Shapes::kNone ? Shapes::kNone : shapes.guess(frame.shape);
  if (guess != Shapes::kNone && store_.symbols.text(shapes.last_key(guess)) == text) {
    symbol = shapes.last_key(guess);
    frame.shape = guess;
  } else {
    symbol = store_.symbols.intern(text);
    if (frame.shape != Shapes::kNone) {
      const bool known = shapes.find_child(frame.shape, symbol) != Shapes::kNone;
      if (!known && shapes.contains(frame.shape, symbol)) {
        const auto first = std::find(keys_.begin() + frame.first_key, keys_.end(), symbol);
        return duplicate(text, at, key_places_[static_cast<std::size_t>(first - keys_.begin())]);
      }
      frame.shape = shapes.child(frame.shape, symbol);
    }
  }
  keys_.push_back(symbol);
  key_places_.push_back(at);
  return true;
}

/// Marks each key's symbol with the number of this check: linear, and nothing is cleared between
/// checks.
bool TreeBuilder::check_wide_keys(const Frame& frame) {
  marks_.resize(std::max(marks_.size(), store_.symbols.size()), 0);
  ++mark_;
  for (std::size_t i = frame.first_key; i < keys_.size(); ++i) {
    if (marks_[keys_[i]] != mark_) {
      marks_[keys_[i]] = mark_;
      continue;
    }
    const auto first = std::find(keys_.begin() + frame.first_key, keys_.end(), keys_[i]);
    return duplicate(store_.symbols.text(keys_[i]), key_places_[i],
                     key_places_[static_cast<std::size_t>(first - keys_.begin())]);
  }
  return true;
}

bool TreeBuilder::finish(At end, Node& out) {
  const Frame frame = frames_.back();
  if (!check_memory(frame.at)) return false;
  const auto members = std::span<const Node>(nodes_).subspan(frame.first_node);
  if (frame.is_object) {
    if (frame.shape == Shapes::kNone && !check_wide_keys(frame)) return false;
    const auto keys = std::span<const Symbol>(keys_).subspan(frame.first_key);
    out = store_.object(keys, members, frame.at, end);
  } else {
    out = store_.list(members, frame.at, end);
  }
  nodes_.resize(frame.first_node);
  keys_.resize(frame.first_key);
  key_places_.resize(frame.first_key);
  frames_.pop_back();
  return true;
}

bool TreeBuilder::close(At end) {
  Node node;
  return finish(end, node) && place(node);
}

}  // namespace cordon::document
