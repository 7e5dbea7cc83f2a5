#ifndef CORDON_DOCUMENT_YAML_LAYOUT_H_
#define CORDON_DOCUMENT_YAML_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_space.h"
#include "cordon/diagnostic.h"
#include "cordon/limits.h"
#include "document/yaml_events.h"

namespace cordon::document {

/// Refuses (D0110) what libyaml reads although YAML 1.2 forbids it or means something else: it
/// looks at the bytes between and inside the events. Cost: O(bytes) over all events of a text.
class YamlLayout {
 public:
  YamlLayout(const Source& source, const Interrupt& host);
  /// Checks the next event of the stream. Asks the host (L0207, L0208) in a long gap.
  std::optional<Diagnostic> check(const Event& event);

 private:
  struct Level {
    bool flow;
    std::size_t begin;    ///< offset of the content
    std::int64_t column;  ///< of a block collection, from 0
  };
  void look(const Event& event);
  void look_at_gap(std::size_t begin, std::size_t end);
  bool look_at_piece(std::size_t begin, std::size_t end, bool& in_comment);
  void look_at_scalar(const Event& event);
  void look_at_block_text(std::size_t header, const Event& event);
  void look_at_block_end(std::size_t indent, bool keeps_breaks, const Event& event);
  void look_at_lines(std::size_t begin, std::size_t end, bool brackets);
  void look_at_name_end(std::size_t at);
  void look_at_properties(const Event& event, std::size_t content);
  void open(const Event& event);
  void close(const Event& event);
  void refuse(std::size_t at, std::string message, std::string help = {});
  /// Column of the innermost block collection; -1: none.
  [[nodiscard]] std::int64_t block_column() const;
  [[nodiscard]] bool in_flow() const { return !levels_.empty() && levels_.back().flow; }

  const Source& source_;
  const Interrupt host_;
  std::string_view text_;
  std::size_t start_;
  std::size_t seen_;                      ///< everything before was looked at
  std::optional<std::size_t> last_line_;  ///< offset of the last line, once it is needed
  bool needs_end_mark_ = false;
  std::vector<Level> levels_;
  std::optional<Diagnostic> wrong_;
};

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_YAML_LAYOUT_H_
