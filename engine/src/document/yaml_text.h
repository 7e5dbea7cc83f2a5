#ifndef CORDON_DOCUMENT_YAML_TEXT_H_
#define CORDON_DOCUMENT_YAML_TEXT_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/source_space.h"
#include "cordon/diagnostic.h"
#include "cordon/limits.h"
#include "document/yaml_events.h"

namespace cordon::document {

/// What must be known of a text before libyaml sees it: lines of directives (D0208), control
/// characters (D0107), and characters that YAML 1.1 takes for line breaks and YAML 1.2 does not
/// (D0110). L0207, L0208: the host wants to end. Requires: check_text() found nothing. Cost:
/// O(bytes).
std::optional<Diagnostic> check_yaml_text(const Source& source, const DocumentLimits& limits);

/// Where a node's anchor and tag end and its content begins.
struct Properties {
  std::size_t content = 0;                   ///< offset of the first byte of the content
  std::size_t tag = std::string_view::npos;  ///< offset of the tag
};

/// Reads over the anchor and the tag that an event has, in either order, with the white space and
/// comments after them.
Properties content_of(std::string_view text, const Event& event);

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_YAML_TEXT_H_
