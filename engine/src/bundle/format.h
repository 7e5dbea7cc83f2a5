#ifndef CORDON_BUNDLE_FORMAT_H_
#define CORDON_BUNDLE_FORMAT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cordon::bundle {

// A bundle, little-endian, fixed width, no padding:
//   magic 8 | format u32 | language u32 | engine 3 x u16 | sections u16 | vocabulary u64
//   per section: kind u32 | offset u32 | length u32 | SHA-256 of its bytes 32
//   SHA-256 of everything before 32
//   the sections, in the order of the table, up to the end of the file
inline constexpr std::string_view kMagic{"CORDONB\0", 8};
inline constexpr std::uint32_t kFormat = 1;
inline constexpr std::uint32_t kLanguage = 1;
inline constexpr std::size_t kDigestBytes = 32;
inline constexpr std::size_t kHeaderBytes = 32;
inline constexpr std::size_t kEntryBytes = 12 + kDigestBytes;

enum class Section : std::uint32_t {
#define CORDON_SECTION(number, name, ...) name = number,
#include "bundle/sections.def"
#undef CORDON_SECTION
};

inline constexpr std::array kSections = {
#define CORDON_SECTION(number, name, ...) Section::name,
#include "bundle/sections.def"
#undef CORDON_SECTION
};

inline constexpr std::size_t kTableEnd =
    kHeaderBytes + kSections.size() * kEntryBytes + kDigestBytes;

std::string_view name_of(Section section);

/// A fingerprint of the opcodes and built-in functions that this engine numbers: programs of one
/// version that were built from different sources refuse each other's bundles.
std::uint64_t vocabulary();

/// Version of the engine: major, minor, patch.
std::array<std::uint16_t, 3> engine_version();

}  // namespace cordon::bundle

#endif  // CORDON_BUNDLE_FORMAT_H_
