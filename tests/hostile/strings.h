#ifndef CORDON_TESTS_HOSTILE_STRINGS_H_
#define CORDON_TESTS_HOSTILE_STRINGS_H_

#include <string>
#include <vector>

namespace cordon::hostile {

/// Texts that forge lines, hide what follows, obey a build system's reader, or break an escaper.
/// Some are no UTF-8.
std::vector<std::string> strings();

}  // namespace cordon::hostile

#endif  // CORDON_TESTS_HOSTILE_STRINGS_H_
