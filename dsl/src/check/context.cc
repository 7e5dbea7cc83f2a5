#include "check/context.h"

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

Location Context::location(At at) const {
  const Place place = sources.place(at);
  Location location;
  location.file = place.source->name;
  location.line = place.line;
  location.column = place.column;
  return location;
}

std::string qualified(std::string_view package, std::string_view name) {
  return package.empty() ? std::string(name) : say({package, ".", name});
}

}  // namespace cordon::check
