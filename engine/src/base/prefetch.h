#ifndef CORDON_BASE_PREFETCH_H_
#define CORDON_BASE_PREFETCH_H_

#include <cstddef>

namespace cordon {

/// Asks for memory that is read soon, so that it is there by then. Any address may be asked for.
inline void prefetch(const void* at, std::size_t bytes) {
#if defined(__GNUC__)
  constexpr std::size_t kLine = 64;
  const char* text = static_cast<const char*>(at);
  for (std::size_t i = 0; i < bytes; i += kLine) __builtin_prefetch(text + i);
#else
  static_cast<void>(at);
  static_cast<void>(bytes);
#endif
}

}  // namespace cordon

#endif  // CORDON_BASE_PREFETCH_H_
