// Each limit, one below and at it: what exceeds a limit is told by its code and is never green.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "catch_compat.h"
#include "host.h"

namespace cordon::test {
namespace {

/// The code of the first cause of row 0, "" where there is none.
std::string cause_of(const Host& host) {
  auto cause = sized<cordon_cause>();
  const cordon_row row = host.row(0);
  for (size_t r = 0; r < row.requirement_count; ++r) {
    for (size_t i = 0; cordon_result_cause(host.result, 0, r, i, &cause) == CORDON_OK; ++i) {
      if (cause.code.size > 0) return text(cause.code);
    }
  }
  return {};
}

/// Whether a check with this limit is as good as one without.
template <class Member, class Value>
bool passes(Host& host, Member member, Value value, const char* code) {
  auto limits = sized<cordon_limits>();
  limits.*member = value;
  REQUIRE(host.open(&limits));
  REQUIRE(host.check());
  const int exit = cordon_result_exit_code(host.result);
  if (exit == 0) return true;
  CHECK(exit == 2);
  CHECK(host.row(0).status == CORDON_STATUS_ERROR);
  CHECK(cause_of(host) == code);
  return false;
}

/// The least value that passes; everything above it must pass, and what is below must not.
template <class Value>
Value threshold(Host& host, Value cordon_limits::*member, Value most, const char* code) {
  Value low = 1;
  Value high = most;
  REQUIRE(passes(host, member, high, code));
  while (low < high) {
    const Value middle = low + (high - low) / 2;
    if (passes(host, member, middle, code)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace

TEST_CASE("document_limits_hold_at_the_byte_and_the_level") {
  auto limits = sized<cordon_limits>();
  auto options = sized<cordon_engine_options>();
  options.limits = &limits;
  limits.max_document_bytes = 10;
  limits.max_document_depth = 3;
  Host host(&options);
  CHECK(host.parse("1234567890"));
  CHECK_FALSE(host.parse("12345678901"));
  CHECK(host.failure.status == CORDON_E_LIMIT);
  CHECK(host.failure.code == "D0201");
  CHECK(host.parse("[[[1]]]"));
  CHECK_FALSE(host.parse("[[[[1]]]]"));
  CHECK(host.failure.status == CORDON_E_LIMIT);
  CHECK(host.failure.code == "D0202");
}

TEST_CASE("a_text_that_is_too_large_is_refused_before_any_of_it_is_looked_at") {
  auto limits = sized<cordon_limits>();
  auto options = sized<cordon_engine_options>();
  options.limits = &limits;
  limits.max_document_bytes = 1'000;
  std::size_t asked = 0;
  options.import_user = &asked;
  options.import = [](void* user, cordon_str package, cordon_source* out) -> cordon_status {
    ++*static_cast<std::size_t*>(user);
    *out = {package, {"x", std::size_t{1} << 40U}};
    return CORDON_OK;
  };
  Host host(&options);
  const std::string_view far{"x", std::size_t{1} << 40U};  // it has one byte, and none is read
  for (const char* name : {"d.json", "d.yaml", "d.jsonl", ""}) {
    CHECK_FALSE(host.parse(far, name));
    CHECK(host.failure.status == CORDON_E_LIMIT);
    CHECK(host.failure.code == "D0201");
  }
  CHECK(host.failure.message == "the text has 1099511627776 bytes, the limit is 1000");
  CHECK_FALSE(host.parse(far, "d.json"));
  CHECK(host.failure.rendered.find("d.json:1:1") != std::string::npos);
  CHECK_FALSE(host.compile(far));
  CHECK(host.failure.status == CORDON_E_LIMIT);
  CHECK(host.failure.code == "L0101");
  CHECK(host.failure.rendered.find("r.cordon:1:1") != std::string::npos);
  CHECK(asked == 0);
  CHECK_FALSE(host.compile("language 1\npackage t\nimport a\nimport b\n"));
  CHECK(host.failure.status == CORDON_E_LIMIT);
  CHECK(host.failure.code == "L0101");
  CHECK(asked == 1);
}

TEST_CASE("a_document_limit_above_the_default_reaches_the_check") {
  auto limits = sized<cordon_limits>();
  auto options = sized<cordon_engine_options>();
  options.limits = &limits;
  limits.max_document_depth = 2'000;  // taken as the hard cap of 1,000
  Host host(&options);
  const auto nested = [](std::size_t depth) {
    return "{\"n\": " + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  CHECK_FALSE(host.parse(nested(1'001)));
  CHECK(host.failure.code == "D0202");
  REQUIRE(host.compile(R"~(language 1
package t
rule there for d in Json::Document { require d.n is present else "absent" }
)~"));
  REQUIRE(host.parse(nested(1'000)));
  REQUIRE(host.open());
  REQUIRE(host.check());
  CHECK(cordon_result_exit_code(host.result) == 0);
}

namespace {

constexpr std::uint32_t cordon_limits::*kSmallLimits[] = {
    &cordon_limits::max_document_depth, &cordon_limits::max_key_bytes,
    &cordon_limits::max_text_bytes,     &cordon_limits::max_stream_documents,
    &cordon_limits::max_rule_bytes,     &cordon_limits::max_rule_lines,
    &cordon_limits::max_rule_columns,   &cordon_limits::max_rule_nesting};
constexpr std::uint64_t cordon_limits::*kLargeLimits[] = {
    &cordon_limits::max_document_bytes, &cordon_limits::max_document_nodes,
    &cordon_limits::max_alias_nodes, &cordon_limits::max_bundle_bytes};

/// Whether an engine with one limit does it; if not it must say so by `code`.
template <class Value, class Do>
bool does(Value cordon_limits::*member, Value value, const char* code, Do work) {
  auto limits = sized<cordon_limits>();
  auto options = sized<cordon_engine_options>();
  options.limits = &limits;
  limits.*member = value;
  Host host(&options);
  const bool done = work(host);
  if (done) return true;
  CHECK(host.failure.status == CORDON_E_LIMIT);
  CHECK(host.failure.code == code);
  return false;
}

/// Whether the limit is exactly `value`.
template <class Value, class Do>
void holds_at(Value cordon_limits::*member, Value value, const char* code, Do work) {
  INFO(code << " at " << value);
  CHECK(does(member, value, code, work));
  CHECK_FALSE(does(member, static_cast<Value>(value - 1), code, work));
}

auto parsing(std::string text, const char* name = "d.json") {
  return [text = std::move(text), name](Host& host) { return host.parse(text, name); };
}

}  // namespace

TEST_CASE("limits_of_documents_texts_and_bundles_are_for_engines_only") {
  Host host;
  REQUIRE(host.compile(kRule));
  const auto refused = [&](auto member) {
    auto limits = sized<cordon_limits>();
    limits.*member = 3;
    CHECK_FALSE(host.open(&limits));
    CHECK(host.failure.status == CORDON_E_OPTION);
  };
  for (const auto member : kSmallLimits) refused(member);
  for (const auto member : kLargeLimits) refused(member);
}

TEST_CASE("each_limit_of_documents_holds_at_the_last_one") {
  holds_at(&cordon_limits::max_document_nodes, std::uint64_t{4}, "D0203", parsing("[1, 2, 3]"));
  holds_at(&cordon_limits::max_key_bytes, 5U, "D0206", parsing(R"({"abcde": 1})"));
  holds_at(&cordon_limits::max_text_bytes, 5U, "D0207", parsing(R"(["abcde"])"));
  holds_at(&cordon_limits::max_stream_documents, 2U, "D0209",
           parsing("a: 1\n---\nb: 2\n", "d.yaml"));
  holds_at(&cordon_limits::max_alias_nodes, std::uint64_t{4}, "D0205",
           parsing("a: &x [1, 2, 3]\nb: *x\n", "d.yaml"));
}

TEST_CASE("each_limit_of_rule_text_holds_at_the_last_one") {
  const auto compiling = [](Host& host) { return host.compile(kRule); };
  const auto bytes = static_cast<std::uint32_t>(kRule.size());
  holds_at(&cordon_limits::max_rule_bytes, bytes, "L0101", compiling);
  const auto lines = static_cast<std::uint32_t>(std::count(kRule.begin(), kRule.end(), '\n'));
  CHECK(does(&cordon_limits::max_rule_lines, lines + 1, "L0102", compiling));
  CHECK_FALSE(does(&cordon_limits::max_rule_lines, lines - 1, "L0102", compiling));
  CHECK(does(&cordon_limits::max_rule_columns, 100U, "L0103", compiling));
  CHECK_FALSE(does(&cordon_limits::max_rule_columns, 20U, "L0103", compiling));
  CHECK(does(&cordon_limits::max_rule_nesting, 20U, "E0130", compiling));
  CHECK_FALSE(does(&cordon_limits::max_rule_nesting, 1U, "E0130", compiling));
}

TEST_CASE("nesting_of_rule_text_has_its_hard_cap") {
  const auto nested = [](std::size_t n) {
    return "language 1\npackage t\nlet a = " + std::string(n, '(') + "1" + std::string(n, ')') +
           "\n";
  };
  const auto compiling = [&](std::size_t n) {
    return [text = nested(n)](Host& host) { return host.compile(text); };
  };
  const auto deepest = [&](std::uint32_t limit) {
    std::size_t n = 1;
    while (does(&cordon_limits::max_rule_nesting, limit, "E0130", compiling(n + 1))) ++n;
    return n;
  };
  CHECK(deepest(48) < deepest(64));
  CHECK(deepest(64) == deepest(1000));
}

TEST_CASE("the_bundled_library_is_beyond_the_limits_of_rule_text") {
  auto limits = sized<cordon_limits>();
  auto options = sized<cordon_engine_options>();
  options.limits = &limits;
  limits.max_rule_bytes = 400;
  limits.max_rule_lines = 10;
  limits.max_rule_columns = 100;
  limits.max_rule_nesting = 8;
  limits.max_bundle_bytes = 1000;
  Host host(&options);
  CHECK(host.compile(kRule));
  CHECK(host.compile_bundled());
}

TEST_CASE("a_bundle_is_as_long_as_the_limit_says") {
  Host host;
  REQUIRE(host.compile(kRule));
  cordon_bytes* bytes = nullptr;
  REQUIRE(cordon_program_save(host.program, &bytes, nullptr) == CORDON_OK);
  const std::string bundle = text(cordon_bytes_view(bytes));
  cordon_bytes_release(bytes);
  holds_at(
      &cordon_limits::max_bundle_bytes, std::uint64_t{bundle.size()}, "B0106", [&](Host& other) {
        cordon_error* error = nullptr;
        const cordon_status status =
            cordon_program_load(other.engine, bundle.data(), bundle.size(), &other.program, &error);
        other.failure = {status, error};
        return other.program != nullptr;
      });
}

TEST_CASE("a_report_is_as_long_as_the_limit_says_or_none") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse("{\"n\": 11}\n{\"n\": 12}\n{\"n\": 13}\n", "d.ndjson"));
  REQUIRE(host.open());
  REQUIRE(host.check());
  const auto refuse = [](void*, const char*, size_t) -> int32_t { return 1; };
  for (const std::int32_t format : {CORDON_FORMAT_TEXT, CORDON_FORMAT_JSON}) {
    REQUIRE(host.open());
    REQUIRE(host.check());
    const std::string whole = host.report(format);
    auto limits = sized<cordon_limits>();
    limits.max_output_bytes = whole.size();
    REQUIRE(host.open(&limits));
    REQUIRE(host.check());
    CHECK(host.report(format) == whole);
    for (const std::size_t less : {whole.size() - 1, whole.size() / 2, std::size_t{1}}) {
      limits.max_output_bytes = less;
      REQUIRE(host.open(&limits));
      REQUIRE(host.check());
      cordon_bytes* bytes = nullptr;
      cordon_error* error = nullptr;
      CHECK(cordon_result_render(host.result, format, &bytes, &error) == CORDON_E_LIMIT);
      CHECK(bytes == nullptr);
      CHECK(text(cordon_error_code(error)) == "L0209");
      cordon_error_release(error);
      // The writer is not called: half a report is none.
      CHECK(cordon_result_write(host.result, format, refuse, nullptr, nullptr) == CORDON_E_LIMIT);
      // The rows are there all the same.
      CHECK(cordon_result_exit_code(host.result) == 1);
    }
  }
}

TEST_CASE("fuel_ends_a_row_exactly_where_it_is_used_up") {
  Host host;
  REQUIRE(host.compile(kSlowRule));
  REQUIRE(host.parse(list_of(20)));
  const auto least =
      threshold(host, &cordon_limits::max_fuel_per_row, std::uint64_t{1} << 20U, "L0201");
  CHECK(least > 400);
  CHECK(least < 10'000);
  CHECK(passes(host, &cordon_limits::max_fuel_per_row, least + 1, "L0201"));
}

TEST_CASE("fuel_ends_a_run_exactly_where_it_is_used_up") {
  Host host;
  REQUIRE(host.compile(kSlowRule));
  REQUIRE(host.parse(list_of(20)));
  const auto row =
      threshold(host, &cordon_limits::max_fuel_per_row, std::uint64_t{1} << 20U, "L0201");
  const auto run =
      threshold(host, &cordon_limits::max_fuel_per_run, std::uint64_t{1} << 20U, "L0202");
  CHECK(run >= row);  // one row, and the facts that its severity needs
  // A second document is a second row, and the run takes twice as much.
  REQUIRE(host.parse(list_of(20), "e.json"));
  auto limits = sized<cordon_limits>();
  limits.max_fuel_per_run = 2 * run - 1;
  REQUIRE(host.open(&limits));
  REQUIRE(host.check());
  CHECK(cordon_result_exit_code(host.result) == 2);
  CHECK(host.row(0).status == CORDON_STATUS_PASS);
  CHECK(host.row(1).status == CORDON_STATUS_ERROR);
  CHECK(text(host.row(1).message) == "the budget of the run is used up");
  limits.max_fuel_per_run = 2 * run;
  REQUIRE(host.open(&limits));
  REQUIRE(host.check());
  CHECK(cordon_result_exit_code(host.result) == 0);
}

TEST_CASE("limits_of_an_older_header_are_accepted_and_its_missing_members_have_their_defaults") {
  Host host;
  REQUIRE(host.compile(kSlowRule));
  REQUIRE(host.parse(list_of(20)));
  auto limits = sized<cordon_limits>();
  limits.max_fuel_per_run = 1;
  limits.struct_size = offsetof(cordon_limits, max_fuel_per_run);
  REQUIRE(host.open(&limits));
  REQUIRE(host.check());
  CHECK(cordon_result_exit_code(host.result) == 0);
  limits.struct_size -= 4;
  CHECK_FALSE(host.open(&limits));
  CHECK(host.failure.status == CORDON_E_MISUSE);
}

TEST_CASE("memory_ends_a_row") {
  Host host;
  REQUIRE(host.compile(R"~(language 1
package t
rule t for d in Json::Document {
  require every a in [[x, x, x, x] for x in d.l] : a is present else "absent"
}
)~"));
  REQUIRE(host.parse(list_of(2'000)));
  const auto least = threshold(host, &cordon_limits::max_memory, std::uint64_t{1} << 26U, "L0203");
  CHECK(least > 1'000);
}

TEST_CASE("calls_are_nested_as_deep_as_the_limit_says") {
  Host host;
  REQUIRE(host.compile(R"~(language 1
package t
fn a(n: any) = n + 1
fn b(n: any) = a(n) + 1
fn c(n: any) = b(n) + 1
fn e(n: any) = c(n) + 1
rule deep for d in Json::Document { require e(d.n) == 5 else "not 5" }
)~"));
  REQUIRE(host.parse(R"({"n": 1})"));
  const auto least = threshold(host, &cordon_limits::max_call_depth, std::uint32_t{64}, "L0204");
  CHECK(least == 4);
}

TEST_CASE("computed_texts_are_as_long_as_the_limit_says") {
  Host host;
  REQUIRE(host.compile(R"~(language 1
package t
fn twice(s: any) = "\(s)\(s)"
rule long for d in Json::Document { require twice(d.s) == "abcdefghijabcdefghij" else "other" }
)~"));
  REQUIRE(host.parse(R"({"s": "abcdefghij"})"));
  CHECK(threshold(host, &cordon_limits::max_string_bytes, std::uint32_t{1000}, "L0205") == 20);
}

TEST_CASE("messages_are_cut_at_the_limit") {
  Host host;
  REQUIRE(host.compile(R"~(language 1
package t
rule long for d in Json::Document { require d.n == 1 else "\(d.s)"
}
)~"));
  REQUIRE(host.parse(R"({"n": 2, "s": ")" + std::string(100, 'x') + "\"}"));
  auto limits = sized<cordon_limits>();
  limits.max_message_bytes = 40;
  REQUIRE(host.open(&limits));
  REQUIRE(host.check());
  const std::string cut = text(host.row(0).message);
  CHECK(cut.size() <= 40);
  CHECK(cut.rfind("xxxxxxxxxx", 0) == 0);
  REQUIRE(host.open());
  REQUIRE(host.check());
  CHECK(text(host.row(0).message).size() >= 100);
}

TEST_CASE("findings_beyond_the_limit_are_counted_and_never_lost") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse("{\"n\": 11}\n{\"n\": 12}\n{\"n\": 13}\n", "d.ndjson"));
  auto limits = sized<cordon_limits>();
  limits.max_findings = 2;
  REQUIRE(host.open(&limits));
  REQUIRE(host.check());
  CHECK(cordon_result_exit_code(host.result) == 2);
  CHECK(host.because().find("L0206") != std::string::npos);
  CHECK(cordon_result_row_count(host.result) == 3);
  CHECK(host.row(1).requirement_count == 1);
  CHECK(host.row(2).requirement_count == 0);
  limits.max_findings = 3;
  REQUIRE(host.open(&limits));
  REQUIRE(host.check());
  CHECK(cordon_result_exit_code(host.result) == 1);
}

TEST_CASE("a_finding_beyond_the_limit_keeps_its_status_and_has_nothing_else_to_read") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse("{\"n\": 11}"));
  host.documents.push_back(host.documents[0]);  // the same one, twice
  auto limits = sized<cordon_limits>();
  limits.max_findings = 1;
  REQUIRE(host.open(&limits));
  REQUIRE(host.check());
  host.documents.pop_back();
  CHECK(host.because() == "1 finding is not listed (limit L0206); 2 rows fail");
  const cordon_row row = host.row(1);
  CHECK(row.status == CORDON_STATUS_FAIL);
  CHECK(row.requirement_count == 0);
  CHECK(row.message.size == 0);
  CHECK(row.place.line == 1);
  auto requirement = sized<cordon_requirement>();
  CHECK(cordon_result_requirement(host.result, 1, 0, &requirement) == CORDON_E_NOT_FOUND);
  auto cause = sized<cordon_cause>();
  CHECK(cordon_result_cause(host.result, 1, 0, 0, &cause) == CORDON_E_NOT_FOUND);
  CHECK(host.report(CORDON_FORMAT_TEXT).find("L0206") != std::string::npos);
}

TEST_CASE("limits_of_an_engine_hold_in_its_sessions_until_they_have_their_own") {
  auto limits = sized<cordon_limits>();
  auto options = sized<cordon_engine_options>();
  options.limits = &limits;
  limits.max_fuel_per_row = 10;
  Host host(&options);
  REQUIRE(host.judge(kSlowRule, list_of(20)));
  CHECK(cause_of(host) == "L0201");
  auto own = sized<cordon_limits>();
  own.max_fuel_per_row = 100'000;
  REQUIRE(host.open(&own));
  REQUIRE(host.check());
  CHECK(cordon_result_exit_code(host.result) == 0);
}

}  // namespace cordon::test
