// What a calling program may do wrong ends in a status, never in undefined behaviour.
#include <cstddef>

#include "catch_compat.h"
#include "host.h"

namespace cordon::test {
namespace {

template <class To, class From>
To* as(From* handle) {
  return reinterpret_cast<To*>(handle);
}

/// A host with one handle of each kind.
struct Full : Host {
  Full() {
    REQUIRE(judge(kRule, R"({"n": 11})"));
    REQUIRE(cordon_result_render(result, CORDON_FORMAT_TEXT, &bytes, nullptr) == CORDON_OK);
    REQUIRE(cordon_document_parse(engine, str("e.json"), "{", 1, &none, &error) == CORDON_E_DOC);
  }
  ~Full() {
    cordon_bytes_release(bytes);
    cordon_error_release(error);
  }
  Full(const Full&) = delete;
  Full& operator=(const Full&) = delete;
  cordon_bytes* bytes = nullptr;
  cordon_document* none = nullptr;
  cordon_error* error = nullptr;
};

/// Every function that takes `handle` as its type refuses it.
void refuses_engine(const cordon_engine* engine) {
  cordon_program* program = nullptr;
  cordon_document* document = nullptr;
  cordon_error* error = nullptr;
  CHECK(cordon_program_compile(engine, nullptr, 0, &program, &error) == CORDON_E_MISUSE);
  CHECK(text(cordon_error_message(error)) == "the handle is no live cordon_engine");
  CHECK(cordon_program_load(engine, "", 0, &program, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_document_parse(engine, str("a"), "1", 1, &document, nullptr) == CORDON_E_MISUSE);
  CHECK(program == nullptr);
  CHECK(document == nullptr);
}

void refuses_program(const cordon_program* program) {
  cordon_session* session = nullptr;
  cordon_bytes* bytes = nullptr;
  auto rule = sized<cordon_rule>();
  auto diagnostic = sized<cordon_diagnostic>();
  CHECK(cordon_session_new(program, nullptr, &session, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_program_save(program, &bytes, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_program_rule(program, 0, &rule) == CORDON_E_MISUSE);
  CHECK(cordon_program_diagnostic(program, 0, &diagnostic) == CORDON_E_MISUSE);
  CHECK(cordon_program_rule_count(program) == 0);
  CHECK(cordon_program_digest(program).size == 0);
}

void refuses_document(cordon_session* session, const cordon_document* document) {
  cordon_value value{};
  cordon_result* result = nullptr;
  const cordon_check_options options = Host::json_options();
  CHECK(cordon_document_root(document, 0, &value) == CORDON_E_MISUSE);
  CHECK(cordon_session_check(session, &document, 1, &options, &result, nullptr) == CORDON_E_MISUSE);
}

void refuses_session(cordon_session* session) {
  cordon_result* result = nullptr;
  const cordon_check_options options = Host::json_options();
  CHECK(cordon_session_cancel(session) == CORDON_E_MISUSE);
  CHECK(cordon_session_check(session, nullptr, 0, &options, &result, nullptr) == CORDON_E_MISUSE);
}

int32_t accept(void* /*user*/, const char* /*data*/, size_t /*size*/) { return 0; }

void refuses_result(const cordon_result* result) {
  auto summary = sized<cordon_summary>();
  auto diagnostic = sized<cordon_diagnostic>();
  auto document = sized<cordon_document_info>();
  auto row = sized<cordon_row>();
  auto requirement = sized<cordon_requirement>();
  auto cause = sized<cordon_cause>();
  auto evidence = sized<cordon_evidence>();
  cordon_str because{};
  cordon_bytes* bytes = nullptr;
  CHECK(cordon_result_exit_code(result) == 2);
  CHECK(cordon_result_row_count(result) == 0);
  CHECK(cordon_result_summary(result, &summary) == CORDON_E_MISUSE);
  CHECK(cordon_result_because(result, 0, &because) == CORDON_E_MISUSE);
  CHECK(cordon_result_diagnostic(result, 0, &diagnostic) == CORDON_E_MISUSE);
  CHECK(cordon_result_document(result, 0, &document) == CORDON_E_MISUSE);
  CHECK(cordon_result_row(result, 0, &row) == CORDON_E_MISUSE);
  CHECK(cordon_result_requirement(result, 0, 0, &requirement) == CORDON_E_MISUSE);
  CHECK(cordon_result_cause(result, 0, 0, 0, &cause) == CORDON_E_MISUSE);
  CHECK(cordon_result_evidence(result, 0, 0, 0, &evidence) == CORDON_E_MISUSE);
  CHECK(cordon_result_write(result, 0, &accept, nullptr, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_result_render(result, 0, &bytes, nullptr) == CORDON_E_MISUSE);
}

void refuses_error(const cordon_error* error) {
  auto diagnostic = sized<cordon_diagnostic>();
  CHECK(cordon_error_status(error) == CORDON_E_MISUSE);
  CHECK(cordon_error_code(error).size == 0);
  CHECK(cordon_error_message(error).size == 0);
  CHECK(cordon_error_render(error).size == 0);
  CHECK(cordon_error_diagnostic_count(error) == 0);
  CHECK(cordon_error_diagnostic(error, 0, &diagnostic) == CORDON_E_MISUSE);
}

}  // namespace

TEST_CASE("null_handles_are_misuse") {
  Full host;
  refuses_engine(nullptr);
  refuses_program(nullptr);
  refuses_document(host.session, nullptr);
  refuses_session(nullptr);
  refuses_result(nullptr);
  refuses_error(nullptr);
  CHECK(cordon_bytes_view(nullptr).size == 0);
}

TEST_CASE("releasing_null_does_nothing") {
  cordon_engine_release(nullptr);
  cordon_program_release(nullptr);
  cordon_document_release(nullptr);
  cordon_session_release(nullptr);
  cordon_result_release(nullptr);
  cordon_error_release(nullptr);
  cordon_bytes_release(nullptr);
}

TEST_CASE("handles_of_another_type_are_misuse") {
  Full host;
  refuses_engine(as<cordon_engine>(host.program));
  refuses_program(as<cordon_program>(host.engine));
  refuses_document(host.session, as<cordon_document>(host.result));
  refuses_session(as<cordon_session>(host.documents[0]));
  refuses_result(as<cordon_result>(host.error));
  refuses_error(as<cordon_error>(host.bytes));
  CHECK(cordon_bytes_view(as<cordon_bytes>(host.session)).size == 0);
  // Releasing as another type leaves the object alone.
  cordon_engine_release(as<cordon_engine>(host.program));
  cordon_error_release(as<cordon_error>(host.bytes));
  CHECK(cordon_program_rule_count(host.program) == 1);
  CHECK(cordon_bytes_view(host.bytes).size > 0);
}

TEST_CASE("released_handles_are_misuse") {
  Full host;
  Host other;  // a handle of the engine under test stays alive: its program, then its error
  cordon_session* session = host.session;
  cordon_session_release(host.session);
  refuses_session(host.session);
  REQUIRE(host.open());
  CHECK(host.session != session);
  cordon_document_release(host.documents[0]);
  refuses_document(host.session, host.documents[0]);
  cordon_result_release(host.result);
  refuses_result(host.result);
  cordon_bytes_release(host.bytes);
  CHECK(cordon_bytes_view(host.bytes).size == 0);
  cordon_engine_release(host.engine);
  refuses_engine(host.engine);
  cordon_program_release(host.program);
  refuses_program(host.program);
  cordon_session_release(host.session);
  // Twice is harmless, too, as long as the error is alive. The fixture does it once more.
  cordon_document_release(host.documents[0]);
  cordon_engine_release(host.engine);
  CHECK(cordon_error_status(host.error) == CORDON_E_DOC);
  host.documents.clear();
  host.engine = nullptr;
  host.program = nullptr;
  host.session = nullptr;
  host.result = nullptr;
  host.bytes = nullptr;
}

TEST_CASE("a_released_handle_is_told_after_its_slot_was_used_again_and_again") {
  Host host;
  REQUIRE(host.parse("1"));
  cordon_value value{};
  REQUIRE(cordon_document_root(host.documents[0], 0, &value) == CORDON_OK);
  const cordon_document* stale = host.documents[0];
  cordon_document_release(host.documents[0]);
  host.documents.clear();
  bool reused = false;
  for (int i = 0; i < 60'000; ++i) {
    cordon_document* next = nullptr;
    REQUIRE(cordon_document_parse(host.engine, str("a"), "1", 1, &next, nullptr) == CORDON_OK);
    const auto slot = [](const void* p) { return reinterpret_cast<std::uintptr_t>(p) / 64; };
    reused = reused || slot(next) == slot(stale);
    const bool told = next != stale && cordon_value_type(value) == CORDON_TYPE_NONE;
    cordon_document_release(next);
    if (!told) FAIL("a stale view was taken for live after " << i << " releases");
  }
  CHECK(reused);
}

TEST_CASE("objects_outlive_the_engine_that_made_them") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse(R"({"n": 11})"));
  cordon_engine_release(host.engine);
  REQUIRE(host.open());
  cordon_program_release(std::exchange(host.program, nullptr));
  REQUIRE(host.check());
  cordon_session_release(std::exchange(host.session, nullptr));
  CHECK(text(host.row(0).rule_id) == "T-1");
  CHECK(cordon_result_exit_code(host.result) == 1);
  refuses_engine(std::exchange(host.engine, nullptr));
}

TEST_CASE("null_arguments_are_misuse") {
  Full host;
  cordon_error* error = nullptr;
  CHECK(cordon_engine_new(nullptr, nullptr, &error) == CORDON_E_MISUSE);
  CHECK(text(cordon_error_code(error)) == "A0102");
  cordon_error_release(error);  // static: nothing happens
  CHECK(text(cordon_error_render(error)) == "error A0102: the out-parameter is NULL\n");
  CHECK(cordon_program_compile(host.engine, nullptr, 0, nullptr, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_program_load(host.engine, "x", 1, nullptr, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_program_save(host.program, nullptr, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_document_parse(host.engine, str("a"), "1", 1, nullptr, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_session_new(host.program, nullptr, nullptr, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_session_check(host.session, nullptr, 0, &host.options, nullptr, nullptr) ==
        CORDON_E_MISUSE);
  CHECK(cordon_result_render(host.result, 0, nullptr, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_result_row(host.result, 0, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_result_write(host.result, 0, nullptr, nullptr, &error) == CORDON_E_MISUSE);
  CHECK(text(cordon_error_message(error)) == "the callback is NULL");
  CHECK(cordon_error_diagnostic(host.error, 0, nullptr) == CORDON_E_MISUSE);
  cordon_value root{};
  CHECK(cordon_document_root(host.documents[0], 0, nullptr) == CORDON_E_MISUSE);
  REQUIRE(cordon_document_root(host.documents[0], 0, &root) == CORDON_OK);
  CHECK(cordon_value_scalar(root, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_value_text(root, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_value_at(root, 0, nullptr, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_value_get(root, str("n"), nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_value_place(root, nullptr) == CORDON_E_MISUSE);
}

TEST_CASE("texts_and_lists_without_data_are_misuse") {
  Full host;
  cordon_program* program = nullptr;
  cordon_document* document = nullptr;
  cordon_result* result = nullptr;
  cordon_value root{};
  const cordon_str broken{nullptr, 3};
  const cordon_source source{str("a.cordon"), broken};
  CHECK(cordon_program_compile(host.engine, nullptr, 1, &program, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_program_compile(host.engine, &source, 1, &program, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_program_load(host.engine, nullptr, 1, &program, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_document_parse(host.engine, broken, "1", 1, &document, nullptr) == CORDON_E_MISUSE);
  CHECK(cordon_document_parse(host.engine, str("a"), nullptr, 1, &document, nullptr) ==
        CORDON_E_MISUSE);
  REQUIRE(cordon_document_root(host.documents[0], 0, &root) == CORDON_OK);
  CHECK(cordon_value_get(root, broken, &root) == CORDON_E_MISUSE);
  CHECK(cordon_session_check(host.session, nullptr, 1, &host.options, &result, nullptr) ==
        CORDON_E_MISUSE);
  CHECK(cordon_session_check(host.session, nullptr, 0, nullptr, &result, nullptr) ==
        CORDON_E_MISUSE);
  for (cordon_str cordon_check_options::*member :
       {&cordon_check_options::as_of, &cordon_check_options::type,
        &cordon_check_options::parameters}) {
    cordon_check_options options = host.options;
    options.*member = broken;
    CHECK(cordon_session_check(host.session, nullptr, 0, &options, &result, nullptr) ==
          CORDON_E_MISUSE);
  }
  cordon_check_options options = host.options;
  options.select_count = 1;
  CHECK(cordon_session_check(host.session, nullptr, 0, &options, &result, nullptr) ==
        CORDON_E_MISUSE);
  options.select = &broken;
  CHECK(cordon_session_check(host.session, nullptr, 0, &options, &result, nullptr) ==
        CORDON_E_MISUSE);
  // An empty document needs no data, and is refused as empty.
  CHECK(cordon_document_parse(host.engine, {nullptr, 0}, nullptr, 0, &document, nullptr) ==
        CORDON_E_DOC);
}

TEST_CASE("a_struct_without_its_size_is_misuse_and_a_larger_one_is_not") {
  Full host;
  cordon_engine* engine = nullptr;
  cordon_session* session = nullptr;
  cordon_result* result = nullptr;
  cordon_engine_options engine_options{};
  CHECK(cordon_engine_new(&engine_options, &engine, nullptr) == CORDON_E_MISUSE);
  engine_options = sized<cordon_engine_options>();
  engine_options.reserved = 1;
  CHECK(cordon_engine_new(&engine_options, &engine, nullptr) == CORDON_E_MISUSE);
  cordon_limits limits{};
  CHECK(cordon_session_new(host.program, &limits, &session, nullptr) == CORDON_E_MISUSE);
  cordon_check_options options{};
  CHECK(cordon_session_check(host.session, nullptr, 0, &options, &result, nullptr) ==
        CORDON_E_MISUSE);
  cordon_row row{};
  CHECK(cordon_result_row(host.result, 0, &row) == CORDON_E_MISUSE);
  struct {
    cordon_row row;
    char more[16];
  } larger{};
  std::memset(larger.more, 7, sizeof larger.more);
  larger.row.struct_size = sizeof larger;
  CHECK(cordon_result_row(host.result, 0, &larger.row) == CORDON_OK);
  CHECK(text(larger.row.rule_id) == "T-1");
  CHECK(larger.row.struct_size == sizeof larger);
  CHECK(larger.more[0] == 7);
}

TEST_CASE("a_reserved_member_that_is_set_is_misuse") {
  Full host;
  auto limits = sized<cordon_limits>();
  limits.reserved = 1;
  CHECK_FALSE(host.open(&limits));
  CHECK(host.failure.status == CORDON_E_MISUSE);
  CHECK(host.failure.message == "a reserved member is not zero");
  auto options = sized<cordon_engine_options>();
  options.limits = &limits;
  cordon_engine* engine = nullptr;
  CHECK(cordon_engine_new(&options, &engine, nullptr) == CORDON_E_MISUSE);
  CHECK(engine == nullptr);
  // A caller whose struct ends before it may have anything there.
  limits.struct_size = offsetof(cordon_limits, reserved);
  CHECK(host.open(&limits));
}

TEST_CASE("a_host_lives_on_after_misuse_and_limits") {
  Full host;
  const std::string before = host.report(CORDON_FORMAT_JSON);
  refuses_engine(as<cordon_engine>(host.result));
  refuses_program(as<cordon_program>(host.engine));
  refuses_session(as<cordon_session>(host.program));
  refuses_result(as<cordon_result>(host.session));
  auto limits = sized<cordon_limits>();
  limits.deadline_ns = 1;
  REQUIRE(host.open(&limits));
  CHECK_FALSE(host.check());
  CHECK(host.failure.status == CORDON_E_LIMIT);
  REQUIRE(host.open());
  REQUIRE(host.check());
  CHECK(host.report(CORDON_FORMAT_JSON) == before);
}

TEST_CASE("the_error_of_a_call_that_went_well_is_null") {
  Full host;
  cordon_error* error = host.error;  // still the host's: the variable is overwritten
  cordon_session* session = nullptr;
  REQUIRE(cordon_session_new(host.program, nullptr, &session, &error) == CORDON_OK);
  CHECK(error == nullptr);
  CHECK(cordon_error_status(host.error) == CORDON_E_DOC);
  cordon_session_release(session);
}

namespace {

/// A struct of options as a later version of the header has it.
template <class Options>
struct Later {
  Options options = sized<Options>();
  std::uint64_t more[2] = {};
  Later() { options.struct_size = sizeof *this; }
};

}  // namespace

TEST_CASE("options_of_a_later_header_are_accepted_only_if_nothing_unknown_is_set") {
  Full host;
  cordon_engine* engine = nullptr;
  cordon_session* session = nullptr;
  Later<cordon_engine_options> engine_options;
  Later<cordon_limits> limits;
  engine_options.options.limits = &limits.options;
  REQUIRE(cordon_engine_new(&engine_options.options, &engine, nullptr) == CORDON_OK);
  cordon_engine_release(engine);
  limits.more[1] = 1;
  CHECK(cordon_engine_new(&engine_options.options, &engine, nullptr) == CORDON_E_OPTION);
  CHECK(cordon_session_new(host.program, &limits.options, &session, nullptr) == CORDON_E_OPTION);
  limits.more[1] = 0;
  engine_options.more[0] = 1;
  CHECK(cordon_engine_new(&engine_options.options, &engine, nullptr) == CORDON_E_OPTION);
  Later<cordon_check_options> options;
  options.options.as_of = str("2026-11-24");
  options.options.type = str("json");
  const auto check = [&] {
    cordon_result* result = nullptr;
    const cordon_status status = cordon_session_check(host.session, host.documents.data(), 1,
                                                      &options.options, &result, nullptr);
    cordon_result_release(result);
    return status;
  };
  CHECK(check() == CORDON_OK);
  options.more[0] = std::uint64_t{1} << 63U;
  CHECK(check() == CORDON_E_OPTION);
  options.options.struct_size = UINT32_MAX;  // never set, and nothing behind it is read
  CHECK(check() == CORDON_E_MISUSE);
}

TEST_CASE("a_document_of_another_engine_is_misuse") {
  Full host;
  Host other;
  REQUIRE(other.parse("{}"));
  host.documents.push_back(other.documents[0]);
  CHECK_FALSE(host.check());
  CHECK(host.failure.status == CORDON_E_MISUSE);
  CHECK(host.failure.code == "A0104");
  host.documents.pop_back();
}

TEST_CASE("indexes_beyond_the_end_leave_the_struct_as_it_was") {
  Full host;
  auto row = sized<cordon_row>();
  row.status = 77;
  CHECK(cordon_result_row(host.result, 1, &row) == CORDON_E_NOT_FOUND);
  CHECK(row.status == 77);
  auto requirement = sized<cordon_requirement>();
  CHECK(cordon_result_requirement(host.result, 0, 1, &requirement) == CORDON_E_NOT_FOUND);
  CHECK(cordon_result_requirement(host.result, 9, 0, &requirement) == CORDON_E_NOT_FOUND);
  auto evidence = sized<cordon_evidence>();
  CHECK(cordon_result_evidence(host.result, 0, 0, 99, &evidence) == CORDON_E_NOT_FOUND);
  auto cause = sized<cordon_cause>();
  CHECK(cordon_result_cause(host.result, 0, 0, 99, &cause) == CORDON_E_NOT_FOUND);
  auto rule = sized<cordon_rule>();
  CHECK(cordon_program_rule(host.program, 1, &rule) == CORDON_E_NOT_FOUND);
  auto document = sized<cordon_document_info>();
  CHECK(cordon_result_document(host.result, 1, &document) == CORDON_E_NOT_FOUND);
  cordon_value value{};
  CHECK(cordon_document_root(host.documents[0], 1, &value) == CORDON_E_NOT_FOUND);
}

}  // namespace cordon::test
