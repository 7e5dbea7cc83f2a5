// Sequences of calls of the C interface. Each byte chooses a function, the bytes behind it its
// arguments: live, released and NULL handles, handles of another kind, structs of wrong sizes,
// texts without data, callbacks that fail. The idea: the host knows what it passes (c_host.h), so
// it knows which calls have to be refused.
// - every call gives a status of the header, never CORDON_E_INTERNAL; a wrong argument gives
//   CORDON_E_MISUSE, a failure an error that says the same status, and no handle;
// - reports are harmless, counts and exit codes agree;
// - nothing leaks: what is live in the end is released, and the sanitizer counts.
// Cannot see: threads (tests/threads, tests/bindings); handles after the last one of their engine
// is gone, which the header leaves open: each engine has a document that stays to the end.
#include "cordon.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "c_host.h"
#include "printed.h"
#include "require.h"

namespace {

using namespace cordon::fuzz;

class Run {
 public:
  Run(const std::uint8_t* data, std::size_t size, const Kept& kept)
      : in_(data, size), handles_(in_) {
    handles_.add({kept.engine, Is::kEngine, 0, true, true});
    for (cordon_program* program : kept.programs)
      handles_.add({program, Is::kProgram, 0, true, true});
  }

  void go() {
    for (int calls = 0; calls < 80 && !in_.empty(); ++calls) (this->*kCalls[in_.below(kCount)])();
    end();
  }

 private:
  // ---- what holds for every call ----

  void check_error(cordon_status status, cordon_error* error, std::size_t engine) {
    require((status == CORDON_OK) == (error == nullptr));
    if (error == nullptr) return;
    require(cordon_error_status(error) == status);
    require(cordon_error_code(error).size == 5 && cordon_error_message(error).size > 0);
    check_text(view(cordon_error_render(error)));
    handles_.add({error, Is::kError, engine, true, false});
  }

  void check_status(cordon_status status, bool right) {
    require(status >= CORDON_OK && status < 32);  // statuses may be added
    require(status != CORDON_E_INTERNAL && status != CORDON_E_NOMEM);
    require(right || status == CORDON_E_MISUSE);
  }

  /// After a function that makes something. `object` is read here: it may be set by the call that
  /// gives `status`.
  template <class T>
  bool made(cordon_status status, bool right, T* const& object, Is is, const Handle* of) {
    const std::size_t engine = of == nullptr ? 0 : of->engine;
    check_status(status, right);
    require((status == CORDON_OK) == (object != nullptr));
    if (asked_) check_error(status, error_, engine);
    if (object != nullptr) handles_.add({object, is, engine, true, false});
    return object != nullptr;
  }

  cordon_error** error() {
    error_ = reinterpret_cast<cordon_error*>(this);  // to be overwritten
    asked_ = in_.below(4) != 0;
    return asked_ ? &error_ : nullptr;
  }

  std::string text() { return in_.piece(in_.below(64)); }
  /// A text that is sometimes a size without data.
  cordon_str broken(const std::string& text, bool& right) {
    if (in_.below(16) != 15) return str(text);
    right = false;
    return {nullptr, 3};
  }

  // ---- engines ----

  void engine_new() {
    if (engines_ == 4) return;
    cordon_limits limits{};
    limits.struct_size = sizeof limits;
    limits.max_document_depth = static_cast<std::uint32_t>(in_.below(4));
    limits.max_document_bytes = in_.below(3) == 1 ? 64 : 0;
    limits.max_fuel_per_row = in_.next() * 10U;
    cordon_engine_options options{sizeof options, 0,         &limits, &import,
                                  &callbacks_,    &finalize, nullptr};
    bool right = true;
    const std::size_t what = in_.below(8);
    if (what == 5) options.reserved = 1;
    if (what == 6) limits.struct_size = 4;
    if (what == 7) options.struct_size = 0;
    right = what < 5;
    cordon_engine* engine = nullptr;
    cordon_error** err = error();
    const Handle self{nullptr, Is::kEngine, engines_ + 1, true, false};
    const bool plain = what == 0;
    if (!made(cordon_engine_new(plain ? nullptr : &options, &engine, err), right, engine,
              Is::kEngine, &self))
      return;
    ++engines_;
    finalizers_ += plain ? 0U : 1U;
    cordon_document* anchor = nullptr;
    require(cordon_document_parse(engine, {"a", 1}, "1", 1, &anchor, nullptr) == CORDON_OK);
    anchors_.push_back(anchor);
  }

