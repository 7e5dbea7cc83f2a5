// Version, engine and bytes.
#include <memory>

#include "error.h"
#include "limits.h"
#include "objects.h"
#include "text.h"

namespace cordon::c {

EngineData::~EngineData() {
  if (import_finalize == nullptr) return;
  try {
    import_finalize(import_user);
  } catch (...) {
    // The contract forbids it; the engine is gone in any case.
    return;
  }
}

}  // namespace cordon::c

using namespace cordon::c;

uint32_t cordon_abi_version(void) { return CORDON_ABI_VERSION; }
const char* cordon_version_string(void) { return CORDON_VERSION; }

namespace {

cordon_status make_engine(Call& call, const cordon_engine_options* given, cordon_engine** out) {
  auto engine = std::make_shared<EngineData>();
  void (*finalize)(void*) = nullptr;
  if (given != nullptr) {
    if (const auto wrong = fault_of(given)) return call.fail(*wrong);
    const cordon_engine_options options = read_options(given);
    if (options.reserved != 0 || options.reserved_allocator != nullptr)
      return call.fail(Fault::kReserved);
    if (options.limits != nullptr) {
      cordon_limits limits{};
      if (const auto wrong = read_limits(options.limits, limits)) return call.fail(*wrong);
      apply_limits(limits, engine->limits);
    }
    engine->import = options.import;
    engine->import_user = options.import_user;
    finalize = options.import_finalize;
  }
  auto object = std::make_unique<EngineObject>();
  object->data = engine;
  auto pool = std::make_unique<Pool>();
  *out = publish<cordon_engine>(*pool, std::move(object));
  pool.release();
  // From here on the user pointer is the engine's.
  engine->import_finalize = finalize;
  return CORDON_OK;
}

}  // namespace

cordon_status cordon_engine_new(const cordon_engine_options* options, cordon_engine** out,
                                cordon_error** err) {
  return guarded(err, [&](Call& call) {
    if (out == nullptr) return call.fail(Fault::kNoOut);
    *out = nullptr;
    return make_engine(call, options, out);
  });
}

cordon_status cordon_engine_cancel(const cordon_engine* engine) {
  const auto* object = find<EngineObject>(engine);
  if (object == nullptr) return CORDON_E_MISUSE;
  object->data->cancelled.store(true, std::memory_order_relaxed);
  return CORDON_OK;
}

void cordon_engine_release(cordon_engine* engine) { release<EngineObject>(engine); }

cordon_str cordon_bytes_view(const cordon_bytes* bytes) {
  const auto* object = find<BytesObject>(bytes);
  return object == nullptr ? cordon_str{nullptr, 0} : view_str(object->bytes);
}

void cordon_bytes_release(cordon_bytes* bytes) { release<BytesObject>(bytes); }
