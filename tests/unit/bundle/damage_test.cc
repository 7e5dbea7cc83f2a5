// Damage to bundles whose digests fit. Of the library it is always refused: what it is compiled to
// is known. Another program is refused, or it is a program, which behaves identically on every
// machine; another constant makes another program, so that it need not be the one that was damaged.
// [long] cases run whole where the others take samples.
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

/// Calls `use` with each bundle in which a byte of a section is inverted, or one bit of it, and
/// with its place; every `step`-th byte.
template <class Use>
void each_damaged(const std::string& bytes, Section section, std::size_t step, const Use& use) {
  const Extent e = extent_of(bytes, section);
  for (std::size_t at = e.begin; at < e.end; at += step) {
    for (const int bits : {0xFF, 1 << (at % 8)}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ bits);
      use(sealed(damaged), at);
    }
  }
}

Count flip(const std::string& bytes, Section section, std::size_t step) {
  const std::string before = behaviour(Program(loaded(bytes)));
  Count count;
  each_damaged(bytes, section, step, [&](const std::string& damaged, std::size_t at) {
    run_damaged(damaged, before, count, at % 64 == 0);
  });
  return count;
}

/// The code that refuses a bundle; empty: it is accepted.
std::string refusal_of(const std::string& bytes) {
  const auto program = load_bundle(bytes);
  return program.ok() ? "" : std::string(program.error().code);
}

/// How many changed bytes of the library only the comparison with it refuses; every other one is
/// refused before.
std::size_t known_only(Section section, std::size_t step, Count* machines) {
  const std::string bytes(library_bundle());
  const std::string before = behaviour(Program(loaded(bytes)));
  std::size_t count = 0;
  each_damaged(bytes, section, step, [&](const std::string& damaged, std::size_t at) {
    const std::string code = refusal_of(damaged);
    if (code.empty()) FAIL("accepted, changed at " << at);
    if (machines != nullptr && code != "B0118") ++machines->refused;
    if (code != "B0118") return;
    ++count;
    if (machines != nullptr) run_damaged(damaged, before, *machines, at % 64 == 0);
  });
  return count;
}

}  // namespace

TEST_CASE("a_changed_byte_of_code_or_constants_is_refused_or_harmless") {
  const std::string bytes = save_bundle(sample());
  for (const Section section : {Section::kCode, Section::kConstants}) {
    const Count count = flip(bytes, section, 17);
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
  for (const Section section : bundle::kSections) flip(bytes, section, 1);
}

TEST_CASE("a_changed_byte_of_the_library_is_refused") {
  for (const Section section : {Section::kCode, Section::kConstants, Section::kInfos}) {
    CHECK(known_only(section, 499, nullptr) > 0);
  }
}

// Those that only the comparison with the library refuses are programs that the verifier lets pass,
// so that they show as well whether all machines agree on what it lets pass.
TEST_CASE("every_changed_byte_of_the_library_is_refused", "[.long]") {
  for (const Section section : {Section::kCode, Section::kConstants}) {
    Count count;
    const std::size_t known = known_only(section, 1, &count);
    WARN(bundle::name_of(section) << ": " << count.refused << " refused by themselves, " << known
                                  << " as another program than the library: " << count.same
                                  << " behave the same, " << count.other << " otherwise");
    CHECK(count.refused > 1000);
    CHECK(known == count.same + count.other);
  }
}
