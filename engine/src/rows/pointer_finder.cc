#include "rows/pointer_finder.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace cordon::rows {
namespace {

bool is_container(const Node& node) { return node.is_object() || node.is(Kind::kList); }

/// Whether each member stands behind the one before it, all of them inside. Not so with what YAML
/// repeats by its aliases.
bool in_text_order(const Node& container) {
  const auto members = container.members();
  const auto wrong = [](const Node& a, const Node& b) { return a.at >= b.at; };
  return !members.empty() && members.front().at > container.at &&
         std::adjacent_find(members.begin(), members.end(), wrong) == members.end();
}

/// The last member that begins at `at` or before, or null. Requires: text order.
const Node* member_until(const Node& container, At at) {
  const auto members = container.members();
  const auto after = std::upper_bound(members.begin(), members.end(), at,
                                      [](At a, const Node& member) { return a < member.at; });
  return after == members.begin() ? nullptr : &*std::prev(after);
}

/// The list or object whose member stands at `at`, if the way to it from the root is plain: nothing
/// on it begins inside of what stands before.
const Node* holder_of(const Store& store, const Node& root, At at) {
  const Node* node = &root;
  while (is_container(*node) && in_text_order(*node)) {
    const Node* member = member_until(*node, at);
    if (member == nullptr) return nullptr;
    if (member->at == at) return node;
    const At end = store.end_of(*member);
    const bool last = member + 1 == node->kids + node->len;
    if (at >= end || (!last && member[1].at < end)) return nullptr;
    node = member;
  }
  return nullptr;
}

}  // namespace

std::string PointerFinder::of(At at) {
  const Node* member = neighbour(at);
  if (member == nullptr) {
    std::string pointer = store_.pointer(at);
    keep_holder(at, pointer);
    return pointer;
  }
  next_ = static_cast<std::size_t>(member - holder_.kids) + 1;
  std::string pointer = prefix_;
  append_token(pointer, *member);
  return pointer;
}

/// The member of the holder that stands at `at`, or null.
const Node* PointerFinder::neighbour(At at) {
  if (at <= holder_.at || at >= end_) return nullptr;
  const auto members = holder_.members();
  constexpr std::size_t kNear = 4;  // some of them have no row
  for (std::size_t i = next_; i < members.size() && i < next_ + kNear; ++i) {
    if (members[i].at == at) return &members[i];
  }
  const Node* found = member_until(holder_, at);
  return found != nullptr && found->at == at ? found : nullptr;
}

void PointerFinder::keep_holder(At at, const std::string& pointer) {
  end_ = 0;
  const auto roots = store_.roots();
  const auto after = std::upper_bound(roots.begin(), roots.end(), at,
                                      [](At a, const Node& root) { return a < root.at; });
  if (after == roots.begin()) return;
  const Node* holder = holder_of(store_, *std::prev(after), at);
  if (holder == nullptr) return;
  holder_ = *holder;
  prefix_ = pointer.substr(0, pointer.rfind('/'));
  const Node& member = *member_until(holder_, at);
  std::string same = prefix_;
  append_token(same, member);
  if (same != pointer) return;
  end_ = store_.end_of(holder_);
  next_ = static_cast<std::size_t>(&member - holder_.kids) + 1;
}

void PointerFinder::append_token(std::string& out, const Node& member) const {
  const auto number = static_cast<std::size_t>(&member - holder_.kids);
  out += '/';
  if (!holder_.is_object()) {
    out += std::to_string(number);
    return;
  }
  for (const char c : store_.symbols.text(Store::keys(holder_)[number])) {
    if (c == '~' || c == '/') {
      out += c == '~' ? "~0" : "~1";
    } else {
      out += c;
    }
  }
}

}  // namespace cordon::rows
