#ifndef CORDON_BASE_ASCII_H_
#define CORDON_BASE_ASCII_H_

namespace cordon {

/// `0` to `9` and nothing else: std::isdigit would ask the host's locale.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace cordon

#endif  // CORDON_BASE_ASCII_H_
