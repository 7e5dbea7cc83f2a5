// Looks over libyaml's shoulder. The one idea: the events say which bytes are scalars, so what lies
// between them is white space, indicators and comments only, and the few rules that libyaml does
// not keep can be checked there without a second scanner. Each check answers cases of the YAML test
// suite that docs/yaml.md lists. A closing bracket may stand further left than YAML wants: no value
// depends on it and templates are written so. Tests: tests/unit/document/yaml_layout_test.cc,
// yaml_suite_test.cc.
#include "document/yaml_layout.h"

#include <algorithm>
#include <utility>

#include "base/interruption.h"
#include "document/text_check.h"
#include "document/yaml_text.h"

namespace cordon::document {
namespace {

constexpr std::string_view kBreaks = "\r\n";

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_flow_mark(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

/// Offset of the line after the one that holds `at`; `end` if that is not before. Looks at nothing
/// from `end` on: a text of one long line would else be read again for each scalar on it.
std::size_t next_line(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end && text[at] != '\n' && text[at] != '\r') ++at;
  if (at >= end) return end;
  return std::min(text.substr(at, 2) == "\r\n" ? at + 2 : at + 1, end);
}

/// Offset of the first byte of the last line.
std::size_t last_line_of(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r') --at;
  return at;
}

std::size_t spaces_at(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find_first_not_of(' ', at), text.size());
  return end - at;
}

}  // namespace

YamlLayout::YamlLayout(const Source& source, const Interrupt& host)
    : source_(source),
      host_(host),
      text_(source.text),
      start_(bom_length(source.text)),
      seen_(start_) {}

std::optional<Diagnostic> YamlLayout::check(const Event& event) {
  look_at_gap(seen_, std::min(event.begin, text_.size()));
  look(event);
  seen_ = std::max(seen_, event.end);
  return wrong_;
}

void YamlLayout::refuse(std::size_t at, std::string message, std::string help) {
  if (wrong_.has_value()) return;
  wrong_ = problem("D0110", source_.base + static_cast<At>(at),
                   "not YAML here: " + std::move(message), std::move(help));
}

void YamlLayout::look(const Event& event) {
  switch (event.kind) {
    case EventKind::kDocumentStart:
      if (needs_end_mark_ && event.begin < text_.size() && text_[event.begin] == '%') {
        refuse(event.begin, "a directive before the document above has ended",
               "end that document with a line `...`");
      }
      break;
    case EventKind::kDocumentEnd:
      needs_end_mark_ = event.implicit;
      break;
    case EventKind::kAlias:
      look_at_name_end(event.end);
      break;
    case EventKind::kScalar:
      look_at_scalar(event);
      break;
    case EventKind::kListStart:
    case EventKind::kMapStart:
      open(event);
      break;
    case EventKind::kListEnd:
    case EventKind::kMapEnd:
      close(event);
      break;
    case EventKind::kOther:
    case EventKind::kStreamEnd:
      break;
  }
}

void YamlLayout::look_at_gap(std::size_t begin, std::size_t end) {
  bool in_comment = false;
  const auto ended = in_pieces(begin, end, host_, [&](std::size_t from, std::size_t to) {
    return look_at_piece(from, to, in_comment);
  });
  if (!ended.empty() && !wrong_) wrong_ = interruption(ended);
}

/// `in_comment`: whether the piece begins, and whether it ends, inside one. False: it is refused.
bool YamlLayout::look_at_piece(std::size_t begin, std::size_t end, bool& in_comment) {
  for (std::size_t at = begin; at < end; ++at) {
    if (in_comment) {
      in_comment = text_[at] != '\n' && text_[at] != '\r';
    } else if (text_[at] == '#') {
      if (at > start_ && !is_white(text_[at - 1])) {
        refuse(at, "a comment without a blank before it", "put a blank before `#`");
        return false;
      }
      in_comment = true;
    } else if (text_[at] == '?' && at + 1 < text_.size() && !is_white(text_[at + 1]) &&
               !is_flow_mark(text_[at + 1])) {
      refuse(at, "a text that begins with `?`", "quote the text");
      return false;
    }
  }
  return true;
}

std::int64_t YamlLayout::block_column() const {
  for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
    if (!level->flow) return level->column;
  }
  return -1;
}

/// After the name of an anchor or alias.
void YamlLayout::look_at_name_end(std::size_t at) {
  if (at >= text_.size() || is_white(text_[at]) || is_flow_mark(text_[at])) return;
  refuse(at, "a name of an anchor or alias with " + show_char(text_, at),
         "use letters, digits, `-` and `_`, and a blank after the name");
}

