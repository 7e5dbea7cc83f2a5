// The messages of the syntax stage.
// Idea: every message says what was expected and what was found in one line; advice is in `help`.
// expectations.def has the texts of the cuts, the table below those of the special mistakes, and
// `advice_for` knows what authors of other languages write at first.
// It cannot see the tree: what needs names or types is said by the checking stage.
// Tests: tests/unit/syntax/diagnostics_test.cc.
#include "syntax/faults.h"

#include <algorithm>
#include <array>
#include <span>

#include "diagnostic/problem.h"
#include "syntax/scan.h"

namespace cordon::syntax {
namespace {

struct Wanted {
  std::string_view code;
  std::string_view what;
  bool opened;
  std::string_view help;
};

constexpr Wanted kWanted[] = {
#define CORDON_NEED(name, code, what, opened, help) {code, what, opened, help},
#include "syntax/expectations.def"
#undef CORDON_NEED
};

struct FaultText {
  Fault kind;
  std::string_view code;
  std::string_view message;
  std::string_view help;
};

constexpr FaultText kFaults[] = {
    {Fault::kMixed, "E0103",
     "`and` and `or` are mixed without parentheses: write (a and b) or c, or a and (b or c)", ""},
    {Fault::kChained, "E0104", "comparisons do not chain: write a < b and b < c",
     "put parentheses around a comparison whose result is compared"},
    {Fault::kAssignment, "E0105", "`=` compares nothing: use `==` to compare", ""},
    {Fault::kLeadingZero, "E0106", "a number must not start with 0",
     "what keeps its leading zeros is a text: \"0123\""},
    {Fault::kBadEscape, "E0107", "an unknown escape after `\\` in a text",
     "a regex is written re\"...\", raw text r\"...\", a backslash \\\\"},
    {Fault::kLoneSurrogate, "E0107", "half of a surrogate pair in a text",
     "write both halves, or the character itself"},
    {Fault::kNumberRange, "E0111", "this number is outside what numbers of the language can hold",
     "integers are 64 bits wide; account numbers and the like are texts"},
    {Fault::kNoInterpolation, "E0115", "this text cannot hold an interpolation",
     "write it out; `\\\\(` stands for the characters"},
    {Fault::kTooDeep, "E0130", "nested too deeply", "name a part with `let` or a function"},
    {Fault::kTooManySteps, "L0104", "the parser gave up: too many steps for the size of the file",
     "split the file or simplify the text here"},
    {Fault::kUnknownVersion, "E0132", "this program knows version 1 of the language only",
     "write `language 1`"},
};

constexpr auto kReserved = std::to_array<std::string_view>(
    {"and",       "as",      "contains", "else", "ends_with", "every",       "false",   "fn",
     "for",       "if",      "import",   "in",   "is",        "language",    "let",     "like",
     "match",     "matches", "no",       "not",  "null",      "or",          "package", "param",
     "refers_to", "require", "return",   "rule", "some",      "starts_with", "test",    "then",
     "true",      "unknown", "waive",    "when", "where",     "within"});
static_assert(std::is_sorted(kReserved.begin(), kReserved.end()));

constexpr auto kHeldBack =
    std::to_array<std::string_view>({"const", "forbid", "implies", "type", "while", "xor"});
static_assert(std::is_sorted(kHeldBack.begin(), kHeldBack.end()));

constexpr auto kTopLevel = std::to_array<std::string_view>(
    {"fn", "import", "let", "package", "param", "rule", "test", "waive"});

struct Advice {
  std::string_view sign;
  std::string_view help;
};

/// Longer signs first.
constexpr Advice kAdvice[] = {
    {"&&", "write `and`"},
    {"||", "write `or`"},
    {"//", "comments begin with `#`"},
    {"/*", "comments begin with `#`; there are no block comments"},
    {"===", "write `==`"},
    {"!", "write `not`"},
    {"'", "texts are written in double quotes"},
    {"`", "texts are written in double quotes"},
    {";", "there are no separators: a line break or a blank is enough"},
    {"/", "write div(a, b) or ratio(a, b)"},
    {"$", "interpolation is written \\(expression)"},
};

std::string_view advice_for(std::string_view rest) {
  for (const Advice& advice : kAdvice) {
    if (rest.substr(0, advice.sign.size()) == advice.sign) return advice.help;
  }
  return {};
}

std::size_t sign_length(std::string_view rest) {
  constexpr auto kSigns = std::to_array<std::string_view>(
      {"\"\"\"", "==", "!=", "<=", ">=", "=>", "->", "<-", "??", "::", "&&", "||", "//"});
  for (const std::string_view sign : kSigns) {
    if (rest.substr(0, sign.size()) == sign) return sign.size();
  }
  std::size_t n = 1;
  while (n < rest.size() && (static_cast<unsigned char>(rest[n]) & 0xC0U) == 0x80U) ++n;
  return n;
}

std::size_t token_length(std::string_view rest) {
  if (rest.empty()) return 0;
  std::size_t n = 0;
  while (n < rest.size() && is_word_char(rest[n])) ++n;
  return n > 0 ? n : sign_length(rest);
}

Diagnostic make(std::string_view code, std::string_view rest, At at, std::string message,
                std::string_view help) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.span = {at, at + static_cast<At>(std::max<std::size_t>(1, token_length(rest)))};
  diagnostic.message = std::move(message);
  diagnostic.help = help;
  return diagnostic;
}

}  // namespace

