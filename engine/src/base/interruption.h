#ifndef CORDON_BASE_INTERRUPTION_H_
#define CORDON_BASE_INTERRUPTION_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "cordon/diagnostic.h"
#include "cordon/limits.h"

namespace cordon {

/// Asks the host whether it wants the work to end: L0207, L0208, or empty: it goes on.
inline std::string_view interruption_code(const Interrupt& host) {
  if (host.cancel != nullptr && host.cancel->load(std::memory_order_relaxed)) return "L0207";
  if (host.expired != nullptr && host.expired(host.clock)) return "L0208";
  return {};
}

/// Whether an error says that the host ended the work.
inline bool is_interruption(std::string_view code) { return code == "L0207" || code == "L0208"; }

/// Bytes that a loop over a text reads before it asks the host again.
inline constexpr std::size_t kBytesUntilAsked = std::size_t{1} << 20U;

/// Calls `work` with the borders of one piece after the other of the bytes from `begin` to `end`,
/// until it says false, and asks the host between two of them. Gives what the host says: L0207,
/// L0208; empty: the work was not ended by it.
template <class Work>
std::string_view in_pieces(std::size_t begin, std::size_t end, const Interrupt& host, Work work) {
  for (std::size_t at = begin; at < end; at += kBytesUntilAsked) {
    const std::string_view code = at == begin ? std::string_view() : interruption_code(host);
    if (!code.empty()) return code;
    if (!work(at, std::min(end, at + kBytesUntilAsked))) break;
  }
  return {};
}

/// What is said of work that the host ended.
inline Diagnostic interruption(std::string_view code, Span span = {}) {
  Diagnostic d;
  d.code = code;
  d.span = span;
  d.message = code == "L0207" ? "the run was cancelled" : "the time for the run is used up";
  return d;
}

/// Counts the steps of long work and asks the host every so many of them. Once it wants the work to
/// end, that stays so. Threads: one at a time.
class Interruption {
 public:
  static constexpr std::uint32_t kStepsUntilAsked = 1024;

  explicit Interruption(const Interrupt& host) : host_(host) {}

  /// Counts one step. True: the work has to end.
  bool step() {
    if (--until_asked_ != 0) return false;
    return ask();
  }
  bool ask() {
    if (code_.empty()) code_ = interruption_code(host_);
    // Asked again at the next step: the answer is known, and the step says it once more.
    until_asked_ = code_.empty() ? kStepsUntilAsked : 1;
    return !code_.empty();
  }
  /// L0207, L0208; empty: the work goes on.
  [[nodiscard]] std::string_view code() const { return code_; }

 private:
  const Interrupt host_;
  std::uint32_t until_asked_ = kStepsUntilAsked;
  std::string_view code_;
};

}  // namespace cordon

#endif  // CORDON_BASE_INTERRUPTION_H_
