// How much stack each call of the C interface needs, so that a host knows what threads may have.
// The idea: calls run on a thread whose stack is painted before each of them; the lowest place that
// lost its paint is how deep the call went. Inputs are nested as deeply as limits may be set.
// Cannot do: tell a frame that reserves and writes nothing at its lower end, below no other frame.
#include <pthread.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <string>
#include <vector>

#include "host.h"

namespace cordon::test {
namespace {

constexpr std::size_t kStack = std::size_t{1} << 20U;
constexpr std::uint64_t kPaint = 0xA5C3'5A3C'A5C3'5A3C;
/// What docs/embedding.md promises. Without optimisation frames are several times as large.
#ifdef __OPTIMIZE__
constexpr std::size_t kAllowed = std::size_t{64} << 10U;
#else
constexpr std::size_t kAllowed = std::size_t{256} << 10U;
#endif
/// Below the frame that paints: its own callees.
constexpr std::size_t kFree = 1024;

std::uint64_t* lowest = nullptr;  ///< of the painted stack
int failures = 0;

[[gnu::noinline]] void paint(std::uintptr_t end) {
  for (volatile std::uint64_t* at = lowest; reinterpret_cast<std::uintptr_t>(at) < end; ++at)
    *at = kPaint;
}

[[gnu::noinline]] std::size_t stack_of(const std::function<void()>& call) {
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  paint(here - kFree);
  call();
  const volatile std::uint64_t* at = lowest;
  while (*at == kPaint) ++at;
  return here - reinterpret_cast<std::uintptr_t>(at);
}

void expect(bool holds, const std::string& what) {
  if (holds) return;
  ++failures;
  std::printf("FAILED: %s\n", what.c_str());
}

void measure(const std::string& what, const std::function<void()>& call) {
  const std::size_t bytes = stack_of(call);
  std::printf("%8zu  %s\n", bytes, what.c_str());
  expect(bytes <= kAllowed, what + " needs more stack than " + std::to_string(kAllowed));
}

std::string repeated(std::string_view text, std::size_t n) {
  std::string out;
  while (n-- > 0) out += text;
  return out;
}

std::string file(const char* name) {
  std::ifstream in(std::string(CORDON_SOURCE_DIR "/examples/sagemaker/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Limits as wide as they can be set.
struct Wide : Host {
  static cordon_engine_options widest() {
    static auto limits = sized<cordon_limits>();
    limits.max_document_depth = 1000;
    limits.max_rule_nesting = 64;
    auto out = sized<cordon_engine_options>();
    out.limits = &limits;
    return out;
  }
  explicit Wide(const cordon_engine_options& given = widest()) : Host(&given) {}
};

struct Nesting {
  const char *what, *open, *middle, *close;
};
constexpr Nesting kNestings[] = {
    {"parentheses", "(", "1", ")"},
    {"lists", "[", "1", "]"},
    {"objects in lists", "[{a:", "1", "}]"},
    {"conditions", "if true then ", "1", " else 2"},
    {"comprehensions", "[x for x in ", "[1]", "]"},
    {"interpolations", "\"\\(", "1", ")\""},
};

/// Beyond the limit, which is how deep the parser goes; then as deep as it compiles.
void compile_nested(const Nesting& nesting) {
  for (const std::size_t n : {64U, 20U, 16U, 12U, 8U, 6U}) {
    Wide host;
    const std::string text = "language 1\npackage t\nlet a = " + repeated(nesting.open, n) +
                             nesting.middle + repeated(nesting.close, n) + "\n";
    bool done = false;
    measure("compile " + std::to_string(n) + " nested " + nesting.what,
            [&] { done = host.compile(text); });
    if (done) return;
  }
  expect(false, std::string(nesting.what) + ": nothing of it compiles");
}

void parse_nested(const char* what, const char* name, const std::string& text) {
  Wide host;
  measure(std::string("parse ") + what, [&] { expect(host.parse(text, name), what); });
  if (host.documents.empty()) return;
  measure(std::string("release ") + what, [&] {
    for (cordon_document* document : host.documents) cordon_document_release(document);
  });
  host.documents.clear();
}

void read_rows(const Host& host) {
  for (std::size_t row = 0; row < cordon_result_row_count(host.result); ++row) {
    auto requirement = sized<cordon_requirement>();
    for (std::size_t i = 0; host.row(row).requirement_count > i; ++i) {
      expect(cordon_result_requirement(host.result, row, i, &requirement) == CORDON_OK, "row");
      auto fact = sized<cordon_evidence>();
      for (std::size_t k = 0; k < requirement.evidence_count; ++k)
        expect(cordon_result_evidence(host.result, row, i, k, &fact) == CORDON_OK, "fact");
    }
  }
}

/// Checks and shows what was compiled and parsed.
void judge(Host& host, const std::string& what) {
  measure("open a session", [&] { host.open(); });
  measure("check " + what, [&] { expect(host.check(), what + ": " + host.failure.rendered); });
  measure("read the rows", [&] { read_rows(host); });
  for (const std::int32_t format : {CORDON_FORMAT_TEXT, CORDON_FORMAT_JSON})
    measure(format == CORDON_FORMAT_TEXT ? "report as text" : "report as JSON",
            [&] { expect(!host.report(format).empty(), "report"); });
  measure("release the result",
          [&] { cordon_result_release(std::exchange(host.result, nullptr)); });
}

void judge_bundled() {
  Host host;
  measure("compile the bundled rules", [&] { host.compile_bundled(); });
  cordon_bytes* bytes = nullptr;
  measure("save", [&] { cordon_program_save(host.program, &bytes, nullptr); });
  cordon_program_release(std::exchange(host.program, nullptr));
  const cordon_str view = cordon_bytes_view(bytes);
  measure("load",
          [&] { cordon_program_load(host.engine, view.data, view.size, &host.program, nullptr); });
  cordon_bytes_release(bytes);
  expect(host.program != nullptr, "load");
  for (const char* name : {"insecure.plan.json", "insecure.yaml"})
    measure(std::string("parse ") + name, [&] { expect(host.parse(file(name), name), name); });
  host.options.type = {};
  judge(host, "a plan and a template");
  measure("release the program",
          [&] { cordon_program_release(std::exchange(host.program, nullptr)); });
}

/// A chain of calls and a document that is evidence as a whole.
void judge_deep() {
  std::string rules = "language 1\npackage t\nfn f0(n: any) = n\n";
  for (int i = 1; i < 60; ++i)
    rules += "fn f" + std::to_string(i) + "(n: any) = f" + std::to_string(i - 1) + "(n)\n";
  rules += "rule deep for d in Json::Document { require f59(d.n) == 5 else \"it is \\(d)\" }\n";
  Wide host;
  measure("compile a chain of calls", [&] { expect(host.compile(rules), host.failure.rendered); });
  host.parse("{\"n\": " + repeated("[", 900) + repeated("]", 900) + "}");
  judge(host, "a document of 900 levels");
}

/// Intrinsic functions and modules, one in the other.
void judge_nested_templates() {
  Wide host;
  host.compile_bundled();
  const std::string join =
      repeated(R"({"Fn::Join": ["", [)", 300) + R"("a")" + repeated("]]}", 300);
  host.parse(R"({"Resources": {"N": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": )"
             R"({"DirectInternetAccess": )" +
                 join + "}}}}",
             "join.json");
  const std::string modules = repeated(R"({"child_modules": [)", 450) + "{}" + repeated("]}", 450);
  host.parse(R"({"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": )"
             R"({"root_module": )" +
                 modules + R"(}, "resource_changes": [], "configuration": {}})",
             "modules.json");
  host.options.type = {};
  judge(host, "nested functions and modules");
}

void run() {
  const std::string deep = repeated("[", 1000) + repeated("]", 1000);
  judge_bundled();
  for (const Nesting& nesting : kNestings) compile_nested(nesting);
  parse_nested("1,000 levels of JSON", "d.json", deep);
  parse_nested("1,000 levels of YAML", "d.yaml", "a: " + repeated("[", 999) + repeated("]", 999));
  judge_deep();
  judge_nested_templates();
}

void* run_painted(void* /*unused*/) {
  run();
  return nullptr;
}

/// A thread whose stack ends at a page that nobody may touch.
bool on_painted_stack() {
  const std::size_t guard = 65'536;
  void* memory =
      mmap(nullptr, kStack + guard, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED || mprotect(memory, guard, PROT_NONE) != 0) return false;
  lowest = reinterpret_cast<std::uint64_t*>(static_cast<char*>(memory) + guard);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstack(&attributes, lowest, kStack);
  pthread_t thread{};
  if (pthread_create(&thread, &attributes, &run_painted, nullptr) != 0) return false;
  return pthread_join(thread, nullptr) == 0;
}

}  // namespace
}  // namespace cordon::test

int main() {
  std::printf("   bytes  call\n");
  if (!cordon::test::on_painted_stack()) return 2;
  std::printf("at most %zu: %s\n", cordon::test::kAllowed,
              cordon::test::failures == 0 ? "holds" : "does not hold");
  return cordon::test::failures == 0 ? 0 : 1;
}
