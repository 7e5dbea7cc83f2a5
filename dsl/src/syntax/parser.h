#ifndef CORDON_SYNTAX_PARSER_H_
#define CORDON_SYNTAX_PARSER_H_

#include <string>

#include "base/source_space.h"
#include "cordon/limits.h"
#include "syntax/ast.h"

namespace cordon::syntax {

/// Parses one rule file (language.md 3.2, 3.3). After an error it goes on at the next declaration,
/// so one call reports several.
/// Errors: E01xx with place, message and help, L01xx for limits. Never throws but std::bad_alloc.
/// Ownership: `source` outlives the result. Cost: O(bytes), bounded by `limits`.
Parse parse(const Source& source, const RuleLimits& limits);

/// Puts a text into `sources` and parses it there. Of one that is over the limit only the name is
/// put there. Errors: as parse(); L0101 also if the sources are full.
Parse parse(SourceSpace& sources, const std::string& name, const std::string& text,
            const RuleLimits& limits);

/// The source text of a span, as evidence and messages show it.
inline std::string_view text_of(const Source& source, Span span) {
  return source.text.substr(span.begin - source.base, span.end - span.begin);
}

}  // namespace cordon::syntax

#endif  // CORDON_SYNTAX_PARSER_H_
