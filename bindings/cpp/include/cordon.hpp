#ifndef CORDON_HPP_
#define CORDON_HPP_
/// The C++17 wrapper of cordon.h: handles that release themselves, texts as std::string_view, and
/// results that are a value or an error. Headers only: nothing of it is in the library's ABI. It
/// needs no exceptions; with them, value_or_throw() is there. It lives in cordon::embed, so it may
/// stand beside the headers of the C++ library (namespace cordon).
///
/// What cordon.h says of threads holds here: const calls may run at once, a Session is for one
/// thread at a time. Every std::string_view is borrowed from the object that gave it.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cordon.h"
#if defined(__cpp_exceptions)
#include <stdexcept>
#endif

namespace cordon::embed {

inline std::string_view view(cordon_str text) noexcept {
  return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}
inline cordon_str str(std::string_view text) noexcept { return {text.data(), text.size()}; }

namespace detail {

struct Release {
  void operator()(cordon_engine* p) const noexcept { cordon_engine_release(p); }
  void operator()(cordon_program* p) const noexcept { cordon_program_release(p); }
  void operator()(cordon_document* p) const noexcept { cordon_document_release(p); }
  void operator()(cordon_session* p) const noexcept { cordon_session_release(p); }
  void operator()(cordon_result* p) const noexcept { cordon_result_release(p); }
  void operator()(cordon_error* p) const noexcept { cordon_error_release(p); }
  void operator()(cordon_bytes* p) const noexcept { cordon_bytes_release(p); }
};
template <class Handle>
using Owned = std::unique_ptr<Handle, Release>;

/// A C struct that tells its size.
template <class Struct>
Struct sized() noexcept {
  Struct value{};
  value.struct_size = sizeof(Struct);
  return value;
}

inline std::vector<cordon_str> strs(const std::vector<std::string>& texts) {
  std::vector<cordon_str> out;
  for (const std::string& text : texts) out.push_back(str(text));
  return out;
}

}  // namespace detail

/// Where something is. line 0: no place.
struct Place {
  std::string_view file, pointer;
  std::uint32_t line = 0, column = 0;

  Place() = default;
  explicit Place(const cordon_place& place) noexcept
      : file(view(place.file)),
        pointer(view(place.pointer)),
        line(place.line),
        column(place.column) {}
};

struct Diagnostic {
  bool is_error = true;
  std::string_view code, message, help;
  Place place;

  explicit Diagnostic(const cordon_diagnostic& raw) noexcept
      : is_error(raw.level == CORDON_LEVEL_ERROR),
        code(view(raw.code)),
        message(view(raw.message)),
        help(view(raw.help)),
        place(raw.place) {}
};

/// Why a call failed. Texts live as long as the error.
class Error {
 public:
  explicit Error(cordon_error* owned) noexcept : error_(owned) {}

  [[nodiscard]] cordon_status status() const noexcept { return cordon_error_status(error_.get()); }
  [[nodiscard]] std::string_view code() const noexcept {
    return view(cordon_error_code(error_.get()));
  }
  /// One line; may quote hostile text. render() is safe to print.
  [[nodiscard]] std::string_view message() const noexcept {
    return view(cordon_error_message(error_.get()));
  }
  [[nodiscard]] std::string_view render() const noexcept {
    return view(cordon_error_render(error_.get()));
  }
  [[nodiscard]] std::vector<Diagnostic> diagnostics() const {
    std::vector<Diagnostic> all;
    auto raw = detail::sized<cordon_diagnostic>();
    for (std::size_t i = 0; cordon_error_diagnostic(error_.get(), i, &raw) == CORDON_OK; ++i)
      all.emplace_back(raw);
    return all;
  }

 private:
  detail::Owned<cordon_error> error_;
};

/// A value, or the error that says why there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: on purpose
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: on purpose

