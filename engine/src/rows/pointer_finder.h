#ifndef CORDON_ROWS_POINTER_FINDER_H_
#define CORDON_ROWS_POINTER_FINDER_H_

#include <cstddef>
#include <string>

#include "value/store.h"

namespace cordon::rows {

/// Pointers of many values of which most stand beside each other, as the resources of a document
/// do: the list or object that held the last one is looked through first.
/// Ownership: the store outlives it.
class PointerFinder {
 public:
  explicit PointerFinder(const Store& store) : store_(store) {}

  /// What Store::pointer() gives.
  std::string of(At at);

 private:
  const Node* neighbour(At at);
  void keep_holder(At at, const std::string& pointer);
  void append_token(std::string& out, const Node& member) const;

  const Store& store_;
  Node holder_ = Node::null();
  At end_ = 0;            ///< behind the holder; 0: there is none
  std::string prefix_;    ///< the holder's pointer
  std::size_t next_ = 0;  ///< the member that is expected
};

}  // namespace cordon::rows

#endif  // CORDON_ROWS_POINTER_FINDER_H_
