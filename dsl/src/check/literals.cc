#include "check/literals.h"

#include <re2/re2.h>

#include "syntax/scan.h"
#include "value/compare.h"
#include "value/network.h"

namespace cordon::check {
namespace {

constexpr std::int64_t kMaxRegexMemory = std::int64_t{1} << 20;

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxRegexMemory);
  return options;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

bool is_host_char(char c) { return (syntax::is_word_char(c) && c != '_') || c == '-'; }

/// `amazonaws.com`: a bare `.` between word characters, in a text that has a well-known ending.
bool has_bare_dot(std::string_view text) {
  bool looks_like_host = false;
  for (const std::string_view end : {"com", "net", "org", "io", "aws", "cn"}) {
    for (std::size_t at = text.find(end); at != std::string_view::npos;
         at = text.find(end, at + 1)) {
      const std::size_t after = at + end.size();
      const bool begins = at > 0 && text[at - 1] == '.';
      const bool ends = after >= text.size() || !is_host_char(text[after]);
      looks_like_host = looks_like_host || (begins && ends);
    }
  }
  if (!looks_like_host) return false;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '.' && is_host_char(text[i - 1]) && is_host_char(text[i + 1])) return true;
  }
  return false;
}

}  // namespace

void check_cidr(Context& context, Span span, std::string_view text) {
  Cidr value;
  std::string why;
  if (!parse_cidr(text, value, why)) context.error("E0118", span, say({"not a cidr: ", why}));
}

void check_ip(Context& context, Span span, std::string_view text) {
  Cidr value;
  std::string why;
  if (!parse_ip(text, value, why)) context.error("E0118", span, say({"not an ip: ", why}));
}

void check_date(Context& context, Span span, std::string_view text) {
  std::int64_t days = 0;
  if (parse_date(text, days)) return;
  context.error("E0118", span, say({"not a date: ", text, " is no real day, expected YYYY-MM-DD"}));
}

void check_regex(Context& context, Span span, std::string_view text) {
  if (text.size() > context.limits.max_regex_bytes) {
    context.error("L0105", span,
                  say({"this regular expression has ", std::to_string(text.size()),
                       " bytes, the limit is ", std::to_string(context.limits.max_regex_bytes)}));
    return;
  }
  const RE2 regex(piece(text), options());
  if (!regex.ok()) {
    const bool is_large = regex.error_code() == RE2::ErrorPatternTooLarge;
    context.error(is_large ? "L0105" : "E0117", span,
                  say({is_large ? "this regular expression is too large: "
                                : "this regular expression does not compile: ",
                       regex.error()}));
    return;
  }
  if (RE2::FullMatch("", regex)) {
    context.warning("W0320", span, "this regular expression matches the empty text");
  } else if (has_bare_dot(text)) {
    context.warning("W0320", span, "`.` matches any character: write `\\.` inside a host name");
  }
}

bool matches_pattern(std::string_view pattern, std::string_view text) {
  const RE2 regex(piece(pattern), options());
  return !regex.ok() || RE2::FullMatch(piece(text), regex);
}

}  // namespace cordon::check
