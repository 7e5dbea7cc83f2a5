#ifndef CORDON_VALUE_COMPARE_H_
#define CORDON_VALUE_COMPARE_H_

#include <string>
#include <string_view>

#include "value/node.h"

namespace cordon {

/// Exact order of two numbers of any number kind: no conversion that could round.
/// Requires: both is_number(). Cost: O(1), big integers O(digits).
int compare_numbers(const Node& a, const Node& b);

/// IAM's glob: `*` any run, `?` one scalar value, whole text. Cost: O(text * stars), no recursion.
bool glob(std::string_view pattern, std::string_view text);

/// Shortest text that reads back as the same number.
std::string number_text(const Node& number);

/// A date as days since 1970-01-01; false if the text is not a real YYYY-MM-DD.
bool parse_date(std::string_view text, std::int64_t& days);
std::string date_text(std::int64_t days);

}  // namespace cordon

#endif  // CORDON_VALUE_COMPARE_H_
