// Makes located values of libyaml's events. The one idea: the composer keeps a stack beside the
// builder's, so that anchors know size and height of what they name; an alias then costs one number
// to check, and a bomb or a cycle ends before anything is expanded. Knows the core schema,
// CloudFormation's short tags, and nothing of merge keys. Tests:
// tests/unit/document/yaml_reader_test.cc and yaml_suite_test.cc.
#include "document/yaml_composer.h"

#include <algorithm>
#include <utility>

#include "document/text_check.h"
#include "document/yaml_text.h"

namespace cordon::document {
namespace {

constexpr std::size_t kMostWarnings = 100;  // of one code and text

bool fits(Tag::Kind tag, Plain plain) {
  switch (tag) {
    case Tag::Kind::kInteger:
      return plain == Plain::kInteger || plain == Plain::kOctal || plain == Plain::kHex;
    case Tag::Kind::kReal:
      return plain == Plain::kReal || plain == Plain::kInteger;
    case Tag::Kind::kBoolean:
      return plain == Plain::kTrue || plain == Plain::kFalse;
    case Tag::Kind::kNull:
      return plain == Plain::kNull;
    default:
      return false;
  }
}

}  // namespace

YamlComposer::YamlComposer(Store& store, const Source& source, const DocumentLimits& limits)
    : store_(store), source_(source), limits_(limits), builder_(store, source, limits) {}

bool YamlComposer::fail(std::string_view code, At at, std::string message, std::string help,
                        std::size_t length) {
  return builder_.fail(problem(code, at, std::move(message), std::move(help), length));
}

bool YamlComposer::take(const Event& event) {
  switch (event.kind) {
    case EventKind::kDocumentStart:
      return start_document();
    case EventKind::kDocumentEnd:
      return end_document();
    case EventKind::kAlias:
      return alias(event);
    case EventKind::kScalar:
      return scalar(event);
    case EventKind::kListStart:
    case EventKind::kMapStart:
      return open(event);
    case EventKind::kListEnd:
    case EventKind::kMapEnd:
      return close(event);
    case EventKind::kOther:
    case EventKind::kStreamEnd:
      break;
  }
  return true;
}

bool YamlComposer::start_document() {
  anchors_.clear();
  anchor_ids_.clear();
  written_ = builder_.values();
  expanded_ = 0;
  largest_alias_ = 0;
  largest_weight_ = 0;
  return true;
}

bool YamlComposer::end_document() {
  written_ = builder_.values() - written_;
  const Node root = builder_.take_root();
  if (expanded_ > limits_.max_alias_factor * written_) {
    return fail("D0205", largest_alias_,
                "aliases make " + std::to_string(expanded_) + " values out of " +
                    std::to_string(written_) + " written ones, the limit is " +
                    std::to_string(limits_.max_alias_factor) + " times as many");
  }
  if (reading_.roots.size() >= limits_.max_documents) {
    return fail("D0209", root.at,
                "more than " + std::to_string(limits_.max_documents) + " documents in one text");
  }
  reading_.roots.push_back(root);
  return true;
}

bool YamlComposer::read_head(const Event& event, Head& head) {
  const Properties found = content_of(source_.text, event);
  const bool has_tag = found.tag != std::string_view::npos;
  head.at = at(found.content);
  head.tag_at = at(has_tag ? found.tag : event.begin);
  head.as_string = has_tag && (event.tag.empty() || event.tag == "!");
  head.tag = find_tag(event.tag);
  if (head.tag.kind == Tag::Kind::kUnknown) {
    return fail("D0111", head.tag_at, "the tag " + in_backticks(event.tag) + " is not known",
                "known are the core tags of YAML (!!str, !!int, ...) and the short forms of "
                "CloudFormation (!Ref, !GetAtt, !Sub, ...)");
  }
  if (!event.anchor.empty()) head.anchor = new_anchor(event.anchor);
  return true;
}

std::size_t YamlComposer::new_anchor(std::string_view name) {
  anchors_.emplace_back();
  const auto known = anchor_ids_.find(name);
  if (known == anchor_ids_.end()) {
    anchor_ids_.emplace(std::string(name), anchors_.size() - 1);
  } else {
    known->second = anchors_.size() - 1;
  }
  return anchors_.size() - 1;
}

void YamlComposer::set_anchor(std::size_t anchor, const Value& value) {
  if (anchor == kNoAnchor) return;
  anchors_[anchor].value = value;
  anchors_[anchor].complete = true;
}

/// The text of a scalar that lives as long as the store: where it is written, if it stands there as
/// it is.
std::string_view YamlComposer::keep(const Event& event, std::size_t content) {
  const bool quoted = event.style == ScalarStyle::kSingle || event.style == ScalarStyle::kDouble;
  const std::string_view there = source_.text.substr(
      std::min(content + (quoted ? 1 : 0), source_.text.size()), event.text.size());
  return there == event.text ? there : store_.arena.copy(event.text);
}

void YamlComposer::record_length(const Node& node, At end) {
  if (end <= node.at) {  // an empty text without quotes takes no bytes; 0 would mean "not recorded"
    if (node.is(Kind::kString)) store_.set_raw_length(node.at, 1);
    return;
  }
  if (node.is(Kind::kString) && end - node.at == node.len + 2U) return;
  store_.set_raw_length(node.at, end - node.at);
}

void YamlComposer::warn(Plain kind, std::string_view text, At at) {
  const bool old_boolean = kind == Plain::kOldBoolean;
  if ((old_boolean ? old_booleans_ : leading_zeros_)++ >= kMostWarnings) return;
  Diagnostic warning = problem(
      old_boolean ? "W0110" : "W0111", at,
      old_boolean ? in_backticks(text) + " is read as a text, not as a boolean"
                  : "a number with a leading zero is read as a text",
      old_boolean ? "YAML 1.2 has true and false; quote it if the text is meant"
                  : "older readers take it for an octal number; quote it if the text is meant",
      text.size());
  warning.level = Level::kWarning;
  reading_.warnings.push_back(std::move(warning));
}

bool YamlComposer::plain_value(Plain kind, std::string_view text, At at, Node& out) {
  switch (kind) {
    case Plain::kNull:
      out = Node::null(at);
      return true;
    case Plain::kTrue:
      out = Node::boolean(true, at);
      return true;
    case Plain::kFalse:
      out = Node::boolean(false, at);
      return true;
    case Plain::kNotFinite:
      return fail("D0109", at, in_backticks(text) + " is no finite number",
                  "quote it if a text is meant", text.size());
    case Plain::kLeadingZero:
    case Plain::kOldBoolean:
      warn(kind, text, at);
      [[fallthrough]];
    case Plain::kString:
      out = Node::string(text, at);
      return true;
    case Plain::kInteger:
    case Plain::kOctal:
    case Plain::kHex:
    case Plain::kReal:
      break;
  }
  const Number number = plain_number(kind, text, at);
  out = number.node;
  if (number.fault == NumberFault::kNone) return true;
  return fail("D0109", at,
              in_backticks(text) + (number.fault == NumberFault::kTooLarge
                                        ? " is too large for a number"
                                        : " is too small for a number, but not zero"),
              "quote it if a text is meant", text.size());
}

bool YamlComposer::tagged_scalar(Plain kind, const Event& event, const Head& head, Value& out) {
  if (!fits(head.tag.kind, kind)) {
    return fail("D0111", head.tag_at,
                "the tag " + in_backticks(event.tag) + " does not fit the text " +
                    in_backticks(event.text));
  }
  if (head.tag.kind != Tag::Kind::kReal) return plain_value(kind, out.key, head.at, out.node);
  return plain_value(Plain::kReal, out.key, head.at, out.node);
}

bool YamlComposer::scalar_value(const Event& event, const Head& head, Value& out) {
  const std::size_t content = head.at - source_.base;
  out.end = at(std::max(event.end, content));
  if (!builder_.check_string(event.text.size(), head.at)) return false;
  out.key = keep(event, content);
  const Plain kind = classify_plain(event.text);
  const bool is_text = event.style != ScalarStyle::kPlain || head.as_string;
  bool ok = true;
  switch (head.tag.kind) {
    case Tag::Kind::kNone:
      ok = plain_value(is_text ? Plain::kString : kind, out.key, head.at, out.node);
      break;
    case Tag::Kind::kShort:
    case Tag::Kind::kString:
      out.node = Node::string(out.key, head.at);
      break;
    default:
      ok = tagged_scalar(kind, event, head, out);
      break;
  }
  if (ok) record_length(out.node, out.end);
  return ok;
}

bool YamlComposer::scalar(const Event& event) {
  Head head;
  if (!read_head(event, head)) return false;
  const bool bare = event.style == ScalarStyle::kPlain && event.text.empty();
  if (!frames_.empty() || !bare || !event.tag.empty()) saw_content_ = true;
  if (key_is_due()) return key(event, head);
  if (head.tag.kind == Tag::Kind::kShort) return short_tag(event, head);
  Value value;
  if (!scalar_value(event, head, value)) return false;
  set_anchor(head.anchor, value);
  return place(value, false);
}

bool YamlComposer::key(const Event& event, const Head& head) {
  if (head.tag.kind == Tag::Kind::kShort) {
    return fail("D0114", head.tag_at,
                "expected a scalar as key, found the tag " + in_backticks(event.tag));
  }
  if (event.style == ScalarStyle::kPlain && event.text == "<<") {
    return fail("D0112", head.at, "the merge key `<<` is not supported",
                "write the members out, or quote the key if it is meant as a text", 2);
  }
  Value value;
  value.end = at(event.end);
  if (head.anchor == kNoAnchor && head.tag.kind == Tag::Kind::kNone) {
    value.key = keep(event, head.at - source_.base);
  } else if (!scalar_value(event, head, value)) {
    return false;
  }
  set_anchor(head.anchor, value);
  frames_.back().wants_key = false;
  frames_.back().end = value.end;
  return builder_.key(value.key, head.at);
}

bool YamlComposer::open_short_tag(const Head& head) {
  if (!builder_.open_object(head.tag_at) || !builder_.key(head.tag.key, head.tag_at)) return false;
  frames_.push_back({Open::kShortTag, false, false, head.anchor, 1, 0, head.tag_at});
  return true;
}

bool YamlComposer::short_tag(const Event& event, const Head& head) {
  Value value;
  if (!open_short_tag(head) || !scalar_value(event, head, value)) return false;
  if (!head.tag.splits_at_dot) return place(value, false);
  Value list;
  return split_value(value, event, list) && place(list, true);
}

/// `A.B.C` as the list of `A` and `B.C`.
bool YamlComposer::split_value(const Value& whole, const Event& event, Value& out) {
  const std::string_view text = whole.key;
  const std::size_t dot = text.find('.');
  const bool quoted = event.style != ScalarStyle::kPlain;
  // Places inside the text are known where it stands in the source as it is.
  const bool as_written =
      text.data() >= source_.text.data() && text.data() < source_.text.data() + source_.text.size();
  const At first = whole.node.at + (quoted && as_written ? 1U : 0U);
  const auto add = [&](std::string_view part, std::size_t offset) {
    const Node node =
        Node::string(part, as_written ? first + static_cast<At>(offset) : whole.node.at);
    if (as_written) record_length(node, node.at + static_cast<At>(part.size()));
    return builder_.add(node);
  };
  if (!builder_.open_list(whole.node.at) || !add(text.substr(0, dot), 0)) return false;
  if (dot != std::string_view::npos && !add(text.substr(dot + 1), dot + 1)) return false;
  out.weight = 1 + (dot != std::string_view::npos ? 2 : 1);
  out.height = 1;
  out.end = std::max(whole.end, whole.node.at + 1);  // the tag may stand alone
  out.scalar = false;
  return builder_.finish(out.end, out.node);
}

bool YamlComposer::open(const Event& event) {
  Head head;
  if (!read_head(event, head)) return false;
  saw_content_ = true;
  if (key_is_due()) {
    const bool placeholder =
        source_.text.substr(event.begin == 0 ? 0 : event.begin - 1, 3).find("{{") !=
        std::string_view::npos;
    return fail("D0114", head.at, "expected a scalar as key, found a list or map",
                placeholder ? "if this is a template with placeholders, render it first"
                            : "keys of documents are texts");
  }
  const bool map = event.kind == EventKind::kMapStart;
  if (head.tag.kind == Tag::Kind::kShort) {
    if (!open_short_tag(head)) return false;
    head.anchor = kNoAnchor;
  } else if (head.tag.kind != Tag::Kind::kNone &&
             head.tag.kind != (map ? Tag::Kind::kMap : Tag::Kind::kList)) {
    return fail("D0111", head.tag_at,
                "the tag " + in_backticks(event.tag) + " does not fit a " + (map ? "map" : "list"));
  }
  frames_.push_back({map ? Open::kMap : Open::kList, map, event.flow, head.anchor, 1, 0, head.at});
  return map ? builder_.open_object(head.at) : builder_.open_list(head.at);
}

YamlComposer::Value YamlComposer::finished(const Frame& frame, const Node& node, At end) const {
  Value value;
  value.node = node;
  value.end = end;
  value.weight = frame.weight;
  value.height = frame.height + 1;
  value.scalar = false;
  return value;
}

bool YamlComposer::close(const Event& event) {
  const Frame frame = frames_.back();
  const At end = frame.flow ? at(event.end) : frame.end;
  Node node;
  if (!builder_.finish(end, node)) return false;
  const Value value = finished(frame, node, end);
  frames_.pop_back();
  set_anchor(frame.anchor, value);
  return place(value, true);
}

/// Gives a value to what is open, and ends the short tags that it completes.
bool YamlComposer::place(Value value, bool counted) {
  for (;;) {
    if (!builder_.add(value.node, counted ? 0 : 1)) return false;
    if (frames_.empty()) return true;
    Frame& frame = frames_.back();
    frame.weight += value.weight;
    frame.height = std::max(frame.height, value.height);
    frame.end = std::max(frame.end, value.end);
    frame.wants_key = frame.open == Open::kMap;
    if (frame.open != Open::kShortTag) return true;
    const Frame tag = frame;
    Node node;
    if (!builder_.finish(tag.end, node)) return false;
    value = finished(tag, node, tag.end);
    frames_.pop_back();
    set_anchor(tag.anchor, value);
    counted = true;
  }
}

bool YamlComposer::alias(const Event& event) {
  const At here = at(event.begin);
  const std::string shown = in_backticks("*" + std::string(event.anchor));
  const auto id = anchor_ids_.find(event.anchor);
  if (id == anchor_ids_.end()) {
    return fail("D0113", here, "the alias " + shown + " has no anchor before it", {},
                event.anchor.size() + 1);
  }
  const Anchor& anchor = anchors_[id->second];
  if (!anchor.complete) {
    return fail("D0113", here, "the alias " + shown + " stands inside what it refers to", {},
                event.anchor.size() + 1);
  }
  saw_content_ = true;
  expanded_ += anchor.value.weight;
  if (anchor.value.weight > largest_weight_) {
    largest_weight_ = anchor.value.weight;
    largest_alias_ = here;
  }
  if (expanded_ > limits_.max_alias_nodes) {
    return fail("D0205", here,
                "aliases make more than " + std::to_string(limits_.max_alias_nodes) + " values");
  }
  Value value;
  if (!alias_value(event, anchor, value)) return false;
  if (!key_is_due()) return place(value, false);
  if (!value.scalar) return fail("D0114", here, "expected a scalar as key, found a list or map");
  frames_.back().wants_key = false;
  frames_.back().end = value.end;
  return builder_.key(value.key, here);
}

/// A copy of the anchored value that stands at the alias; what is inside keeps its places.
bool YamlComposer::alias_value(const Event& event, const Anchor& anchor, Value& out) {
  out = anchor.value;
  const At here = at(event.begin);
  if (builder_.depth() + out.height > limits_.max_depth) {
    return fail(
        "D0202", here,
        "nesting is deeper than " + std::to_string(limits_.max_depth) + " lists and objects");
  }
  out.end = at(event.end);
  if (out.node.is(Kind::kList)) {
    out.node = store_.list(out.node.members(), here, out.end);
  } else if (out.node.is_object()) {
    out.node = store_.object(Store::keys(out.node), out.node.members(), here, out.end);
  } else {
    out.node.at = here;
    record_length(out.node, out.end);
  }
  return true;
}

}  // namespace cordon::document
