#include "c_host.h"

#include <iterator>

#include "printed.h"

namespace cordon::fuzz {

const std::string kRules[] = {
    "language 1\npackage t\n@id(\"T-1\") @title(\"n\") @severity(\"high\")\nrule small for d in "
    "Json::Document {\n  require d.n <= 10 else \"n is \\(d.n)\"\n}\n",
    "language 1\npackage u\nparam most: int = 3\nrule all for d in Json::Document {\n  require "
    "every a "
    "in d.l : every b in d.l : a + b < most else \"\\(d.l)\"\n  require d.s matches re\"a+\"\n}\n"};

std::string view(cordon_str text) {
  require(text.data != nullptr || text.size == 0);
  return text.size == 0 ? std::string() : std::string(text.data, text.size);
}

Kept::Kept() {
  require(cordon_engine_new(nullptr, &engine, nullptr) == CORDON_OK);
  for (std::size_t i = 0; i < std::size(kRules); ++i) {
    const cordon_source source{{"r.cordon", 8}, str(kRules[i])};
    require(cordon_program_compile(engine, &source, 1, &programs[i], nullptr) == CORDON_OK);
  }
}

void finalize(void* user) { ++static_cast<Callbacks*>(user)->finalized; }

cordon_status import(void* user, cordon_str package, cordon_source* out) {
  auto& state = *static_cast<Callbacks*>(user);
  (void)view(package);
  ++state.calls;
  if (state.plan % 4 == 0) return CORDON_E_NOT_FOUND;
  if (state.plan % 4 == 1) return 77;
  static const std::string kText = "language 1\npackage other\nfn one() = 1\n";
  *out = {{"other.cordon", 12}, str(kText)};
  if (state.plan % 4 == 2) out->text = {nullptr, 5};
  return CORDON_OK;
}

int32_t progress(void* user, size_t done, size_t total) {
  auto& state = *static_cast<Callbacks*>(user);
  require(done <= total);
  ++state.calls;
  if (state.plan % 4 == 1) require(cordon_session_cancel(state.session) == CORDON_OK);
  if (state.plan % 4 == 2) {
    cordon_check_options options{};
    options.struct_size = sizeof options;
    options.as_of = {"2026-11-24", 10};
    cordon_result* result = nullptr;
    require(cordon_session_check(state.session, nullptr, 0, &options, &result, nullptr) ==
            CORDON_E_REENTRANT);
    require(result == nullptr);
  }
  return state.plan % 4 == 3 && state.calls > state.plan / 64U ? 5 : 0;
}

int32_t take(void* user, const char* data, size_t size) {
  auto& state = *static_cast<Callbacks*>(user);
  check_text({data, size});
  return state.plan % 2;
}

void release(Is is, void* pointer) {
  switch (is) {
    case Is::kEngine:
      return cordon_engine_release(static_cast<cordon_engine*>(pointer));
    case Is::kProgram:
      return cordon_program_release(static_cast<cordon_program*>(pointer));
    case Is::kDocument:
      return cordon_document_release(static_cast<cordon_document*>(pointer));
    case Is::kSession:
      return cordon_session_release(static_cast<cordon_session*>(pointer));
    case Is::kResult:
      return cordon_result_release(static_cast<cordon_result*>(pointer));
    case Is::kError:
      return cordon_error_release(static_cast<cordon_error*>(pointer));
    case Is::kBytes:
      return cordon_bytes_release(static_cast<cordon_bytes*>(pointer));
  }
}

}  // namespace cordon::fuzz
