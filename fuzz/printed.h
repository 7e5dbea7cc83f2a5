#ifndef CORDON_FUZZ_PRINTED_H_
#define CORDON_FUZZ_PRINTED_H_

#include <string>
#include <string_view>

namespace cordon::fuzz {

/// A text for people is UTF-8 of visible characters, TAB and LF, and no line of it is one that a
/// build system obeys. What that is is told a second time (tests/hostile/shown.h), not asked of
/// the writers.
void check_text(std::string_view text);
/// The same, and two strict readers take it for JSON.
void check_json(const std::string& text);

}  // namespace cordon::fuzz

#endif  // CORDON_FUZZ_PRINTED_H_
