#ifndef CORDON_TESTS_UNIT_DOCUMENT_READING_H_
#define CORDON_TESTS_UNIT_DOCUMENT_READING_H_

#include <string>
#include <string_view>

#include "document/reader.h"
#include "unit/document/canonical.h"

namespace cordon::test {

enum class As : unsigned char { kJson, kYaml, kByName };

/// A text that is read into a store of its own, with what the tests ask of it.
struct Read {
  explicit Read(std::string text, As as = As::kJson, std::string name = "test",
                const DocumentLimits& limits = {});

  [[nodiscard]] bool ok() const { return result.ok(); }
  /// "D0103 2:5", or "ok".
  [[nodiscard]] std::string verdict() const;
  [[nodiscard]] std::string message() const { return ok() ? "" : result.error().message; }
  [[nodiscard]] const Node& root(std::size_t i = 0) const { return result.value().roots[i]; }
  /// All roots in canonical JSON, one after the other with a blank between.
  [[nodiscard]] std::string json() const;
  /// The member at a path such as "Resources/0/Name" of the first root.
  [[nodiscard]] Node at(std::string_view path) const;
  /// "line:column" of a node's first byte.
  [[nodiscard]] std::string place(const Node& node) const;
  /// The bytes from a node's first to its last.
  [[nodiscard]] std::string_view written(const Node& node) const;

  Store store;
  const Source* source;
  Result<Reading> result;
};

/// The folder of the corpus, or "" when there is none: then the caller skips, loudly.
std::string corpus();

std::string file_text(const std::string& path);

}  // namespace cordon::test

#endif  // CORDON_TESTS_UNIT_DOCUMENT_READING_H_
