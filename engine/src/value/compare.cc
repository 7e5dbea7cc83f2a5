// Exact comparison of numbers, globs, number and date texts: small facts about scalar values that
// every stage needs in the same form. Tests: tests/conformance/numbers.cordon, strings.cordon and
// dates.cordon; tests/oracle (differential).
#include "value/compare.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace cordon {
namespace {

template <class T>
int order(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

/// Decimal integer texts without leading zeros.
int compare_digits(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return order(a.size(), b.size());
  return order(a.compare(b), 0);
}

std::string integer_text(const Node& n) {
  if (n.is(Kind::kBignum)) return std::string(n.text());
  return n.is(Kind::kUint) ? std::to_string(n.u) : std::to_string(n.i);
}

int compare_integer_texts(std::string_view a, std::string_view b) {
  const bool minus_a = a.front() == '-';
  const bool minus_b = b.front() == '-';
  if (minus_a != minus_b) return minus_a ? -1 : 1;
  return minus_a ? compare_digits(b.substr(1), a.substr(1)) : compare_digits(a, b);
}

/// A double against an integer of any size: first by the integral part, then by the fraction.
int compare_real(double real, const Node& integer) {
  constexpr double kTwo63 = 9223372036854775808.0;
  if (integer.is(Kind::kInt) && real >= -kTwo63 && real < kTwo63) {
    const auto whole = static_cast<std::int64_t>(real);
    if (whole != integer.i) return order(whole, integer.i);
    return order(real - static_cast<double>(whole), 0.0);
  }
  char buffer[400];
  const double whole = std::trunc(real);
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, whole, std::chars_format::fixed, 0).ptr;
  std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  if (text == "-0") text = "0";
  const int by_whole = compare_integer_texts(text, integer_text(integer));
  return by_whole != 0 ? by_whole : order(real - whole, 0.0);
}

std::size_t scalar_length(std::string_view text, std::size_t i) {
  std::size_t n = 1;
  while (i + n < text.size() && (static_cast<unsigned char>(text[i + n]) & 0xC0U) == 0x80U) ++n;
  return n;
}

}  // namespace

int compare_numbers(const Node& a, const Node& b) {
  if (a.is(Kind::kInt) && b.is(Kind::kInt)) return order(a.i, b.i);
  if (a.is(Kind::kReal) && b.is(Kind::kReal)) return order(a.d, b.d);
  if (a.is(Kind::kReal)) return compare_real(a.d, b);
  if (b.is(Kind::kReal)) return -compare_real(b.d, a);
  return compare_integer_texts(integer_text(a), integer_text(b));
}

bool glob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t += scalar_length(text, t);
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      mark += scalar_length(text, mark);
      t = mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string number_text(const Node& number) {
  if (!number.is(Kind::kReal)) return integer_text(number);
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number.d).ptr;
  return {buffer, end};
}

bool parse_date(std::string_view text, std::int64_t& days) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  int fields[3] = {0, 0, 0};
  for (std::size_t i = 0; i < 10; ++i) {
    if (i == 4 || i == 7) continue;
    if (text[i] < '0' || text[i] > '9') return false;
    int& field = fields[i < 4 ? 0 : i < 7 ? 1 : 2];
    field = field * 10 + (text[i] - '0');
  }
  const std::chrono::year_month_day day{std::chrono::year{fields[0]},
                                        std::chrono::month{static_cast<unsigned>(fields[1])},
                                        std::chrono::day{static_cast<unsigned>(fields[2])}};
  if (!day.ok()) return false;
  days = std::chrono::sys_days(day).time_since_epoch().count();
  return true;
}

std::string date_text(std::int64_t days) {
  const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(days))};
  const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  std::string year = std::to_string(static_cast<int>(day.year()));
  if (year.size() < 4) year.insert(0, 4 - year.size(), '0');
  return year + "-" + two(static_cast<unsigned>(day.month())) + "-" +
         two(static_cast<unsigned>(day.day()));
}

}  // namespace cordon
