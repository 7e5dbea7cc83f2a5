// Bundles: a program that is saved and loaded is the same, and bytes that are no bundle end in a
// status of their own.
#include "cordon/bundle.h"

#include "catch_compat.h"
#include "host.h"
#include "unit/bundle/seal.h"

namespace cordon::test {
namespace {

std::string saved(const Host& host) {
  cordon_bytes* bytes = nullptr;
  if (cordon_program_save(host.program, &bytes, nullptr) != CORDON_OK) return {};
  std::string out = text(cordon_bytes_view(bytes));
  cordon_bytes_release(bytes);
  return out;
}

bool load(Host& host, std::string_view bytes) {
  cordon_error* error = nullptr;
  cordon_program_release(std::exchange(host.program, nullptr));
  host.failure = {
      cordon_program_load(host.engine, bytes.data(), bytes.size(), &host.program, &error), error};
  return host.program != nullptr;
}

std::string bundle_of(std::string_view rules) {
  Host host;
  REQUIRE(host.compile(rules));
  return saved(host);
}

/// "status code", of a load that fails.
std::string refusal(std::string_view bytes) {
  Host host;
  if (load(host, bytes)) return "loaded";
  return std::to_string(host.failure.status) + " " + host.failure.code;
}

std::string refused_as(cordon_status status, const char* code) {
  return std::to_string(status) + " " + code;
}

std::string with_byte(std::string bytes, std::size_t at, int value) {
  bytes[at] = static_cast<char>(value);
  return bytes;
}

}  // namespace

TEST_CASE("a_program_that_was_saved_and_loaded_gives_the_same_result") {
  Host host;
  REQUIRE(host.judge(kRule, R"({"n": 11})"));
  const std::string before = host.report(CORDON_FORMAT_JSON);
  const std::string digest = text(cordon_program_digest(host.program));
  const std::string bytes = saved(host);
  Host other;
  REQUIRE(load(other, bytes));
  CHECK(text(cordon_program_digest(other.program)) == digest);
  REQUIRE(other.parse(R"({"n": 11})"));
  REQUIRE(other.open());
  REQUIRE(other.check());
  std::string after = other.report(CORDON_FORMAT_JSON);
  const std::string origin = R"("source": "bundle")";
  REQUIRE(after.find(origin) != std::string::npos);
  after.replace(after.find(origin), origin.size(), R"("source": "r.cordon")");
  CHECK(after == before);
  CHECK(saved(other) == bytes);
  auto rule = sized<cordon_rule>();
  REQUIRE(cordon_program_rule(other.program, 0, &rule) == CORDON_OK);
  CHECK(text(rule.id) == "T-1");
}

TEST_CASE("the_program_without_sources_is_the_bundle_that_ships") {
  Host host;
  REQUIRE(host.compile_bundled());
  CHECK(saved(host) == library_bundle());
  auto diagnostic = sized<cordon_diagnostic>();
  CHECK(cordon_program_diagnostic(host.program, 0, &diagnostic) == CORDON_E_NOT_FOUND);
}

TEST_CASE("a_bundle_keeps_the_limits_of_the_engine_that_loads_it") {
  auto limits = sized<cordon_limits>();
  auto options = sized<cordon_engine_options>();
  options.limits = &limits;
  limits.max_fuel_per_row = 10;
  Host host(&options);
  REQUIRE(load(host, bundle_of(kSlowRule)));
  REQUIRE(host.parse(list_of(20)));
  REQUIRE(host.open());
  REQUIRE(host.check());
  CHECK(cordon_result_exit_code(host.result) == 2);
}

TEST_CASE("bytes_that_are_no_bundle_are_refused_by_what_they_are") {
  const std::string good = bundle_of(kRule);
  REQUIRE(refusal(good) == "loaded");
  CHECK(refusal("language 1\npackage t\n") == refused_as(CORDON_E_BUNDLE, "B0101"));
  CHECK(refusal("") == refused_as(CORDON_E_BUNDLE, "B0102"));
  CHECK(refusal(good.substr(0, 20)) == refused_as(CORDON_E_BUNDLE, "B0102"));
  CHECK(refusal(good.substr(0, good.size() - 1)) == refused_as(CORDON_E_BUNDLE, "B0107"));
  CHECK(refusal(good + '\0') == refused_as(CORDON_E_BUNDLE, "B0107"));
  CHECK(refusal(with_byte(good, good.size() - 1, 1)) == refused_as(CORDON_E_BUNDLE, "B0108"));
  const std::string large(good + std::string(std::size_t{64} << 20U, ' '));
  CHECK(refusal(large) == refused_as(CORDON_E_LIMIT, "B0106"));
}

TEST_CASE("a_bundle_of_another_version_is_told_apart_and_says_what_to_do") {
  const std::string good = bundle_of(kRule);
  CHECK(refusal(with_byte(good, 8, 99)) == refused_as(CORDON_E_UNSUPPORTED, "B0103"));
  CHECK(refusal(with_byte(good, 12, 99)) == refused_as(CORDON_E_UNSUPPORTED, "B0104"));
  CHECK(refusal(with_byte(good, 18, 99)) == refused_as(CORDON_E_UNSUPPORTED, "B0105"));
  Host host;
  REQUIRE_FALSE(load(host, with_byte(good, 8, 99)));
  CHECK(host.failure.rendered.find("compile the rules again") != std::string::npos);
}

TEST_CASE("a_hostile_bundle_whose_digests_fit_is_refused_by_its_content") {
  const std::string good = bundle_of(kRule);
  using bundle::Section;
  const auto with = [&](Section section, const std::string& content) {
    return refusal(with_section(good, section, content));
  };
  CHECK(with(Section::kNames, "\xFF\xFF\xFF\xFF") == refused_as(CORDON_E_BUNDLE, "B0109"));
  CHECK(with(Section::kRules, std::string(4, '\0')) == refused_as(CORDON_E_BUNDLE, "B0116"));
  const Extent code = extent_of(good, Section::kCode);
  CHECK(refusal(sealed(with_byte(good, code.begin + 4, 0x7F))) ==
        refused_as(CORDON_E_BUNDLE, "B0111"));
}

}  // namespace cordon::test
