#ifndef CORDON_VALUE_TRUTH_H_
#define CORDON_VALUE_TRUTH_H_

#include <array>
#include <cstdint>

namespace cordon {

/// The five truth values of the language: true, false, missing, error, unknown.
enum class Truth : std::uint8_t { kT = 0, kF = 1, kM = 2, kE = 3, kU = 4 };

namespace truth_tables {
using enum Truth;
inline constexpr std::array<std::array<Truth, 5>, 5> kAnd = {{{kT, kF, kM, kE, kU},
                                                              {kF, kF, kF, kF, kF},
                                                              {kM, kF, kM, kE, kU},
                                                              {kE, kF, kE, kE, kU},
                                                              {kU, kF, kU, kU, kU}}};
inline constexpr std::array<std::array<Truth, 5>, 5> kOr = {{{kT, kT, kT, kT, kT},
                                                             {kT, kF, kM, kE, kU},
                                                             {kT, kM, kM, kE, kU},
                                                             {kT, kE, kE, kE, kU},
                                                             {kT, kU, kU, kU, kU}}};
inline constexpr std::array<Truth, 5> kNot = {kF, kT, kM, kE, kU};
}  // namespace truth_tables

/// Strong Kleene connectives with the indeterminates ordered M < E < U.
constexpr Truth both(Truth a, Truth b) {
  return truth_tables::kAnd[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
}
constexpr Truth either(Truth a, Truth b) {
  return truth_tables::kOr[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
}
constexpr Truth negate(Truth a) { return truth_tables::kNot[static_cast<std::size_t>(a)]; }
constexpr bool is_decided(Truth a) { return a == Truth::kT || a == Truth::kF; }
constexpr Truth truth_of(bool b) { return b ? Truth::kT : Truth::kF; }

}  // namespace cordon

#endif  // CORDON_VALUE_TRUTH_H_
