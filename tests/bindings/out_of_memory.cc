// Makes allocations fail, one after the other and from one on, through a whole session: every call
// gives CORDON_E_NOMEM or works, nothing ends the process, and afterwards all is released and works
// again. The same places raise an exception that nobody expects: an internal error, after which the
// session that met it is unusable and others are not. AddressSanitizer watches for what was lost.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <new>

#include "cordon.h"

namespace {

std::uint64_t allocations = 0;
std::uint64_t fail_at = 0;  ///< 0: none
bool fail_on = false;       ///< also everything after it
bool unexpected = false;    ///< fail with another exception than that of no memory

struct Unexpected {};

bool may_allocate() {
  ++allocations;
  if (fail_at == 0) return true;
  return fail_on ? allocations < fail_at : allocations != fail_at;
}

void* allocate(std::size_t size, std::size_t alignment) {
  if (!may_allocate()) {
    if (unexpected) throw Unexpected();
    throw std::bad_alloc();
  }
  const std::size_t rounded = (size + alignment) / alignment * alignment;
  void* memory = std::aligned_alloc(alignment, rounded);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

constexpr char kRule[] =
    "language 1\npackage t\n"
    "rule small for d in Json::Document { require d.n <= 10 else \"n is \\(d.n)\" }\n";
constexpr char kDocument[] = "{\"n\": 11, \"l\": [1, 2, {\"a\": \"b\\n\"}]}";

struct Handles {
  cordon_engine* engine = nullptr;
  cordon_program* program = nullptr;
  cordon_program* loaded = nullptr;
  cordon_document* document = nullptr;
  cordon_session* session = nullptr;
  cordon_result* result = nullptr;
  cordon_bytes* bytes = nullptr;
  cordon_bytes* bundle = nullptr;
};

cordon_status check(Handles& h, cordon_error** error) {
  cordon_check_options options;
  std::memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.as_of = {"2026-11-24", 10};
  options.type = {"json", 4};
  return cordon_session_check(h.session, &h.document, 1, &options, &h.result, error);
}

/// Everything but the compilation, which is tried apart because it is long.
cordon_status use(Handles& h, cordon_error** error) {
  cordon_status status = cordon_document_parse(h.engine, {"d.json", 6}, kDocument,
                                               sizeof kDocument - 1, &h.document, error);
  if (status == CORDON_OK) status = cordon_session_new(h.program, nullptr, &h.session, error);
  if (status == CORDON_OK) status = check(h, error);
  if (status == CORDON_OK)
    status = cordon_result_render(h.result, CORDON_FORMAT_JSON, &h.bytes, error);
  return status;
}

cordon_status prepare(Handles& h, cordon_error** error) {
  const cordon_source source{{"r.cordon", 8}, {kRule, sizeof kRule - 1}};
  const cordon_status status = cordon_engine_new(nullptr, &h.engine, error);
  return status != CORDON_OK ? status
                             : cordon_program_compile(h.engine, &source, 1, &h.program, error);
}

/// A program as a bundle and back.
cordon_status carry(Handles& h, cordon_error** error) {
  const cordon_status status = cordon_program_save(h.program, &h.bundle, error);
  if (status != CORDON_OK) return status;
  const cordon_str bytes = cordon_bytes_view(h.bundle);
  return cordon_program_load(h.engine, bytes.data, bytes.size, &h.loaded, error);
}

void release_carried(Handles& h) {
  cordon_bytes_release(h.bundle);
  cordon_program_release(h.loaded);
  h.bundle = nullptr;
  h.loaded = nullptr;
}

void release_used(Handles& h) {
  cordon_bytes_release(h.bytes);
  cordon_result_release(h.result);
  cordon_session_release(h.session);
  cordon_document_release(h.document);
  h.bytes = nullptr;
  h.result = nullptr;
  h.session = nullptr;
  h.document = nullptr;
}

void release_all(Handles& h) {
  release_used(h);
  cordon_program_release(h.program);
  cordon_engine_release(h.engine);
  h.program = nullptr;
  h.engine = nullptr;
}

using Step = cordon_status (*)(Handles&, cordon_error**);

/// One attempt with a failure at allocation `at`. False: the outcome is wrong.
bool attempt(Step step, Handles& h, std::uint64_t at, bool on, bool& reached) {
  cordon_error* error = nullptr;
  allocations = 0;
  fail_at = at;
  fail_on = on;
  const cordon_status status = step(h, &error);
  fail_at = 0;
  reached = allocations >= at;
  const bool told = status == CORDON_OK ? error == nullptr : cordon_error_status(error) == status;
  const bool right = told && (status == CORDON_OK || status == CORDON_E_NOMEM);
  if (!right)
    std::fprintf(stderr, "allocation %llu: status %d\n", static_cast<unsigned long long>(at),
                 static_cast<int>(status));
  cordon_error_release(error);
  return right;
}

/// Fails each of the first 1,000 allocations and then ever fewer, until none is left.
bool try_all(const char* name, Step step, void (*release)(Handles&), Handles& h) {
  std::uint64_t tried = 0;
  for (const bool on : {false, true}) {
    bool reached = true;
    for (std::uint64_t at = 1; reached; at += 1 + (at < 1000 ? 0 : at / 20)) {
      if (!attempt(step, h, at, on, reached)) return false;
      release(h);
      ++tried;
    }
  }
  std::printf("%s: %llu failures, each told\n", name, static_cast<unsigned long long>(tried));
  return true;
}

/// A check that meets an unexpected exception at allocation `at`; then what the session says.
bool attempt_unexpected(Handles& h, std::uint64_t at, bool& reached) {
  cordon_error* error = nullptr;
  allocations = 0;
  fail_at = at;
  unexpected = true;
  const cordon_status status = check(h, &error);
  fail_at = 0;
  unexpected = false;
  reached = allocations >= at;
  cordon_result_release(h.result);
  h.result = nullptr;
  if (status == CORDON_OK) return !reached || error == nullptr;
  bool right = status == CORDON_E_INTERNAL && cordon_error_status(error) == status;
  cordon_error_release(error);
  right = right && check(h, &error) == CORDON_E_INTERNAL;
  const cordon_str message = cordon_error_message(error);
  const char kWanted[] = "an internal error made the session unusable";
  right = right && message.size == sizeof kWanted - 1 &&
          std::memcmp(message.data, kWanted, message.size) == 0;
  cordon_error_release(error);
  if (!right) std::fprintf(stderr, "unexpected at %llu\n", static_cast<unsigned long long>(at));
  return right;
}

/// Requires: engine, program and document. Each broken session is replaced: the next one works.
bool try_unexpected(Handles& h) {
  std::uint64_t broken = 0;
  bool reached = true;
  for (std::uint64_t at = 1; reached; at += 1 + at / 10) {
    if (cordon_session_new(h.program, nullptr, &h.session, nullptr) != CORDON_OK) return false;
    if (!attempt_unexpected(h, at, reached)) return false;
    broken += reached ? 1 : 0;
    cordon_session_release(h.session);
    h.session = nullptr;
  }
  std::printf("check: %llu unexpected exceptions, each an internal error for good\n",
              static_cast<unsigned long long>(broken));
  return broken > 20;
}

}  // namespace

// clang declares these two only on demand.
void operator delete(void* memory, std::size_t size) noexcept;
void operator delete(void* memory, std::size_t size, std::align_val_t alignment) noexcept;

// Without these, memory of the sanitizer's own would come to the delete below (std::stable_sort).
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return may_allocate() ? std::malloc(size == 0 ? 1 : size) : nullptr;
}
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return may_allocate() ? std::malloc(size == 0 ? 1 : size) : nullptr;
}
void* operator new(std::size_t size) { return allocate(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
  std::free(memory);
}

int main() {
  Handles h;
  if (!try_all("engine and program", &prepare, &release_all, h)) return 1;
  cordon_error* error = nullptr;
  if (prepare(h, &error) != CORDON_OK) return 1;
  if (!try_all("bundle and program", &carry, &release_carried, h)) return 1;
  if (!try_all("document, session, check and report", &use, &release_used, h)) return 1;
  if (cordon_document_parse(h.engine, {"d.json", 6}, kDocument, sizeof kDocument - 1, &h.document,
                            &error) != CORDON_OK)
    return 1;
  if (!try_unexpected(h)) return 1;
  release_used(h);
  const bool works = use(h, &error) == CORDON_OK && cordon_result_exit_code(h.result) == 1;
  release_all(h);
  return works ? 0 : 1;
}
