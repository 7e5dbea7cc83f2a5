#ifndef CORDON_BASE_HASH_H_
#define CORDON_BASE_HASH_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cordon {

inline constexpr std::uint64_t kHashOdd = 0x9E3779B97F4A7C15U;

/// Up to seven bytes as a number, by loads of fixed sizes: a copy of so many bytes is a loop.
inline std::uint64_t few_bytes(const char* at, std::size_t n) {
  if (n >= 4) {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    std::memcpy(&low, at, 4);
    std::memcpy(&high, at + n - 4, 4);
    return low | (std::uint64_t{high} << (8 * n - 32));
  }
  const auto byte = [&](std::size_t i) {
    return std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
  };
  return n == 0 ? 0 : byte(0) | byte(n / 2) | byte(n - 1);
}

/// A hash of short texts, eight bytes at a time; its upper half is the better one. It has no key:
/// whoever writes texts can make any number of them equal, so only tables that bound the cost of
/// that may use it (base/hash_index.h).
inline std::uint64_t hash_text(std::string_view text) {
  std::uint64_t hash = text.size() * kHashOdd;
  const auto mix = [&hash](std::uint64_t eight) {
    hash = (hash ^ eight) * kHashOdd;
    hash ^= hash >> 29U;
  };
  while (text.size() >= 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data(), 8);
    mix(eight);
    text.remove_prefix(8);
  }
  mix(few_bytes(text.data(), text.size()));
  return hash * kHashOdd;
}

inline std::uint64_t hash_of(std::string_view text) { return hash_text(text); }
inline std::uint64_t hash_of(std::uint64_t number) { return number * kHashOdd; }

}  // namespace cordon

#endif  // CORDON_BASE_HASH_H_
