// Splits --param and --params into names and JSON texts.
// The idea: the values are not read here. Each is cut out as text and read by the engine's own
// strict reader, so a parameter is held to the same rules as a document (duplicate keys, numbers,
// UTF-8). Cannot do: names with escapes, which no declared parameter has. Test: tests/cli, cases
// `parameters`.
#include "parameters.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "files.h"

namespace cordon::cli {
namespace {

constexpr std::size_t kMaxParameterBytes = std::size_t{1} << 20U;

/// Walks over the members of one JSON object.
class Members {
 public:
  explicit Members(std::string_view text) : text_(text) {}

  /// Cuts the object into values; the answer is what is wrong, or "".
  std::string split(const std::string& from, std::vector<ParameterValue>& values);

 private:
  void skip_blanks();
  bool take(char c);
  bool take_name(std::string& name);
  bool take_value(std::string& value);
  bool skip_string();

  std::string_view text_;
  std::size_t at_ = 0;
};

void Members::skip_blanks() {
  while (at_ < text_.size() &&
         std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
    ++at_;
}

bool Members::take(char c) {
  skip_blanks();
  if (at_ >= text_.size() || text_[at_] != c) return false;
  ++at_;
  return true;
}

bool Members::skip_string() {
  for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
    if (text_[at_] == '\\') ++at_;
  }
  if (at_ >= text_.size()) return false;
  ++at_;
  return true;
}

bool Members::take_name(std::string& name) {
  skip_blanks();
  const std::size_t begin = at_;
  if (at_ >= text_.size() || text_[at_] != '"' || !skip_string()) return false;
  name = text_.substr(begin + 1, at_ - begin - 2);
  return name.find('\\') == std::string::npos;
}

/// Takes everything up to the comma or brace that ends the member.
bool Members::take_value(std::string& value) {
  skip_blanks();
  const std::size_t begin = at_;
  std::size_t open = 0;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '"') {
      if (!skip_string()) return false;
      continue;
    }
    if (open == 0 && (c == ',' || c == '}')) break;
    if (c == '[' || c == '{') ++open;
    if (c == ']' || c == '}') {
      if (open == 0) return false;
      --open;
    }
    ++at_;
  }
  value = text_.substr(begin, at_ - begin);
  return at_ > begin;
}

std::string Members::split(const std::string& from, std::vector<ParameterValue>& values) {
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  if (!take('{')) return "expected one JSON object";
  std::set<std::string> names;
  bool first = true;
  while (!take('}')) {
    if (!std::exchange(first, false) && !take(',')) return "expected a comma or the closing brace";
    ParameterValue value;
    value.from = from;
    if (!take_name(value.name)) return "expected the name of a parameter";
    if (!names.insert(value.name).second) return "the parameter " + value.name + " is given twice";
    if (!take(':') || !take_value(value.json)) return "expected a value for " + value.name;
    values.push_back(std::move(value));
  }
  skip_blanks();
  return at_ == text_.size() ? "" : "there is text behind the object";
}

void add_file(const std::string& path, std::vector<ParameterValue>& values, Problems& problems) {
  const FileBytes file = read_file(path, kMaxParameterBytes, false);
  if (file.state != FileBytes::State::kRead) {
    const std::string reason =
        file.state == FileBytes::State::kTooLarge ? "it is larger than 1 MiB" : file.reason;
    problems.push_back(mistake("U0109", "the parameters " + path + " cannot be read: " + reason));
    return;
  }
  const std::string wrong = Members(file.bytes).split("--params", values);
  if (!wrong.empty()) problems.push_back(mistake("U0109", "the parameters " + path + ": " + wrong));
}

}  // namespace

std::vector<ParameterValue> read_parameters(const Arguments& arguments, Problems& problems) {
  std::vector<ParameterValue> values;
  for (const std::string& path : arguments.parameter_files) add_file(path, values, problems);
  for (const std::string& text : arguments.parameters) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      problems.push_back(
          mistake("U0103", "--param " + text + " has no name and value",
                  "write --param NAME=JSON, for example --param 'required_tags=[\"Owner\"]'"));
      continue;
    }
    const std::string name = text.substr(0, equals);
    const auto given = [&](const ParameterValue& value) {
      return value.name == name && value.from == "--param";
    };
    if (std::any_of(values.begin(), values.end(), given))
      problems.push_back(mistake("U0103", "--param " + name + " is given twice"));
    values.push_back({name, text.substr(equals + 1), "--param"});
  }
  return values;
}

}  // namespace cordon::cli
