#ifndef CORDON_SYNTAX_FAULTS_H_
#define CORDON_SYNTAX_FAULTS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/source_space.h"
#include "cordon/diagnostic.h"

// What can be wrong with rule text, and how it is said. Inside this stage an error travels as an
// exception, because the parser library has no other way out; parser.cc catches every one.
namespace cordon::syntax {

/// What the grammar demands behind a cut (expectations.def).
enum class Need : std::uint8_t {
#define CORDON_NEED(name, code, what, opened, help) name,
#include "syntax/expectations.def"
#undef CORDON_NEED
};

/// Mistakes that have a code of their own.
enum class Fault : std::uint8_t {
  kMixed,
  kChained,
  kAssignment,
  kLeadingZero,
  kBadEscape,
  kLoneSurrogate,
  kNumberRange,
  kNoInterpolation,
  kTooDeep,
  kTooManySteps,
  kUnknownVersion,
};

struct SyntaxError {
  Diagnostic diagnostic;
};

/// "expected X, found Y" at the start of `rest`. `at` is its place.
Diagnostic expected(Need need, std::string_view rest, At at);
/// Whether the diagnostic of `need` notes where the enclosing construct began.
bool notes_opening(Need need);
Diagnostic fault(Fault kind, std::string_view rest, At at);
/// A reserved or held-back word where a name is bound.
Diagnostic reserved_word(std::string_view word, At at);
/// What stands where the language line must be.
Diagnostic first_line(std::string_view rest, At at);
/// Something at the top level that no declaration begins with.
Diagnostic no_declaration(std::string_view rest, At at);

bool is_reserved(std::string_view word);
bool is_held_back(std::string_view word);
/// How a message names the token at the start of `rest`.
std::string token_at(std::string_view rest);

}  // namespace cordon::syntax

#endif  // CORDON_SYNTAX_FAULTS_H_
