#ifndef CORDON_CHECK_LITERALS_H_
#define CORDON_CHECK_LITERALS_H_

#include "check/context.h"

namespace cordon::check {

/// Texts that are checked when rules are read. Errors: E0118.
void check_cidr(Context& context, Span span, std::string_view text);
void check_ip(Context& context, Span span, std::string_view text);
void check_date(Context& context, Span span, std::string_view text);

/// Errors: E0117 does not compile, L0105 too large. W0320 matches the empty text, or an unescaped
/// `.` in what looks like a host name.
void check_regex(Context& context, Span span, std::string_view text);
/// Whether the whole `text` matches a schema's pattern; true if the pattern cannot be compiled.
bool matches_pattern(std::string_view pattern, std::string_view text);

}  // namespace cordon::check

#endif  // CORDON_CHECK_LITERALS_H_
