#ifndef CORDON_CLI_CODE_PAGES_H_
#define CORDON_CLI_CODE_PAGES_H_

#include <span>
#include <string_view>

namespace cordon::cli {

/// What one diagnostic code means.
struct CodePage {
  std::string_view code;
  std::string_view title;  ///< may be empty
  std::string_view text;
};

/// All codes, from the codes.def files of the stages and of the command line.
std::span<const CodePage> code_pages();

}  // namespace cordon::cli

#endif  // CORDON_CLI_CODE_PAGES_H_
