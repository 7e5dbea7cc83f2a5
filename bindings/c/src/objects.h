#ifndef CORDON_BINDINGS_C_OBJECTS_H_
#define CORDON_BINDINGS_C_OBJECTS_H_

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "cordon.h"
#include "cordon/document.h"
#include "cordon/program.h"
#include "cordon/report.h"
#include "handle.h"

namespace cordon::c {

/// What the handles of each kind lead to. `engine` is the pool that a new handle belongs to.

/// The limits of an engine or session, as the engine's C++ headers have them.
struct Limits {
  EvaluationLimits evaluation;
  DocumentLimits document;
  RuleLimits rules;
  BundleLimits bundle;
  std::uint64_t deadline_ns = 0;
  std::size_t output_bytes = std::size_t{1} << 30U;
};

/// A compilation holds a reference, so releasing the engine from its import callback is harmless.
struct EngineData {
  EngineData() = default;
  EngineData(const EngineData&) = delete;
  EngineData& operator=(const EngineData&) = delete;
  ~EngineData();

  Limits limits;
  cordon_import_fn import = nullptr;
  void* import_user = nullptr;
  void (*import_finalize)(void*) = nullptr;
  std::atomic<bool> cancelled{false};
};
struct EngineObject {
  std::shared_ptr<EngineData> data;
};

/// Shared by a program and everything that was made with it.
struct ProgramData {
  Program program;
  Limits limits;  ///< of the engine
  std::vector<Problem> problems;
  std::string digest;
  std::string rules_source;
  /// Lists of rules, as the C struct has them; views into `program`.
  struct Lists {
    std::vector<cordon_str> groups, controls, parameters;
  };
  std::vector<Lists> lists;
};
struct ProgramObject {
  std::shared_ptr<const ProgramData> data;
};

struct DocumentObject {
  Document document;
};

/// A session's state. A check holds a reference, so releasing the session under it is harmless.
struct SessionData {
  std::shared_ptr<const ProgramData> program;
  Limits limits;
  std::atomic<bool> cancelled{false};
  std::atomic<std::thread::id> user{std::thread::id{}};  ///< who is in a check
  std::atomic<bool> broken{false};
};
struct SessionObject {
  std::shared_ptr<SessionData> data;
};

struct ResultObject {
  std::shared_ptr<const ProgramData> program;
  Report report;
  Verdict verdict;
  std::vector<Problem> problems;
  /// With `redact`: the rows with the texts that reports show.
  std::vector<Row> redacted;
  cordon_summary summary{};  ///< counted once: a host may ask for it between any two rows

  [[nodiscard]] const std::vector<Row>& rows() const {
    return report.redact ? redacted : report.result.rows;
  }
};

struct BytesObject {
  std::string bytes;
};

template <class Object>
inline constexpr HandleKind kKindOf = HandleKind::kFree;
template <>
inline constexpr HandleKind kKindOf<EngineObject> = HandleKind::kEngine;
template <>
inline constexpr HandleKind kKindOf<ProgramObject> = HandleKind::kProgram;
template <>
inline constexpr HandleKind kKindOf<DocumentObject> = HandleKind::kDocument;
template <>
inline constexpr HandleKind kKindOf<SessionObject> = HandleKind::kSession;
template <>
inline constexpr HandleKind kKindOf<ResultObject> = HandleKind::kResult;
template <>
inline constexpr HandleKind kKindOf<BytesObject> = HandleKind::kBytes;

/// The object of a live handle, or nullptr.
template <class Object>
Object* find(const void* handle) noexcept {
  Slot* slot = find_slot(handle, kKindOf<Object>);
  return slot == nullptr ? nullptr : static_cast<Object*>(slot->object);
}

/// A new handle for `object`. Throws std::bad_alloc.
template <class Handle, class Object>
Handle* publish(Pool& pool, std::unique_ptr<Object> object) {
  Slot* slot = pool.take(kKindOf<Object>, object.get());
  object.release();
  return static_cast<Handle*>(handle_of(slot));
}

/// Releases a handle; what is no live one is left alone.
template <class Object>
void release(const void* handle) noexcept {
  Slot* slot = nullptr;
  std::unique_ptr<Object> object(static_cast<Object*>(retire(handle, kKindOf<Object>, slot)));
  if (object == nullptr) return;
  object.reset();
  Pool::give_back(slot);
}

}  // namespace cordon::c

#endif  // CORDON_BINDINGS_C_OBJECTS_H_
