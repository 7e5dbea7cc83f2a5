#include "bundle/format.h"

#include "bytecode/program.h"
#include "value/builtins.h"

namespace cordon::bundle {
namespace {

/// FNV-1a.
constexpr std::uint64_t mix(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return (hash ^ 0xFFU) * 0x100000001B3U;
}

constexpr std::uint64_t fingerprint() {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const auto& op : bytecode::kOps) hash = mix(mix(hash, op.name), op.operands);
  for (const auto& builtin : kBuiltins) hash = mix(mix(hash, builtin.package), builtin.name);
  return hash;
}

}  // namespace

std::string_view name_of(Section section) {
  switch (section) {
#define CORDON_SECTION(number, name, ...) \
  case Section::name:                     \
    return std::string_view(#name).substr(1);
#include "bundle/sections.def"
#undef CORDON_SECTION
  }
  return "";
}

std::uint64_t vocabulary() {
  static constexpr std::uint64_t kFingerprint = fingerprint();
  return kFingerprint;
}

std::array<std::uint16_t, 3> engine_version() {
  return {CORDON_VERSION_MAJOR, CORDON_VERSION_MINOR, CORDON_VERSION_PATCH};
}

}  // namespace cordon::bundle
