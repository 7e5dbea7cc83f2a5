// Leaves of the grammar and the checks of a rule text as a whole.
// Idea: what is a plain run of characters is scanned by a loop, so that the grammar counts steps
// for structure only. The text is checked once before parsing (UTF-8, NUL, bidirectional controls,
// sizes), so no leaf has to think of it again.
// It does not know any structure. Tests: tests/unit/syntax/text_test.cc.
#include "syntax/scan.h"

#include <array>
#include <cstdint>

namespace cordon::syntax {
namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The code unit of `uXXXX` at the start of `text`, or -1.
int code_unit(std::string_view text) {
  if (text.size() < 5 || text[0] != 'u') return -1;
  int unit = 0;
  for (std::size_t i = 1; i < 5; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool is_high(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

void append_utf8(std::uint32_t c, std::string& out) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

char simple_escape(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

constexpr Fault kEscapeFault = Fault::kBadEscape;
constexpr Fault kSurrogateFault = Fault::kLoneSurrogate;

/// Bytes of the escape at the start of `rest`, or its fault.
TextScan scan_escape(std::string_view rest) {
  if (rest.size() < 2) return {0, &kEscapeFault};
  if (std::string_view("\"\\/bfnrt").find(rest[1]) != std::string_view::npos) return {2, nullptr};
  const int unit = code_unit(rest.substr(1));
  if (unit < 0) return {0, &kEscapeFault};
  if (is_low(unit)) return {0, &kSurrogateFault};
  if (!is_high(unit)) return {6, nullptr};
  const bool pair = rest.size() >= 12 && rest[6] == '\\' && is_low(code_unit(rest.substr(7)));
  return pair ? TextScan{12, nullptr} : TextScan{0, &kSurrogateFault};
}

/// Length and value of the well-formed UTF-8 scalar at the start of `rest`; length 0 if there is
/// none.
struct Scalar {
  std::size_t length = 0;
  std::uint32_t value = 0;
};

Scalar scalar_at(std::string_view rest) {
  const auto byte = [&rest](std::size_t i) {
    return i < rest.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(rest[i])) : 0U;
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {1, lead};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return {};
  std::uint32_t value = lead & (length == 2 ? 0x1FU : length == 3 ? 0x0FU : 0x07U);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  if (value < kSmallest.at(length) || value > 0x10FFFF || surrogate) return {};
  return {length, value};
}

bool is_bidi_control(std::uint32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x061C;
}

Diagnostic error(std::string_view code, At at, std::string message, std::string help) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.span = {at, at + 1};
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  return diagnostic;
}

std::string hex4(std::uint32_t value) {
  std::string text(4, '0');
  for (std::size_t i = 4; i-- > 0; value >>= 4U) text[i] = "0123456789abcdef"[value & 15U];
  return text;
}

/// The walk over all characters of check_text().
class TextCheck {
 public:
  TextCheck(const Source& source, const RuleLimits& limits) : source_(source), limits_(limits) {}

  std::vector<Diagnostic> run() {
    for (std::size_t i = 0; i < source_.text.size() && errors_.size() < kMaxErrors && !fatal_;) {
      const Scalar scalar = scalar_at(source_.text.substr(i));
      visit(scalar, source_.base + static_cast<At>(i));
      i += scalar.length == 0 ? 1 : scalar.length;
    }
    return std::move(errors_);
  }

 private:
  void visit(Scalar scalar, At at) {
    if (scalar.length == 0) {
      stop(error("E0102", at, "this byte is not UTF-8", "save the file as UTF-8"));
    } else if (scalar.value == 0) {
      stop(error("E0102", at, "a NUL byte in rule text", "save the file as UTF-8 without NUL"));
    } else if (scalar.value == '\n') {
      end_line(at);
    } else {
      count_column(at);
      if (is_bidi_control(scalar.value)) report_bidi(scalar, at);
    }
  }

  void report_bidi(Scalar scalar, At at) {
    errors_.push_back(error("E0108", at,
                            "U+" + hex4(scalar.value) +
                                " changes the direction of text: what is read is not what is run",
                            "write \\u" + hex4(scalar.value) + " in a text that needs it"));
    errors_.back().span.end = at + static_cast<At>(scalar.length);
  }

  void end_line(At at) {
    columns_ = 0;
    if (++lines_ < limits_.max_lines || at + 1 == source_.base + source_.text.size()) return;
    stop(error("L0102", at + 1,
               "more than " + std::to_string(limits_.max_lines) + " lines in a rule file",
               "split the file: a package may have several"));
  }

  void count_column(At at) {
    if (++columns_ != limits_.max_columns + 1) return;
    errors_.push_back(
        error("L0103", at, "a line longer than " + std::to_string(limits_.max_columns) + " columns",
              "break the line: line breaks are blanks"));
  }

  void stop(Diagnostic diagnostic) {
    errors_.push_back(std::move(diagnostic));
    fatal_ = true;
  }

  const Source& source_;
  const RuleLimits& limits_;
  std::vector<Diagnostic> errors_;
  std::size_t lines_ = 0;
  std::size_t columns_ = 0;
  bool fatal_ = false;
};

}  // namespace

std::size_t name_length(std::string_view rest) {
  if (rest.empty() || !is_letter(rest[0])) return 0;
  std::size_t n = 1;
  while (n < rest.size() && is_word_char(rest[n])) ++n;
  return n;
}

std::size_t identifier_length(std::string_view rest) {
  const std::size_t n = name_length(rest);
  return is_reserved(rest.substr(0, n)) ? 0 : n;
}

std::size_t dotted_length(std::string_view rest) {
  std::size_t n = name_length(rest);
  while (n != 0 && n < rest.size() && rest[n] == '.') {
    const std::size_t more = name_length(rest.substr(n + 1));
    if (more == 0) break;
    n += 1 + more;
  }
  return n;
}

std::size_t resource_part_length(std::string_view rest) {
  std::size_t n = 0;
  while (n < rest.size() &&
         (is_word_char(rest[n]) || (n > 0 && (rest[n] == '.' || rest[n] == '-')))) {
    ++n;
  }
  return rest.substr(n, 2) == "::" ? n : 0;
}

std::size_t raw_length(std::string_view rest) {
  std::size_t n = 0;
  while (n < rest.size() && rest[n] != '"' && rest[n] != '\n' && rest[n] != '\r') {
    const bool last = n + 1 == rest.size() || rest[n + 1] == '\n' || rest[n + 1] == '\r';
    n += rest[n] == '\\' && !last ? 2U : 1U;
  }
  return n;
}

TextScan scan_text(std::string_view rest, bool long_text) {
  std::size_t n = 0;
  while (n < rest.size()) {
    const char c = rest[n];
    if (!long_text && (c == '"' || c == '\n' || c == '\r')) break;
    if (long_text && rest.substr(n, 3) == "\"\"\"") break;
    if (c != '\\') {
      ++n;
      continue;
    }
    if (n + 1 < rest.size() && rest[n + 1] == '(') break;
    const TextScan escape = scan_escape(rest.substr(n));
    if (escape.fault != nullptr) return {n, escape.fault};
    n += escape.length;
  }
  return {n, nullptr};
}

void unescape(std::string_view raw, std::string& out) {
  for (std::size_t i = 0; i < raw.size();) {
    if (raw[i] != '\\' || i + 1 >= raw.size()) {
      out.push_back(raw[i++]);
      continue;
    }
    const int unit = code_unit(raw.substr(i + 1));
    if (unit < 0) {
      out.push_back(simple_escape(raw[i + 1]));
      i += 2;
    } else if (is_high(unit) && raw.size() >= i + 12) {
      const auto low = static_cast<std::uint32_t>(code_unit(raw.substr(i + 7)));
      const auto high = static_cast<std::uint32_t>(unit);
      append_utf8(0x10000U + ((high - 0xD800U) << 10U) + (low - 0xDC00U), out);
      i += 12;
    } else {
      append_utf8(static_cast<std::uint32_t>(unit), out);
      i += 6;
    }
  }
}

std::optional<Diagnostic> check_size(std::size_t bytes, At at, const RuleLimits& limits) {
  if (bytes <= limits.max_bytes) return std::nullopt;
  return error("L0101", at,
               "a rule file of " + std::to_string(bytes) + " bytes: at most " +
                   std::to_string(limits.max_bytes) + " are read",
               "split the file: a package may have several");
}

std::vector<Diagnostic> check_text(const Source& source, const RuleLimits& limits) {
  if (auto wrong = check_size(source.text.size(), source.base, limits)) return {*wrong};
  return TextCheck(source, limits).run();
}

}  // namespace cordon::syntax
