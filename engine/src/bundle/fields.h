#ifndef CORDON_BUNDLE_FIELDS_H_
#define CORDON_BUNDLE_FIELDS_H_

#include <array>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "bundle/format.h"
#include "bytecode/program.h"

namespace cordon::bundle {

// What a bundle holds of each part of a program, said once for the writer, the reader and the
// measure of least sizes. An archive takes fields in order: archive(a, b, c).

template <class A, class T>
using Of = std::conditional_t<A::kReads, T, const T>;

/// A text that need not be UTF-8: the name of a file.
template <class S>
struct FileName {
  S& text;
};
template <class S>
FileName(S&) -> FileName<S>;

/// The last enumerator; a larger number is refused.
template <class E>
inline constexpr E kLast = E::kNone;
template <>
inline constexpr auto kLast<bytecode::Op> = static_cast<bytecode::Op>(bytecode::kOpCount - 1);
template <>
inline constexpr auto kLast<bytecode::ChainStart> = bytecode::ChainStart::kOnValue;
template <>
inline constexpr auto kLast<bytecode::Word> = bytecode::Word::kTypes;
template <>
inline constexpr auto kLast<bytecode::ParamType::Kind> = bytecode::ParamType::Kind::kLiteral;
template <>
inline constexpr auto kLast<Status> = Status::kWaived;
template <>
inline constexpr auto kLast<Severity> = Severity::kCritical;

template <class A>
void fields(A& a, Of<A, Span>& v) {
  a(v.begin, v.end);
}
template <class A>
void fields(A& a, Of<A, bytecode::Instr>& v) {
  a(v.op, v.a, v.b, v.c, v.x);
}
template <class A>
void fields(A& a, Of<A, bytecode::TypeSet>& v) {
  a(v.text, v.types, v.written);
}
template <class A>
void fields(A& a, Of<A, bytecode::Reverse>& v) {
  a(v.types, v.name);
}
template <class A>
void fields(A& a, Of<A, bytecode::IsTest>& v) {
  a(v.word, v.types);
}
template <class A>
void fields(A& a, Of<A, bytecode::Function>& v) {
  a(v.name, v.first, v.end, v.registers, v.parameters, v.is_rule, v.is_fact);
}
template <class A>
void fields(A& a, Of<A, bytecode::RuleCode>& v) {
  a(v.function, v.types);
}
template <class A>
void fields(A& a, Of<A, bytecode::Requirement>& v) {
  a(v.span, v.after, v.has_message);
}
template <class A>
void fields(A& a, Of<A, bytecode::ParamType>& v) {
  a(v.kind, v.optional, v.literal, v.parts);
}
template <class A>
void fields(A& a, Of<A, bytecode::Parameter>& v) {
  a(v.type, v.has_default, v.value);
}
template <class A>
void fields(A& a, Of<A, Location>& v) {
  a(FileName{v.file}, v.line, v.column, v.pointer);
}
template <class A>
void fields(A& a, Of<A, RuleInfo>& v) {
  a(v.id, v.name, v.package, v.title, v.bundled, v.severity, v.sensitive, v.groups, v.controls,
    v.rationale, v.source, v.source_read, v.url, v.remediation, v.remediation_terraform,
    v.remediation_cloudformation, v.remediation_api, v.owner, v.deprecated, v.min_subjects,
    v.subjects, v.parameters, v.text, v.location);
}
template <class A>
void fields(A& a, Of<A, ParameterInfo>& v) {
  a(v.name, v.package, v.type, v.default_json);
}
template <class A>
void fields(A& a, Of<A, bytecode::TestCase::Given>& v) {
  a(v.kind, v.root, v.file, v.span);
}
template <class A>
void fields(A& a, Of<A, bytecode::TestCase::Param>& v) {
  a(v.name, v.value, v.span);
}
template <class A>
void fields(A& a, Of<A, bytecode::TestCase::Expect>& v) {
  a(v.status, v.rule, v.any_resource, v.on, v.has_message, v.message_is_regex, v.message, v.span);
}
template <class A>
void fields(A& a, Of<A, bytecode::TestCase>& v) {
  a(v.name, v.span, v.givens, v.params, v.as_of, v.expects);
}

template <class A>
void section(A& a, Section which, Of<A, bytecode::Program>& p) {
  switch (which) {
#define CORDON_SECTION(number, name, ...) \
  case Section::name:                     \
    return a(__VA_ARGS__);
#include "bundle/sections.def"
#undef CORDON_SECTION
  }
}

/// The fewest bytes that a value of a type takes: what bounds counts before anything is made.
class Measure {
 public:
  static constexpr bool kReads = false;
  std::size_t bytes = 0;

  template <class... T>
  void operator()(const T&... values) {
    (one(values), ...);
  }

 private:
  template <class T>
  void one(const T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      bytes += sizeof(T);
    } else {
      fields(*this, value);
    }
  }
  void one(const Node& /*value*/) { bytes += 5; }
  void one(const std::string& /*value*/) { bytes += 4; }
  template <class S>
  void one(const FileName<S>& /*value*/) {
    bytes += 4;
  }
  template <class T>
  void one(const std::vector<T>& /*value*/) {
    bytes += 4;
  }
  template <class T>
  void one(const std::optional<T>& /*value*/) {
    bytes += 1;
  }
  template <class T, std::size_t n>
  void one(const std::array<T, n>& value) {
    for (const T& member : value) one(member);
  }
};

template <class T>
std::size_t least_bytes() {
  Measure measure;
  measure(T{});
  return measure.bytes;
}

}  // namespace cordon::bundle

#endif  // CORDON_BUNDLE_FIELDS_H_
