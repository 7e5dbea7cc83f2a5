// Documents and their values.
// The idea: a value is the document's handle and a node; the handle is checked at every call, so a
// view of a released document is told. Test: tests/bindings/value_test.cc.
#include "cordon/document.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "deadline.h"
#include "error.h"
#include "objects.h"
#include "text.h"

namespace cordon::c {
namespace {

cordon_status status_of_document(const std::vector<Problem>& problems) {
  const auto first = std::find_if(problems.begin(), problems.end(),
                                  [](const Problem& p) { return p.level == Level::kError; });
  const bool limit =
      first != problems.end() && (first->code.starts_with("D02") || first->code == "L0208");
  return limit ? CORDON_E_LIMIT : CORDON_E_DOC;
}

cordon_status parse(Call& call, const EngineData& engine, std::string_view name,
                    std::string_view bytes, cordon_document** out) {
  const Deadline deadline(engine.limits.deadline_ns);
  DocumentLimits limits = engine.limits.document;
  limits.interrupt = deadline.interrupt(engine.cancelled);
  DocumentReading reading = DocumentReading::read_copy(std::string(name), bytes, limits);
  if (!reading.document) {
    if (has_code(reading.problems, "L0207")) return call.fail(Fault::kCancelled);
    const cordon_status status = status_of_document(reading.problems);
    return call.fail(status, std::move(reading.problems));
  }
  auto object = std::make_unique<DocumentObject>();
  object->document = std::move(reading.document);
  *out = publish<cordon_document>(call.pool(), std::move(object));
  return CORDON_OK;
}

/// The view behind a value, if its document is alive.
std::optional<Value> open(cordon_value value) noexcept {
  const auto* object = find<DocumentObject>(value.document);
  if (object == nullptr || value.node == 0) return std::nullopt;
  return Value(object->document,
               reinterpret_cast<const Node*>(static_cast<std::uintptr_t>(value.node)));
}

cordon_value close(const cordon_document* document, const Node* node) noexcept {
  return {document, reinterpret_cast<std::uintptr_t>(node)};
}

/// A view is used without a look at the status, as often as not: none is better than any bytes.
void clear(cordon_value* out) noexcept {
  if (out != nullptr) *out = {nullptr, 0};
}

std::int32_t type_of(ValueType type) noexcept {
  switch (type) {
    case ValueType::kNull:
      return CORDON_TYPE_NULL;
    case ValueType::kBool:
      return CORDON_TYPE_BOOL;
    case ValueType::kInt:
      return CORDON_TYPE_INT;
    case ValueType::kUint:
      return CORDON_TYPE_UINT;
    case ValueType::kReal:
      return CORDON_TYPE_REAL;
    case ValueType::kBignum:
      return CORDON_TYPE_BIGNUM;
    case ValueType::kString:
      return CORDON_TYPE_STRING;
    case ValueType::kList:
      return CORDON_TYPE_LIST;
    case ValueType::kObject:
      return CORDON_TYPE_OBJECT;
  }
  return CORDON_TYPE_NONE;
}

cordon_scalar scalar_of(const Value& value) noexcept {
  cordon_scalar out{};
  out.type = type_of(value.type());
  if (value.type() == ValueType::kBool) out.integer = value.boolean() ? 1 : 0;
  if (value.type() == ValueType::kReal) out.real = value.real();
  if (value.type() == ValueType::kInt) {
    out.integer = value.integer();
    out.unsigned_integer = out.integer < 0 ? 0 : static_cast<std::uint64_t>(out.integer);
    out.real = static_cast<double>(out.integer);
  }
  if (value.type() == ValueType::kUint) {
    out.unsigned_integer = value.unsigned_integer();
    out.real = static_cast<double>(out.unsigned_integer);
  }
  return out;
}

}  // namespace
}  // namespace cordon::c

using namespace cordon::c;
using cordon::ValueType;

cordon_status cordon_document_parse(const cordon_engine* engine, cordon_str name, const char* data,
                                    size_t size, cordon_document** out, cordon_error** err) {
  return guarded(err, [&](Call& call) {
    if (out == nullptr) return call.fail(Fault::kNoOut);
    *out = nullptr;
    const Slot* slot = find_slot(engine, HandleKind::kEngine);
    if (slot == nullptr) return call.fail(Fault::kNoEngine);
    call.in(slot);
    if (!is_text(name) || !is_text(data, size)) return call.fail(Fault::kNoText);
    return parse(call, *static_cast<const EngineObject*>(slot->object)->data, view_of(name),
                 {data, size}, out);
  });
}

cordon_status cordon_document_root(const cordon_document* document, size_t index,
                                   cordon_value* out) {
  clear(out);
  const auto* object = find<DocumentObject>(document);
  if (object == nullptr || out == nullptr) return CORDON_E_MISUSE;
  if (index >= object->document.root_count()) return CORDON_E_NOT_FOUND;
  *out = close(document, object->document.root(index));
  return CORDON_OK;
}

void cordon_document_release(cordon_document* document) { release<DocumentObject>(document); }

int32_t cordon_value_type(cordon_value value) {
  const auto view = open(value);
  return view ? type_of(view->type()) : CORDON_TYPE_NONE;
}

cordon_status cordon_value_scalar(cordon_value value, cordon_scalar* out) {
  const auto view = open(value);
  if (!view || out == nullptr) return CORDON_E_MISUSE;
  if (view->type() >= ValueType::kBignum) return CORDON_E_NOT_FOUND;
  return fill(out, scalar_of(*view));
}

cordon_status cordon_value_text(cordon_value value, cordon_str* out) {
  const auto view = open(value);
  if (!view || out == nullptr) return CORDON_E_MISUSE;
  if (view->type() > ValueType::kString) return CORDON_E_NOT_FOUND;
  *out = view_str(view->text());
  return CORDON_OK;
}

size_t cordon_value_size(cordon_value value) {
  const auto view = open(value);
  return view ? view->size() : 0;
}

cordon_status cordon_value_at(cordon_value value, size_t index, cordon_str* key,
                              cordon_value* out) {
  clear(out);
  const auto view = open(value);
  if (!view || out == nullptr) return CORDON_E_MISUSE;
  if (index >= view->size()) return CORDON_E_NOT_FOUND;
  if (key != nullptr) *key = view_str(view->key(index));
  *out = close(value.document, view->at(index).node());
  return CORDON_OK;
}

cordon_status cordon_value_get(cordon_value value, cordon_str key, cordon_value* out) {
  clear(out);
  const auto view = open(value);
  if (!view || out == nullptr || !is_text(key)) return CORDON_E_MISUSE;
  const cordon::Node* node = view->find(view_of(key));
  if (node == nullptr) return CORDON_E_NOT_FOUND;
  *out = close(value.document, node);
  return CORDON_OK;
}

cordon_status cordon_value_place(cordon_value value, cordon_place* out) {
  return guarded(nullptr, [&](Call&) -> cordon_status {
    const auto view = open(value);
    if (!view || out == nullptr) return CORDON_E_MISUSE;
    const auto spot = view->place();
    if (spot.line == 0) return CORDON_E_NOT_FOUND;
    *out = {view_str(spot.file), {nullptr, 0}, spot.line, spot.column};
    return CORDON_OK;
  });
}
