// `cordon fmt`: brings rule files into the one style.
// The idea: a file is only written if its text changes, whole or not at all, and never when it does
// not parse. Cannot do: a part of a file. Test: tests/cli, cases `fmt`.
#include <string>
#include <utility>
#include <vector>

#include "commands.h"
#include "console.h"
#include "cordon/dsl/compile.h"
#include "cordon/report.h"
#include "files.h"
#include "line_diff.h"
#include "output.h"
#include "rule_files.h"
#include "session.h"

namespace cordon::cli {
namespace {

class Formatter {
 public:
  explicit Formatter(const Arguments& arguments) : arguments_(arguments) {}

  void add(const std::string& path);
  int finish();

 private:
  void add_folder(const std::string& folder);
  void add_file(const std::string& path, bool named);
  void format(const std::string& path, const std::string& text, bool is_input);
  void change(const std::string& path, const std::string& before, const std::string& after);
  void fail(std::string message, std::string help = {}) {
    problems_.push_back(mistake("U0107", std::move(message), std::move(help)));
  }

  const Arguments& arguments_;
  Problems problems_;
  RuleLimits limits_;
  std::string out_;
  std::size_t changed_ = 0;
};

void Formatter::change(const std::string& path, const std::string& before,
                       const std::string& after) {
  ++changed_;
  if (arguments_.diff) {
    out_ += line_diff(path, before, after);
  } else if (arguments_.check) {
    out_ += printable(path) + "\n";
  } else {
    const std::string wrong = write_file(path, after);
    if (!wrong.empty()) fail("the file " + path + " cannot be written: " + wrong);
  }
}

void Formatter::format(const std::string& path, const std::string& text, bool is_input) {
  const dsl::Formatted formatted = dsl::format(path, text, limits_);
  append(problems_, formatted.problems);
  if (has_errors(formatted.problems)) return;
  const bool only_report = arguments_.check || arguments_.diff;
  if (is_input && !only_report) {
    out_ += formatted.text;
  } else if (formatted.text != text) {
    change(path, text, formatted.text);
  }
}

void Formatter::add_file(const std::string& path, bool named) {
  FileBytes file = read_file(path, limits_.max_bytes, !named);
  if (file.state == FileBytes::State::kTooLarge)
    return fail(path + " is larger than rule text may be");
  if (file.state != FileBytes::State::kRead) return fail(path + " cannot be read: " + file.reason);
  format(path, file.bytes, false);
}

void Formatter::add_folder(const std::string& folder) {
  const Walk found = walk(folder, kMaxRuleFiles);
  if (found.too_many) return fail("there are too many entries in " + folder);
  bool any = false;
  for (const std::string& path : found.files) {
    if (!ends_with_any(path, {".cordon"})) continue;
    any = true;
    add_file(path, false);
  }
  if (!any) fail("there is no rule file in " + folder, "rule files end in .cordon");
}

void Formatter::add(const std::string& path) {
  if (path == "-") {
    FileBytes file = read_standard_input(limits_.max_bytes);
    if (file.state != FileBytes::State::kRead)
      return fail("standard input cannot be read, or is too large");
    return format("-", file.bytes, true);
  }
  if (is_folder(path)) return add_folder(path);
  add_file(path, true);
}

int Formatter::finish() {
  show_problems(problems_, arguments_);
  const bool written = out_.empty() || deliver({"text", ""}, out_);
  if (has_errors(problems_) || !written) return 2;
  return changed_ > 0 && (arguments_.check || arguments_.diff) ? 1 : 0;
}

}  // namespace

int run_fmt(const Arguments& arguments) {
  Formatter formatter(arguments);
  for (const std::string& path : arguments.paths) formatter.add(path);
  return formatter.finish();
}

}  // namespace cordon::cli
