#ifndef CORDON_TESTS_UNIT_SYNTAX_PARSED_H_
#define CORDON_TESTS_UNIT_SYNTAX_PARSED_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "base/source_space.h"
#include "diagnostic/problem.h"
#include "syntax/steps.h"

namespace cordon::syntax {

/// A text, its parse and its places.
struct Parsed {
  SourceSpace space;
  const Source* source = nullptr;
  Parse parse;
  std::uint64_t steps = 0;

  explicit Parsed(std::string text, const RuleLimits& limits = {})
      : source(space.add("r.cordon", std::move(text))),
        parse(parse_counting(*source, limits, &steps)) {}

  [[nodiscard]] bool ok() const { return parse.file != nullptr && parse.diagnostics.empty(); }
  [[nodiscard]] std::string code(std::size_t i = 0) const {
    return i < parse.diagnostics.size() ? std::string(parse.diagnostics[i].code) : "";
  }
  /// "E0103 2:59" and so on, one a line.
  [[nodiscard]] std::string errors() const {
    std::string out;
    for (const Diagnostic& d : parse.diagnostics) {
      const Problem p = locate(d, space);
      out += p.code + " " + std::to_string(p.line) + ":" + std::to_string(p.column) + "\n";
    }
    return out;
  }
  [[nodiscard]] const Decl& decl(std::size_t i = 0) const { return *parse.file->decls[i]; }
  [[nodiscard]] std::string_view text(Span span) const { return text_of(*source, span); }
};

/// `let x = EXPRESSION` in a file of its own.
inline Parsed parse_expression(const std::string& text) {
  return Parsed("language 1\nlet x = " + text + "\n");
}

}  // namespace cordon::syntax

#endif  // CORDON_TESTS_UNIT_SYNTAX_PARSED_H_
