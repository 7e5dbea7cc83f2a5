#ifndef CORDON_BYTECODE_VERIFY_PARTS_H_
#define CORDON_BYTECODE_VERIFY_PARTS_H_

#include <array>
#include <string>
#include <string_view>

#include "bytecode/program.h"

namespace cordon::bytecode {

/// Error codes that a constant may carry (a `match` without a fitting arm). A code is static text,
/// so a bundle names it by its position here.
inline constexpr std::array<std::string_view, 1> kConstantErrors = {"V0101"};

/// Where a value stands decides what it may be.
enum class ValueUse : std::uint8_t {
  kConstant,   ///< of code: scalars, networks, dates, errors, key lists
  kParameter,  ///< a default, or a value that a test gives
  kDocument    ///< of a test: what a document can hold, and `unknown`
};

/// Each gives "" or what is wrong.
std::string verify_value(const Program& program, const Node& value, ValueUse use);
std::string verify_tables(const Program& program);
std::string verify_code(const Program& program);

/// Whether a text is a whole number that fits no 64 bits, as it is written.
bool is_big_integer(std::string_view text);

/// Whether a span has no place, or lies in one of the program's sources.
bool verify_span(const Program& program, Span span);

}  // namespace cordon::bytecode

#endif  // CORDON_BYTECODE_VERIFY_PARTS_H_
