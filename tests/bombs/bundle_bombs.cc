// Bundles that announce what they do not hold, hold as much as may be, or are too large. Every
// digest fits, so that a bomb reaches the reader. What is asked of the heap and of the arena stays
// within a small multiple of the file: the first is counted by operator new, the second by a reader
// of the section alone, whose store is still there after the refusal.
#include <algorithm>

#include "bombs/bomb.h"
#include "bombs/bundle_counts.h"
#include "bundle/load.h"
#include "bundle/reader.h"
#include "catch_compat.h"
#include "cordon/bundle.h"
#include "unit/bundle/samples.h"
#include "unit/bundle/seal.h"

namespace cordon::bombs {
namespace {

using bundle::Section;

/// A member in memory may take so many times its bytes in the file, with what a growing vector
/// leaves behind.
constexpr std::size_t kMultiple = 32;
constexpr std::size_t kSlack = std::size_t{32} << 10U;
/// What a refusal before any section is read may take: an empty store and its own text.
constexpr std::size_t kLittle = std::size_t{64} << 10U;

struct Load {
  std::string code = "ok";
  std::uint64_t bytes = 0;
};

Load load(const std::string& file, const BundleLimits& limits = {}) {
  Load out;
  const std::uint64_t before = allocated_bytes();
  const auto code = bundle::load_code(file, limits);
  out.bytes = allocated_bytes() - before;
  if (!code.ok()) out.code = code.error().code;
  return out;
}

std::size_t arena_bytes(Section section, const std::string& content) {
  bytecode::Program program;
  bundle::Reader::RawLengths lengths;
  bundle::Reader in(content, *program.store, lengths);
  bundle::section(in, section, program);
  return program.store->arena.bytes();
}

const Program& small_program() {
  static const Program program = test::sample();
  return program;
}

const std::string& small_bundle() {
  static const std::string bytes = save_bundle(small_program());
  return bytes;
}

std::string content_of(Section section) {
  const test::Extent e = test::extent_of(small_bundle(), section);
  return small_bundle().substr(e.begin, e.end - e.begin);
}

std::string number(std::uint64_t value) {
  std::string out;
  for (unsigned i = 0; i < 4; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
  return out;
}

/// The bundle with another number where a count stands in a section.
Load announced(Section section, std::size_t at, std::uint64_t count) {
  std::string content = content_of(section);
  content.replace(at, 4, number(count));
  Load out = load(test::with_section(small_bundle(), section, content));
  out.bytes += arena_bytes(section, content);
  return out;
}

void check_counts(Section section, std::uint64_t most) {
  const Counts counts = counts_in(section, small_program().code());
  const std::size_t bytes = content_of(section).size();
  REQUIRE(counts.bytes == bytes);
  for (const std::size_t at : counts.at) {
    const std::size_t left = bytes - at - 4;
    INFO(bundle::name_of(section) << ", byte " << at << ", " << left << " left");
    for (const std::uint64_t count : {std::uint64_t{0xFFFFFFFFU}, std::uint64_t{left} + 1}) {
      const Load out = announced(section, at, count);
      CHECK(out.code == "B0109");
      CHECK(out.bytes <= most);
    }
    // What could just be there as texts of no length or members of one byte.
    CHECK(announced(section, at, left).bytes <= most);
  }
}

/// A section of so many members whose bytes are zeros, and a byte that is too much, so that all of
/// it is read before it is refused.
template <class T>
Bomb zeros(Section section) {
  const auto run = [section](std::size_t size) {
    const std::size_t members = size / bundle::least_bytes<T>();
    const std::string content =
        number(members) + std::string(members * bundle::least_bytes<T>() + 1, '\0');
    const std::string file = test::with_section(small_bundle(), section, content);
    const Load out = load(file);
    const std::uint64_t all = out.bytes + arena_bytes(section, content);
    Outcome outcome{all <= kMultiple * file.size() + kSlack ? out.code : "too much memory", {}};
    return outcome.count("bytes", all);
  };
  return {std::string(bundle::name_of(section)), 20'000, "B0110", run};
}

/// Containers in containers, `head` before the number of members, of which each announces as many
/// members of `least` zeros as bytes could hold; the innermost takes them all.
Outcome announcements(Section section, const std::string& head, std::size_t least,
                      std::size_t size) {
  constexpr std::size_t kDeep = 70;
  std::string content = number(1);
  for (std::size_t i = kDeep; i > 0; --i) {
    const std::size_t left = (i - 1) * (head.size() + 4) + size * least;
    content += head + number(left / least);
  }
  content += std::string(size * least, '\0');
  const std::string file = test::with_section(small_bundle(), section, content);
  const Load out = load(file);
  const std::uint64_t all = out.bytes + arena_bytes(section, content);
  return {all <= kMultiple * file.size() + kSlack ? out.code : "too much memory", {}};
}

Outcome lists_in_lists(std::size_t size) {
  const std::string head = static_cast<char>(Kind::kList) + number(0) + number(0);
  return announcements(Section::kConstants, head, bundle::least_bytes<Node>(), size);
}

Outcome types_in_types(std::size_t size) {
  using Type = bytecode::ParamType;
  const std::string head = static_cast<char>(Type::Kind::kList) + std::string(1, '\0') + number(0);
  return announcements(Section::kParameters, head, bundle::least_bytes<Type>(), size);
}

/// The small bundle, its last section so long that the file has exactly `bytes`.
std::string padded(std::size_t bytes, const std::string& beginning) {
  const std::size_t rest = small_bundle().size() - content_of(Section::kTests).size();
  std::string content = beginning;
  content.resize(bytes - rest, '\0');
  return test::with_section(small_bundle(), Section::kTests, content);
}

}  // namespace

TEST_CASE("a_count_that_the_bytes_left_do_not_justify_makes_no_room") {
  const std::uint64_t most = load(small_bundle()).bytes + small_bundle().size();
  for (const Section section : bundle::kSections) check_counts(section, most);
}

TEST_CASE("what_a_bundle_holds_takes_a_small_multiple_of_its_bytes") {
  using namespace bytecode;
  explode({zeros<std::string>(Section::kNames), zeros<TypeSet>(Section::kTypeSets),
           zeros<Reverse>(Section::kReverses), zeros<IsTest>(Section::kIsTests),
           zeros<std::string>(Section::kPatterns), zeros<Node>(Section::kConstants),
           zeros<Instr>(Section::kCode), zeros<Span>(Section::kSpans),
           zeros<ChainStart>(Section::kChainStarts), zeros<Function>(Section::kFunctions),
           zeros<RuleCode>(Section::kRules), zeros<RuleInfo>(Section::kInfos),
           zeros<Requirement>(Section::kRequirements), zeros<Parameter>(Section::kParameters),
           zeros<ParameterInfo>(Section::kParameterInfos), zeros<TestCase>(Section::kTests)});
}

TEST_CASE("announcements_in_announcements_make_no_room") {
  explode({{"lists in lists", 20'000, "B0109", lists_in_lists},
           {"types in types", 20'000, "B0109", types_in_types}});
}

TEST_CASE("a_bundle_at_its_limit_is_refused_in_little_memory") {
  const BundleLimits limits{std::size_t{4} << 20U, 65'535};
  const std::string whole = padded(limits.max_bytes, content_of(Section::kTests));
  REQUIRE(whole.size() == limits.max_bytes);
  CHECK(load(whole, limits).code == "B0110");
  CHECK(load(padded(limits.max_bytes, number(0xFFFFFFFFU)), limits).code == "B0109");
  for (const std::size_t at : {bundle::kTableEnd - 1, bundle::kTableEnd, whole.size() - 1}) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    const Load out = load(damaged, limits);
    CHECK(out.code == "B0108");
    CHECK(out.bytes <= kLittle);
  }
  const Load larger = load(whole + '\0', limits);
  CHECK(larger.code == "B0106");
  CHECK(larger.bytes <= kLittle);
}

TEST_CASE("a_bundle_above_the_default_limit_is_refused_in_little_memory") {
  std::string large = small_bundle();
  large.resize(BundleLimits().max_bytes + 1, '\0');
  const Load out = load(large);
  CHECK(out.code == "B0106");
  CHECK(out.bytes <= kLittle);
}

}  // namespace cordon::bombs