  [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }
  /// Requires: ok().
  T& operator*() & noexcept { return *std::get_if<0>(&state_); }
  const T& operator*() const& noexcept { return *std::get_if<0>(&state_); }
  T&& operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() noexcept { return std::get_if<0>(&state_); }
  const T* operator->() const noexcept { return std::get_if<0>(&state_); }
  /// Requires: not ok().
  [[nodiscard]] const Error& error() const noexcept { return *std::get_if<1>(&state_); }
  [[nodiscard]] Error take_error() && noexcept { return std::move(*std::get_if<1>(&state_)); }
#if defined(__cpp_exceptions)
  T value_or_throw() && {
    if (!ok()) throw std::runtime_error(std::string(error().render()));
    return std::move(*std::get_if<0>(&state_));
  }
#endif

 private:
  std::variant<T, Error> state_;
};

/// A rule text. For import callbacks: of a package that was asked for.
struct Source {
  std::string name;
  std::string text;
};

/// Gives the text of a package, or nothing: then the import is an error of the rule text.
using Import = std::function<std::optional<Source>(std::string_view package)>;

/// Limits; 0 is the default. cordon.h says what each is.
class Limits {
 public:
  Limits() noexcept : raw_(detail::sized<cordon_limits>()) {}
  cordon_limits* operator->() noexcept { return &raw_; }
  [[nodiscard]] const cordon_limits& raw() const noexcept { return raw_; }

 private:
  cordon_limits raw_;
};

class Engine {
 public:
  /// `import` is called while programs are compiled, perhaps by several threads at once.
  static Result<Engine> make(const Limits& limits = {}, Import import = nullptr) {
    Engine engine;
    auto options = detail::sized<cordon_engine_options>();
    options.limits = &limits.raw();
    auto state = std::make_unique<ImportState>();
    if (import) {
      state->import = std::move(import);
      options.import = &ask;
      options.import_user = state.get();
      options.import_finalize = [](void* user) { delete static_cast<ImportState*>(user); };
    }
    cordon_engine* handle = nullptr;
    cordon_error* error = nullptr;
    if (cordon_engine_new(&options, &handle, &error) != CORDON_OK) return Error(error);
    if (options.import != nullptr) state.release();
    engine.handle_.reset(handle);
    return engine;
  }
  /// From any thread: ends what is compiled or parsed, and every later such call.
  void cancel() const noexcept { cordon_engine_cancel(handle_.get()); }
  [[nodiscard]] const cordon_engine* get() const noexcept { return handle_.get(); }

 private:
  struct ImportState {
    Import import;
  };
  // The text must outlive the callback's return, and several threads may ask.
  static cordon_status ask(void* user, cordon_str package, cordon_source* out) {
    thread_local std::optional<Source> source;
    source = static_cast<ImportState*>(user)->import(view(package));
    if (!source) return CORDON_E_NOT_FOUND;
    *out = {str(source->name), str(source->text)};
    return CORDON_OK;
  }

  Engine() = default;
  detail::Owned<cordon_engine> handle_;
};

