#ifndef CORDON_SYNTAX_BUILDER_DETAIL_H_
#define CORDON_SYNTAX_BUILDER_DETAIL_H_

#include <new>
#include <span>
#include <vector>

#include "syntax/builder.h"

// Templates of the Builder, for its own files.
namespace cordon::syntax {

template <class T>
std::span<T> Builder::store(const std::vector<T>& from) {
  if (from.empty()) return {};
  T* to = arena_.array<T>(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) new (to + i) T(from[i]);
  return {to, from.size()};
}

/// Pointers to the nodes of one tag above the frame, in order.
template <class T>
std::span<T*> Builder::nodes(Frame f, Tag tag) {
  std::vector<T*> found;
  for (const Value& value : values(f)) {
    if (value.tag == tag) found.push_back(static_cast<T*>(value.node));
  }
  return store(found);
}

/// Copies of the nodes of one tag above the frame, side by side.
template <class T>
std::span<T> Builder::copies(Frame f, Tag tag) {
  std::vector<T> found;
  for (const Value& value : values(f)) {
    if (value.tag == tag) found.push_back(*static_cast<const T*>(value.node));
  }
  return store(found);
}

inline std::span<Expr*> Builder::kids(Frame f) { return nodes<Expr>(f, Tag::kExpr); }

}  // namespace cordon::syntax

#endif  // CORDON_SYNTAX_BUILDER_DETAIL_H_
