#ifndef CORDON_TESTS_BOMBS_BUNDLE_COUNTS_H_
#define CORDON_TESTS_BOMBS_BUNDLE_COUNTS_H_

#include <cstddef>
#include <vector>

#include "bundle/format.h"
#include "bytecode/program.h"

namespace cordon::bombs {

/// Where the content of a section announces how much follows, and how long the content is.
struct Counts {
  std::vector<std::size_t> at;
  std::size_t bytes = 0;
};
Counts counts_in(bundle::Section section, const bytecode::Program& program);

}  // namespace cordon::bombs

#endif  // CORDON_TESTS_BOMBS_BUNDLE_COUNTS_H_