/// Rules, compiled. Immutable: share it freely.
class Program {
 public:
  /// Without sources: the bundled rules.
  static Result<Program> compile(const Engine& engine, const std::vector<Source>& sources = {}) {
    std::vector<cordon_source> raw;
    for (const Source& source : sources) raw.push_back({str(source.name), str(source.text)});
    cordon_program* handle = nullptr;
    cordon_error* error = nullptr;
    const cordon_status status =
        cordon_program_compile(engine.get(), raw.data(), raw.size(), &handle, &error);
    if (status != CORDON_OK) return Error(error);
    return Program(handle);
  }
  /// Of a bundle: see cordon_program_load.
  static Result<Program> load(const Engine& engine, std::string_view bundle) {
    cordon_program* handle = nullptr;
    cordon_error* error = nullptr;
    const cordon_status status =
        cordon_program_load(engine.get(), bundle.data(), bundle.size(), &handle, &error);
    if (status != CORDON_OK) return Error(error);
    return Program(handle);
  }
  /// As a bundle.
  [[nodiscard]] Result<std::string> save() const {
    cordon_bytes* bytes = nullptr;
    cordon_error* error = nullptr;
    if (cordon_program_save(handle_.get(), &bytes, &error) != CORDON_OK) return Error(error);
    const detail::Owned<cordon_bytes> owned(bytes);
    return std::string(view(cordon_bytes_view(bytes)));
  }
  [[nodiscard]] std::size_t rule_count() const noexcept {
    return cordon_program_rule_count(handle_.get());
  }
  /// The C struct, with texts of the program. Requires: index < rule_count().
  [[nodiscard]] cordon_rule rule(std::size_t index) const noexcept {
    auto out = detail::sized<cordon_rule>();
    cordon_program_rule(handle_.get(), index, &out);
    return out;
  }
  [[nodiscard]] std::string_view digest() const noexcept {
    return view(cordon_program_digest(handle_.get()));
  }
  [[nodiscard]] std::vector<Diagnostic> warnings() const {
    std::vector<Diagnostic> all;
    auto raw = detail::sized<cordon_diagnostic>();
    for (std::size_t i = 0; cordon_program_diagnostic(handle_.get(), i, &raw) == CORDON_OK; ++i)
      all.emplace_back(raw);
    return all;
  }
  [[nodiscard]] const cordon_program* get() const noexcept { return handle_.get(); }

 private:
  explicit Program(cordon_program* handle) noexcept : handle_(handle) {}
  detail::Owned<cordon_program> handle_;
};

/// A value of a document; borrows the document.
class Value {
 public:
  explicit Value(cordon_value raw) noexcept : raw_(raw) {}

  [[nodiscard]] std::int32_t type() const noexcept { return cordon_value_type(raw_); }
  /// A null, bool or number; nothing for what is another value.
  [[nodiscard]] std::optional<cordon_scalar> scalar() const noexcept {
    auto out = detail::sized<cordon_scalar>();
    if (cordon_value_scalar(raw_, &out) != CORDON_OK) return std::nullopt;
    return out;
  }
  /// A string, or a scalar as the document writes it; nothing for lists and objects.
  [[nodiscard]] std::optional<std::string_view> text() const noexcept {
    cordon_str out{};
    if (cordon_value_text(raw_, &out) != CORDON_OK) return std::nullopt;
    return view(out);
  }
  [[nodiscard]] std::size_t size() const noexcept { return cordon_value_size(raw_); }
  /// Key (empty in a list) and value of a member.
  [[nodiscard]] std::optional<std::pair<std::string_view, Value>> at(
      std::size_t index) const noexcept {
    cordon_str key{};
    cordon_value out{};
    if (cordon_value_at(raw_, index, &key, &out) != CORDON_OK) return std::nullopt;
    return std::make_pair(view(key), Value(out));
  }
  [[nodiscard]] std::optional<Value> get(std::string_view key) const noexcept {
    cordon_value out{};
    if (cordon_value_get(raw_, str(key), &out) != CORDON_OK) return std::nullopt;
    return Value(out);
  }
  [[nodiscard]] Place place() const noexcept {
    cordon_place out{};
    return cordon_value_place(raw_, &out) == CORDON_OK ? Place(out) : Place();
  }

 private:
  cordon_value raw_;
};

/// A document. Immutable: share it freely. Each check reads its bytes again.
class Document {
 public:
  static Result<Document> parse(const Engine& engine, std::string_view name,
                                std::string_view bytes) {
    cordon_document* handle = nullptr;
    cordon_error* error = nullptr;
    const cordon_status status =
        cordon_document_parse(engine.get(), str(name), bytes.data(), bytes.size(), &handle, &error);
    if (status != CORDON_OK) return Error(error);
    return Document(handle);
  }
  /// One root for JSON and YAML, several for streams.
  [[nodiscard]] std::optional<Value> root(std::size_t index = 0) const noexcept {
    cordon_value out{};
    if (cordon_document_root(handle_.get(), index, &out) != CORDON_OK) return std::nullopt;
    return Value(out);
  }
  [[nodiscard]] const cordon_document* get() const noexcept { return handle_.get(); }

