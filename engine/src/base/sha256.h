#ifndef CORDON_BASE_SHA256_H_
#define CORDON_BASE_SHA256_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace cordon {

/// kFastest takes the instructions that many processors have for it; the digest is the same.
enum class Sha256Way : std::uint8_t { kFastest, kPortable };

/// A digest as it is.
struct Sha256 {
  std::array<char, 32> bytes{};
  [[nodiscard]] std::string_view text() const { return {bytes.data(), bytes.size()}; }
};

/// The SHA-256 digest of `bytes`. Source: FIPS 180-4.
Sha256 sha256(std::string_view bytes, Sha256Way way = Sha256Way::kFastest);

/// The same as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes, Sha256Way way = Sha256Way::kFastest);

}  // namespace cordon

#endif  // CORDON_BASE_SHA256_H_
