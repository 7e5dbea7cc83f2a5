// Built-ins over texts. Tests: tests/oracle, tests/conformance.
#include <algorithm>
#include <string>
#include <vector>

#include "vm/builtins.h"
#include "vm/choices.h"
#include "vm/operators.h"

namespace cordon::vm {
namespace {

char change_case(char c, bool upper) {
  if (upper) return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

Node same_flags(Node result, const Node& from) {
  result.at = from.at;
  return from.has(kSensitive) ? result.with(kSensitive) : result;
}

Node unknown_case(Env& env, const Node& v, bool upper) {
  if (!surely_text(v)) return env.unknown_from(v);
  std::vector<Part> parts;
  for (const Part& p : v.unknown->parts) {
    parts.push_back(p.symbol == 0 ? Part{env.memory->copy(cased(p.text, upper)), 0}
                                  : Part{{}, env.next_symbol++});
  }
  Unknown u;
  u.cause = v.unknown->cause;
  u.cause.kind = Kind::kUnknown;
  u.expect = Expect::kString;
  u.written = v.unknown->written;
  u.non_empty = v.unknown->non_empty;
  u.assumed = v.unknown->assumed;
  u.parts = env.memory->copy(std::span<const Part>(parts));
  return same_flags(env.sound_unknown(u, v.at), v);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  if (!text.empty() && !blank(text.front()) && !blank(text.back())) return text;
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return text.substr(0, 0);
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// Blanks beside a symbol may go with it, so a new symbol stands for both; neighbouring literals
/// are one, since blanks between them stay.
std::span<const Part> trimmed_parts(Env& env, std::span<const Part> parts) {
  std::vector<Part> out;
  std::string literal;
  const auto flush = [&] {
    const std::string_view text = trimmed(literal);
    if (!text.empty()) out.push_back({env.memory->copy(text), 0});
    literal.clear();
  };
  for (const Part& part : parts) {
    literal += part.text;
    if (part.symbol == 0) continue;
    flush();
    out.push_back({{}, env.next_symbol++});
  }
  flush();
  return env.memory->copy(std::span<const Part>(out));
}

/// `non_empty` says that no completion is blank, so it survives.
Node unknown_trimmed(Env& env, const Node& v) {
  Unknown u;
  u.parts = trimmed_parts(env, v.unknown->parts);
  u.cause = v.unknown->cause;
  u.written = v.unknown->written;
  u.non_empty = v.unknown->non_empty;
  u.assumed = v.unknown->assumed;
  u.cause.kind = Kind::kUnknown;
  u.expect = Expect::kString;
  return same_flags(env.sound_unknown(u, v.at), v);
}

}  // namespace

std::string cased(std::string_view text, bool upper) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [upper](char c) { return change_case(c, upper); });
  return out;
}

Node change_case(Env& env, const Node& v, bool upper) {
  if (v.is(Kind::kUnknown) && settle(env, v).is(Kind::kUnknown)) return unknown_case(env, v, upper);
  Node result;
  if (!text_argument(env, v, result)) return result;
  env.charge(v.len / 64U + 1U);
  const std::string_view text = v.text();
  const bool cased_already =
      std::all_of(text.begin(), text.end(), [upper](char c) { return change_case(c, upper) == c; });
  return same_flags(cased_already ? Node::string(text) : env.string(cased(text, upper)), v);
}

Node trim(Env& env, const Node& v) {
  Node result;
  if (surely_text(v)) return unknown_trimmed(env, v);
  if (!text_argument(env, v, result)) return result;
  env.charge(v.len / 64U + 1U);
  return same_flags(Node::string(trimmed(v.text())), v);
}

}  // namespace cordon::vm
