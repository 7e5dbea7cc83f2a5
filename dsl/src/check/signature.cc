// Reads and applies the signatures of built-in functions.
// Idea: one type variable is enough; it takes the join of everything that it meets.
// Cannot: report mistakes in signatures; they are ours, and a test reads them all.
// Tests: tests/unit/check/signature_test.cc.
#include "check/signature.h"

#include <algorithm>
#include <string>

#include "check/type_expr.h"

namespace cordon::check {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool take(std::string_view word) {
    while (text_.starts_with(' ')) text_.remove_prefix(1);
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }

  std::string_view word() {
    while (text_.starts_with(' ')) text_.remove_prefix(1);
    const auto end = std::find_if(text_.begin(), text_.end(), [](char c) {
      const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      return !is_letter;
    });
    const auto size = static_cast<std::size_t>(end - text_.begin());
    const std::string_view out = text_.substr(0, size);
    text_.remove_prefix(size);
    return out;
  }

  SignatureType type() {
    SignatureType first = atom();
    if (!take("|")) return first;
    SignatureType all;
    all.word = "|";
    all.parts.push_back(std::move(first));
    do {
      all.parts.push_back(atom());
    } while (take("|"));
    return all;
  }

 private:
  // Depth is that of our own signatures.
  SignatureType atom() {
    SignatureType out;
    out.word = word();
    if (take("<")) {
      out.parts.push_back(type());
      take(">");
    }
    out.optional = take("?");
    return out;
  }

  std::string_view text_;
};

bool fits_one(TypePool& pool, const SignatureType& wanted, const Type& type,
              const Type*& variable) {
  if (wanted.word == "T") {
    const Type* taken = wanted.optional ? pool.present(&type) : &type;
    variable = variable == nullptr ? taken : pool.join(variable, taken);
    return true;
  }
  if (wanted.word == "list" || wanted.word == "map") {
    const TypeKind kind = wanted.word == "list" ? TypeKind::kList : TypeKind::kMap;
    if (type.is(kind)) return fits(pool, wanted.parts[0], *type.element, variable);
    if (kind == TypeKind::kMap && type.is(TypeKind::kObject)) {
      return fits(pool, wanted.parts[0], *pool.simple(TypeKind::kAny), variable);
    }
    return false;
  }
  const TypeKind* kind = kind_of_word(wanted.word);
  return kind != nullptr && is_subtype(type, *pool.simple(*kind));
}

}  // namespace

Signature parse_signature(std::string_view text) {
  Reader reader(text);
  Signature out;
  reader.take("(");
  if (!reader.take(")")) {
    do {
      out.arguments.push_back(reader.type());
      out.is_variadic = reader.take("...");
    } while (reader.take(","));
    reader.take(")");
  }
  reader.take(":");
  out.result = reader.type();
  return out;
}

bool fits(TypePool& pool, const SignatureType& wanted, const Type& type, const Type*& variable) {
  if (type.is(TypeKind::kAny) || type.is(TypeKind::kNever) || type.is(TypeKind::kNull)) {
    if (type.is(TypeKind::kAny)) variable = pool.simple(TypeKind::kAny);
    return true;
  }
  if (type.is(TypeKind::kUnion)) {
    return std::all_of(type.members.begin(), type.members.end(),
                       [&](const Type* member) { return fits(pool, wanted, *member, variable); });
  }
  if (wanted.word != "|") return fits_one(pool, wanted, type, variable);
  return std::any_of(wanted.parts.begin(), wanted.parts.end(), [&](const SignatureType& part) {
    return fits_one(pool, part, type, variable);
  });
}

const Type* result_of(TypePool& pool, const SignatureType& result, const Type* variable) {
  const Type* out = pool.simple(TypeKind::kAny);
  if (result.word == "T") {
    out = variable == nullptr ? pool.simple(TypeKind::kNever) : variable;
  } else if (result.word == "list") {
    out = pool.list(result_of(pool, result.parts[0], variable));
  } else if (result.word == "map") {
    out = pool.map(result_of(pool, result.parts[0], variable));
  } else if (const TypeKind* kind = kind_of_word(result.word)) {
    out = pool.simple(*kind);
  }
  return result.optional ? pool.optional(out) : out;
}

std::string to_text(const SignatureType& type) {
  std::string out;
  if (type.word == "|") {
    for (const SignatureType& part : type.parts) out += (out.empty() ? "" : " | ") + to_text(part);
    return out;
  }
  // Messages say what a variable takes, not its name.
  out = type.word == "T" ? "any" : std::string(type.word);
  if (!type.parts.empty()) out += "<" + to_text(type.parts[0]) + ">";
  return out;
}

}  // namespace cordon::check
