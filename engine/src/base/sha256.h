#ifndef CORDON_BASE_SHA256_H_
#define CORDON_BASE_SHA256_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace cordon {

/// kFastest takes the instructions that many processors have for it; the digest is the same.
enum class Sha256Way : std::uint8_t { kFastest, kPortable };

/// The SHA-256 digest of `bytes` as 64 lower-case hexadecimal digits. Source: FIPS 180-4.
std::string sha256_hex(std::string_view bytes, Sha256Way way = Sha256Way::kFastest);

}  // namespace cordon

#endif  // CORDON_BASE_SHA256_H_
