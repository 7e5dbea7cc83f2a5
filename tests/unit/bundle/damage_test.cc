// Damage to bundles whose digests fit: refused, or it is a program, which behaves identically on
// every machine. Another constant makes another program, so that it need not be the one that was
// damaged. [long] cases run whole where the others take samples.
#include <cstdint>
#include <string>

#include "catch_compat.h"
#include "cordon/bundle.h"
#include "unit/bundle/samples.h"
#include "unit/bundle/seal.h"

using namespace cordon;
using namespace cordon::test;
using bundle::Section;

namespace {

struct Count {
  std::size_t refused = 0;
  std::size_t same = 0;
  std::size_t other = 0;
};

void run_damaged(const std::string& bytes, const std::string& before, Count& count, bool tests) {
  const auto code = loaded(bytes);
  if (code == nullptr) {
    ++count.refused;
    return;
  }
  const Program program(code);
  if (const std::string where = disagreement(program); !where.empty()) FAIL(where);
  (behaviour(program) == before ? count.same : count.other) += 1;
  if (tests) outcomes(program);
}

/// Inverts each byte of a section, and one bit of it; every `step`-th byte from `first` on.
Count flip(const std::string& bytes, Section section, std::size_t first, std::size_t step) {
  const std::string before = behaviour(Program(loaded(bytes)));
  const Extent e = extent_of(bytes, section);
  Count count;
  for (std::size_t at = e.begin + first; at < e.end; at += step) {
    for (const int bits : {0xFF, 1 << (at % 8)}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ bits);
      run_damaged(sealed(damaged), before, count, at % 64 == 0);
    }
  }
  return count;
}

}  // namespace

TEST_CASE("a_changed_byte_of_code_or_constants_is_refused_or_harmless") {
  const std::string bytes = save_bundle(sample());
  for (const Section section : {Section::kCode, Section::kConstants}) {
    const Count count = flip(bytes, section, 0, 17);
    CHECK(count.refused > 0);
    CHECK(count.same + count.other > 0);
  }
}

TEST_CASE("a_changed_byte_without_new_digests_is_always_refused") {
  const std::string bytes = save_bundle(sample());
  for (std::size_t at = 0; at < bytes.size(); at += 13) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    if (loaded(damaged) != nullptr) FAIL("accepted, changed at " << at);
  }
}

TEST_CASE("every_changed_byte_of_the_sample_is_refused_or_harmless", "[.long]") {
  const std::string bytes = save_bundle(sample());
  for (const Section section : bundle::kSections) flip(bytes, section, 0, 1);
}

TEST_CASE("every_changed_byte_of_the_library_is_refused_or_harmless", "[.long]") {
  const std::string bytes(library_bundle());
  for (const Section section : {Section::kCode, Section::kConstants}) {
    const Count count = flip(bytes, section, 0, 1);
    WARN(bundle::name_of(section) << ": " << count.refused << " refused, " << count.same
                                  << " behave the same, " << count.other << " otherwise");
    CHECK(count.refused > 1000);
  }
}
