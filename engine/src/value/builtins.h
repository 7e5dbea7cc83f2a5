#ifndef CORDON_VALUE_BUILTINS_H_
#define CORDON_VALUE_BUILTINS_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace cordon {

/// The functions that the engine itself offers, numbered by value/builtins.def.
enum class Builtin : std::uint8_t {
#define CORDON_BUILTIN(id, package, name, min, max, signature) k_##id,
#include "value/builtins.def"
#undef CORDON_BUILTIN
};

struct BuiltinInfo {
  std::string_view package;
  std::string_view name;
  std::uint8_t min_args;
  std::uint8_t max_args;
  std::string_view signature;
};

inline constexpr BuiltinInfo kBuiltins[] = {
#define CORDON_BUILTIN(id, package, name, min, max, signature) {package, name, min, max, signature},
#include "value/builtins.def"
#undef CORDON_BUILTIN
};

}  // namespace cordon

#endif  // CORDON_VALUE_BUILTINS_H_
