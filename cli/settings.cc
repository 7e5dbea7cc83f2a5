// Gives the texts of the command line their meaning.
// The idea: every mistake is collected, none is guessed away, and a word of the published contract
// that this version cannot honour is refused by its name.
// Cannot do: read configuration files. Test: tests/cli, cases `usage`.
#include "settings.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "files.h"
#include "parameters.h"
#include "rule_files.h"

namespace cordon::cli {
namespace {

using Words = std::vector<std::string>;

class Reader {
 public:
  explicit Reader(Problems& problems) : problems_(problems) {}

  /// The index of `value` among `known`, or `otherwise` after a mistake.
  std::size_t one_of(const std::string& option, const std::string& value, const Words& known,
                     std::size_t otherwise, const Words& later = {}) {
    const auto found = std::find(known.begin(), known.end(), value);
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
    if (std::find(later.begin(), later.end(), value) != later.end()) {
      problems_.push_back(mistake("U0102",
                                  option + " " + value + " is not available in this version",
                                  "it takes: " + listed(known)));
    } else {
      problems_.push_back(
          mistake("U0103", option + " does not know " + value, "it takes: " + listed(known)));
    }
    return otherwise;
  }

  std::uint32_t number(const std::string& option, const std::string& value) {
    std::uint32_t number = 0;
    if (value.empty()) return number;
    const char* end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number);
    if (read.ec == std::errc() && read.ptr == end) return number;
    problems_.push_back(
        mistake("U0103", option + " " + value + " is not a whole number from 0 to 4294967295"));
    return 0;
  }

  std::string date(const std::string& value) {
    if (value.empty()) return today();
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    const char* text = value.data();
    const bool shape = value.size() == 10 && value[4] == '-' && value[7] == '-' &&
                       digits(text, 4, year) && digits(text + 5, 2, month) &&
                       digits(text + 8, 2, day);
    using namespace std::chrono;
    if (shape &&
        year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day))
            .ok()) {
      return value;
    }
    problems_.push_back(
        mistake("U0103", "--as-of " + value + " is not a day", "write it as YYYY-MM-DD"));
    return today();
  }

 private:
  template <class Number>
  static bool digits(const char* text, int n, Number& number) {
    if (!std::all_of(text, text + n, [](char c) { return c >= '0' && c <= '9'; })) return false;
    return std::from_chars(text, text + n, number).ec == std::errc();
  }

  Problems& problems_;
};

Sink sink_of(const std::string& text, Reader& reader) {
  static const Words kFormats = {"text", "json"};
  const std::size_t equals = text.find('=');
  const std::string word = text.substr(0, equals);
  Sink sink;
  sink.format =
      kFormats[reader.one_of("--format", word, kFormats, 0,
                             {"concise", "jsonl", "sarif", "junit", "github", "gitlab", "html"})];
  if (equals != std::string::npos) sink.file = text.substr(equals + 1);
  return sink;
}

/// Says why a file cannot be a report, or "".
std::string unfit(const std::string& file) {
  if (is_folder(file)) return file + " is a folder";
  if (!is_folder(folder_of(file))) return "there is no folder " + folder_of(file);
  return {};
}

void read_sinks(const Arguments& arguments, Settings& settings, Reader& reader) {
  std::size_t without_file = 0;
  for (const std::string& text : arguments.formats) {
    settings.sinks.push_back(sink_of(text, reader));
    if (text.find('=') == std::string::npos) {
      ++without_file;
    } else if (settings.sinks.back().file.empty()) {
      settings.problems.push_back(mistake("U0110", "--format " + text + " names no file"));
    }
  }
  if (settings.sinks.empty()) {
    settings.sinks.push_back({"text", ""});
    without_file = 1;
  }
  if (without_file > 1) {
    settings.problems.push_back(mistake("U0110", "two reports would go to the same place",
                                        "give all but one a file: --format json=FILE"));
  }
  if (!arguments.output.empty()) {
    if (without_file == 0) {
      settings.problems.push_back(
          mistake("U0110", "--output " + arguments.output + " has no report to write",
                  "every --format names a file of its own"));
    }
    for (Sink& sink : settings.sinks) {
      if (sink.file.empty()) sink.file = arguments.output;
    }
  }
  std::set<std::string> files;
  for (const Sink& sink : settings.sinks) {
    if (sink.file.empty()) continue;
    const std::string why = unfit(sink.file);
    if (!why.empty())
      settings.problems.push_back(mistake("U0401", "the report cannot be written: " + why));
    const std::string file = std::filesystem::path(sink.file).lexically_normal().string();
    if (!files.insert(file).second && without_file <= 1) {
      settings.problems.push_back(mistake("U0110", "two reports would be written to " + sink.file));
    }
  }
}