  // ---- programs ----

  void program_compile() {
    // Seldom and once: the library is compiled, too.
    if (compiled_ || in_.below(4) != 0) return;
    compiled_ = true;
    const Passed engine = handles_.pick(Is::kEngine);
    callbacks_.plan = in_.next();
    bool right = engine.right;
    const std::string rules = in_.below(2) == 0 ? kRules[in_.below(2)] : "language 1\n" + text();
    const std::string name = text();
    cordon_source source{broken(name, right), broken(rules, right)};
    const bool list = in_.below(8) != 7;
    cordon_program* program = nullptr;
    cordon_error** err = error();
    made(cordon_program_compile(engine.as<cordon_engine>(), list ? &source : nullptr, 1, &program,
                                err),
         right && list, program, Is::kProgram, engine.handle);
  }

  void program_load() {
    const Passed engine = handles_.pick(Is::kEngine);
    bool right = engine.right;
    std::string bytes = in_.below(2) == 0 ? saved_ : text();
    if (!bytes.empty() && in_.below(2) == 1) bytes[in_.next() * 97U % bytes.size()] ^= 4;
    const cordon_str given = broken(bytes, right);
    cordon_program* program = nullptr;
    cordon_error** err = error();
    made(cordon_program_load(engine.as<cordon_engine>(), given.data, given.size, &program, err),
         right, program, Is::kProgram, engine.handle);
  }

  void program_save() {
    const Passed program = handles_.pick(Is::kProgram);
    cordon_bytes* bytes = nullptr;
    cordon_error** err = error();
    if (made(cordon_program_save(program.as<cordon_program>(), &bytes, err), program.right, bytes,
             Is::kBytes, program.handle))
      saved_ = view(cordon_bytes_view(bytes));
  }

  void program_read() {
    const Passed passed = handles_.pick(Is::kProgram);
    const auto* program = passed.as<cordon_program>();
    const std::size_t count = cordon_program_rule_count(program);
    require(passed.right || count == 0);
    require((view(cordon_program_digest(program)).size() > 0) == passed.right);
    const std::size_t index = in_.below(4);
    Out<cordon_rule> rule(in_);
    const cordon_status status = cordon_program_rule(program, index, rule.get());
    check_status(status, passed.right);
    rule.check(status);
    if (passed.right && rule.fits())
      require(status == (index < count ? CORDON_OK : CORDON_E_NOT_FOUND));
    Out<cordon_diagnostic> diagnostic(in_);
    const cordon_status other = cordon_program_diagnostic(program, index, diagnostic.get());
    check_status(other, passed.right);
    diagnostic.check(other);
  }

  // ---- documents and values ----

  void document_parse() {
    static const std::string kDocuments[] = {
        "{\"n\": 11, \"s\": \"aa\", \"l\": [1, 2, 3]}", "{\"n\": 1}",
        "{\"Resources\": {\"V\": {\"Type\": \"AWS::EC2::VPC\"}}}", "- a\n- {b: !Ref C}\n"};
    const Passed engine = handles_.pick(Is::kEngine);
    bool right = engine.right;
    const std::string bytes = in_.below(2) == 0 ? kDocuments[in_.below(4)] : text();
    const std::string name = in_.below(2) == 0 ? "d.json" : text();
    const cordon_str title = broken(name, right);
    const cordon_str given = broken(bytes, right);
    cordon_document* document = nullptr;
    cordon_error** err = error();
    made(cordon_document_parse(engine.as<cordon_engine>(), title, given.data, given.size, &document,
                               err),
         right, document, Is::kDocument, engine.handle);
  }

  struct Seen {
    cordon_value value{};
    const void* document = nullptr;
  };

  void document_root() {
    const Passed document = handles_.pick(Is::kDocument);
    cordon_value value{};
    const cordon_status status =
        cordon_document_root(document.as<cordon_document>(), in_.below(3), &value);
    check_status(status, document.right);
    if (status == CORDON_OK) seen_.push_back({value, document.pointer});
  }

