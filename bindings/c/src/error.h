#ifndef CORDON_BINDINGS_C_ERROR_H_
#define CORDON_BINDINGS_C_ERROR_H_

#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "cordon.h"
#include "cordon/diagnostic.h"
#include "handle.h"

namespace cordon::c {

/// A failure with a text of its own, that needs no memory to be told.
enum class Fault : std::uint8_t {
#define CORDON_FAULT(name, status, code, message) name,
#include "faults.def"
#undef CORDON_FAULT
};

/// One call of the interface: remembers where its error goes and whose it is.
/// INVARIANT: nothing here throws; an error that there is no memory for is CORDON_E_NOMEM.
class Call {
 public:
  explicit Call(cordon_error** err) noexcept : err_(err) {
    if (err_ != nullptr) *err_ = nullptr;
  }
  ~Call() {
    if (pool_ != nullptr) pool_->let_go();
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  /// From here on errors belong to the engine of `slot`, a live one. Called once.
  void in(const Slot* slot) noexcept {
    pool_ = slot->pool;
    pool_->hold();
  }
  [[nodiscard]] Pool& pool() const noexcept { return *pool_; }

  cordon_status fail(Fault fault) noexcept;
  /// The error carries all `problems`; its code and message are those of the first error in them.
  cordon_status fail(cordon_status status, std::vector<Problem> problems) noexcept;
  cordon_status fail(cordon_status status, std::string_view code, std::string message,
                     std::string help = {}) noexcept;

 private:
  cordon_error** err_;
  Pool* pool_ = nullptr;
};

/// Runs the body of a function: the one place where exceptions end.
template <class Body>
cordon_status guarded(cordon_error** err, Body body) noexcept {
  Call call(err);
  try {
    return body(call);
  } catch (const std::bad_alloc&) {
    return call.fail(Fault::kNoMemory);
  } catch (...) {
    return call.fail(Fault::kInternal);
  }
}

/// Whether one of the problems has this code.
bool has_code(const std::vector<Problem>& problems, std::string_view code) noexcept;

/// What the function of a fault without `err` gives.
cordon_status status_of(Fault fault) noexcept;

}  // namespace cordon::c

#endif  // CORDON_BINDINGS_C_ERROR_H_
