#ifndef CORDON_DOCUMENT_YAML_COMPOSER_H_
#define CORDON_DOCUMENT_YAML_COMPOSER_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "document/reader.h"
#include "document/tree_builder.h"
#include "document/yaml_events.h"
#include "document/yaml_scalar.h"
#include "document/yaml_tags.h"

namespace cordon::document {

/// Makes values of YAML events, one document after the other.
/// Requires: check_text() and check_yaml_text() found nothing wrong with `source`.
class YamlComposer {
 public:
  YamlComposer(Store& store, const Source& source, const DocumentLimits& limits);
  /// Takes the next event. False: see error().
  bool take(const Event& event);
  [[nodiscard]] const Diagnostic& error() const { return builder_.error(); }
  /// The roots so far. They are added to the store by the caller.
  Reading& reading() { return reading_; }
  [[nodiscard]] bool saw_content() const { return saw_content_; }

 private:
  enum class Open : std::uint8_t { kList, kMap, kShortTag };
  static constexpr std::size_t kNoAnchor = static_cast<std::size_t>(-1);

  /// A finished value with what an alias to it must know.
  struct Value {
    Node node;
    At end = 0;
    std::size_t weight = 1;    ///< values in it, those of aliases included
    std::uint32_t height = 0;  ///< containers on its longest path
    std::string_view key;      ///< a scalar: the text that it is as a key
    bool scalar = true;
  };
  struct Anchor {
    Value value;
    bool complete = false;
  };
  struct Frame {
    Open open;
    bool wants_key;
    bool flow;
    std::size_t anchor;
    std::size_t weight;
    std::uint32_t height;
    At end;
  };
  /// An event's properties, read.
  struct Head {
    Tag tag;
    At at = 0;  ///< of the content
    At tag_at = 0;
    bool as_string = false;  ///< the tag `!`
    std::size_t anchor = kNoAnchor;
  };

  bool start_document();
  bool end_document();
  bool read_head(const Event& event, Head& head);
  bool scalar(const Event& event);
  bool scalar_value(const Event& event, const Head& head, Value& out);
  bool plain_value(Plain kind, std::string_view text, At at, Node& out);
  bool tagged_scalar(Plain kind, const Event& event, const Head& head, Value& out);
  bool short_tag(const Event& event, const Head& head);
  bool split_value(const Value& whole, const Event& event, Value& out);
  bool key(const Event& event, const Head& head);
  bool open(const Event& event);
  bool open_short_tag(const Head& head);
  bool close(const Event& event);
  bool alias(const Event& event);
  bool alias_value(const Event& event, const Anchor& anchor, Value& out);
  bool place(Value value, bool counted);
  Value finished(const Frame& frame, const Node& node, At end) const;
  void set_anchor(std::size_t anchor, const Value& value);
  std::size_t new_anchor(std::string_view name);
  std::string_view keep(const Event& event, std::size_t content);
  void record_length(const Node& node, At end);
  void warn(Plain kind, std::string_view text, At at);
  bool fail(std::string_view code, At at, std::string message, std::string help = {},
            std::size_t length = 1);
  [[nodiscard]] bool key_is_due() const { return !frames_.empty() && frames_.back().wants_key; }
  [[nodiscard]] At at(std::size_t offset) const { return source_.base + static_cast<At>(offset); }

  Store& store_;
  const Source& source_;
  const DocumentLimits& limits_;
  TreeBuilder builder_;
  Reading reading_;
  std::vector<Frame> frames_;
  std::vector<Anchor> anchors_;
  std::map<std::string, std::size_t, std::less<>> anchor_ids_;  // not hashed: names are hostile
  std::size_t written_ = 0;                                     ///< values of this document
  std::size_t expanded_ = 0;  ///< values of this document that aliases made
  At largest_alias_ = 0;
  std::size_t largest_weight_ = 0;
  std::size_t old_booleans_ = 0;
  std::size_t leading_zeros_ = 0;
  bool saw_content_ = false;
};

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_YAML_COMPOSER_H_