  bool is_live(const Seen& seen) {
    return std::any_of(handles_.all().begin(), handles_.all().end(), [&](const Handle& h) {
      return h.pointer == seen.document && h.live && h.is == Is::kDocument;
    });
  }

  void value_read() {
    const Seen seen = seen_.empty() || in_.below(16) == 15
                          ? Seen{}
                          : seen_[seen_.size() - 1 - in_.below(seen_.size())];
    const bool live = is_live(seen);
    const int32_t type = cordon_value_type(seen.value);
    require((type != CORDON_TYPE_NONE) == live && type <= CORDON_TYPE_OBJECT);
    Out<cordon_scalar> scalar(in_);
    const cordon_status status = cordon_value_scalar(seen.value, scalar.get());
    check_status(status, live);
    scalar.check(status);
    cordon_str out{};
    const cordon_status read = cordon_value_text(seen.value, &out);
    check_status(read, live);
    if (live) require((read == CORDON_OK) == (type < CORDON_TYPE_LIST));
    if (read == CORDON_OK) (void)view(out);
    cordon_place place{};
    check_status(cordon_value_place(seen.value, &place), live);
    if (live) require(place.line > 0 && place.column > 0);
    value_enter(seen, live);
  }

  void value_enter(const Seen& seen, bool live) {
    const std::size_t size = cordon_value_size(seen.value);
    const std::size_t index = in_.below(4);
    cordon_str key{};
    cordon_value inner{};
    const cordon_status status = cordon_value_at(seen.value, index, &key, &inner);
    check_status(status, live);
    require((status == CORDON_OK) == (index < size));
    if (status != CORDON_OK) return;
    seen_.push_back({inner, seen.document});
    cordon_value same{};
    const cordon_status found = cordon_value_get(seen.value, key, &same);
    const bool object = cordon_value_type(seen.value) == CORDON_TYPE_OBJECT;
    require((found == CORDON_OK) == object);
    if (object) require(same.node == inner.node);
  }

  // ---- sessions ----

  void session_new() {
    const Passed program = handles_.pick(Is::kProgram);
    cordon_limits limits{};
    limits.struct_size = sizeof limits;
    limits.max_fuel_per_row = in_.next() * 8U;
    limits.max_findings = in_.below(3);
    limits.max_message_bytes = in_.next();
    const std::size_t what = in_.below(8);
    if (what == 6) limits.max_document_depth = 3;
    if (what == 7) limits.struct_size = 8;
    cordon_session* session = nullptr;
    cordon_error** err = error();
    const cordon_status status = cordon_session_new(program.as<cordon_program>(),
                                                    what == 0 ? nullptr : &limits, &session, err);
    made(status, program.right && what != 7, session, Is::kSession, program.handle);
    require(what != 6 || status != CORDON_OK);
  }

  void session_cancel() {
    const Passed session = handles_.pick(Is::kSession);
    const cordon_status status = cordon_session_cancel(session.as<cordon_session>());
    check_status(status, session.right);
    require((status == CORDON_OK) == session.right);
  }

  void options(cordon_check_options& out, const std::string& given, const cordon_str* selector,
               bool& right) {
    static const std::string kDay = "2026-11-24";
    static const std::string kTypes[] = {"json", "", "cloudformation", "pulumi"};
    out.struct_size = sizeof out;
    out.flags = static_cast<std::uint32_t>(in_.below(8));
    out.as_of = in_.below(8) == 7 ? str(given) : str(kDay);
    out.type = str(kTypes[in_.below(4)]);
    out.profile = static_cast<int32_t>(in_.below(5)) - 1;
    out.fail_on = static_cast<int32_t>(in_.below(8));
    out.undetermined = static_cast<int32_t>(in_.below(4));
    if (in_.below(4) == 3) out.parameters = broken(given, right);
    const std::size_t what = in_.below(8);
    if (what >= 5)
      (what == 5 ? out.enable_count : what == 6 ? out.select_count : out.ignore_count) = 1;
    if (what >= 5) (what == 5 ? out.enable : what == 6 ? out.select : out.ignore) = selector;
    if (in_.below(4) == 3) out.progress = &progress;
    out.progress_user = &callbacks_;
    if (in_.below(16) != 15) return;
    out.struct_size = 7;
    right = false;
  }