void YamlLayout::look_at_properties(const Event& event, std::size_t content) {
  if (event.anchor.empty()) return;
  const std::size_t anchor = text_.find('&', event.begin);
  if (anchor < content) look_at_name_end(anchor + 1 + event.anchor.size());
}

void YamlLayout::look_at_scalar(const Event& event) {
  const std::size_t content = content_of(text_, event).content;
  look_at_properties(event, content);
  switch (event.style) {
    case ScalarStyle::kPlain:
      if (in_flow() && event.text == "-")
        refuse(content, "a `-` between brackets", "quote the text");
      break;
    case ScalarStyle::kSingle:
    case ScalarStyle::kDouble:
      look_at_lines(content, event.end, false);
      break;
    case ScalarStyle::kBlock:
      look_at_block_text(content, event);
      break;
  }
}

/// The lines after the first of a quoted text or of a flow collection stand right of the block
/// around.
void YamlLayout::look_at_lines(std::size_t begin, std::size_t end, bool brackets) {
  const std::int64_t column = block_column();
  if (column < 0) return;
  for (std::size_t line = next_line(text_, begin, end); line < end;
       line = next_line(text_, line, end)) {
    const std::size_t spaces = spaces_at(text_, line);
    if (static_cast<std::int64_t>(spaces) > column) continue;
    const std::size_t first = std::min(text_.find_first_not_of(" \t", line), text_.size());
    if (first >= end || text_[first] == '\n' || text_[first] == '\r') continue;
    constexpr std::string_view kClosing = "]}'\"";
    if (kClosing.find(text_[first]) != std::string_view::npos) continue;
    if (brackets && text_[first] == '#') continue;
    refuse(first, "a line that continues a text or bracket and is not indented",
           "indent it with blanks, deeper than the line that it belongs to");
    return;
  }
}

void YamlLayout::look_at_block_text(std::size_t header, const Event& event) {
  std::size_t at = header + 1;
  bool keeps_breaks = false;
  bool given = false;
  for (; at < text_.size() && !is_white(text_[at]); ++at) {
    if (text_[at] == '#')
      return refuse(at, "a comment without a blank before it", "put a blank before `#`");
    keeps_breaks = keeps_breaks || text_[at] == '+';
    given = given || (text_[at] >= '1' && text_[at] <= '9');
  }
  std::size_t line = next_line(text_, at, text_.size());
  std::size_t widest_blank = 0;
  std::size_t indent = spaces_at(text_, line);
  while (line < text_.size() && line + indent < text_.size() &&
         kBreaks.find(text_[line + indent]) != std::string_view::npos) {
    widest_blank = std::max(widest_blank, indent);
    line = next_line(text_, line, text_.size());
    indent = spaces_at(text_, line);
  }
  const bool content =
      line + indent < text_.size() && static_cast<std::int64_t>(indent) > block_column();
  if (!given && content && widest_blank > indent) {
    refuse(line + indent,
           "the first line of a block text has fewer blanks than an empty line before it",
           "remove the blanks of the empty lines");
  }
  look_at_block_end(content ? indent : 0, keeps_breaks, event);
}

/// libyaml drops the blanks of a last line that has no line end.
void YamlLayout::look_at_block_end(std::size_t indent, bool keeps_breaks, const Event& event) {
  if (!last_line_) last_line_ = last_line_of(text_);
  const std::size_t line = *last_line_;
  const std::size_t blanks = text_.size() - line;
  if (blanks == 0 || event.end < line || spaces_at(text_, line) != blanks) return;
  if (!keeps_breaks && blanks <= indent) return;
  refuse(line, "the last line of a block text is blank and has no line end",
         "end the file with a line end");
}

void YamlLayout::open(const Event& event) {
  const std::size_t content = content_of(text_, event).content;
  look_at_properties(event, content);
  // A pair in a flow list begins with its key mark, which the event covers.
  if (event.flow) look_at_gap(content, std::min(content + 1, text_.size()));
  std::size_t line = content;
  // Blocks that begin on one line are as few as the depth allows; flow collections are not.
  while (!event.flow && line > start_ && text_[line - 1] != '\n' && text_[line - 1] != '\r') --line;
  levels_.push_back({event.flow, content, static_cast<std::int64_t>(content - line)});
}

void YamlLayout::close(const Event& event) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.flow && !in_flow()) look_at_lines(level.begin, event.end, true);
}

}  // namespace cordon::document
