#include "check/context.h"

#include <algorithm>

#include "diagnostic/problem.h"

namespace cordon::check {

Diagnostic& Context::error(std::string_view code, Span span, std::string message) {
  Diagnostic& added = diagnostics.emplace_back();
  added.code = code;
  added.span = span;
  added.message = std::move(message);
  return added;
}

Diagnostic& Context::warning(std::string_view code, Span span, std::string message) {
  Diagnostic& added = error(code, span, std::move(message));
  added.level = Level::kWarning;
  return added;
}

std::string say(std::initializer_list<std::string_view> pieces) {
  std::string out;
  for (const auto piece : pieces) out += piece;
  return out;
}

std::string Context::did_you_mean(std::string_view wrong,
                                  const std::vector<std::string_view>& candidates) {
  if (suggestions_left == 0) return {};
  --suggestions_left;
  const std::string_view best = nearest(wrong, candidates);
  return best.empty() ? std::string() : say({"; did you mean ", best, "?"});
}

Location place_in(const Source& source, At at) {
  Location location;
  location.file = source.name;
  const std::string_view before =
      at < source.base ? std::string_view() : source.text.substr(0, at - source.base);
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  const std::string_view line = before.substr(line_begin);
  const auto is_scalar = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  location.line = 1 + static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  location.column =
      1 + static_cast<std::uint32_t>(std::count_if(line.begin(), line.end(), is_scalar));
  return location;
}

std::string qualified(std::string_view package, std::string_view name) {
  return package.empty() ? std::string(name) : say({package, ".", name});
}

}  // namespace cordon::check
