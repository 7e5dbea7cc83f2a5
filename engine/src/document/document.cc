// Chooses the reader of a text by its name and its first byte, reads one JSON value a line, and
// reads JSON documents inside strings so that their places lead back to the file. The last is done
// by finding out how the holder was written and checking it byte by byte; what cannot be checked
// keeps the holder's place. Tests: tests/unit/document/choice_test.cc and embedded_test.cc.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/interruption.h"
#include "document/json_parser.h"
#include "document/reader.h"
#include "document/text_check.h"
#include "document/tree_builder.h"

namespace cordon {
namespace {

using document::problem;

bool has_ending(std::string_view name, std::string_view ending) {
  if (name.size() < ending.size()) return false;
  return std::equal(ending.begin(), ending.end(),
                    name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
}

/// Offset of the first byte after a byte order mark and white space; `ended`: what the host said on
/// the way.
std::size_t first_byte(std::string_view text, const Interrupt& host, std::string_view& ended) {
  std::size_t first = text.size();
  ended =
      in_pieces(document::bom_length(text), text.size(), host, [&](std::size_t at, std::size_t to) {
        first = std::min(text.substr(0, to).find_first_not_of(" \t\r\n", at), text.size());
        return first == text.size();
      });
  return first;
}

Result<Reading> read_json_lines(Store& store, const Source& source, const DocumentLimits& limits) {
  if (auto wrong = document::check_text(store.sources, source, limits)) return std::move(*wrong);
  document::TreeBuilder builder(store, source, limits);
  Reading reading;
  Interruption interruption(limits.interrupt);  // lines without a value count, too
  std::size_t begin = document::bom_length(source.text);
  while (begin < source.text.size()) {
    if (interruption.step()) return cordon::interruption(interruption.code());
    const std::size_t end = std::min(source.text.find('\n', begin), source.text.size());
    document::JsonParser parser(store, source, builder, begin, end);
    begin = end + 1;
    if (parser.at_end() && !builder.failed()) continue;
    if (!parser.read_only_value()) return builder.error();
    reading.roots.push_back(builder.take_root());
  }
  if (reading.roots.empty()) {
    return problem("D0101", source.base, "the text is empty", "expected one JSON value a line");
  }
  for (const Node& root : reading.roots) store.add_root(root);
  return reading;
}

/// JSON by its name: a reader that meets something else at the first byte says so.
Result<Reading> read_named_json(Store& store, const Source& source, const DocumentLimits& limits) {
  auto result = read_json(store, source, limits);
  if (result.ok() || result.error().code != "D0102") return result;
  Diagnostic error = result.error();
  std::string_view ended;
  const std::size_t first = first_byte(source.text, limits.interrupt, ended);
  if (!ended.empty()) return interruption(ended, error.span);
  const bool at_first = error.span.begin == source.base + static_cast<At>(first);
  if (at_first && error.help.empty()) {
    error.help = "a file named .json is JSON and nothing else; if it is YAML, name it .yaml";
  }
  return error;
}

Result<Reading> read_json_by_content(Store& store, const Source& source,
                                     const DocumentLimits& limits) {
  auto result = read_json(store, source, limits);
  if (result.ok() || result.error().code != "D0102" || !result.error().help.empty()) return result;
  Diagnostic error = result.error();
  error.help =
      "a text that begins with `{` or `[` is read as JSON; a YAML document may begin with `---`";
  return error;
}

struct Holding {
  Embedding embedding = Embedding::kOpaque;
  At text = 0;
};

/// Whether `raw`, from behind the opening quote on, is a JSON string on one line that means `text`.
bool means(std::string_view raw, std::string_view text) {
  std::string decoded;
  std::size_t at = 0;
  while (at < raw.size() && raw[at] != '"' && decoded.size() <= text.size()) {
    if (static_cast<unsigned char>(raw[at]) < 0x20) return false;
    if (raw[at] != '\\') {
      decoded += raw[at++];
      continue;
    }
    const std::size_t length = document::decode_json_escape(raw, at, raw.size(), decoded);
    if (length == 0) return false;
    at += length;
  }
  return at < raw.size() && raw[at] == '"' && decoded == text;
}

Holding how_held(const Store& store, const Node& holder) {
  const Source* source = store.sources.find(holder.at);
  if (source == nullptr) return {};
  const std::string_view raw = source->text.substr(holder.at - source->base);
  const std::string_view text = holder.text();
  if (raw.starts_with('"')) {
    return means(raw.substr(1), text) ? Holding{Embedding::kJsonEscapes, holder.at + 1} : Holding{};
  }
  const std::size_t quote = raw.starts_with('\'') ? 1 : 0;
  if (raw.substr(quote, text.size()) != text) return {};
  return {Embedding::kVerbatim, holder.at + static_cast<At>(quote)};
}

}  // namespace

Result<Reading> read_document(Store& store, const Source& source, const DocumentLimits& limits) {
  if (auto wrong = document::check_size(source.text.size(), source.base, limits))
    return std::move(*wrong);
  if (has_ending(source.name, ".ndjson") || has_ending(source.name, ".jsonl")) {
    return read_json_lines(store, source, limits);
  }
  if (has_ending(source.name, ".json")) return read_named_json(store, source, limits);
  std::string_view ended;
  const std::size_t first = first_byte(source.text, limits.interrupt, ended);
  if (!ended.empty()) return interruption(ended, {source.base, source.base + 1});
  const bool json =
      first < source.text.size() && (source.text[first] == '{' || source.text[first] == '[');
  return json ? read_json_by_content(store, source, limits) : read_yaml(store, source, limits);
}

namespace {

/// The same value without places: a text that stands nowhere holds nothing that stands somewhere.
Node without_places(Store& store, const Node& v) {
  if (!v.is(Kind::kList) && !v.is_object()) return v.at_place(0);
  std::vector<Node> members;
  for (const Node& m : v.members()) members.push_back(without_places(store, m));
  return v.is(Kind::kList) ? store.list(members) : store.object(Store::keys(v), members);
}

}  // namespace

Result<Node> read_embedded_json(Store& store, const Node& holder, const DocumentLimits& limits) {
  const Holding holding = how_held(store, holder);
  const Source* source =
      store.sources.add_embedded(holder.at, holding.text, holding.embedding, holder.text());
  if (source == nullptr) {
    return problem("D0201", holder.at, "all texts of the run together exceed 4 GiB");
  }
  auto reading = read_json(store, *source, limits);
  if (!reading.ok()) return reading.error();
  const Node root = reading->roots.front();
  return holder.at == 0 ? without_places(store, root) : root;
}

}  // namespace cordon
