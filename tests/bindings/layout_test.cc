// The structs of cordon.h grow at their end. One that ended with padding could get a member there
// and keep its size: what an older caller left in its padding would be taken for that member.
#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "catch_compat.h"
#include "cordon.h"

namespace cordon::test {
namespace {

// A new member has to take the place of the last one here, and of `reserved` where that is the
// last.
#define CORDON_ENDS_WITH(type, last)                                        \
  static_assert(offsetof(type, last) + sizeof(type{}.last) == sizeof(type), \
                "the struct ends with padding, or with another member");    \
  static_assert(offsetof(type, struct_size) == 0, "the struct begins otherwise")

CORDON_ENDS_WITH(cordon_diagnostic, place);
CORDON_ENDS_WITH(cordon_limits, reserved);
CORDON_ENDS_WITH(cordon_engine_options, reserved_allocator);
CORDON_ENDS_WITH(cordon_rule, place);
CORDON_ENDS_WITH(cordon_scalar, real);
CORDON_ENDS_WITH(cordon_check_options, progress_user);
CORDON_ENDS_WITH(cordon_row, place);
CORDON_ENDS_WITH(cordon_requirement, evidence_count);
CORDON_ENDS_WITH(cordon_cause, place);
CORDON_ENDS_WITH(cordon_evidence, via_json);
CORDON_ENDS_WITH(cordon_document_info, bytes);
CORDON_ENDS_WITH(cordon_summary, because_count);
#undef CORDON_ENDS_WITH

/// Those that are final have no size of their own, and may be in arrays.
static_assert(sizeof(cordon_str) == 2 * sizeof(void*));
static_assert(sizeof(cordon_source) == 2 * sizeof(cordon_str));
static_assert(sizeof(cordon_place) == 2 * sizeof(cordon_str) + 2 * sizeof(std::uint32_t));
static_assert(sizeof(cordon_value) == 16 || sizeof(void*) != 8);

std::string read(const std::string& path) {
  std::ifstream file(std::string(CORDON_SOURCE_DIR) + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The words behind each `before` that have `after` behind them.
std::vector<std::string> found(const std::string& text, const std::string& before,
                               const std::string& after) {
  std::vector<std::string> names;
  for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
    at += before.size();
    const std::size_t end = text.find(after, at);
    const std::string name = text.substr(at, end == std::string::npos ? 0 : end - at);
    if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos)
      names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TEST_CASE("no_struct_of_the_header_ends_with_padding") {
  // The assertions above are the test; here that none is forgotten.
  const auto structs =
      found(read("/bindings/c/include/cordon.h"), "typedef struct ", " {\n  uint32_t struct_size;");
  const auto asserted = found(read("/tests/bindings/layout_test.cc"), "\nCORDON_ENDS_WITH(", ", ");
  CHECK(structs.size() == 12);
  CHECK(structs == asserted);
}

}  // namespace cordon::test
