// The only file that knows libyaml. Its marks count characters, not bytes, so a table of every 64th
// character's byte offset turns them into places. Only the event interface is used: the loader of
// the library is quadratic in anchors and builds cyclic graphs. Tests:
// tests/unit/document/yaml_*_test.cc.
#include "document/yaml_events.h"

#include <yaml.h>

#include <new>
#include <vector>

#include "base/interruption.h"
#include "base/utf8.h"

namespace cordon::document {
namespace {

constexpr std::size_t kStep = 64;

std::string_view view(const yaml_char_t* text) {
  if (text == nullptr) return {};
  return reinterpret_cast<const char*>(text);
}

ScalarStyle style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      return ScalarStyle::kSingle;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return ScalarStyle::kDouble;
    case YAML_LITERAL_SCALAR_STYLE:
    case YAML_FOLDED_SCALAR_STYLE:
      return ScalarStyle::kBlock;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE:
      break;
  }
  return ScalarStyle::kPlain;
}

/// libyaml's words, so that they read on in a message of ours.
std::string fault_text(const yaml_parser_t& parser) {
  std::string text = parser.problem == nullptr ? "no YAML" : parser.problem;
  if (parser.context != nullptr) text += std::string(" (") + parser.context + ")";
  return text;
}

}  // namespace

/// Byte offsets of characters.
class EventReader::Offsets {
 public:
  Offsets(std::string_view text, std::size_t from, const Interrupt& host)
      : text_(text), from_(from) {
    std::size_t count = 0;
    ended_ = in_pieces(from, text.size(), host, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
        if (count++ % kStep == 0) steps_.push_back(static_cast<std::uint32_t>(i));
      }
      return true;
    });
    ascii_ = count == text.size() - from;
  }
  /// What the host said while they were counted.
  [[nodiscard]] std::string_view ended() const { return ended_; }
  [[nodiscard]] std::size_t of(std::size_t index) const {
    if (ascii_) return std::min(from_ + index, text_.size());
    if (index / kStep >= steps_.size()) return text_.size();
    std::size_t at = steps_[index / kStep];
    for (std::size_t i = index % kStep; i > 0 && at < text_.size(); --i) {
      at += decode_utf8(text_, at).length;
    }
    return at;
  }

 private:
  std::string_view text_;
  std::size_t from_;
  std::vector<std::uint32_t> steps_;
  bool ascii_ = false;
  std::string_view ended_;
};

/// Gives libyaml the text piece by piece; one event may take any number of them.
struct EventReader::Parser {
  Parser(std::string_view text, const Interrupt& wanted) : rest(text), host(wanted) {
    if (yaml_parser_initialize(&parser) == 0) throw std::bad_alloc();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input(&parser, &Parser::give, this);
  }
  ~Parser() {
    yaml_event_delete(&event);
    yaml_parser_delete(&parser);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  static int give(void* self, unsigned char* to, std::size_t room, std::size_t* given) {
    Parser& p = *static_cast<Parser*>(self);
    if (p.interrupted.empty()) p.interrupted = interruption_code(p.host);
    *given = 0;
    if (!p.interrupted.empty()) return 0;
    *given = p.rest.copy(reinterpret_cast<char*>(to), room);
    p.rest.remove_prefix(*given);
    return 1;
  }

  yaml_parser_t parser{};
  yaml_event_t event{};
  std::string_view rest;
  const Interrupt host;
  std::string_view interrupted;
};

EventReader::EventReader(std::string_view text, std::size_t from, const Interrupt& host)
    : offsets_(std::make_unique<Offsets>(text, from, host)),
      parser_(std::make_unique<Parser>(text.substr(from), host)) {
  parser_->interrupted = offsets_->ended();
}

EventReader::~EventReader() = default;

std::string_view EventReader::interrupted() const { return parser_->interrupted; }

bool EventReader::next(Event& event) {
  yaml_event_t& raw = parser_->event;
  yaml_event_delete(&raw);
  const yaml_parser_t& parser = parser_->parser;
  if (yaml_parser_parse(&parser_->parser, &raw) == 0) {
    if (parser.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    fault_ = fault_text(parser);
    fault_at_ = offsets_->of(parser.problem_mark.index);
    return false;
  }
  event = Event{};
  event.begin = offsets_->of(raw.start_mark.index);
  event.end = offsets_->of(raw.end_mark.index);
  switch (raw.type) {
    case YAML_NO_EVENT:
    case YAML_STREAM_END_EVENT:
      event.kind = EventKind::kStreamEnd;
      break;
    case YAML_STREAM_START_EVENT:
      break;
    case YAML_DOCUMENT_START_EVENT:
      event.kind = EventKind::kDocumentStart;
      event.implicit = raw.data.document_start.implicit != 0;
      break;
    case YAML_DOCUMENT_END_EVENT:
      event.kind = EventKind::kDocumentEnd;
      event.implicit = raw.data.document_end.implicit != 0;
      break;
    case YAML_ALIAS_EVENT:
      event.kind = EventKind::kAlias;
      event.anchor = view(raw.data.alias.anchor);
      break;
    case YAML_SCALAR_EVENT:
      event.kind = EventKind::kScalar;
      event.anchor = view(raw.data.scalar.anchor);
      event.tag = view(raw.data.scalar.tag);
      event.text = {reinterpret_cast<const char*>(raw.data.scalar.value), raw.data.scalar.length};
      event.style = style_of(raw.data.scalar.style);
      break;
    case YAML_SEQUENCE_START_EVENT:
      event.kind = EventKind::kListStart;
      event.anchor = view(raw.data.sequence_start.anchor);
      event.tag = view(raw.data.sequence_start.tag);
      event.flow = raw.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
      break;
    case YAML_SEQUENCE_END_EVENT:
      event.kind = EventKind::kListEnd;
      break;
    case YAML_MAPPING_START_EVENT:
      event.kind = EventKind::kMapStart;
      event.anchor = view(raw.data.mapping_start.anchor);
      event.tag = view(raw.data.mapping_start.tag);
      event.flow = raw.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
      break;
    case YAML_MAPPING_END_EVENT:
      event.kind = EventKind::kMapEnd;
      break;
  }
  return true;
}

}  // namespace cordon::document