 private:
  explicit Document(cordon_document* handle) noexcept : handle_(handle) {}
  detail::Owned<cordon_document> handle_;
};

/// Options of a check. `raw` has the members that are numbers and callbacks.
struct CheckOptions {
  std::string as_of;       ///< "YYYY-MM-DD", required
  std::string type;        ///< empty: told by the content
  std::string parameters;  ///< one JSON object, or empty
  std::vector<std::string> enable, select, ignore;
  cordon_check_options raw = detail::sized<cordon_check_options>();
};

struct Row {
  std::size_t index = 0;
  std::int32_t status = CORDON_STATUS_ERROR;
  std::int32_t severity = CORDON_SEVERITY_CRITICAL;
  std::uint32_t flags = 0, rule_index = 0, document_index = 0;
  std::size_t requirement_count = 0;
  std::string_view rule_id, resource, type, message, reason;
  Place place;
};

struct Cause {
  std::int32_t kind;
  std::string_view code, reason;
  Place place;
};
struct Evidence {
  std::int32_t origin;
  std::uint32_t flags;
  std::string_view expression, value_json;
  Place place;
  std::string_view via_json;
};
struct Requirement {
  std::int32_t status;
  std::string_view message;
  Place rule_place;
  std::vector<Cause> causes;
  std::vector<Evidence> evidence;
};

/// The rows and the verdict. Texts live as long as it does.
class CheckResult {
 public:
  explicit CheckResult(cordon_result* owned) noexcept : handle_(owned) {}

  /// 0 is the only green: see cordon_result_exit_code.
  [[nodiscard]] int exit_code() const noexcept { return cordon_result_exit_code(handle_.get()); }
  [[nodiscard]] cordon_summary summary() const noexcept {
    auto out = detail::sized<cordon_summary>();
    cordon_result_summary(handle_.get(), &out);
    return out;
  }
  [[nodiscard]] std::vector<std::string_view> because() const {
    std::vector<std::string_view> all;
    cordon_str cause{};
    for (std::size_t i = 0; cordon_result_because(handle_.get(), i, &cause) == CORDON_OK; ++i)
      all.push_back(view(cause));
    return all;
  }
  [[nodiscard]] std::vector<Diagnostic> diagnostics() const {
    std::vector<Diagnostic> all;
    auto raw = detail::sized<cordon_diagnostic>();
    for (std::size_t i = 0; cordon_result_diagnostic(handle_.get(), i, &raw) == CORDON_OK; ++i)
      all.emplace_back(raw);
    return all;
  }
  [[nodiscard]] std::size_t row_count() const noexcept {
    return cordon_result_row_count(handle_.get());
  }
  [[nodiscard]] Row row(std::size_t index) const noexcept {
    auto raw = detail::sized<cordon_row>();
    if (cordon_result_row(handle_.get(), index, &raw) != CORDON_OK) return {};
    return {index,
            raw.status,
            raw.severity,
            raw.flags,
            raw.rule_index,
            raw.document_index,
            raw.requirement_count,
            view(raw.rule_id),
            view(raw.resource),
            view(raw.type),
            view(raw.message),
            view(raw.reason),
            Place(raw.place)};
  }
  [[nodiscard]] std::vector<Row> rows() const {
    std::vector<Row> all;
    for (std::size_t i = 0; i < row_count(); ++i) all.push_back(row(i));
    return all;
  }
  /// What of a row is not pass, with its causes and facts.
  [[nodiscard]] std::vector<Requirement> requirements(const Row& row) const {
    std::vector<Requirement> all;
    auto raw = detail::sized<cordon_requirement>();
    for (std::size_t i = 0; i < row.requirement_count; ++i) {
      if (cordon_result_requirement(handle_.get(), row.index, i, &raw) != CORDON_OK) break;
      all.push_back({raw.status, view(raw.message), Place(raw.rule_place),
                     causes(row.index, i, raw.cause_count),
                     evidence(row.index, i, raw.evidence_count)});
    }
    return all;
  }
  /// A report in CORDON_FORMAT_...
  [[nodiscard]] Result<std::string> render(std::int32_t format) const {
    cordon_bytes* bytes = nullptr;
    cordon_error* error = nullptr;
    const cordon_status status = cordon_result_render(handle_.get(), format, &bytes, &error);
    if (status != CORDON_OK) return Error(error);
    const detail::Owned<cordon_bytes> owned(bytes);
    return std::string(view(cordon_bytes_view(bytes)));
  }
  [[nodiscard]] const cordon_result* get() const noexcept { return handle_.get(); }

