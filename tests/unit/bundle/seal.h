#ifndef CORDON_TESTS_UNIT_BUNDLE_SEAL_H_
#define CORDON_TESTS_UNIT_BUNDLE_SEAL_H_

#include <cstddef>
#include <string>

#include "bundle/format.h"

namespace cordon::test {

/// A bundle whose digests fit whatever was done to it, so that damage reaches the stages behind
/// them. Bytes without room for a header stay as they are.
std::string sealed(std::string bytes);

/// Where the content of a section lies, as its table says; {0, 0} if that is outside.
struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;
};
Extent extent_of(const std::string& bytes, bundle::Section section);

/// The bundle with another content of a section, offsets and digests fitting.
std::string with_section(const std::string& bytes, bundle::Section section,
                         const std::string& content);
/// The same with digests that do not fit: for the first of several changes.
std::string with_unsealed_section(const std::string& bytes, bundle::Section section,
                                  const std::string& content);

}  // namespace cordon::test

#endif  // CORDON_TESTS_UNIT_BUNDLE_SEAL_H_