  void session_check() {
    const Passed session = handles_.pick(Is::kSession);
    bool right = session.right;
    const std::string given = text();
    bool whole = true;
    const cordon_str selector = broken(given, whole);
    cordon_check_options chosen{};
    options(chosen, given, &selector, right);
    // A selector without data is wrong only if it is given.
    right =
        right && (whole || chosen.enable_count + chosen.select_count + chosen.ignore_count == 0);
    const cordon_document* documents[3] = {};
    const std::size_t count = in_.below(4);
    for (std::size_t i = 0; i < count; ++i) {
      const Passed document = handles_.pick(Is::kDocument);
      documents[i] = document.as<cordon_document>();
      right = right && document.right && document.handle->engine == session.handle->engine;
    }
    callbacks_.session = session.as<cordon_session>();
    callbacks_.plan = in_.next();
    callbacks_.calls = 0;
    cordon_result* result = nullptr;
    cordon_error** err = error();
    const cordon_status status =
        cordon_session_check(session.as<cordon_session>(), documents, count, &chosen, &result, err);
    // A cancelled session says so before it looks at what else is wrong.
    if (status == CORDON_E_CANCELLED) right = session.right;
    if (made(status, right, result, Is::kResult, session.handle)) check_result(result);
  }

  // ---- results ----

  void check_result(const cordon_result* result) {
    cordon_summary summary{};
    summary.struct_size = sizeof summary;
    require(cordon_result_summary(result, &summary) == CORDON_OK);
    require(summary.exit_code == cordon_result_exit_code(result));
    require(summary.exit_code >= 0 && summary.exit_code <= 4);
    require(summary.row_count == cordon_result_row_count(result));
    require(summary.row_count == summary.pass + summary.fail + summary.undetermined +
                                     summary.error + summary.skipped + summary.waived);
    require((summary.exit_code == 0) == (summary.because_count == 0));
    std::size_t bare = 0;
    for (std::size_t i = 0; i < summary.row_count; ++i) bare += is_bare(result, i) ? 1U : 0U;
    require(bare == not_listed(result));
    require(bare == 0 || summary.exit_code == 2);
  }

  /// A finding without requirements: one beyond the limit of a session.
  bool is_bare(const cordon_result* result, std::size_t index) {
    cordon_row row{};
    row.struct_size = sizeof row;
    require(cordon_result_row(result, index, &row) == CORDON_OK);
    require(row.status >= 0 && row.status <= CORDON_STATUS_WAIVED);
    const bool finding = row.status == CORDON_STATUS_FAIL ||
                         row.status == CORDON_STATUS_UNDETERMINED ||
                         row.status == CORDON_STATUS_ERROR;
    require(finding || row.requirement_count == 0);
    require(row.requirement_count > 0 || view(row.message).empty());
    return finding && row.requirement_count == 0;
  }

  /// How many findings the causes of the exit code count as not listed.
  std::size_t not_listed(const cordon_result* result) {
    cordon_str because{};
    for (std::size_t i = 0; cordon_result_because(result, i, &because) == CORDON_OK; ++i) {
      const std::string cause = view(because);
      if (cause.find("L0206") != std::string::npos) return std::stoul(cause);
    }
    return 0;
  }

  void result_read() {
    const Passed passed = handles_.pick(Is::kResult);
    const auto* result = passed.as<cordon_result>();
    if (!passed.right)
      require(cordon_result_exit_code(result) == 2 && cordon_result_row_count(result) == 0);
    const std::size_t a = in_.below(4);
    const std::size_t b = in_.below(3);
    read(passed, [&](cordon_summary* out) { return cordon_result_summary(result, out); });
    read(passed, [&](cordon_diagnostic* out) { return cordon_result_diagnostic(result, a, out); });
    read(passed, [&](cordon_document_info* out) { return cordon_result_document(result, a, out); });
    read(passed, [&](cordon_row* out) { return cordon_result_row(result, a, out); });
    read(passed,
         [&](cordon_requirement* out) { return cordon_result_requirement(result, a, b, out); });
    read(passed, [&](cordon_cause* out) { return cordon_result_cause(result, a, b, 0, out); });
    read(passed,
         [&](cordon_evidence* out) { return cordon_result_evidence(result, a, 0, b, out); });
    cordon_str because{};
    check_status(cordon_result_because(result, a, &because), passed.right);
    (void)view(because);
  }