bool is_reserved(std::string_view word) {
  return std::binary_search(kReserved.begin(), kReserved.end(), word);
}

bool is_held_back(std::string_view word) {
  return std::binary_search(kHeldBack.begin(), kHeldBack.end(), word);
}

std::string token_at(std::string_view rest) {
  if (rest.empty()) return "the end of the file";
  if (rest[0] == '\n' || rest[0] == '\r') return "the end of the line";
  if (rest[0] == ' ' || rest[0] == '\t') return "a blank";
  if (rest[0] == '"') return "a text";
  constexpr std::size_t kLongest = 40;
  const std::size_t length = token_length(rest);
  const std::string_view token = rest.substr(0, std::min(length, kLongest));
  return "`" + std::string(token) + (length > kLongest ? "...`" : "`");
}

Diagnostic expected(Need need, std::string_view rest, At at) {
  const Wanted& wanted = kWanted[static_cast<std::size_t>(need)];
  if (wanted.what[0] == '!') {
    return make(wanted.code, rest, at, std::string(wanted.what.substr(1)), wanted.help);
  }
  const std::string_view advice = advice_for(rest);
  return make(wanted.code, rest, at,
              "expected " + std::string(wanted.what) + ", found " + token_at(rest),
              advice.empty() ? wanted.help : advice);
}

bool notes_opening(Need need) { return kWanted[static_cast<std::size_t>(need)].opened; }

Diagnostic fault(Fault kind, std::string_view rest, At at) {
  const FaultText* text = std::find_if(std::begin(kFaults), std::end(kFaults),
                                       [kind](const FaultText& t) { return t.kind == kind; });
  return make(text->code, rest, at, std::string(text->message), text->help);
}

Diagnostic reserved_word(std::string_view word, At at) {
  const bool held = is_held_back(word);
  return make("E0110", word, at,
              "`" + std::string(word) + "` is " +
                  (held ? "held back for a later version of the language" : "a reserved word") +
                  " and cannot be a name here",
              "choose another name; as a property or key every word is allowed");
}

Diagnostic first_line(std::string_view rest, At at) {
  return make("E0131", rest, at, "the file must begin with `language 1`",
              "comments may stand before it");
}

Diagnostic no_declaration(std::string_view rest, At at) {
  const std::string_view word = rest.substr(0, name_length(rest));
  if (word == "package") {
    return make("E0116", rest, at, "`package` stands once, directly after the language line", "");
  }
  if (word == "language") {
    return make("E0116", rest, at, "`language` stands once, at the beginning of the file", "");
  }
  if (is_held_back(word)) return reserved_word(word, at);
  std::string help{advice_for(rest)};
  const std::string_view near = nearest(word, std::span(kTopLevel));
  if (word == "require" || word == "when" || word == "for") {
    help = "statements belong inside `rule name { ... }`";
  } else if (!near.empty()) {
    help = "did you mean `" + std::string(near) + "`?";
  }
  return make(
      "E0101", rest, at,
      "expected a declaration (import, param, let, fn, rule, waive, test), found " + token_at(rest),
      help);
}

}  // namespace cordon::syntax
