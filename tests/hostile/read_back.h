#ifndef CORDON_TESTS_HOSTILE_READ_BACK_H_
#define CORDON_TESTS_HOSTILE_READ_BACK_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "value/store.h"

namespace cordon::hostile {

/// The text as it comes back out of JSON: a byte that is no UTF-8 is the four characters \xNN.
std::string as_read_back(const std::string& text);

/// The text as a literal of JSON; bytes that are no UTF-8 stay as they are.
std::string literal(const std::string& text);
/// The same with everything but ASCII escaped: a literal of JSON and of rule text.
std::string escaped_literal(const std::string& text);

/// JSON, as our own strict reader takes it.
class ReadBack {
 public:
  explicit ReadBack(const std::string& json);

  [[nodiscard]] bool is_json() const { return root_.has_value(); }
  /// The text at a path such as `rows/0/title`. In it, `*` is the first member of an object, and
  /// `#` the key of that one. null is "", as writers say that a text is empty; nothing: there is no
  /// text at the path.
  [[nodiscard]] std::optional<std::string> at(std::string_view path) const;

 private:
  Store store_;
  std::optional<Node> root_;
};

/// Those of the paths at which another text than `text` came back, each with a line end; all of
/// them where it is no JSON.
std::string lost(const std::string& json, const std::string& text,
                 const std::vector<std::string>& paths);

}  // namespace cordon::hostile

#endif  // CORDON_TESTS_HOSTILE_READ_BACK_H_
