// Rule text of any kind: parsing never crashes, and what parses prints as the same tree, twice
// alike.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/source_space.h"
#include "format/printer.h"
#include "require.h"
#include "syntax/equal.h"
#include "syntax/parser.h"

using cordon::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cordon::SourceSpace space;
  // Most bytes are spent on declarations, so the language line is given.
  std::string text = "language 1\n";
  text.append(data, data + size);
  const cordon::RuleLimits limits;
  const auto first = cordon::syntax::parse(*space.add("first", std::move(text)), limits);
  require((first.file == nullptr) != first.diagnostics.empty());
  if (first.file == nullptr) return 0;
  const std::string printed = cordon::format::print(*first.file);
  // A printed file may be larger than a file may be: indentation and parentheses are added.
  cordon::RuleLimits wide;
  wide.max_bytes = std::size_t{64} << 20U;
  wide.max_lines = 10'000'000;
  wide.max_columns = 10'000'000;
  wide.max_nesting = 4 * limits.max_nesting;
  const auto second = cordon::syntax::parse(*space.add("second", printed), wide);
  require(second.file != nullptr);
  require(cordon::syntax::same(*first.file, *second.file));
  require(cordon::format::print(*second.file) == printed);
  return 0;
}
