#ifndef CORDON_RESULT_H_
#define CORDON_RESULT_H_

#include <utility>
#include <variant>

#include "cordon/diagnostic.h"

namespace cordon {

/// A value, or the one diagnostic that says why there is none. A subset of std::expected.
/// Requires: `value()` only when `ok()`, `error()` only when not.
/// Threads: as T.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit on purpose
  Result(Diagnostic error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  [[nodiscard]] const Diagnostic& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Diagnostic> state_;
};

}  // namespace cordon

#endif  // CORDON_RESULT_H_
