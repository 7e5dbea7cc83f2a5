// Sessions: a program, limits, and the state of one check.
// The idea: who is in a check is one atomic, so a second thread and a callback are told apart and
// refused; cancelling is another, which the engine asks for with the fuel. Cancelling is for good,
// so it can come neither too early nor too late. The clock is the deadline's, never the engine's.
// Cannot do: stop inside one step, such as the digest of a document.
// Test: tests/bindings/session_test.cc, tests/bindings/interrupt_test.cc.
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cordon/evaluate.h"
#include "deadline.h"
#include "error.h"
#include "limits.h"
#include "objects.h"
#include "options.h"
#include "result.h"
#include "text.h"

namespace cordon::c {
namespace {

/// Keeps other users out of a session while a check runs.
class Use {
 public:
  explicit Use(SessionData& session) : session_(session) {
    entered_ = session.user.compare_exchange_strong(found_, std::this_thread::get_id());
  }
  ~Use() {
    if (entered_) session_.user.store(std::thread::id{});
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  [[nodiscard]] bool entered() const { return entered_; }
  [[nodiscard]] Fault refusal() const {
    return found_ == std::this_thread::get_id() ? Fault::kReentrant : Fault::kBusy;
  }

 private:
  SessionData& session_;
  std::thread::id found_;
  bool entered_ = false;
};

/// What ends a check beside the cancel flag.
struct Watch {
  Deadline deadline;
  cordon_progress_fn progress = nullptr;
  void* user = nullptr;
  bool callback_failed = false;

  static bool expired(const void* watch) {
    const auto& self = *static_cast<const Watch*>(watch);
    return self.callback_failed || self.deadline.passed();
  }
  void report(std::size_t done, std::size_t total) noexcept {
    if (callback_failed) return;
    try {
      callback_failed = progress(user, done, total) != 0;
    } catch (...) {
      callback_failed = true;
    }
  }
};

cordon_status refuse(Call& call, const Diagnostic& why, const Watch& watch) {
  if (why.code == "L0207") return call.fail(Fault::kCancelled);
  if (why.code == "L0208" && watch.callback_failed) return call.fail(Fault::kCallback);
  const cordon_status status = why.code == "L0208" ? CORDON_E_LIMIT : CORDON_E_OPTION;
  return call.fail(status, why.code, why.message, why.help);
}

/// Fewer if the host wants to end on the way: it says so on, and the check asks it first.
std::vector<Input> inputs_of(std::span<const cordon_document* const> documents,
                             const Interrupt& host) {
  std::vector<Input> inputs;
  for (const cordon_document* handle : documents) {
    const Document& document = find<DocumentObject>(handle)->document;
    std::optional<std::string> bytes = document.copy_bytes(host);
    if (!bytes) break;
    inputs.push_back({std::string(document.name()), std::move(*bytes), true});
  }
  return inputs;
}

cordon_status judge(Call& call, SessionData& session,
                    std::span<const cordon_document* const> documents,
                    const cordon_check_options& given, cordon_result** out) {
  Request request;
  const cordon_status wrong = read_request(call, given, *session.program, request);
  if (wrong != CORDON_OK) return wrong;
  Watch watch{Deadline(session.limits.deadline_ns), given.progress, given.progress_user};
  request.options.limits = session.limits.evaluation;
  request.options.limits.interrupt = {&session.cancelled, &Watch::expired, &watch};
  request.options.document_limits = session.limits.document;
  if (watch.progress != nullptr) {
    request.options.progress = [&watch](std::size_t done, std::size_t total) {
      watch.report(done, total);
    };
  }
  auto result = evaluate(session.program->program,
                         inputs_of(documents, request.options.limits.interrupt), request.options);
  if (!result) return refuse(call, result.error(), watch);
  request.report.result = std::move(*result);
  request.report.max_bytes = session.limits.output_bytes;
  *out =
      publish<cordon_result>(call.pool(), make_result(session.program, std::move(request.report)));
  return CORDON_OK;
}

/// Documents that are alive and of the session's engine.
cordon_status check_documents(Call& call, std::span<const cordon_document* const> documents) {
  for (const cordon_document* document : documents) {
    const Slot* slot = find_slot(document, HandleKind::kDocument);
    if (slot == nullptr) return call.fail(Fault::kNoDocument);
    if (slot->pool != &call.pool()) return call.fail(Fault::kOtherEngine);
  }
  return CORDON_OK;
}

cordon_status run(Call& call, SessionData& session,
                  std::span<const cordon_document* const> documents,
                  const cordon_check_options& options, cordon_result** out) {
  const Use use(session);
  if (!use.entered()) return call.fail(use.refusal());
  if (session.broken) return call.fail(Fault::kBroken);
  if (session.cancelled) return call.fail(Fault::kCancelled);
  const cordon_status wrong = check_documents(call, documents);
  if (wrong != CORDON_OK) return wrong;
  try {
    return judge(call, session, documents, options, out);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (...) {
    session.broken = true;
    throw;
  }
}

cordon_status make_session(Call& call, const ProgramObject& program, const cordon_limits* given,
                           cordon_session** out) {
  auto data = std::make_shared<SessionData>();
  data->program = program.data;
  data->limits = program.data->limits;
  if (given != nullptr) {
    cordon_limits limits{};
    if (const auto wrong = read_limits(given, limits)) return call.fail(*wrong);
    if (has_limits_of_engines(limits))
      return call.fail(CORDON_E_OPTION, "A0111",
                       "limits of documents, rule texts and bundles are for engines only");
    apply_limits(limits, data->limits);
  }
  auto object = std::make_unique<SessionObject>();
  object->data = std::move(data);
  *out = publish<cordon_session>(call.pool(), std::move(object));
  return CORDON_OK;
}

}  // namespace
}  // namespace cordon::c

using namespace cordon::c;

cordon_status cordon_session_new(const cordon_program* program, const cordon_limits* limits,
                                 cordon_session** out, cordon_error** err) {
  return guarded(err, [&](Call& call) {
    if (out == nullptr) return call.fail(Fault::kNoOut);
    *out = nullptr;
    const Slot* slot = find_slot(program, HandleKind::kProgram);
    if (slot == nullptr) return call.fail(Fault::kNoProgram);
    call.in(slot);
    return make_session(call, *static_cast<const ProgramObject*>(slot->object), limits, out);
  });
}

cordon_status cordon_session_cancel(const cordon_session* session) {
  const auto* object = find<SessionObject>(session);
  if (object == nullptr) return CORDON_E_MISUSE;
  object->data->cancelled.store(true, std::memory_order_relaxed);
  return CORDON_OK;
}

cordon_status cordon_session_check(cordon_session* session, const cordon_document* const* documents,
                                   size_t count, const cordon_check_options* options,
                                   cordon_result** out, cordon_error** err) {
  return guarded(err, [&](Call& call) {
    if (out == nullptr) return call.fail(Fault::kNoOut);
    *out = nullptr;
    const Slot* slot = find_slot(session, HandleKind::kSession);
    if (slot == nullptr) return call.fail(Fault::kNoSession);
    call.in(slot);
    if (documents == nullptr && count != 0) return call.fail(Fault::kNoList);
    if (options == nullptr) return call.fail(Fault::kNoOptions);
    if (const auto wrong = fault_of(options)) return call.fail(*wrong);
    const std::shared_ptr<SessionData> data = static_cast<SessionObject*>(slot->object)->data;
    return run(call, *data, {documents, count}, read_options(options), out);
  });
}

void cordon_session_release(cordon_session* session) { release<SessionObject>(session); }
