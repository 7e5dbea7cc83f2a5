// Scenarios of the C interface. Each call says CORDON_E_NOMEM with an error that has the same
// status, or its work is done; handles that were made are released in either case.
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "cordon.h"
#include "memory/scenarios.h"

namespace cordon::memory {
namespace {

/// A handle that is released with its scope.
template <class T, void (*kRelease)(T*)>
struct Release {
  void operator()(T* handle) const { kRelease(handle); }
};
template <class T, void (*kRelease)(T*)>
using Owned = std::unique_ptr<T, Release<T, kRelease>>;
using Engine = Owned<cordon_engine, cordon_engine_release>;
using Rules = Owned<cordon_program, cordon_program_release>;
using Document = Owned<cordon_document, cordon_document_release>;
using Session = Owned<cordon_session, cordon_session_release>;
using Checked = Owned<cordon_result, cordon_result_release>;
using Bytes = Owned<cordon_bytes, cordon_bytes_release>;
using Error = Owned<cordon_error, cordon_error_release>;

constexpr char kRule[] =
    "language 1\npackage t\n"
    "rule small for d in Json::Document { require d.n <= 10 else \"n is \\(d.n)\" }\n";
constexpr char kWrong[] =
    "language 1\npackage t\nrule r for d in Json::Document { require d.n = 1 }\n";
constexpr char kJson[] = "{\"n\": 11, \"l\": [1, 2, {\"a\": \"b\\n\"}]}";
constexpr char kYaml[] = "n: 11\nl: [1, 2, &x {a: \"b\\n\"}, *x]\n";

cordon_str view(std::string_view text) { return {text.data(), text.size()}; }
std::string text(cordon_str from) { return {from.data, from.size}; }

/// Nothing: the call did its work. Else what its error says. Throws where memory was short.
std::string outcome(cordon_status status, cordon_error* raw) {
  const Error error(raw);
  if (status == CORDON_OK) return raw == nullptr ? "" : "an error beside success";
  if (cordon_error_status(raw) != status) return "an error with another status";
  if (status == CORDON_E_NOMEM) throw std::bad_alloc();
  return text(cordon_error_message(raw));
}

/// Calls `make` for a handle. Throws as outcome(); anything else is said in `why`.
template <class Handle, class Make>
Handle made(std::string& why, const Make& make) {
  typename Handle::pointer raw = nullptr;
  cordon_error* error = nullptr;
  const cordon_status status = make(&raw, &error);
  Handle handle(raw);
  why += outcome(status, error);
  return handle;
}

Engine engine(std::string& why) {
  return made<Engine>(why,
                      [](auto out, auto error) { return cordon_engine_new(nullptr, out, error); });
}

Rules compiled(const Engine& of, const std::string& rule, std::string& why) {
  return made<Rules>(why, [&](auto out, auto error) {
    const cordon_source source{view("r.cordon"), view(rule)};
    return cordon_program_compile(of.get(), &source, 1, out, error);
  });
}

Document parsed(const Engine& of, const std::string& name, const std::string& bytes,
                std::string& why) {
  return made<Document>(why, [&](auto out, auto error) {
    return cordon_document_parse(of.get(), view(name), bytes.data(), bytes.size(), out, error);
  });
}

std::string rendered(const Checked& result, std::int32_t format, std::string& why) {
  const Bytes bytes = made<Bytes>(why, [&](auto out, auto error) {
    return cordon_result_render(result.get(), format, out, error);
  });
  return text(cordon_bytes_view(bytes.get()));
}

/// What is made once, before anything fails.
struct Ready {
  std::string why;
  Engine of = engine(why);
  Rules rules = compiled(of, kRule, why);
  Bytes bundle = made<Bytes>(
      why, [this](auto out, auto error) { return cordon_program_save(rules.get(), out, error); });

  /// An engine keeps the places of released handles until there are so many of them; from then on
  /// it uses them again and asks for no more.
  Ready() {
    constexpr int kQuarantine = 1'024;
    for (int i = 0; i < kQuarantine + 128; ++i) parsed(of, "d.json", "1", why);
  }
};

const Ready& ready() {
  static const Ready kReady;
  return kReady;
}

std::string of_rules(const std::string& rule) {
  std::string why;
  const Engine of = engine(why);
  compiled(of, rule, why);
  return why;
}

std::string of_document(const std::string& name, const std::string& bytes) {
  std::string why;
  const Document document = parsed(ready().of, name, bytes, why);
  cordon_value root{};
  const cordon_status status = cordon_document_root(document.get(), 0, &root);
  return why + (status == CORDON_OK ? "" : "no root");
}

std::string of_check(const std::string& name, const std::string& bytes) {
  std::string why;
  const Document document = parsed(ready().of, name, bytes, why);
  const Session session = made<Session>(why, [](auto out, auto error) {
    return cordon_session_new(ready().rules.get(), nullptr, out, error);
  });
  cordon_check_options options{};
  options.struct_size = sizeof options;
  options.as_of = view("2026-11-24");
  options.type = view("json");
  cordon_document* documents = document.get();
  const Checked result = made<Checked>(why, [&](auto out, auto error) {
    return cordon_session_check(session.get(), &documents, 1, &options, out, error);
  });
  return why + rendered(result, CORDON_FORMAT_JSON, why) +
         rendered(result, CORDON_FORMAT_TEXT, why);
}

std::string of_bundle() {
  std::string why;
  const Bytes bundle = made<Bytes>(why, [](auto out, auto error) {
    return cordon_program_save(ready().rules.get(), out, error);
  });
  const cordon_str bytes = cordon_bytes_view(bundle.get());
  made<Rules>(why, [&](auto out, auto error) {
    return cordon_program_load(ready().of.get(), bytes.data, bytes.size, out, error);
  });
  return why + text(bytes);
}

std::string of_damage() {
  std::string why;
  std::string bytes = text(cordon_bytes_view(ready().bundle.get()));
  bytes[bytes.size() / 2] ^= 1;
  made<Rules>(why, [&](auto out, auto error) {
    return cordon_program_load(ready().of.get(), bytes.data(), bytes.size(), out, error);
  });
  return why;
}

}  // namespace

std::vector<Scenario> c_scenarios() {
  return {{"C: engine, program", [] { return of_rules(kRule); }},
          {"C: refused program", [] { return of_rules(kWrong); }},
          {"C: document", [] { return of_document("d.json", kJson); }},
          {"C: YAML document", [] { return of_document("d.yaml", kYaml); }},
          {"C: refused document", [] { return of_document("d.json", "{\"a\": [1,}"); }},
          {"C: check and reports", [] { return of_check("d.json", kJson); }},
          {"C: check of YAML", [] { return of_check("d.yaml", kYaml); }},
          {"C: bundle and back", of_bundle},
          {"C: damaged bundle", of_damage}};
}

}  // namespace cordon::memory
