#ifndef CORDON_FUZZ_REQUIRE_H_
#define CORDON_FUZZ_REQUIRE_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// The one function of a target.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace cordon::fuzz {

/// Ends the run: what a target promises of every input does not hold for this one.
inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace cordon::fuzz

#endif  // CORDON_FUZZ_REQUIRE_H_
