#ifndef CORDON_TESTS_UNIT_VM_COMPILED_RULES_H_
#define CORDON_TESTS_UNIT_VM_COMPILED_RULES_H_

#include <string>

#include "catch_compat.h"
#include "cordon/dsl/compile.h"

namespace cordon {

/// The program of one rule text, which must have no error.
inline Program rules(const std::string& body) {
  const auto out = dsl::compile({{"t.cordon", "language 1\npackage t\n" + body, false, true}}, {});
  for (const auto& p : out.problems) UNSCOPED_INFO(p.code << " " << p.message);
  REQUIRE(out.program);
  return out.program;
}

}  // namespace cordon

#endif  // CORDON_TESTS_UNIT_VM_COMPILED_RULES_H_