 private:
  [[nodiscard]] std::vector<Cause> causes(std::size_t row, std::size_t requirement,
                                          std::size_t count) const {
    std::vector<Cause> all;
    auto raw = detail::sized<cordon_cause>();
    for (std::size_t i = 0; i < count; ++i) {
      if (cordon_result_cause(handle_.get(), row, requirement, i, &raw) != CORDON_OK) break;
      all.push_back({raw.kind, view(raw.code), view(raw.reason), Place(raw.place)});
    }
    return all;
  }
  [[nodiscard]] std::vector<Evidence> evidence(std::size_t row, std::size_t requirement,
                                               std::size_t count) const {
    std::vector<Evidence> all;
    auto raw = detail::sized<cordon_evidence>();
    for (std::size_t i = 0; i < count; ++i) {
      if (cordon_result_evidence(handle_.get(), row, requirement, i, &raw) != CORDON_OK) break;
      all.push_back({raw.origin, raw.flags, view(raw.expression), view(raw.value_json),
                     Place(raw.place), view(raw.via_json)});
    }
    return all;
  }

  detail::Owned<cordon_result> handle_;
};

/// Judges documents, one thread at a time. Cheap: make one a thread.
class Session {
 public:
  static Result<Session> make(const Program& program, const Limits& limits = {}) {
    cordon_session* handle = nullptr;
    cordon_error* error = nullptr;
    const cordon_status status = cordon_session_new(program.get(), &limits.raw(), &handle, &error);
    if (status != CORDON_OK) return Error(error);
    return Session(handle);
  }
  /// From any thread: ends the check that runs, and every later one.
  void cancel() const noexcept { cordon_session_cancel(handle_.get()); }

  Result<CheckResult> check(const std::vector<const Document*>& documents,
                            const CheckOptions& options) {
    std::vector<const cordon_document*> raw;
    for (const Document* document : documents) raw.push_back(document->get());
    cordon_check_options all = options.raw;
    const auto enable = detail::strs(options.enable);
    const auto select = detail::strs(options.select);
    const auto ignore = detail::strs(options.ignore);
    all.as_of = str(options.as_of);
    all.type = str(options.type);
    all.parameters = str(options.parameters);
    all.enable = enable.data();
    all.enable_count = enable.size();
    all.select = select.data();
    all.select_count = select.size();
    all.ignore = ignore.data();
    all.ignore_count = ignore.size();
    cordon_result* result = nullptr;
    cordon_error* error = nullptr;
    const cordon_status status =
        cordon_session_check(handle_.get(), raw.data(), raw.size(), &all, &result, &error);
    if (status != CORDON_OK) return Error(error);
    return CheckResult(result);
  }
  [[nodiscard]] const cordon_session* get() const noexcept { return handle_.get(); }

 private:
  explicit Session(cordon_session* handle) noexcept : handle_(handle) {}
  detail::Owned<cordon_session> handle_;
};

}  // namespace cordon::embed

#endif  // CORDON_HPP_
