// The end that a host wants: every kind of long work asks for it, as often as the work is long, and
// ends at the answer. The clock is a counter, so nothing here depends on time.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "catch_compat.h"
#include "cordon/document.h"
#include "cordon/dsl/compile.h"
#include "cordon/evaluate.h"
#include "cordon/trace.h"
#include "document/reader.h"

namespace {

using namespace cordon;

/// A host that lets work go on until it was asked so often.
struct Patience {
  std::size_t answers = SIZE_MAX;
  mutable std::size_t asked = 0;

  static bool expired(const void* self) {
    const auto& p = *static_cast<const Patience*>(self);
    return ++p.asked > p.answers;
  }
  [[nodiscard]] Interrupt interrupt() const { return {nullptr, &Patience::expired, this}; }
};

/// Does the work under a host and gives the code that it ended with.
using Work = std::function<std::string(const Interrupt&)>;

std::size_t asked_by(const Work& work) {
  const Patience patient;
  CHECK(work(patient.interrupt()).empty());
  return patient.asked;
}

/// Wherever the host loses its patience the work ends with L0208, after at most `more` questions.
void ends_wherever_it_is_told(const Work& work, std::size_t more) {
  const std::size_t all = asked_by(work);
  for (std::size_t i = 0; i < all; i += std::max<std::size_t>(1, all / 20)) {
    const Patience patience{i};
    INFO("after " << i << " of " << all << " answers");
    CHECK(work(patience.interrupt()) == "L0208");
    CHECK(patience.asked > i);
    CHECK(patience.asked <= i + 1 + more);
  }
}

std::string repeated(std::size_t n, std::string_view one) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += one;
  return out;
}

Work reading(const std::string& name, const std::string& text) {
  return [name, text](const Interrupt& host) -> std::string {
    Store store;
    DocumentLimits limits;
    limits.interrupt = host;
    const Source* source = store.sources.add(name, text);
    const auto result = read_document(store, *source, limits);
    return result.ok() ? "" : std::string(result.error().code);
  };
}

Program rules(const std::string& body) {
  const auto out = dsl::compile({{"t.cordon", "language 1\npackage t\n" + body, false, true}}, {});
  for (const auto& p : out.problems) UNSCOPED_INFO(p.code << " " << p.message);
  REQUIRE(out.program);
  return out.program;
}

Work judging(const std::string& body, const std::string& document, const std::string& type = {}) {
  const Program program = rules(body);
  return [program, document, type](const Interrupt& host) -> std::string {
    CheckOptions options;
    options.as_of = "2026-11-21";
    options.type = type;
    options.rules = {0};
    options.limits.interrupt = host;
    const auto result = evaluate(program, {{"d.json", document, true}}, options);
    return result.ok() ? "" : std::string(result.error().code);
  };
}

std::string resources(std::size_t n) {
  std::string out = "{\"Resources\": {\"V\": {\"Type\": \"AWS::EC2::VPC\"}";
  for (std::size_t i = 0; i < n; ++i)
    out += ",\"B" + std::to_string(i) + R"(": {"Type": "AWS::S3::Bucket"})";
  return out + "}}";
}

std::string changes(std::size_t n) {
  std::string out = R"({"format_version": "1.2", "resource_changes": [)";
  for (std::size_t i = 0; i < n; ++i) {
    const std::string name = "v" + std::to_string(i);
    out += (i == 0 ? "" : ",") + std::string(R"({"address": "aws_vpc.)") + name +
           R"(", "mode": "managed", "type": "aws_vpc", "name": ")" + name +
           R"(", "change": {"actions": ["create"], "after": {}}})";
  }
  return out + "]}";
}

constexpr const char* kOneRule =
    "rule r for v in AWS::EC2::VPC { require v.CidrBlock is present or true else \"x\" }";

}  // namespace

