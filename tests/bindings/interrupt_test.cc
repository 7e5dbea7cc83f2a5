// Cancelling an engine, deadlines of compilations and of parsing, engines that their callbacks
// release.
#include <functional>
#include <string>

#include "catch_compat.h"
#include "host.h"

namespace cordon::test {
namespace {

constexpr std::string_view kImporting = R"~(language 1
package t
import acme.limits
rule small for d in Json::Document {
  require d.n <= limits.most else "more than \(limits.most)"
}
)~";

/// A host whose import callback does what a test wants before it answers.
struct Importer {
  std::function<void()> before;
  std::string text = "language 1\npackage acme.limits\nlet most = 10\n";
  int finalized = 0;

  static cordon_status give(void* user, cordon_str /*package*/, cordon_source* out) {
    auto& self = *static_cast<Importer*>(user);
    if (self.before) self.before();
    *out = {str("acme.limits"), str(self.text)};
    return CORDON_OK;
  }
  cordon_engine_options options() {
    auto out = sized<cordon_engine_options>();
    out.import = &Importer::give;
    out.import_user = this;
    out.import_finalize = [](void* user) { ++static_cast<Importer*>(user)->finalized; };
    return out;
  }
};

cordon_status compile(const cordon_engine* engine, std::string_view text,
                      cordon_program** program) {
  const cordon_source source{str("r.cordon"), str(text)};
  return cordon_program_compile(engine, &source, 1, program, nullptr);
}

}  // namespace

TEST_CASE("an_engine_that_is_cancelled_by_its_callback_ends_the_compilation_for_good") {
  Importer importer;
  const cordon_engine_options options = importer.options();
  Host host(&options);
  REQUIRE(host.judge(kRule, R"({"n": 1})"));
  importer.before = [&] { CHECK(cordon_engine_cancel(host.engine) == CORDON_OK); };
  Host other;  // its engine is not concerned
  cordon_program* program = nullptr;
  cordon_document* document = nullptr;
  CHECK(compile(host.engine, kImporting, &program) == CORDON_E_CANCELLED);
  CHECK(compile(host.engine, kRule, &program) == CORDON_E_CANCELLED);
  CHECK(cordon_program_compile(host.engine, nullptr, 0, &program, nullptr) == CORDON_E_CANCELLED);
  CHECK(cordon_program_load(host.engine, "x", 1, &program, nullptr) == CORDON_E_CANCELLED);
  CHECK(program == nullptr);
  CHECK(cordon_document_parse(host.engine, str("d.json"), "1", 1, &document, nullptr) ==
        CORDON_E_CANCELLED);
  CHECK(document == nullptr);
  // What is compiled and parsed is judged: sessions are cancelled on their own.
  CHECK(host.check());
  CHECK(other.compile(kRule));
  cordon_error* error = nullptr;
  CHECK(cordon_program_compile(host.engine, nullptr, 0, &program, &error) == CORDON_E_CANCELLED);
  CHECK(text(cordon_error_code(error)) == "L0207");
  cordon_error_release(error);
}

TEST_CASE("cancelling_what_is_no_engine_is_misuse") {
  Host host;
  REQUIRE(host.compile(kRule));
  CHECK(cordon_engine_cancel(nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_engine_cancel(reinterpret_cast<cordon_engine*>(host.program)) == CORDON_E_MISUSE);
  cordon_engine_release(host.engine);
  CHECK(cordon_engine_cancel(host.engine) == CORDON_E_MISUSE);
  host.engine = nullptr;
}

TEST_CASE("a_deadline_of_an_engine_ends_compiling_and_parsing_too") {
  auto limits = sized<cordon_limits>();
  auto options = sized<cordon_engine_options>();
  options.limits = &limits;
  limits.deadline_ns = 1;
  Host host(&options);
  CHECK_FALSE(host.compile(kRule));
  CHECK(host.failure.status == CORDON_E_LIMIT);
  CHECK(host.failure.code == "L0208");
  for (const char* name : {"d.json", "d.yaml"}) {
    CHECK_FALSE(host.parse("[1]", name));
    CHECK(host.failure.status == CORDON_E_LIMIT);
    CHECK(host.failure.code == "L0208");
  }
}

TEST_CASE("a_deadline_that_is_far_is_none") {
  auto limits = sized<cordon_limits>();
  auto options = sized<cordon_engine_options>();
  options.limits = &limits;
  limits.deadline_ns = UINT64_MAX;
  Host host(&options);
  CHECK(host.judge(kRule, R"({"n": 1})"));
}

TEST_CASE("an_engine_that_is_released_by_its_callback_ends_its_compilation_in_peace") {
  Importer importer;
  const cordon_engine_options options = importer.options();
  Host host(&options);
  importer.before = [&] {
    cordon_engine_release(host.engine);
    CHECK(importer.finalized == 0);  // the compilation still uses it
  };
  cordon_program* program = nullptr;
  REQUIRE(compile(host.engine, kImporting, &program) == CORDON_OK);
  CHECK(importer.finalized == 1);
  CHECK(cordon_program_rule_count(program) == 1);
  // Its program is alive, so the engine is told to be none.
  CHECK(compile(host.engine, kRule, &host.program) == CORDON_E_MISUSE);
  cordon_program_release(program);
  host.engine = nullptr;
}

TEST_CASE("a_compilation_that_fails_after_its_engine_was_released_still_has_its_error") {
  Importer importer;
  importer.text = "language 1\npackage acme.limits\nlet most = \n";
  const cordon_engine_options options = importer.options();
  Host host(&options);
  importer.before = [&] { cordon_engine_release(std::exchange(host.engine, nullptr)); };
  const cordon_source source{str("r.cordon"), str(kImporting)};
  cordon_program* program = nullptr;
  cordon_error* error = nullptr;
  CHECK(cordon_program_compile(host.engine, &source, 1, &program, &error) == CORDON_E_RULES);
  CHECK(importer.finalized == 1);
  CHECK(cordon_error_diagnostic_count(error) == 1);
  cordon_error_release(error);
}

TEST_CASE("a_callback_may_release_everything_that_its_check_uses") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse(R"({"n": 11})"));
  REQUIRE(host.open());
  const auto release_all = [](void* user, size_t, size_t) -> int32_t {
    auto& h = *static_cast<Host*>(user);
    cordon_session_release(std::exchange(h.session, nullptr));
    for (cordon_document* document : h.documents) cordon_document_release(document);
    cordon_program_release(std::exchange(h.program, nullptr));
    cordon_engine_release(std::exchange(h.engine, nullptr));
    return 0;
  };
  host.options.progress = release_all;
  host.options.progress_user = &host;
  REQUIRE(host.check());
  host.documents.clear();
  CHECK(text(host.row(0).rule_id) == "T-1");
}

}  // namespace cordon::test
