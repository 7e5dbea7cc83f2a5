#include "report/json_writer.h"

#include <array>
#include <cassert>
#include <charconv>
#include <utility>

#include "report/characters.h"

namespace cordon::report {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void append_unit(std::string& out, std::uint32_t unit) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHexDigits[(unit >> unsigned(shift)) & 0xFU];
}

void append_escape(std::string& out, char32_t c) {
  if (c < 0x10000) return append_unit(out, c);
  append_unit(out, 0xD800 + ((c - 0x10000) >> 10U));
  append_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FFU));
}

/// Bytes that stand for themselves wherever they are: printable ASCII but for what JSON and build
/// systems give a meaning.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) plain[c] = c != '"' && c != '\\' && c != '#';
  return plain;
}();

/// Where the run of plain bytes that begins at `at` ends.
std::size_t end_of_plain(std::string_view text, std::size_t at) {
  while (at < text.size() && kPlain[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

/// Appends one scalar at `at` and gives its length. Quotes and backslashes are the caller's.
std::size_t append_scalar(std::string& out, std::string_view text, std::size_t at) {
  const Scalar scalar = scalar_at(text, at);
  if (!scalar.valid) {
    out += "\\\\x";
    out += kHexDigits[(scalar.value >> 4U) & 0xFU];
    out += kHexDigits[scalar.value & 0xFU];
  } else if (!is_visible(scalar.value) ||
             (scalar.value == '#' && begins_build_order(text.substr(at)))) {
    append_escape(out, scalar.value);
  } else {
    out += text.substr(at, scalar.bytes);
  }
  return scalar.bytes;
}

}  // namespace

void JsonWriter::quoted(std::string_view value) {
  out_ += '"';
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t end = end_of_plain(value, i);
    out_ += value.substr(i, end - i);
    i = end;
    if (i == value.size()) break;
    const char c = value[i];
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (c == '\n' || c == '\t') {
      out_ += c == '\n' ? "\\n" : "\\t";
    } else {
      i += append_scalar(out_, value, i);
      continue;
    }
    ++i;
  }
  out_ += '"';
}

void JsonWriter::new_line() {
  out_ += '\n';
  out_.append(2 * has_members_.size(), ' ');
}

void JsonWriter::before_value() {
  if (std::exchange(after_key_, false) || has_members_.empty()) return;
  if (has_members_.back()) out_ += ',';
  has_members_.back() = true;
  new_line();
}

void JsonWriter::open(char bracket) {
  before_value();
  out_ += bracket;
  has_members_.push_back(false);
}

void JsonWriter::close(char bracket) {
  assert(!has_members_.empty() && !after_key_);
  const bool had = has_members_.back();
  has_members_.pop_back();
  if (had) new_line();
  out_ += bracket;
}

void JsonWriter::key(std::string_view name) {
  assert(!has_members_.empty() && !after_key_);
  before_value();
  quoted(name);
  out_ += ": ";
  after_key_ = true;
}

void JsonWriter::text(std::string_view value) {
  before_value();
  quoted(value);
}

void JsonWriter::number(std::uint64_t value) {
  before_value();
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out_.append(digits.data(), end.ptr);
}

void JsonWriter::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
}

void JsonWriter::null() {
  before_value();
  out_ += "null";
}

void JsonWriter::raw(std::string_view json) {
  before_value();
  for (std::size_t i = 0; i < json.size();) {
    const char c = json[i];
    // Blanks between tokens may be anything that JSON allows; one blank says the same.
    if (c == '\n' || c == '\r' || c == '\t') {
      out_ += ' ';
      ++i;
    } else {
      i += append_scalar(out_, json, i);
    }
  }
}

void JsonWriter::member_or_null(std::string_view name, std::string_view value) {
  key(name);
  if (value.empty()) return null();
  text(value);
}

void JsonWriter::member(std::string_view name, const std::vector<std::string>& values) {
  key(name);
  begin_array();
  for (const std::string& value : values) text(value);
  end_array();
}

std::string JsonWriter::take() {
  assert(has_members_.empty() && !after_key_);
  out_ += '\n';
  return std::move(out_);
}

}  // namespace cordon::report
