#ifndef CORDON_BASE_SHA256_H_
#define CORDON_BASE_SHA256_H_

#include <string>
#include <string_view>

namespace cordon {

/// The SHA-256 digest of `bytes` as 64 lower-case hexadecimal digits. Source: FIPS 180-4.
std::string sha256_hex(std::string_view bytes);

}  // namespace cordon

#endif  // CORDON_BASE_SHA256_H_