void read_threshold(const Arguments& arguments, Settings& settings, Reader& reader) {
  static const Words kLevels = {"info", "low", "medium", "high", "critical", "never"};
  const std::size_t level = reader.one_of("--fail-on", arguments.fail_on, kLevels, 1);
  settings.report.fail_never = level == 5;
  if (level < 5) settings.report.fail_on = static_cast<Severity>(level);
  if (arguments.undetermined.empty()) return;
  const std::size_t word =
      reader.one_of("--undetermined", arguments.undetermined, {"pass", "fail"}, 1);
  settings.report.undetermined =
      word == 0 ? Report::Undetermined::kPass : Report::Undetermined::kFail;
}

void read_options(const Arguments& arguments, Settings& settings, Reader& reader) {
  CheckOptions& options = settings.options;
  options.profile = static_cast<Environment>(
      reader.one_of("--profile", arguments.profile, {"prod", "staging", "dev"}, 0));
  options.strict_references =
      reader.one_of("--references", arguments.references, {"mentioned", "strict"}, 0) == 1;
  options.as_of = reader.date(arguments.as_of);
  options.redact = arguments.redact;
  if (!arguments.type.empty()) {
    options.type = arguments.type;
    reader.one_of("--type", arguments.type, {"terraform-plan", "cloudformation", "json"}, 0,
                  {"terraform-state", "pulumi", "aws-api", "aws-config", "kubernetes"});
  }
  reader.one_of("--color", arguments.color, {"auto", "always", "never"}, 0);
}

}  // namespace

Settings read_settings(const Arguments& arguments) {
  static const Words kProfiles = {"prod", "staging", "dev"};
  Settings settings;
  Reader reader(settings.problems);
  read_options(arguments, settings, reader);
  read_sinks(arguments, settings, reader);
  read_threshold(arguments, settings, reader);
  settings.options.parameters = read_parameters(arguments, settings.problems);
  Report& report = settings.report;
  report.as_of = settings.options.as_of;
  report.profile = kProfiles[static_cast<std::size_t>(settings.options.profile)];
  report.references = settings.options.strict_references ? "strict" : "mentioned";
  report.rules_source = source_of(arguments.rules);
  report.allow_empty = arguments.allow_empty;
  report.strict = arguments.strict;
  report.redact = arguments.redact;
  report.expect_min_rules = reader.number("--expect-min-rules", arguments.expect_min_rules);
  report.expect_min_resources =
      reader.number("--expect-min-resources", arguments.expect_min_resources);
  const std::string configuration = find_configuration();
  if (!configuration.empty()) {
    settings.problems.push_back(
        mistake("U0105", "cordon.toml is not available in this version: " + configuration,
                "its settings would be missed; move it, or run from another folder"));
  }
  return settings;
}

std::string find_configuration() {
  std::error_code error;
  std::filesystem::path folder = std::filesystem::current_path(error);
  if (error) return {};
  for (;;) {
    const std::string file = (folder / "cordon.toml").string();
    if (exists(file)) return file;
    if (exists((folder / ".git").string()) || !folder.has_relative_path()) return {};
    folder = folder.parent_path();
  }
}

std::string today() {
  using namespace std::chrono;
  const year_month_day day{floor<days>(system_clock::now())};
  const auto padded = [](unsigned number, std::size_t width) {
    std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
  };
  return padded(static_cast<unsigned>(int(day.year())), 4) + "-" +
         padded(unsigned(day.month()), 2) + "-" + padded(unsigned(day.day()), 2);
}

}  // namespace cordon::cli
