// Looks at YAML text with the eyes of YAML 1.2 before libyaml, which knows 1.1, reads it: what the
// two would read differently is refused here. Cannot judge grammar; that is the events' and the
// composer's. Tests: tests/unit/document/yaml_reader_test.cc.
#include "document/yaml_text.h"

#include <string>

#include "base/interruption.h"
#include "base/utf8.h"
#include "document/text_check.h"

namespace cordon::document {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string code_point(char32_t value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text = "U+";
  for (unsigned shift = 16; shift > 0; shift -= 4) {
    text += kDigits[(static_cast<std::uint32_t>(value) >> (shift - 4)) & 0xFU];
  }
  return text;
}

std::optional<Diagnostic> check_character(std::string_view text, std::size_t at, At place) {
  const Utf8Char one = decode_utf8(text, at);
  if (one.value == 0x85 || one.value == 0x2028 || one.value == 0x2029 || one.value == 0xFEFF) {
    return problem("D0110", place, code_point(one.value) + " stands in the text as it is",
                   "older YAML readers take it for a line break or drop it; write it as an escape "
                   "in a double-quoted text");
  }
  const bool control = (one.value < 0x20 && !is_space(static_cast<char>(one.value))) ||
                       (one.value >= 0x7F && one.value < 0xA0);
  if (!control && one.value != 0xFFFE && one.value != 0xFFFF) return std::nullopt;
  return problem("D0107", place, "a control character: " + code_point(one.value),
                 "write it as an escape in a double-quoted text");
}

std::optional<Diagnostic> check_characters(const Source& source, std::size_t begin,
                                           std::size_t end) {
  const std::string_view text = source.text;
  for (std::size_t at = begin; at < end; ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte >= 0x20 && byte < 0x7F) || is_space(text[at])) continue;
    if ((byte & 0xC0U) == 0x80U) continue;  // inside a sequence that was looked at
    if (auto wrong = check_character(text, at, source.base + static_cast<At>(at))) return wrong;
  }
  return std::nullopt;
}

/// Between two bytes of a text of which `count` lines before are directives.
std::optional<Diagnostic> check_directives(const Source& source, const DocumentLimits& limits,
                                           std::size_t begin, std::size_t end, std::size_t& count) {
  const std::string_view text = source.text.substr(0, end);
  for (std::size_t at = text.find('%', begin); at != std::string_view::npos;
       at = text.find('%', at + 1)) {
    const bool line_start = at == bom_length(text) || text[at - 1] == '\n' || text[at - 1] == '\r';
    if (!line_start || ++count <= limits.max_directives) continue;
    return problem("D0208", source.base + static_cast<At>(at),
                   "more than " + std::to_string(limits.max_directives) + " lines begin with `%`",
                   "directives of YAML are not needed; remove them");
  }
  return std::nullopt;
}

std::size_t skip_space_and_comments(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end) {
    if (is_space(text[at])) {
      ++at;
    } else if (text[at] == '#' && at > 0 && is_space(text[at - 1])) {
      at = std::min(text.find_first_of("\r\n", at), end);
    } else {
      break;
    }
  }
  return at;
}

}  // namespace

std::optional<Diagnostic> check_yaml_text(const Source& source, const DocumentLimits& limits) {
  std::optional<Diagnostic> wrong;
  std::size_t directives = 0;
  const auto check = [&](std::size_t begin, std::size_t end) {
    wrong = check_directives(source, limits, begin, end, directives);
    if (!wrong) wrong = check_characters(source, begin, end);
    return !wrong.has_value();
  };
  const std::size_t begin = bom_length(source.text);
  const auto ended = in_pieces(begin, source.text.size(), limits.interrupt, check);
  if (!ended.empty()) return interruption(ended, {source.base, source.base + 1});
  return wrong;
}

Properties content_of(std::string_view text, const Event& event) {
  Properties found;
  const bool scalar = event.kind == EventKind::kScalar;
  // The tag `!` of a scalar is not in every event; a scalar without properties begins with neither
  // mark.
  bool anchor = !event.anchor.empty();
  bool tag = scalar || !event.tag.empty();
  const std::size_t end = scalar ? std::min(event.end, text.size()) : text.size();
  std::size_t at = std::min(event.begin, end);
  while (at < end && ((anchor && text[at] == '&') || (tag && text[at] == '!'))) {
    const bool verbatim = text.substr(at, 2) == "!<";
    (text[at] == '!' ? tag : anchor) = false;
    if (text[at] == '!') found.tag = at;
    at =
        text.find_first_of(verbatim ? std::string_view(">") : std::string_view(" \t\r\n,[]{}"), at);
    at = std::min(verbatim && at != std::string_view::npos ? at + 1 : at, end);
    at = skip_space_and_comments(text, at, end);
  }
  found.content = at;
  return found;
}

}  // namespace cordon::document
