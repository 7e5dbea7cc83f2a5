#ifndef CORDON_DOCUMENT_H_
#define CORDON_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cordon/diagnostic.h"
#include "cordon/limits.h"

namespace cordon {

struct Node;

/// What a value of a document is. Numbers are kept exactly: an integer that no 64 bits hold is its
/// text.
enum class ValueType : std::uint8_t {
  kNull,
  kBool,
  kInt,     ///< fits std::int64_t
  kUint,    ///< above that, fits std::uint64_t
  kReal,    ///< a finite double
  kBignum,  ///< an integer beyond both
  kString,
  kList,
  kObject
};

/// A document that was read, for hosts that look at its values. It is judged from its text.
/// Ownership: shared and immutable; values and texts live as long as any copy of it.
/// Threads: share freely.
class Document {
 public:
  Document() = default;
  explicit operator bool() const { return state_ != nullptr; }

  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::string_view bytes() const;
  /// The bytes as an input of a check. Empty: `host` wants to end, which is asked every MiB.
  [[nodiscard]] std::optional<std::string> copy_bytes(const Interrupt& host) const;
  /// One for JSON and YAML, several for streams. The nodes are opaque: a Value reads them.
  [[nodiscard]] std::size_t root_count() const;
  /// Requires: index < root_count().
  [[nodiscard]] const Node* root(std::size_t index) const;

 private:
  friend class Value;
  friend struct DocumentReading;
  struct State;
  explicit Document(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

/// A document, or why there is none.
struct DocumentReading {
  Document document;              ///< empty iff there is an error
  std::vector<Problem> problems;  ///< without lines of the document, which may hold secrets

  /// Reads a document by its name and content: `.json` is JSON and nothing else, `.ndjson` and
  /// `.jsonl` one JSON value a line; other text is JSON iff it begins with { or [, else YAML.
  /// Errors: D01xx, D02xx in `problems`. Threads: safe together. Cost: linear in bytes.
  static DocumentReading read(std::string name, std::string bytes, const DocumentLimits& limits);
  /// The same of bytes that stay the caller's. They are copied only if their number is within the
  /// limit, and the host is asked meanwhile.
  static DocumentReading read_copy(std::string name, std::string_view bytes,
                                   const DocumentLimits& limits);
};

/// A view of one value of a document.
/// Ownership: borrows the document. Threads: share freely.
class Value {
 public:
  /// Requires: `node` is of `document`.
  Value(const Document& document, const Node* node) : state_(document.state_.get()), node_(node) {}

  [[nodiscard]] const Node* node() const { return node_; }
  [[nodiscard]] ValueType type() const;
  [[nodiscard]] bool boolean() const;                    ///< Requires: kBool
  [[nodiscard]] std::int64_t integer() const;            ///< Requires: kInt
  [[nodiscard]] std::uint64_t unsigned_integer() const;  ///< Requires: kUint
  [[nodiscard]] double real() const;                     ///< Requires: kReal
  /// A string, unescaped; any other value as the document writes it.
  [[nodiscard]] std::string_view text() const;
  /// The bytes of the value in the document: of JSON, JSON again.
  [[nodiscard]] std::string_view written() const;
  /// Members of a list or object, else 0.
  [[nodiscard]] std::size_t size() const;
  /// Requires: index < size().
  [[nodiscard]] Value at(std::size_t index) const;
  /// The key of a member; empty in a list. Requires: index < size().
  [[nodiscard]] std::string_view key(std::size_t index) const;
  /// The member of an object as a node, or nullptr.
  [[nodiscard]] const Node* find(std::string_view key) const;
  struct Spot {
    std::string_view file;
    std::uint32_t line = 0;  ///< from 1; 0: no place
    std::uint32_t column = 0;
  };
  [[nodiscard]] Spot place() const;

 private:
  Value(const Document::State* state, const Node* node) : state_(state), node_(node) {}
  const Document::State* state_;
  const Node* node_;
};

}  // namespace cordon

#endif  // CORDON_DOCUMENT_H_
