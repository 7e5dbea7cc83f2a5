// Programs as bundles. Test: tests/bindings/bundle_test.cc.
#include "cordon/bundle.h"

#include <memory>
#include <utility>

#include "error.h"
#include "objects.h"
#include "program.h"
#include "text.h"

namespace cordon::c {
namespace {

/// A bundle of another version is one to compile again; one that is too large, a limit.
cordon_status status_of(std::string_view code) {
  if (code == "B0103" || code == "B0104" || code == "B0105") return CORDON_E_UNSUPPORTED;
  if (code == "B0106" || code == "B0115") return CORDON_E_LIMIT;
  return CORDON_E_BUNDLE;
}

cordon_status save_program(Call& call, const ProgramData& data, cordon_bytes** out) {
  auto object = std::make_unique<BytesObject>();
  object->bytes = save_bundle(data.program);
  *out = publish<cordon_bytes>(call.pool(), std::move(object));
  return CORDON_OK;
}

}  // namespace

cordon_status load_program(Call& call, const EngineData& engine, std::string_view bytes,
                           const BundleLimits& limits, std::string origin, cordon_program** out) {
  if (engine.cancelled) return call.fail(Fault::kCancelled);
  Result<Program> loaded = load_bundle(bytes, limits);
  if (!loaded) {
    const Diagnostic& why = loaded.error();
    return call.fail(status_of(why.code), why.code, why.message, why.help);
  }
  dsl::Compilation compiled;
  compiled.program = std::move(*loaded);
  *out = publish_program(call, engine, std::move(compiled), std::move(origin));
  return CORDON_OK;
}

}  // namespace cordon::c

using namespace cordon::c;

cordon_status cordon_program_load(const cordon_engine* engine, const char* data, size_t size,
                                  cordon_program** out, cordon_error** err) {
  return guarded(err, [&](Call& call) {
    if (out == nullptr) return call.fail(Fault::kNoOut);
    *out = nullptr;
    const Slot* slot = find_slot(engine, HandleKind::kEngine);
    if (slot == nullptr) return call.fail(Fault::kNoEngine);
    call.in(slot);
    if (!is_text(data, size)) return call.fail(Fault::kNoText);
    const EngineData& its = *static_cast<const EngineObject*>(slot->object)->data;
    return load_program(call, its, {data, size}, its.limits.bundle, "bundle", out);
  });
}

cordon_status cordon_program_save(const cordon_program* program, cordon_bytes** out,
                                  cordon_error** err) {
  return guarded(err, [&](Call& call) {
    if (out == nullptr) return call.fail(Fault::kNoOut);
    *out = nullptr;
    const Slot* slot = find_slot(program, HandleKind::kProgram);
    if (slot == nullptr) return call.fail(Fault::kNoProgram);
    call.in(slot);
    return save_program(call, *static_cast<const ProgramObject*>(slot->object)->data, out);
  });
}
