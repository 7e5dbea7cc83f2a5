#include <string>

#include "catch_compat.h"
#include "cordon/bundle.h"
#include "unit/bundle/samples.h"
#include "unit/bundle/seal.h"

using namespace cordon;
using namespace cordon::test;
using bundle::Section;

namespace {

std::string code_of(const std::string& bytes, const BundleLimits& limits = {}) {
  const auto program = load_bundle(bytes, limits);
  return program.ok() ? "" : std::string(program.error().code);
}

std::string with_number(std::string bytes, std::size_t at, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i)
    bytes[at + i] = static_cast<char>((value >> (8 * i)) & 0xFFU);
  return bytes;
}

std::string content_of(const std::string& bytes, Section section) {
  const Extent e = extent_of(bytes, section);
  return bytes.substr(e.begin, e.end - e.begin);
}

std::string number(std::uint64_t value, std::size_t size) {
  return with_number(std::string(size, '\0'), 0, value, size);
}

std::string text(const std::string& bytes) { return number(bytes.size(), 4) + bytes; }

/// A constant section that holds one value.
std::string constant(Kind kind, const std::string& payload) {
  return number(1, 4) + number(static_cast<std::uint64_t>(kind), 1) + number(0, 4) + payload;
}

const std::string& bytes_of_sample() {
  static const std::string bytes = save_bundle(sample());
  return bytes;
}

}  // namespace

