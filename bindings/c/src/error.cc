// Errors: static ones for what the calling program did wrong or what leaves no memory, owned ones
// for what rule texts, documents and options have.
// The idea: both look the same to the getters, a view; a static one is in a slot without a pool, so
// releasing it does nothing. Cannot do: carry the text of an exception, which may quote a document.
// Test: tests/bindings/misuse_test.cc, tests/bindings/limits_test.cc.
#include "error.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>

#include "cordon/report.h"
#include "text.h"

namespace cordon::c {
namespace {

struct ErrorView {
  cordon_status status = CORDON_OK;
  std::string_view code, message, rendered;
  const std::vector<Problem>* problems = nullptr;
};

struct OwnedError : ErrorView {
  std::vector<Problem> all;
  std::string own_code, own_message, text;
};

constexpr ErrorView kViews[] = {
#define CORDON_FAULT(name, status, code, message) \
  {status, code, message, "error " code ": " message "\n", nullptr},
#include "faults.def"
#undef CORDON_FAULT
};

constinit const Slot kSlots[] = {
#define CORDON_FAULT(name, status, code, message) \
  {HandleKind::kError, const_cast<ErrorView*>(&kViews[static_cast<std::size_t>(Fault::name)])},
#include "faults.def"
#undef CORDON_FAULT
};

const ErrorView* open(const cordon_error* error) noexcept {
  const Slot* slot = find_slot(error, HandleKind::kError);
  return slot == nullptr ? nullptr : static_cast<const ErrorView*>(slot->object);
}

cordon_str text_of(const cordon_error* error, std::string_view ErrorView::*member) noexcept {
  const ErrorView* view = open(error);
  return view == nullptr ? cordon_str{nullptr, 0} : view_str(view->*member);
}

/// Code and message of the first error; a list without one has a warning first.
const Problem& chief(const std::vector<Problem>& problems) {
  const auto error = std::find_if(problems.begin(), problems.end(),
                                  [](const Problem& p) { return p.level == Level::kError; });
  return error == problems.end() ? problems.front() : *error;
}

std::unique_ptr<OwnedError> make_error(cordon_status status, std::vector<Problem> problems) {
  auto error = std::make_unique<OwnedError>();
  error->all = std::move(problems);
  error->text = text_problems(error->all, false);
  error->own_code = chief(error->all).code;
  error->own_message = chief(error->all).message;
  error->status = status;
  error->code = error->own_code;
  error->message = error->own_message;
  error->rendered = error->text;
  error->problems = &error->all;
  return error;
}

}  // namespace

cordon_status status_of(Fault fault) noexcept {
  return kViews[static_cast<std::size_t>(fault)].status;
}

bool has_code(const std::vector<Problem>& problems, std::string_view code) noexcept {
  return std::any_of(problems.begin(), problems.end(),
                     [code](const Problem& p) { return p.code == code; });
}

cordon_status Call::fail(Fault fault) noexcept {
  const auto index = static_cast<std::size_t>(fault);
  if (err_ != nullptr) *err_ = static_cast<cordon_error*>(handle_of(&kSlots[index]));
  return kViews[index].status;
}

cordon_status Call::fail(cordon_status status, std::vector<Problem> problems) noexcept {
  if (err_ == nullptr) return status;
  try {
    auto error = make_error(status, std::move(problems));
    Slot* slot = pool_->take(HandleKind::kError, static_cast<ErrorView*>(error.get()));
    error.release();
    *err_ = static_cast<cordon_error*>(handle_of(slot));
    return status;
  } catch (...) {
    return fail(Fault::kNoMemory);
  }
}

cordon_status Call::fail(cordon_status status, std::string_view code, std::string message,
                         std::string help) noexcept {
  try {
    std::vector<Problem> problems(1);
    problems[0].code = code;
    problems[0].message = std::move(message);
    problems[0].help = std::move(help);
    return fail(status, std::move(problems));
  } catch (...) {
    return fail(Fault::kNoMemory);
  }
}

}  // namespace cordon::c

using cordon::c::ErrorView;
using cordon::c::open;

cordon_status cordon_error_status(const cordon_error* error) {
  const ErrorView* view = open(error);
  return view == nullptr ? CORDON_E_MISUSE : view->status;
}

cordon_str cordon_error_code(const cordon_error* error) {
  return cordon::c::text_of(error, &ErrorView::code);
}

cordon_str cordon_error_message(const cordon_error* error) {
  return cordon::c::text_of(error, &ErrorView::message);
}

cordon_str cordon_error_render(const cordon_error* error) {
  return cordon::c::text_of(error, &ErrorView::rendered);
}

size_t cordon_error_diagnostic_count(const cordon_error* error) {
  const ErrorView* view = open(error);
  return view == nullptr || view->problems == nullptr ? 0 : view->problems->size();
}

cordon_status cordon_error_diagnostic(const cordon_error* error, size_t index,
                                      cordon_diagnostic* out) {
  const ErrorView* view = open(error);
  if (view == nullptr || out == nullptr) return CORDON_E_MISUSE;
  const size_t count = view->problems == nullptr ? 0 : view->problems->size();
  if (index >= count) return CORDON_E_NOT_FOUND;
  return cordon::c::fill(out, cordon::c::diagnostic_of((*view->problems)[index]));
}

void cordon_error_release(cordon_error* error) {
  cordon::c::Slot* slot = nullptr;
  void* object = cordon::c::retire(error, cordon::c::HandleKind::kError, slot);
  if (object == nullptr) return;
  delete static_cast<cordon::c::OwnedError*>(static_cast<ErrorView*>(object));
  cordon::c::Pool::give_back(slot);
}
