// Layout of text in groups.
// Idea: a group is flat if it fits into what is left of the line, with what follows it up to the
// next possible break; the decision looks ahead by at most one line. Comments at the end of a line
// wait in the writer until the line ends, so they can never swallow a token.
// It knows nothing of the language. Tests: tests/unit/syntax/printer_test.cc.
#include "format/layout.h"

#include <algorithm>

namespace cordon::format {
namespace {

std::size_t columns(std::string_view text) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins));
}

}  // namespace

void Layout::text(std::string_view text) {
  if (!text.empty()) push(Op::kText, text);
}

void Layout::hard(bool blank) {
  force_open_groups();
  push(blank ? Op::kBlank : Op::kHard);
}

void Layout::line_in_text() {
  force_open_groups();
  push(Op::kInText);
}

void Layout::trailing(std::string_view comment) {
  force_open_groups();
  push(Op::kTrailing, comment);
}

void Layout::begin_group() {
  open_.push_back(items_.size());
  push(Op::kGroup);
}

void Layout::end_group() {
  open_.pop_back();
  push(Op::kEnd);
}

void Layout::force_open_groups() {
  for (std::size_t i = open_.size(); i-- > 0 && !items_[open_[i]].forced;) {
    items_[open_[i]].forced = true;
  }
}

bool Layout::fits(std::size_t group, std::size_t room, const std::vector<bool>& around) const {
  if (items_[group].forced) return false;
  std::size_t used = 0;
  std::size_t open = 1;               // groups open since `group`, itself included
  bool inside = true;                 // of `group`
  std::size_t outer = around.size();  // groups around it that are still open
  for (std::size_t i = group + 1; i < items_.size() && used <= room; ++i) {
    const Item& item = items_[i];
    const bool always = item.op == Op::kHard || item.op == Op::kBlank || item.op == Op::kInText;
    if (always) return true;
    if (item.op == Op::kText) used += columns(item.text);
    if (item.op == Op::kGroup) ++open;
    if (item.op == Op::kEnd && open == 0) --outer;
    if (item.op == Op::kEnd && open > 0) --open;
    inside = inside && open > 0;
    if (item.op != Op::kLine && item.op != Op::kSoft) continue;
    // Behind the group the line may end at a break of a group that is not flat already.
    const bool flat = inside || (open == 0 && outer > 0 && around[outer - 1]);
    if (!flat) return true;
    used += item.op == Op::kLine ? 1 : 0;
  }
  return used <= room;
}

/// Writes the items, line by line.
class Layout::Writer {
 public:
  explicit Writer(std::size_t width) : width_(width) {}

  void put(std::string_view text) {
    if (at_line_start_) line_.append(indent_ * 2, ' ');
    at_line_start_ = false;
    line_ += text;
  }

  void end_line(bool blank) {
    for (const std::string& comment : trailing_) {
      if (!line_.empty()) line_ += "  ";
      line_ += comment;
    }
    trailing_.clear();
    end_text_line();
    if (blank) out_ += '\n';
  }

  /// Ends the line; comments wait for a later one.
  void end_text_line() {
    while (!line_.empty() && line_.back() == ' ') line_.pop_back();
    out_ += line_;
    out_ += '\n';
    line_.clear();
    at_line_start_ = true;
  }

  void trail(std::string_view comment) { trailing_.emplace_back(comment); }
  void indent() { ++indent_; }
  void dedent() { --indent_; }

  [[nodiscard]] std::size_t room() const {
    const std::size_t used = at_line_start_ ? indent_ * 2 : columns(line_);
    return used < width_ ? width_ - used : 0;
  }

  std::string finish() {
    if (!line_.empty() || !trailing_.empty()) end_line(false);
    return std::move(out_);
  }

 private:
  std::size_t width_;
  std::string out_;
  std::string line_;
  std::vector<std::string> trailing_;
  std::size_t indent_ = 0;
  bool at_line_start_ = true;
};

std::string Layout::render(std::size_t width) const {
  Writer writer(width);
  std::vector<bool> flat;  // the open groups
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Item& item = items_[i];
    const bool flat_here = !flat.empty() && flat.back();
    switch (item.op) {
      case Op::kText:
        writer.put(item.text);
        break;
      case Op::kTrailing:
        writer.trail(item.text);
        break;
      case Op::kGroup:
        flat.push_back(flat_here || fits(i, writer.room(), flat));
        break;
      case Op::kEnd:
        flat.pop_back();
        break;
      case Op::kIndent:
        writer.indent();
        break;
      case Op::kDedent:
        writer.dedent();
        break;
      case Op::kHard:
      case Op::kBlank:
        writer.end_line(item.op == Op::kBlank);
        break;
      case Op::kInText:
        writer.end_text_line();
        break;
      case Op::kLine:
      case Op::kSoft:
        if (!flat_here) {
          writer.end_line(false);
        } else if (item.op == Op::kLine) {
          writer.put(" ");
        }
        break;
    }
  }
  return writer.finish();
}

}  // namespace cordon::format