TEST_CASE("a_file_that_is_no_bundle_of_this_engine_is_refused_by_what_it_is") {
  const std::string& good = bytes_of_sample();
  REQUIRE(code_of(good).empty());
  CHECK(code_of("language 1\n") == "B0101");
  CHECK(code_of("") == "B0102");
  CHECK(code_of(good.substr(0, 20)) == "B0102");
  CHECK(code_of(sealed(with_number(good, 8, 2, 4))) == "B0103");
  CHECK(code_of(sealed(with_number(good, 12, 2, 4))) == "B0104");
  CHECK(code_of(sealed(with_number(good, 18, 999, 2))) == "B0105");
  CHECK(code_of(sealed(with_number(good, 24, 1, 8))) == "B0105");
  CHECK(code_of(sealed(with_number(good, 22, 3, 2))) == "B0107");
  CHECK(code_of(good, {100, 65'535}) == "B0106");
  CHECK(code_of(good, {std::size_t{1} << 20, 3}) == "B0106");
}

TEST_CASE("sections_that_do_not_cover_the_file_in_order_are_refused") {
  const std::string& good = bytes_of_sample();
  const std::size_t second = bundle::kHeaderBytes + bundle::kEntryBytes;
  CHECK(code_of(good + '\0') == "B0107");
  CHECK(code_of(sealed(with_number(good, second, 3, 4))) == "B0107");
  CHECK(code_of(sealed(with_number(good, second + 4, bundle::kTableEnd, 4))) == "B0107");
  CHECK(code_of(sealed(with_number(good, second + 8, 0xFFFFFFFFU, 4))) == "B0107");
  CHECK(code_of(sealed(with_number(good, second + 8, 1, 4))) == "B0107");
  CHECK(code_of(with_number(good, second + 20, 1, 4)) == "B0108");
}

TEST_CASE("content_that_does_not_fit_its_section_is_refused") {
  const std::string& good = bytes_of_sample();
  const std::string names = content_of(good, Section::kNames);
  CHECK(code_of(with_section(good, Section::kNames, names.substr(1))) == "B0109");
  CHECK(code_of(with_section(good, Section::kNames, number(0xFFFFFFFFU, 4))) == "B0109");
  CHECK(code_of(with_section(good, Section::kNames, names + '\0')) == "B0110");
  CHECK(code_of(with_section(good, Section::kNames, number(1, 4) + text("\xFF"))) == "B0112");
  std::string code = content_of(good, Section::kCode);
  code[4] = '\x7F';
  CHECK(code_of(with_section(good, Section::kCode, code)) == "B0111");
  CHECK(code_of(with_section(good, Section::kPatterns, number(1, 4) + text("("))) == "B0114");
  const std::string wide = "(\\pL{1000}){1000}";
  CHECK(code_of(with_section(good, Section::kPatterns, number(1, 4) + text(wide))) == "B0114");
  CHECK(code_of(with_section(good, Section::kRules, number(0, 4))) == "B0116");
  std::string sources = content_of(good, Section::kSources);
  sources.back() = sources.back() == '\n' ? ' ' : '\n';
  CHECK(code_of(with_section(good, Section::kSources, sources)) == "B0117");
}

TEST_CASE("values_that_no_rule_text_can_make_are_refused") {
  const std::string& good = bytes_of_sample();
  const auto refused = [&](Kind kind, const std::string& payload) {
    return code_of(with_section(good, Section::kConstants, constant(kind, payload))) == "B0113";
  };
  CHECK(refused(Kind::kReal, number(0x7FF8000000000000U, 8)));
  CHECK(refused(Kind::kReal, number(0x7FF0000000000000U, 8)));
  CHECK(refused(Kind::kUint, number(7, 8)));
  CHECK(refused(Kind::kBignum, text("12")));
  CHECK(refused(Kind::kBignum, text("0099999999999999999999999")));
  CHECK(refused(Kind::kCidr, text("10.0.0.1/8")));
  CHECK(refused(Kind::kCidr, text("10.0.0.0/33")));
  CHECK(refused(Kind::kCidr, text("2001:0db8::/32")));
  CHECK(refused(Kind::kIp, text("10.0.0.0/8")));
  CHECK(refused(Kind::kDate, text("2026-02-30")));
  CHECK(refused(Kind::kResource, number(0, 8)));
  CHECK(refused(Kind::kChoice, number(0, 8)));
  CHECK(refused(Kind::kComputedList, number(0, 8)));
  CHECK(refused(Kind::kDict, number(0, 8)));
  CHECK(refused(Kind::kError, number(200, 1) + text("x")));
  const std::string twice =
      number(0, 4) + number(2, 4) + text("k") + number(0, 5) + text("k") + number(0, 5);
  CHECK(refused(Kind::kObject, twice));
  std::string deep;
  for (int i = 0; i < 100'000; ++i)
    deep += number(static_cast<std::uint64_t>(Kind::kList), 1) + number(0, 4) + number(0, 4) +
            number(1, 4);
  CHECK(code_of(with_section(good, Section::kConstants, number(1, 4) + deep)) == "B0113");
}

// It is shown as it is, inside of JSON.
TEST_CASE("a_shown_default_that_is_not_the_value_of_its_parameter_is_refused") {
  const std::string& good = bytes_of_sample();
  const std::string shown = R"(["a","b"])";
  for (const std::string other : {R"(["a","c"])", R"(null}],"x")", R"(["a","b"])"}) {
    std::string infos = content_of(good, Section::kParameterInfos);
    const std::size_t at = infos.find(shown);
    REQUIRE(at != std::string::npos);
    infos.replace(at - 4, shown.size() + 4, text(other));
    const std::string code = code_of(with_section(good, Section::kParameterInfos, infos));
    CHECK(code == (other == shown ? "" : "B0116"));
  }
}

TEST_CASE("types_of_parameters_nested_without_end_are_refused") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += number(8, 1) + number(0, 1) + text("") + number(1, 4);
  CHECK(code_of(with_section(bytes_of_sample(), Section::kParameters, number(1, 4) + deep)) ==
        "B0111");
}

namespace {

void check_truncations(std::string_view whole, std::size_t step) {
  for (std::size_t n = 0; n < whole.size(); n += step) {
    if (loaded(whole.substr(0, n)) != nullptr) FAIL("accepted at " << n);
  }
  CHECK(loaded(whole.substr(0, whole.size() - 1)) == nullptr);
  CHECK(loaded(whole) != nullptr);
}

}  // namespace

TEST_CASE("truncations_of_the_library_are_refused") { check_truncations(library_bundle(), 101); }

TEST_CASE("every_truncation_of_the_library_is_refused", "[.long]") {
  check_truncations(library_bundle(), 1);
}

TEST_CASE("every_truncation_of_the_sample_is_refused") { check_truncations(bytes_of_sample(), 1); }
