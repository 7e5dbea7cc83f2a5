#ifndef CORDON_DOCUMENT_YAML_TAGS_H_
#define CORDON_DOCUMENT_YAML_TAGS_H_

#include <cstdint>
#include <string_view>

namespace cordon::document {

/// What a tag asks for.
struct Tag {
  enum class Kind : std::uint8_t {
    kNone,
    kString,
    kInteger,
    kReal,
    kBoolean,
    kNull,
    kList,
    kMap,
    kShort,  ///< of CloudFormation: an object with the one key `key` around the value
    kUnknown
  };
  Kind kind = Kind::kNone;
  std::string_view key;        ///< static text
  bool splits_at_dot = false;  ///< a scalar `A.B` becomes the list of A and B
};

/// Requires: `tag` as libyaml resolves it, "" for none.
Tag find_tag(std::string_view tag);

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_YAML_TAGS_H_
