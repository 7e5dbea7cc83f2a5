#ifndef CORDON_BASE_PREFETCH_H_
#define CORDON_BASE_PREFETCH_H_

#include <cstddef>
#include <cstdint>

namespace cordon {

/// Asks for memory that is read soon, so that it is there by then. Any address may be asked for:
/// they are counted as numbers, since a pointer beyond what it points into is undefined.
inline void prefetch(const void* at, std::size_t bytes) {
#if defined(__GNUC__)
  constexpr std::size_t kLine = 64;
  const auto first = reinterpret_cast<std::uintptr_t>(at);
  for (std::size_t i = 0; i < bytes; i += kLine)
    __builtin_prefetch(reinterpret_cast<const void*>(first + i));
#else
  static_cast<void>(at);
  static_cast<void>(bytes);
#endif
}

}  // namespace cordon

#endif  // CORDON_BASE_PREFETCH_H_