  template <class F>
  void read(const Passed& passed, F f) {
    read_into(passed, f, &F::operator());
  }
  template <class F, class Struct>
  void read_into(const Passed& passed, F f, cordon_status (F::*)(Struct*) const) {
    Out<Struct> out(in_);
    const cordon_status status = f(out.get());
    check_status(status, passed.right);
    out.check(status);
  }

  void result_write() {
    const Passed result = handles_.pick(Is::kResult);
    callbacks_.plan = in_.next();
    const bool callback = in_.below(8) != 7;
    cordon_error** err = error();
    const cordon_status status =
        cordon_result_write(result.as<cordon_result>(), static_cast<int32_t>(in_.below(3)),
                            callback ? &take : nullptr, &callbacks_, err);
    check_status(status, result.right && callback);
    if (asked_) check_error(status, error_, result.handle == nullptr ? 0 : result.handle->engine);
  }

  void result_render() {
    const Passed result = handles_.pick(Is::kResult);
    const auto format = static_cast<int32_t>(in_.below(4));
    cordon_bytes* bytes = nullptr;
    cordon_error** err = error();
    if (!made(cordon_result_render(result.as<cordon_result>(), format, &bytes, err), result.right,
              bytes, Is::kBytes, result.handle))
      return;
    const std::string report = view(cordon_bytes_view(bytes));
    check_text(report);
    require(format != CORDON_FORMAT_JSON || nlohmann::json::accept(report));
  }

  void bytes_view() {
    const Passed bytes = handles_.pick(Is::kBytes);
    require((cordon_bytes_view(bytes.as<cordon_bytes>()).size > 0) == bytes.right);
  }

  void error_read() {
    const Passed passed = handles_.pick(Is::kError);
    const auto* error = passed.as<cordon_error>();
    if (!passed.right) require(cordon_error_status(error) == CORDON_E_MISUSE);
    require((cordon_error_message(error).size > 0) == passed.right);
    require((cordon_error_render(error).size > 0) == passed.right);
    const std::size_t count = cordon_error_diagnostic_count(error);
    const std::size_t index = in_.below(4);
    Out<cordon_diagnostic> out(in_);
    const cordon_status status = cordon_error_diagnostic(error, index, out.get());
    check_status(status, passed.right);
    out.check(status);
    require(status != CORDON_OK || index < count);
  }

  // ---- releasing ----

  void release_one() {
    const Is is = static_cast<Is>(in_.below(7));
    const Passed passed = handles_.pick(is);
    if (passed.right && passed.handle->kept) return;
    release(is, passed.pointer);
    if (!passed.right) return;
    // A static error stays.
    if (is == Is::kError && cordon_error_message(passed.as<cordon_error>()).size > 0) return;
    handles_.retire(passed);
  }

  void end() {
    for (const Handle& handle : handles_.all()) {
      if (handle.live && !handle.kept) release(handle.is, handle.pointer);
    }
    require(callbacks_.finalized == finalizers_);
    for (cordon_document* anchor : anchors_) cordon_document_release(anchor);
  }

  using Member = void (Run::*)();
  static constexpr Member kCalls[] = {
      &Run::document_parse, &Run::session_new,  &Run::session_check,   &Run::release_one,
      &Run::document_root,  &Run::value_read,   &Run::result_read,     &Run::result_render,
      &Run::result_write,   &Run::error_read,   &Run::bytes_view,      &Run::session_cancel,
      &Run::engine_new,     &Run::program_read, &Run::program_compile, &Run::program_load,
      &Run::program_save};
  static constexpr std::size_t kCount = std::size(kCalls);

  Bytes in_;
  Handles handles_;
  Callbacks callbacks_;
  std::vector<Seen> seen_;
  std::string saved_;  ///< the last program that was saved, as a bundle
  std::vector<cordon_document*> anchors_;
  std::size_t engines_ = 0;
  std::size_t finalizers_ = 0;
  bool compiled_ = false;
  cordon_error* error_ = nullptr;
  bool asked_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Kept kKept;
  Run(data, size, kKept).go();
  return 0;
}
