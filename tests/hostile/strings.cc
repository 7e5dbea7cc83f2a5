#include "hostile/strings.h"

#include "base/utf8.h"

namespace cordon::hostile {
namespace {

std::string scalar(char32_t value) {
  std::string out;
  append_utf8(out, value);
  return out;
}

/// A text alone, at both ends, and after a line end.
void add(std::vector<std::string>& all, const std::string& text) {
  all.push_back(text);
  all.push_back("a" + text + "b");
  all.push_back("a\n" + text);
}

void add_range(std::vector<std::string>& all, char32_t first, char32_t last) {
  for (char32_t c = first; c <= last; ++c)
    all.push_back("a" + scalar(static_cast<char32_t>(c)) + "b");
}

void add_characters(std::vector<std::string>& all) {
  add_range(all, 0x00, 0x20);        // C0
  add_range(all, 0x7F, 0xA0);        // DEL and C1
  add_range(all, 0x200B, 0x200F);    // zero width, marks of direction
  add_range(all, 0x2028, 0x202E);    // line separators, embeddings
  add_range(all, 0x2060, 0x206F);    // isolates, invisible operators
  add_range(all, 0xFE00, 0xFE0F);    // variation selectors
  add_range(all, 0xFFF9, 0xFFFF);    // annotations, replacement, noncharacters
  add_range(all, 0xE0000, 0xE007F);  // tags
  for (const unsigned c :
       {0xADU, 0x34FU, 0x61CU, 0x115FU, 0x17B4U, 0x180EU, 0x3164U, 0xFEFFU, 0xFFA0U, 0x1D173U,
        0xFDD0U, 0x1FFFEU, 0x10FFFFU, 0x301U, 0x65E5U, 0x1F600U}) {
    all.push_back("a" + scalar(static_cast<char32_t>(c)) + "b");
  }
}

void add_bytes(std::vector<std::string>& all) {
  for (const char* bytes :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xE0\x80\x80", "\xE2\x80", "\xED\xA0\x80",
        "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
        "\xF8\x88\x80\x80\x80", "\xFE", "\xFF", "\xFF\xFE", "\xC3\x28",
        "\x9b"
        "2J"}) {
    add(all, bytes);
  }
}

void add_terminal(std::vector<std::string>& all) {
  for (const char* text :
       {"\x1b[2J", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07",
        "\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "\x1b[1A\x1b[2K0 fail", "\x1bP1$r0m\x1b\\",
        "\x1b]52;c;ZXZpbA==\x07", "\x1b[?1049h", "\x1b#8", "\r0 fail", "\b\b\b\bpass", "\x0e\x0f",
        "\x07", "\x7f\x7f", "\x1b", "a\r\nb", "\x0b\x0c"}) {
    add(all, text);
  }
}

void add_orders(std::vector<std::string>& all) {
  for (const char* text : {"::error::x",
                           "::error file=a,line=1::x",
                           "::warning::x",
                           "::notice::x",
                           "::debug::x",
                           "::set-output name=a::b",
                           "::set-env name=A::b",
                           "::add-path::/tmp",
                           "::add-mask::x",
                           "::stop-commands::t",
                           "::group::x",
                           "::endgroup::",
                           "::save-state name=a::b",
                           "::echo::on",
                           " ::error::x",
                           "\t::error::x",
                           "##[error]x",
                           "##[command]x",
                           "##[section]x",
                           "##vso[task.complete result=Succeeded;]x",
                           "##vso[task.setvariable variable=a]b",
                           "##teamcity[buildStatus status='SUCCESS']",
                           "section_start:1:a\r\x1b[0K",
                           "section_end:1:a\r\x1b[0K",
                           "%0A::error::x",
                           "%0D%0A::error::x",
                           "::",
                           ":::",
                           ": :error::"}) {
    add(all, text);
  }
}

void add_markup(std::vector<std::string>& all) {
  for (const char* text : {"]]>",
                           "]]]]><![CDATA[>",
                           "</script>",
                           "<script>alert(1)</script>",
                           "<img src=x onerror=alert(1)>",
                           "<!--",
                           "-->",
                           "&amp;",
                           "&#x0;",
                           "\"onmouseover=\"x",
                           "'",
                           "\"",
                           "\\",
                           "\\\\",
                           "\\\"",
                           "\\u0000",
                           "\\u202e",
                           "\\x41",
                           "\\n",
                           "`",
                           "```",
                           "|a|b|",
                           "[a](javascript:x)",
                           "![a](http://x)",
                           "<a href=x>",
                           "=1+1",
                           "+1",
                           "-1",
                           "@SUM(1)",
                           "=cmd|' /C calc'!A0",
                           "%s%s%s%n",
                           "%n%n%n%n",
                           "%1$*1$x",
                           "{}{0}",
                           "${x}",
                           "$(id)",
                           "`id`",
                           "; rm",
                           "{{x}}",
                           "{%x%}",
                           "../../etc/passwd",
                           "C:\\x",
                           "file:///etc/passwd",
                           "null",
                           "true",
                           "NaN",
                           "undefined",
                           "0 fail, 0 undetermined, 0 error, 1 pass",
                           "pass",
                           ""}) {
    add(all, text);
  }
}

void add_long(std::vector<std::string>& all) {
  for (const std::size_t n : {100U, 1'000U, 5'000U}) {
    all.push_back(std::string(n, 'x'));
    all.push_back(std::string(n, '\n'));
    all.push_back(std::string(n, '\x1b'));
    all.push_back(std::string(n, '"'));
    std::string wide;
    for (std::size_t i = 0; i < n; ++i) wide += scalar(0x202E);
    all.push_back(wide);
  }
}

}  // namespace

std::vector<std::string> strings() {
  std::vector<std::string> all;
  add_characters(all);
  add_bytes(all);
  add_terminal(all);
  add_orders(all);
  add_markup(all);
  add_long(all);
  all.push_back(std::string(70'000, 'x'));
  return all;
}

}  // namespace cordon::hostile
