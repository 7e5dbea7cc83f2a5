#include "check/type_expr.h"

#include "check/resource_types.h"

namespace cordon::check {
namespace {

using Written = syntax::TypeExpr;

struct Word {
  std::string_view text;
  TypeKind kind;
  bool is_test;  ///< `x is text` is a test
};

constexpr Word kWords[] = {
    {"any", TypeKind::kAny, false},          {"bool", TypeKind::kBool, true},
    {"int", TypeKind::kInt, true},           {"number", TypeKind::kNumber, true},
    {"string", TypeKind::kString, true},     {"list", TypeKind::kList, true},
    {"object", TypeKind::kObject, true},     {"reference", TypeKind::kRef, true},
    {"cidr", TypeKind::kCidr, true},         {"ip", TypeKind::kIp, true},
    {"date", TypeKind::kDate, true},         {"time", TypeKind::kTime, true},
    {"duration", TypeKind::kDuration, true}, {"semver", TypeKind::kSemver, true},
    {"null", TypeKind::kNull, false},        {"permissions", TypeKind::kPermissions, false}};

const Type* of_word(Context& context, const Written& written) {
  const TypeKind* kind = kind_of_word(written.text);
  if (kind != nullptr) {
    return *kind == TypeKind::kList ? context.types.list(context.types.simple(TypeKind::kAny))
                                    : context.types.simple(*kind);
  }
  std::vector<std::string_view> words{"list", "map"};
  for (const Word& word : kWords) words.push_back(word.text);
  context.error("E0301", written.span,
                say({"unknown type ", written.text, context.did_you_mean(written.text, words)}));
  return context.types.simple(TypeKind::kNever);
}

const Type* bare(Context& context, const Written& written) {
  switch (written.kind) {
    case Written::Kind::kName:
      return of_word(context, written);
    case Written::Kind::kList:
      return context.types.list(type_of(context, *written.kids[0]));
    case Written::Kind::kMap:
      return context.types.map(type_of(context, *written.kids[0]));
    case Written::Kind::kLiteral:
      return context.types.text({&written.text, 1});
    case Written::Kind::kResource: {
      const syntax::ResType type{written.text, written.span};
      return resource_type(context, {&type, 1});
    }
    case Written::Kind::kUnion: {
      const Type* out = context.types.simple(TypeKind::kNever);
      for (const Written* kid : written.kids) {
        out = context.types.join(out, type_of(context, *kid));
      }
      return out;
    }
  }
  return context.types.simple(TypeKind::kAny);
}

}  // namespace

const TypeKind* kind_of_word(std::string_view word) {
  for (const Word& known : kWords) {
    if (known.text == word) return &known.kind;
  }
  return nullptr;
}

std::vector<std::string_view> kind_words() {
  std::vector<std::string_view> words;
  for (const Word& word : kWords) {
    if (word.is_test) words.push_back(word.text);
  }
  return words;
}

const Type* type_of(Context& context, const Written& written) {
  const Type* type = bare(context, written);
  return written.optional ? context.types.optional(type) : type;
}

}  // namespace cordon::check
