#ifndef CORDON_TESTS_BINDINGS_HOST_H_
#define CORDON_TESTS_BINDINGS_HOST_H_
// A host of the C interface, for tests: handles that release themselves, and short calls.
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cordon.h"

namespace cordon::test {

inline cordon_str str(std::string_view text) { return {text.data(), text.size()}; }
inline std::string text(cordon_str view) {
  return view.size == 0 ? std::string() : std::string(view.data, view.size);
}

template <class Struct>
Struct sized() {
  Struct value{};
  value.struct_size = sizeof(Struct);
  return value;
}

/// What a failed call left: read and released.
struct Failure {
  cordon_status status = CORDON_OK;
  std::string code, message, rendered;

  Failure() = default;
  Failure(cordon_status given, cordon_error* error) : status(given) {
    if (error == nullptr) return;
    code = text(cordon_error_code(error));
    message = text(cordon_error_message(error));
    rendered = text(cordon_error_render(error));
    if (cordon_error_status(error) != given) code = "another status";
    cordon_error_release(error);
  }
};

/// One engine with everything that a test makes.
class Host {
 public:
  explicit Host(const cordon_engine_options* given = nullptr) {
    cordon_error* error = nullptr;
    failure = {cordon_engine_new(given, &engine, &error), error};
  }
  ~Host() {
    cordon_result_release(result);
    cordon_session_release(session);
    for (cordon_document* document : documents) cordon_document_release(document);
    cordon_program_release(program);
    cordon_engine_release(engine);
  }
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  bool compile(std::string_view rules, std::string_view name = "r.cordon") {
    const cordon_source source{str(name), str(rules)};
    cordon_error* error = nullptr;
    cordon_program_release(std::exchange(program, nullptr));
    failure = {cordon_program_compile(engine, &source, 1, &program, &error), error};
    return program != nullptr;
  }
  bool compile_bundled() {
    cordon_error* error = nullptr;
    cordon_program_release(std::exchange(program, nullptr));
    failure = {cordon_program_compile(engine, nullptr, 0, &program, &error), error};
    return program != nullptr;
  }
  bool parse(std::string_view bytes, std::string_view name = "d.json") {
    cordon_document* document = nullptr;
    cordon_error* error = nullptr;
    failure = {
        cordon_document_parse(engine, str(name), bytes.data(), bytes.size(), &document, &error),
        error};
    if (document != nullptr) documents.push_back(document);
    return document != nullptr;
  }
  bool open(const cordon_limits* limits = nullptr) {
    cordon_session_release(std::exchange(session, nullptr));
    cordon_error* error = nullptr;
    failure = {cordon_session_new(program, limits, &session, &error), error};
    return session != nullptr;
  }
  bool check() {
    cordon_result_release(std::exchange(result, nullptr));
    cordon_error* error = nullptr;
    failure = {cordon_session_check(session, documents.data(), documents.size(), &options, &result,
                                    &error),
               error};
    return result != nullptr;
  }
  /// Judges one JSON document by rules over Json::Document.
  bool judge(std::string_view rules, std::string_view json, const cordon_limits* limits = nullptr) {
    return compile(rules) && parse(json) && open(limits) && check();
  }
  [[nodiscard]] cordon_row row(std::size_t index) const {
    auto out = sized<cordon_row>();
    if (cordon_result_row(result, index, &out) != CORDON_OK) out.status = -1;
    return out;
  }
  [[nodiscard]] std::string report(std::int32_t format) const {
    cordon_bytes* bytes = nullptr;
    if (cordon_result_render(result, format, &bytes, nullptr) != CORDON_OK) return {};
    std::string out = text(cordon_bytes_view(bytes));
    cordon_bytes_release(bytes);
    return out;
  }
  [[nodiscard]] std::string because() const {
    std::string all;
    cordon_str cause{};
    for (std::size_t i = 0; cordon_result_because(result, i, &cause) == CORDON_OK; ++i)
      all += (i == 0 ? "" : "; ") + text(cause);
    return all;
  }

  static cordon_check_options json_options() {
    auto out = sized<cordon_check_options>();
    out.as_of = str("2026-11-24");
    out.type = str("json");
    return out;
  }

  cordon_engine* engine = nullptr;
  cordon_program* program = nullptr;
  cordon_session* session = nullptr;
  cordon_result* result = nullptr;
  std::vector<cordon_document*> documents;
  cordon_check_options options = json_options();
  Failure failure;
};

inline constexpr std::string_view kRule = R"~(language 1
package t
@id("T-1") @title("n is small") @severity("high")
rule small for d in Json::Document {
  require d.n <= 10 else "n is \(d.n)"
}
)~";

/// Work of about n * n units of fuel for a list `l` of n members.
inline constexpr std::string_view kSlowRule = R"~(language 1
package t
rule slow for d in Json::Document {
  require every a in d.l : every b in d.l : a + b >= 0 else "negative"
}
)~";

inline std::string list_of(std::size_t n) {
  std::string out = "{\"l\": [0";
  for (std::size_t i = 1; i < n; ++i) out += ",0";
  return out + "]}";
}

}  // namespace cordon::test

#endif  // CORDON_TESTS_BINDINGS_HOST_H_
