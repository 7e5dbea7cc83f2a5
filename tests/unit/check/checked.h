#ifndef CORDON_TESTS_UNIT_CHECK_CHECKED_H_
#define CORDON_TESTS_UNIT_CHECK_CHECKED_H_

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "check/checker.h"
#include "syntax/parser.h"

namespace cordon::check {

/// Rule texts, parsed and checked against the catalogue that ships with the program.
struct Subject {
  SourceSpace space;
  std::vector<syntax::Parse> parses;
  Checked checked;

  /// "E0302 3:13 W0204 4:7" in the order of the texts.
  [[nodiscard]] std::string summary() const;
  [[nodiscard]] std::string codes() const;  ///< "E0302 W0204"
  [[nodiscard]] const Diagnostic* find(std::string_view code) const;
  [[nodiscard]] const syntax::Decl* decl(std::string_view name) const;
};

/// `language 1` is put in front of each text, on a line of its own.
std::unique_ptr<Subject> check_texts(std::initializer_list<std::string_view> texts);
std::string summary_of(std::string_view text);
std::string codes_of(std::string_view text);
/// The codes of a rule with this body over `T x`.
std::string body(std::string_view type, std::string_view statements);
/// The codes of `require EXPRESSION else "m"` in a rule over `T x`.
std::string require(std::string_view type, std::string_view expression);
const Catalogue& bundled_catalogue();

}  // namespace cordon::check

#endif  // CORDON_TESTS_UNIT_CHECK_CHECKED_H_
