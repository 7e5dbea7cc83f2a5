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

/// Whether a load ended as its contract says: a program, or none and a status of its own.
bool ended_well(const Host& host) {
  const cordon_status status = host.failure.status;
  if (host.program != nullptr) return status == CORDON_OK;
  const bool own =
      status == CORDON_E_BUNDLE || status == CORDON_E_UNSUPPORTED || status == CORDON_E_LIMIT;
  return own && host.failure.code.starts_with("B01") && !host.failure.rendered.empty();
}

/// Loads bytes and, if they are a program, judges with it; its result may be any.
bool tried_well(Host& host, const std::string& bytes) {
  load(host, bytes);
  if (!ended_well(host)) return false;
  if (host.program == nullptr) return true;
  return host.open() && (host.check() || !host.failure.code.empty());
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

TEST_CASE("a_host_lives_on_whatever_bundles_it_was_given") {
  auto limits = sized<cordon_limits>();
  limits.max_fuel_per_run = 100'000;
  auto options = sized<cordon_engine_options>();
  options.limits = &limits;
  Host host(&options);
  REQUIRE(host.judge(kRule, R"({"n": 11})"));
  const std::string good = saved(host);
  REQUIRE(load(host, good));
  REQUIRE(host.open());
  REQUIRE(host.check());
  const std::string before = host.report(CORDON_FORMAT_JSON);
  std::size_t wrong = 0;
  // Closely in the header and its table, then here and there.
  for (std::size_t at = 0; at < good.size(); at += at < bundle::kTableEnd ? 40 : good.size() / 16) {
    const std::string damaged = with_byte(good, at, ~good[at]);
    for (const std::string& bytes : {damaged, sealed(damaged), good.substr(0, at)})
      wrong += tried_well(host, bytes) ? 0U : 1U;
  }
  CHECK(wrong == 0);
  // The same engine, with the same document.
  REQUIRE(load(host, good));
  REQUIRE(host.open());
  REQUIRE(host.check());
  CHECK(host.report(CORDON_FORMAT_JSON) == before);
}

}  // namespace cordon::test
