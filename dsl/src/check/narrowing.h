#ifndef CORDON_CHECK_NARROWING_H_
#define CORDON_CHECK_NARROWING_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/type.h"
#include "syntax/ast.h"

namespace cordon::check {

/// What conditions around a place say of paths (a name, then `.p`, `["k"]` or `[name]`). A path is
/// the name and the steps, joined by line feeds, which no name holds.
class Narrowings {
 public:
  [[nodiscard]] std::size_t mark() const { return known_.size(); }
  void cut(std::size_t mark) { known_.resize(mark); }
  void add(std::string path, const Type* type) { known_.emplace_back(std::move(path), type); }
  /// The innermost; null: nothing is known.
  [[nodiscard]] const Type* find(std::string_view path) const {
    for (auto it = known_.rbegin(); it != known_.rend(); ++it) {
      if (it->first == path) return it->second;
    }
    return nullptr;
  }

 private:
  std::vector<std::pair<std::string, const Type*>> known_;
};

/// Adds a step to a path; false: what this operator takes is no path.
bool add_step(std::string& path, const syntax::PostOp& op);

}  // namespace cordon::check

#endif  // CORDON_CHECK_NARROWING_H_
