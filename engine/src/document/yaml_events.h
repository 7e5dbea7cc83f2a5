#ifndef CORDON_DOCUMENT_YAML_EVENTS_H_
#define CORDON_DOCUMENT_YAML_EVENTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "cordon/limits.h"

namespace cordon::document {

enum class EventKind : std::uint8_t {
  kOther,  ///< the stream starts
  kStreamEnd,
  kDocumentStart,
  kDocumentEnd,
  kAlias,
  kScalar,
  kListStart,
  kListEnd,
  kMapStart,
  kMapEnd
};

enum class ScalarStyle : std::uint8_t { kPlain, kSingle, kDouble, kBlock };

/// One event of a YAML stream. Views are valid until the next call of EventReader::next().
struct Event {
  EventKind kind = EventKind::kOther;
  ScalarStyle style = ScalarStyle::kPlain;
  bool flow = false;        ///< of a list or map: written with brackets
  bool implicit = false;    ///< of a document's start or end: not written
  std::string_view anchor;  ///< of an alias: its name
  std::string_view tag;
  std::string_view text;
  std::size_t begin = 0;  ///< byte offsets in the text
  std::size_t end = 0;
};

/// libyaml's event stream with byte offsets. Throws std::bad_alloc only.
class EventReader {
 public:
  /// Requires: `text` is UTF-8 and outlives the reader; reading begins at byte `from`.
  /// `host` is asked with each piece of the text that libyaml takes.
  EventReader(std::string_view text, std::size_t from, const Interrupt& host);
  ~EventReader();
  EventReader(const EventReader&) = delete;
  EventReader& operator=(const EventReader&) = delete;

  /// False: the text is not YAML; then fault() and fault_at() say why and where. Or the host wants
  /// to end: interrupted().
  bool next(Event& event);
  [[nodiscard]] std::string_view interrupted() const;
  [[nodiscard]] const std::string& fault() const { return fault_; }
  [[nodiscard]] std::size_t fault_at() const { return fault_at_; }

 private:
  struct Parser;
  class Offsets;
  std::unique_ptr<Offsets> offsets_;
  std::unique_ptr<Parser> parser_;
  std::string fault_;
  std::size_t fault_at_ = 0;
};

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_YAML_EVENTS_H_
