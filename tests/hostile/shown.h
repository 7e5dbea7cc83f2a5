#ifndef CORDON_TESTS_HOSTILE_SHOWN_H_
#define CORDON_TESTS_HOSTILE_SHOWN_H_

#include <string>
#include <string_view>

namespace cordon::hostile {

// What may stand in a text for people, told a second time and not asked of the writers: from the
// tables of Unicode and from what build systems obey, with nothing shared but the decoding of UTF-8
// of the readers, which the writers do not use.

/// Whether no reader sees the character as itself.
bool is_hidden(char32_t c);

/// What is wrong with a text for people, or "": it is UTF-8 of visible characters, TAB and LF, and
/// no line of it is one that a build system obeys.
std::string fault_of(std::string_view text);

}  // namespace cordon::hostile

#endif  // CORDON_TESTS_HOSTILE_SHOWN_H_
