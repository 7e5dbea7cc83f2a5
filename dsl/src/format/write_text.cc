// Writes texts: escapes, interpolations, texts over several lines.
// Idea: what could be misread is escaped (controls, bidirectional marks); everything else stays.
// Tests: tests/unit/syntax/printer_test.cc.
#include <algorithm>
#include <array>
#include <vector>

#include "format/writer.h"
#include "syntax/scan.h"

namespace cordon::format {
namespace {

std::string unicode_escape(unsigned value) {
  std::string text = "\\u0000";
  for (std::size_t i = 6; i-- > 2; value >>= 4U) text[i] = "0123456789abcdef"[value & 15U];
  return text;
}

struct BidiMark {
  std::string_view bytes;
  unsigned value;
};

constexpr auto kBidiMarks = std::to_array<BidiMark>({{"\xD8\x9C", 0x061C},
                                                     {"\xE2\x80\x8E", 0x200E},
                                                     {"\xE2\x80\x8F", 0x200F},
                                                     {"\xE2\x80\xAA", 0x202A},
                                                     {"\xE2\x80\xAB", 0x202B},
                                                     {"\xE2\x80\xAC", 0x202C},
                                                     {"\xE2\x80\xAD", 0x202D},
                                                     {"\xE2\x80\xAE", 0x202E},
                                                     {"\xE2\x81\xA6", 0x2066},
                                                     {"\xE2\x81\xA7", 0x2067},
                                                     {"\xE2\x81\xA8", 0x2068},
                                                     {"\xE2\x81\xA9", 0x2069}});

const BidiMark* bidi_mark(std::string_view rest) {
  const auto mark = std::find_if(kBidiMarks.begin(), kBidiMarks.end(), [rest](const BidiMark& m) {
    return rest.substr(0, m.bytes.size()) == m.bytes;
  });
  return mark == kBidiMarks.end() ? nullptr : &*mark;
}

std::string escaped_char(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F ? unicode_escape(byte) : std::string(1, c);
}

/// A line of a text over several lines: a quote is escaped only where it might end the text.
std::string escaped_line(std::string_view line, bool last) {
  std::string out;
  for (std::size_t from = 0; from <= line.size();) {
    const std::size_t quote = std::min(line.find('"', from), line.size());
    out += escaped(line.substr(from, quote - from));
    if (quote < line.size()) {
      const bool ends = quote + 1 == line.size() ? last : line[quote + 1] == '"';
      out += ends ? "\\\"" : "\"";
    }
    from = quote + 1;
  }
  return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (;;) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text = text.substr(end + 1);
  }
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Whether every line with content begins with a blank, which would be lost as indentation.
bool loses_indentation(const syntax::Expr& e) {
  for (std::size_t i = 0; i < e.pieces.size(); ++i) {
    const std::vector<std::string_view> lines = lines_of(e.pieces[i]);
    for (std::size_t n = i == 0 ? 0 : 1; n < lines.size(); ++n) {
      const bool before_expression = n + 1 == lines.size() && i < e.kids.size();
      if (lines[n].empty() ? before_expression : !is_blank(lines[n][0])) return false;
    }
  }
  return true;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (const BidiMark* mark = bidi_mark(text.substr(i))) {
      out += unicode_escape(mark->value);
      i += mark->bytes.size();
    } else {
      out += escaped_char(text[i++]);
    }
  }
  return out;
}

bool is_name(std::string_view text) {
  return !text.empty() && syntax::name_length(text) == text.size();
}

void TreeWriter::quoted(std::string_view text) { out_.text("\"" + escaped(text) + "\""); }

void TreeWriter::key(std::string_view text) {
  if (is_name(text)) {
    out_.text(text);
  } else {
    quoted(text);
  }
}

void TreeWriter::string(const syntax::Expr& e) {
  if (e.raw) return out_.text("r\"" + std::string(e.pieces[0]) + "\"");
  if (e.multi_line && file_ != nullptr) return long_text(e);
  out_.text("\"" + escaped(e.pieces[0]));
  for (std::size_t i = 0; i < e.kids.size(); ++i) {
    out_.text("\\(" + one_line(*e.kids[i]) + ")" + escaped(e.pieces[i + 1]));
  }
  out_.text("\"");
}

/// The lines stand below the opening quotes, indented; a blank that would be lost is escaped.
void TreeWriter::long_text(const syntax::Expr& e) {
  bool escape = loses_indentation(e);
  out_.text("\"\"\"");
  out_.begin_indent();
  out_.line_in_text();
  for (std::size_t i = 0; i < e.pieces.size(); ++i) {
    const std::vector<std::string_view> lines = lines_of(e.pieces[i]);
    for (std::size_t n = 0; n < lines.size(); ++n) {
      if (n > 0) out_.line_in_text();
      const bool last = n + 1 == lines.size() && i == e.kids.size();
      const bool ends = n + 1 < lines.size() || i == e.kids.size();
      std::string line = escaped_line(lines[n], last);
      if (ends && !line.empty() && line.back() == ' ') line.replace(line.size() - 1, 1, "\\u0020");
      if (escape && (n > 0 || i == 0) && !line.empty() && line[0] == ' ') {
        line.replace(0, 1, "\\u0020");
        escape = false;
      }
      out_.text(line);
    }
    if (i < e.kids.size()) out_.text("\\(" + one_line(*e.kids[i]) + ")");
  }
  out_.text("\"\"\"");
  out_.end_indent();
}

}  // namespace cordon::format
