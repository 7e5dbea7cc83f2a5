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

Location Context::place_in(const Source& source, At at) {
  std::vector<std::size_t>& starts = line_starts_[&source];
  if (starts.empty()) {
    starts.push_back(0);
    for (std::size_t i = 0; i < source.text.size(); ++i) {
      if (source.text[i] == '\n') starts.push_back(i + 1);
    }
  }
  const std::size_t offset =
      at < source.base ? 0 : std::min<std::size_t>(at - source.base, source.text.size());
  const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
  const std::size_t begin = *(next - 1);
  const std::string_view before = source.text.substr(begin, offset - begin);
  const auto is_scalar = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  Location location;
  location.file = source.name;
  location.line = static_cast<std::uint32_t>(next - starts.begin());
  location.column =
      1 + static_cast<std::uint32_t>(std::count_if(before.begin(), before.end(), is_scalar));
  return location;
}

std::string qualified(std::string_view package, std::string_view name) {
  return package.empty() ? std::string(name) : say({package, ".", name});
}

}  // namespace cordon::check
