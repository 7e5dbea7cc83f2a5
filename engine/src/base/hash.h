#ifndef CORDON_BASE_HASH_H_
#define CORDON_BASE_HASH_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cordon {

inline constexpr std::uint64_t kHashOdd = 0x9E3779B97F4A7C15U;

/// A hash of short texts, eight bytes at a time; its upper half is the better one.
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
  std::uint64_t rest = 0;
  if (!text.empty()) std::memcpy(&rest, text.data(), text.size());
  mix(rest);
  return hash * kHashOdd;
}

}  // namespace cordon

#endif  // CORDON_BASE_HASH_H_
