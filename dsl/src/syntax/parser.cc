// Parses rule files: runs the grammar and recovers from errors.
// Idea: the parser library stops at the first error, so it is run once for the head of the file and
// once for each declaration; after an error the driver goes on at the next line that begins with a
// word that starts a declaration, or with `@`. Every error has the code and the message of its cut.
// It cannot recover inside a declaration: one error each. Only this file sees the grammar.
// Tests: tests/unit/syntax/diagnostics_test.cc, limits_test.cc.
#include "syntax/parser.h"

#include <algorithm>
#include <array>
#include <tao/pegtl.hpp>

#include "base/interruption.h"
#include "syntax/actions.h"
#include "syntax/scan.h"
#include "syntax/steps.h"

namespace cordon::syntax {
namespace {

namespace p = TAO_PEGTL_NAMESPACE;

constexpr auto kStarters = std::to_array<std::string_view>(
    {"import", "rule", "fn", "param", "let", "waive", "test", "package"});

/// Whether a declaration may begin at the start of `line`.
bool starts_declaration(std::string_view line) {
  if (line.substr(0, 1) == "@") return true;
  const std::string_view word = line.substr(0, name_length(line));
  return std::find(kStarters.begin(), kStarters.end(), word) != kStarters.end();
}

using Input = p::memory_input<p::tracking_mode::lazy, p::eol::lf_crlf, const char*>;

class Driver {
 public:
  Driver(const Source& source, const RuleLimits& limits, Arena& arena)
      : text_(source.text), base_(source.base), builder_(source, limits, arena) {}

  void run() {
    head();
    while (!stopped_ && here_ < text_.size()) declaration();
  }

  [[nodiscard]] std::vector<Diagnostic> take_diagnostics() {
    std::stable_sort(errors_.begin(), errors_.end(),
                     [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
    const auto same = [](const Diagnostic& a, const Diagnostic& b) {
      return a.span.begin == b.span.begin && a.code == b.code;
    };
    errors_.erase(std::unique(errors_.begin(), errors_.end(), same), errors_.end());
    return std::move(errors_);
  }

  Builder& builder() { return builder_; }

 private:
  [[nodiscard]] std::string_view rest() const { return text_.substr(here_); }

  /// Runs one rule from here on. False: it does not match, or there was an error.
  template <class Rule>
  bool match() {
    Input in(text_.data() + here_, text_.data() + text_.size(), "");
    try {
      const bool matched = p::parse<Rule, grammar::Action, grammar::Control>(in, builder_);
      if (matched) here_ = static_cast<std::size_t>(in.current() - text_.data());
      return matched;
    } catch (const SyntaxError& error) {
      report(error.diagnostic);
      failed_ = true;
      return false;
    }
  }

  void report(const Diagnostic& diagnostic) {
    errors_.push_back(diagnostic);
    builder_.reset();
    const bool fatal = diagnostic.code == "L0104" || diagnostic.code == "E0132" ||
                       is_interruption(diagnostic.code);
    stopped_ = fatal || errors_.size() >= kMaxErrors;
  }

  void head() {
    match<grammar::Start>();
    const bool language = match<grammar::Language>();
    if (!language && !failed_) report(first_line(rest(), base_ + static_cast<At>(here_)));
    failed_ = false;
    if (!stopped_ && !match<grammar::Package>() && failed_) recover(here_);
  }

  void declaration() {
    failed_ = false;
    const std::size_t begin = here_;
    if (match<grammar::Decl>()) return;
    if (!failed_) report(no_declaration(rest(), base_ + static_cast<At>(here_)));
    recover(begin);
  }

  /// Goes on after the last error, at a line that may begin a declaration, but not at `begin`
  /// again.
  void recover(std::size_t begin) {
    std::size_t at = errors_.back().span.begin - base_;
    at = at == 0 ? 0 : text_.rfind('\n', at - 1) + 1;
    while (at <= begin || !starts_declaration(text_.substr(at))) {
      const std::size_t line_end = text_.find('\n', at);
      if (line_end == std::string_view::npos) {
        here_ = text_.size();
        return;
      }
      at = line_end + 1;
    }
    here_ = at;
  }

  std::string_view text_;
  At base_;
  Builder builder_;
  std::size_t here_ = 0;
  bool failed_ = false;
  bool stopped_ = false;
  std::vector<Diagnostic> errors_;
};

Diagnostic no_room(const std::string& name) {
  Diagnostic d;
  d.code = "L0101";
  d.message = "`" + name + "` and the files before it are more text than one run can hold";
  return d;
}

}  // namespace

Parse parse(const Source& source, const RuleLimits& limits) {
  return parse_counting(source, limits, nullptr);
}

Parse parse(SourceSpace& sources, const std::string& name, const std::string& text,
            const RuleLimits& limits) {
  const bool fits = text.size() <= limits.max_bytes;
  const Source* source = sources.add(name, fits ? text : std::string());
  if (source != nullptr && fits) return parse(*source, limits);
  Parse refused;
  refused.diagnostics.push_back(source == nullptr ? no_room(name)
                                                  : *check_size(text.size(), source->base, limits));
  return refused;
}

Parse parse_counting(const Source& source, const RuleLimits& limits, std::uint64_t* steps) {
  Parse result;
  result.arena = std::make_shared<Arena>();
  result.diagnostics = check_text(source, limits);
  if (!result.diagnostics.empty()) return result;
  Driver driver(source, limits, *result.arena);
  driver.run();
  if (steps != nullptr) *steps = driver.builder().steps();
  result.diagnostics = driver.take_diagnostics();
  if (result.diagnostics.empty()) result.file = driver.builder().finish();
  return result;
}

}  // namespace cordon::syntax
