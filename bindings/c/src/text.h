#ifndef CORDON_BINDINGS_C_TEXT_H_
#define CORDON_BINDINGS_C_TEXT_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>

#include "cordon.h"
#include "cordon/diagnostic.h"
#include "cordon/row.h"
#include "error.h"

namespace cordon::c {

inline cordon_str view_str(std::string_view text) noexcept { return {text.data(), text.size()}; }

/// Requires: is_text(text).
inline std::string_view view_of(cordon_str text) noexcept { return {text.data, text.size}; }
inline bool is_text(cordon_str text) noexcept { return text.data != nullptr || text.size == 0; }
inline bool is_text(const char* data, std::size_t size) noexcept {
  return data != nullptr || size == 0;
}

/// Bytes that the first version of each struct had; a smaller struct_size is misuse.
template <class Struct>
inline constexpr std::uint32_t kFirstSize = sizeof(Struct);
template <>
inline constexpr std::uint32_t kFirstSize<cordon_limits> = offsetof(cordon_limits,
                                                                    max_fuel_per_run);

/// Copies what the caller's version of the struct has room for.
template <class Struct>
cordon_status fill(Struct* out, Struct value) noexcept {
  const std::uint32_t size = out->struct_size;
  if (size < kFirstSize<Struct>) return CORDON_E_MISUSE;
  value.struct_size = size;
  std::memcpy(out, &value, std::min<std::size_t>(size, sizeof value));
  return CORDON_OK;
}

/// No version of a struct of options is larger; such a size was not set by anybody.
inline constexpr std::uint32_t kLargestOptions = 4096;

/// What is wrong with a struct of options as such. A member of a later version that is not zero
/// asks for what this version cannot do, so it is never passed over.
template <class Struct>
std::optional<Fault> fault_of(const Struct* given) noexcept {
  const std::uint32_t size = given->struct_size;
  if (size < kFirstSize<Struct> || size > kLargestOptions) return Fault::kNoSize;
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  for (std::size_t i = sizeof(Struct); i < size; ++i) {
    if (bytes[i] != 0) return Fault::kUnknownMember;
  }
  return std::nullopt;
}

/// The caller's options with defaults (zero) for members that it does not know.
/// Requires: fault_of() found nothing.
template <class Struct>
Struct read_options(const Struct* given) noexcept {
  Struct value{};
  std::memcpy(&value, given, std::min<std::size_t>(given->struct_size, sizeof value));
  return value;
}

inline cordon_place place_of(const Location& location) noexcept {
  return {view_str(location.file), view_str(location.pointer), location.line, location.column};
}

inline cordon_diagnostic diagnostic_of(const Problem& problem) noexcept {
  cordon_diagnostic out{};
  out.level = problem.level == Level::kError ? CORDON_LEVEL_ERROR : CORDON_LEVEL_WARNING;
  out.code = view_str(problem.code);
  out.message = view_str(problem.message);
  out.help = view_str(problem.help);
  out.place = {view_str(problem.file), {nullptr, 0}, problem.line, problem.column};
  return out;
}

}  // namespace cordon::c

#endif  // CORDON_BINDINGS_C_TEXT_H_
