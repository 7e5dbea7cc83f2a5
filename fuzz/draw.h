#ifndef CORDON_FUZZ_DRAW_H_
#define CORDON_FUZZ_DRAW_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bytecode/program.h"
#include "cordon/listing.h"
#include "cordon/report.h"
#include "cordon/trace.h"

namespace cordon::fuzz {

/// Draws what can be reported out of bytes; when they are used up, everything is small.
class Draw {
 public:
  Draw(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  std::uint8_t next() { return at_ < size_ ? data_[at_++] : 0; }
  std::size_t below(std::size_t n) { return next() % n; }
  bool flag() { return below(2) == 1; }
  std::uint32_t number() {
    const std::uint32_t low = next();
    return low + 256U * next();
  }
  std::string text();   ///< of an author or attacker
  std::string code();   ///< as the library writes it
  std::string value();  ///< JSON, or ""
  template <class T, class F>
  std::vector<T> list(std::size_t most, F make) {
    std::vector<T> out;
    for (std::size_t n = below(most + 1); n > 0 && at_ < size_; --n) out.push_back(make());
    return out;
  }
  std::vector<std::string> texts(std::size_t most);

 private:
  std::string piece(std::size_t n);

  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

/// Rules without code: what reports say of them.
std::shared_ptr<bytecode::Program> draw_program(Draw& in);
/// Requires: `program` outlives the report.
Report draw_report(Draw& in, const Program& program);
InventoryResult draw_inventory(Draw& in, const Report& report);
TraceResult draw_trace(Draw& in, const Report& report);
TestReport draw_tests(Draw& in, const Report& report);

}  // namespace cordon::fuzz

#endif  // CORDON_FUZZ_DRAW_H_