TEST_CASE("reading_asks_as_often_as_a_document_is_long") {
  const std::string json = "[0" + repeated(50'000, ",0") + "]";
  CHECK(asked_by(reading("d.json", json)) >= 48);
  CHECK(asked_by(reading("d.jsonl", repeated(50'000, "0\n"))) >= 48);
  CHECK(asked_by(reading("d.yaml", repeated(50'000, "- 0\n"))) >= 48);
  // Few values and much text: libyaml takes it in pieces.
  CHECK(asked_by(reading("d.yaml", "#" + std::string(1'000'000, 'c') + "\n0\n")) >= 48);
}

TEST_CASE("reading_ends_where_it_is_told") {
  ends_wherever_it_is_told(reading("d.json", "[0" + repeated(50'000, ",0") + "]"), 0);
  ends_wherever_it_is_told(reading("d.jsonl", repeated(50'000, "0\n")), 0);
  ends_wherever_it_is_told(reading("d.yaml", repeated(50'000, "- 0\n")), 0);
  ends_wherever_it_is_told(reading("d.yaml", "#" + std::string(1'000'000, 'c') + "\n0\n"), 0);
}

namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20U;

/// Few values, and so many MiB of text beside them, which is read without making any value.
std::vector<std::pair<std::string, std::string>> long_texts(std::size_t mib) {
  const std::string feeds(mib * kMiB, '\n');
  const std::string blanks(mib * kMiB, ' ');
  const std::string wide = repeated(mib * kMiB / 2, "\xC3\xA9");
  return {{"before.json", feeds + "1"},
          {"behind.json", "1" + feeds},
          {"inside.json", "[" + blanks + "1" + blanks + "]"},
          {"key.json", "{\"a\":" + blanks + "1}"},
          {"wide.json", "[\"" + wide + "\"]"},
          {"feeds.jsonl", feeds + "1"},
          {"blanks.jsonl", blanks + "1"},
          {"feeds.yaml", feeds + "1"},
          {"gap.yaml", "- 1" + feeds + "- 2"},
          {"percent.yaml", "#" + std::string(mib * kMiB, '%') + "\n1"}};
}

}  // namespace

TEST_CASE("long_texts_without_values_are_asked_for_each_mib") {
  for (const auto& [name, text] : long_texts(4)) {
    INFO(name);
    CHECK(asked_by(reading(name, text)) >= 3);
    // Before libyaml, which asks of its own, has seen any of it.
    if (name.ends_with(".yaml")) CHECK(asked_by(reading(name, text)) >= 260 + 12);
  }
}

TEST_CASE("long_texts_without_values_end_where_it_is_told") {
  for (const auto& [name, text] : long_texts(2)) {
    for (const std::size_t answers : {0U, 1U, 4U}) {
      const Patience patience{answers};
      INFO(name << " after " << answers << " answers");
      const std::string code = reading(name, text)(patience.interrupt());
      CHECK(code == (patience.asked > answers ? "L0208" : ""));
      CHECK(patience.asked <= answers + 1);
    }
  }
}

TEST_CASE("a_fault_behind_a_long_text_is_looked_for_piece_by_piece") {
  for (const char* name : {"d.json", "d.yaml", "d.jsonl"}) {
    INFO(name);
    const std::string text = std::string(4 * kMiB, '\n') + "\xFF";
    const Patience patient;
    CHECK(reading(name, text)(patient.interrupt()) == "D0105");
    CHECK(patient.asked >= 3);
    CHECK(reading(name, text)(Patience{1}.interrupt()) == "L0208");
    // Two of the bytes of a character stand in one piece, the third in the next.
    const std::string cut = "\"" + std::string(kMiB - 3, 'a') + "\xE2\x82\xAC\"";
    CHECK(reading(name, cut)(patient.interrupt()).empty());
  }
}

TEST_CASE("bytes_of_the_caller_are_copied_piece_by_piece") {
  const std::string text = "1" + std::string(4 * kMiB, ' ');
  const Patience patient;
  DocumentLimits limits;
  limits.interrupt = patient.interrupt();
  const auto read = DocumentReading::read_copy("d.json", text, limits);
  REQUIRE(read.document);
  CHECK(read.document.bytes() == text);
  const std::size_t asked = patient.asked;
  CHECK(asked >= 2 * 3);  // copied and read
  CHECK(read.document.copy_bytes(patient.interrupt()) == text);
  CHECK(patient.asked >= asked + 3);
  CHECK_FALSE(read.document.copy_bytes(Patience{0}.interrupt()));
  limits.interrupt = {};
  limits.max_bytes = 3;
  const auto refused = DocumentReading::read_copy("d.json", {nullptr, 4}, limits);  // not looked at
  REQUIRE(refused.problems.size() == 1);
  CHECK(refused.problems[0].code == "D0201");
  CHECK(refused.problems[0].file == "d.json");
  CHECK(refused.problems[0].line == 1);
  CHECK(refused.problems[0].column == 1);
}

TEST_CASE("resources_of_one_document_are_asked_for_and_end_where_it_is_told") {
  for (const auto& document : {resources(10'000), changes(10'000)}) {
    const std::size_t read = asked_by(reading("d.json", document));
    const Work work = judging(kOneRule, document);
    CHECK(asked_by(work) >= read + 18);
    ends_wherever_it_is_told(work, 3);
  }
}

TEST_CASE("rows_are_asked_for_few_at_a_time") {
  const std::size_t read = asked_by(reading("d.json", changes(3'000)));
  CHECK(asked_by(judging(kOneRule, changes(3'000))) >= read + 3'000 / 16);
}

TEST_CASE("one_long_row_is_asked_for_and_ends_where_it_is_told") {
  const std::string body =
      "rule r for d in Json::Document { require every a in d.l : every b in d.l : a + b >= 0 "
      "else \"x\" }";
  const Work work = judging(body, "{\"l\": [0" + repeated(500, ",0") + "]}", "json");
  CHECK(asked_by(work) >= 500 * 500 / 1024);
  ends_wherever_it_is_told(work, 3);
}

TEST_CASE("comparing_long_values_takes_fuel_for_each_member") {
  const std::string list = "[0" + repeated(500, ",0") + "]";
  std::string object = "{\"k\": 0";
  for (int i = 0; i < 500; ++i) object += ",\"k" + std::to_string(i) + "\": 0";
  object += "}";
  for (const auto& [value, test] : std::vector<std::pair<std::string, std::string>>{
           {list, "d.v == d.w"}, {object, "d.v == d.w"}, {list, "not (1 in d.v)"}}) {
    const Work work = judging(
        "rule r for d in Json::Document { require every a in d.l : " + test + " else \"x\" }",
        "{\"l\": " + list + ", \"v\": " + value + ", \"w\": " + value + "}", "json");
    CHECK(asked_by(work) >= 500 * 500 / 1024);
    ends_wherever_it_is_told(work, 3);
  }
}

TEST_CASE("the_cancel_flag_that_is_set_while_a_document_is_read_ends_the_reading") {
  const Program program = rules(kOneRule);
  std::atomic<bool> cancelled{false};
  bool judged = false;
  CheckOptions options;
  options.as_of = "2026-11-21";
  options.rules = {0};
  options.limits.interrupt.cancel = &cancelled;
  options.reading = [&](std::size_t, std::size_t) { cancelled = true; };
  options.progress = [&](std::size_t, std::size_t) { judged = true; };
  const auto result = evaluate(program, {{"d.json", resources(5'000), true}}, options);
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == "L0207");
  CHECK_FALSE(judged);
}

TEST_CASE("listing_and_tracing_end_wherever_they_are_told") {
  const std::string document = resources(3'000);
  ends_wherever_it_is_told(
      [&](const Interrupt& host) -> std::string {
        CheckOptions options;
        options.limits.interrupt = host;
        const auto result = read_inventory({{"d.json", document, true}}, options, false);
        return result.ok() ? "" : std::string(result.error().code);
      },
      3);
  const Program program = rules(kOneRule);
  ends_wherever_it_is_told(
      [&](const Interrupt& host) -> std::string {
        CheckOptions options;
        options.as_of = "2026-11-21";
        options.limits.interrupt = host;
        const auto result = trace(program, {{"d.json", document, true}}, options, 0, "V");
        return result.ok() ? "" : std::string(result.error().code);
      },
      3);
}

TEST_CASE("listing_and_tracing_keep_to_the_limits_of_documents") {
  CheckOptions options;
  options.as_of = "2026-11-21";
  options.document_limits.max_bytes = 10;
  const std::vector<Input> inputs = {{"d.json", resources(1), true}};
  const auto listed = read_inventory(inputs, options, false);
  REQUIRE(listed.ok());
  CHECK(listed->documents[0].status == "refused");
  CHECK(listed->documents[0].problems[0].code == "D0201");
  const auto traced = trace(rules(kOneRule), inputs, options, 0, "V");
  REQUIRE(traced.ok());
  CHECK(traced->documents[0].status == "refused");
}

TEST_CASE("a_host_that_takes_back_its_answer_gets_no_clean_result") {
  // Against the contract: it wants the end once, and never again.
  struct Once {
    std::size_t when;
    mutable std::size_t asked = 0;
    static bool expired(const void* self) {
      const auto& p = *static_cast<const Once*>(self);
      return p.asked++ == p.when;
    }
  };
  const Program program = rules(kOneRule);
  const std::string document = changes(1'500);
  const auto judge = [&](const Once& once) {
    CheckOptions options;
    options.as_of = "2026-11-21";
    options.rules = {0};
    options.limits.interrupt = {nullptr, &Once::expired, &once};
    return evaluate(program, {{"d.json", document, true}}, options);
  };
  const Once never{SIZE_MAX};
  REQUIRE(judge(never).ok());
  for (std::size_t when = 0; when < never.asked; when += 1 + when / 20) {
    const auto result = judge(Once{when});
    INFO("at question " << when << " of " << never.asked);
    if (result.ok()) {
      REQUIRE(result->documents.size() == 1);
      CHECK(result->documents[0].status == "refused");
    } else {
      CHECK(result.error().code == "L0208");
    }
  }
}

namespace {

Work compiling(const std::string& body) {
  return [text = "language 1\npackage t\n" + body](const Interrupt& host) -> std::string {
    RuleLimits limits;
    limits.interrupt = host;
    const auto out = dsl::compile({{"t.cordon", text, false, true}}, limits);
    if (out.program) return {};
    std::string codes;
    for (const Problem& p : out.problems) {
      if (p.level == Level::kError) codes += p.code;
    }
    return codes;
  };
}

std::string functions(std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i)
    out += "fn f" + std::to_string(i) + "(a: int, b: int) = (a + b) * (a - b) == a * a - b * b\n";
  return out + "rule r { require f0(1, 2) else \"x\" }\n";
}

}  // namespace

TEST_CASE("compiling_asks_for_each_declaration_and_for_the_steps_of_the_parser") {
  const std::size_t asked = asked_by(compiling(functions(1'000)));
  CHECK(asked >= 4 * 1'000);  // names, types, lints, code
  // One long declaration is many steps of the parser.
  const std::string one = "let all = [0" + repeated(2'000, ",0,0,0,0,0,0,0,0,0,\n0") + "]\n";
  CHECK(asked_by(compiling(one + functions(1))) >= 20'000 / 1024);
}

TEST_CASE("compiling_ends_where_it_is_told") {
  ends_wherever_it_is_told(compiling(functions(500)), 0);
}

TEST_CASE("that_the_host_ended_a_compilation_is_said_first_and_once") {
  const std::vector<dsl::RuleSource> sources{
      {"t.cordon", "language 1\npackage t\nrule r {\n", false, true},
      {"a.cordon", "language 1\npackage a\n" + functions(50), true, false},
      {"b.cordon", "language 1\npackage b\n" + functions(50), true, false}};
  const Patience patient;
  RuleLimits limits;
  limits.interrupt = patient.interrupt();
  const auto whole = dsl::compile(sources, limits);
  REQUIRE_FALSE(whole.problems.empty());
  CHECK(whole.problems[0].code != "L0208");
  for (std::size_t i = 0; i < patient.asked; ++i) {
    const Patience patience{i};
    limits.interrupt = patience.interrupt();
    const auto out = dsl::compile(sources, limits);
    CHECK(std::count_if(out.problems.begin(), out.problems.end(),
                        [](const Problem& p) { return p.code == "L0208"; }) == 1);
    CHECK(out.problems.front().code == "L0208");
    CHECK(out.problems.front().file.empty());
  }
}

TEST_CASE("looking_for_missing_packages_ends_where_it_is_told") {
  const Patience none{0};
  RuleLimits limits;
  limits.interrupt = none.interrupt();
  const std::string text = "language 1\npackage t\nimport acme.more\n" + functions(500);
  std::vector<dsl::RuleSource> sources{{"t.cordon", text, false, true}};
  const auto ended = dsl::add_packages(sources, limits, [](const auto&, auto&) { return true; });
  REQUIRE(ended);
  CHECK(ended->code == "L0208");
  CHECK(none.asked == 1);
}

namespace {

/// What the host is asked while a chain of so many packages comes in, beside a library to parse.
std::size_t asked_by_chain(std::size_t packages) {
  const Patience patient;
  RuleLimits limits;
  limits.interrupt = patient.interrupt();
  std::vector<dsl::RuleSource> sources{
      {"t.cordon", "language 1\npackage t\nimport p0\n", false, true},
      {"library.cordon", "language 1\npackage library\n" + functions(100), true, false}};
  std::size_t given = 0;
  const auto give = [&](const std::string& package, std::vector<dsl::RuleSource>& to) {
    const std::string next = ++given < packages ? "import p" + std::to_string(given) + "\n" : "";
    to.push_back({package, "language 1\npackage " + package + "\n" + next, false, false});
    return true;
  };
  CHECK_FALSE(dsl::add_packages(sources, limits, give));
  CHECK(given == packages);
  return patient.asked;
}

}  // namespace

TEST_CASE("a_chain_of_packages_costs_what_its_texts_cost") {
  const std::size_t none = asked_by_chain(1);
  const std::size_t some = asked_by_chain(101) - none;
  CHECK(asked_by_chain(201) - none <= 2 * some + 10);
  CHECK(some <= 1000);
}

TEST_CASE("packages_that_import_more_without_an_end_are_a_limit") {
  RuleLimits limits;
  limits.max_packages = 20;
  std::vector<dsl::RuleSource> sources{
      {"t.cordon", "language 1\npackage t\nimport p0\n", false, true}};
  std::size_t given = 0;
  const auto wrong = dsl::add_packages(sources, limits, [&](const std::string& package, auto& to) {
    const std::string next = std::to_string(++given);
    to.push_back({package, "language 1\npackage " + package + "\nimport p" + next + "\n"});
    return true;
  });
  REQUIRE(wrong);
  CHECK(wrong->code == "L0107");
  CHECK(given == 20);
}
