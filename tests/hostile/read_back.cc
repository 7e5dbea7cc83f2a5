#include "hostile/read_back.h"

#include <algorithm>

#include "base/utf8.h"
#include "document/reader.h"

namespace cordon::hostile {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

std::string hex_of(unsigned char byte) { return std::string{kHex[byte >> 4U], kHex[byte & 0xFU]}; }

std::string escape(std::uint32_t unit) {
  return "\\u" + hex_of(static_cast<unsigned char>(unit >> 8U)) +
         hex_of(static_cast<unsigned char>(unit & 0xFFU));
}

std::string escape_of(char32_t c) {
  if (c < 0x10000) return escape(c);
  const std::uint32_t rest = c - 0x10000U;
  return escape(0xD800U + (rest >> 10U)) + escape(0xDC00U + (rest & 0x3FFU));
}

std::string quoted(const std::string& text, char32_t first_escaped) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char one = decode_utf8(text, at);
    const std::size_t length = std::max<std::size_t>(1, one.length);
    const std::string piece = text.substr(at, length);
    at += length;
    const bool plain = one.length == 0 || (one.value >= 0x20 && one.value < first_escaped);
    if (piece == "\"" || piece == "\\") out += '\\';
    out += plain && one.value != 0x7F ? piece : escape_of(one.value);
  }
  return out + "\"";
}

/// The member of a list or object that a word of a path names; null: there is none.
const Node* member(const Store& store, const Node& of, std::string_view word) {
  if (of.is(Kind::kList)) {
    const std::size_t index = word == "*" ? 0 : static_cast<std::size_t>(word[0] - '0');
    return index < of.len ? &of.kids[index] : nullptr;
  }
  if (!of.is_object()) return nullptr;
  for (std::size_t i = 0; i < of.len; ++i) {
    if (word == "*" || store.symbols.text(Store::keys(of)[i]) == word) return &of.kids[i];
  }
  return nullptr;
}

}  // namespace

std::string as_read_back(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = decode_utf8(text, at).length;
    out +=
        length > 0 ? text.substr(at, length) : "\\x" + hex_of(static_cast<unsigned char>(text[at]));
    at += std::max<std::size_t>(1, length);
  }
  return out;
}

std::string literal(const std::string& text) { return quoted(text, 0x110000); }
std::string escaped_literal(const std::string& text) { return quoted(text, 0x80); }

ReadBack::ReadBack(const std::string& json) {
  DocumentLimits limits;
  limits.max_key_bytes = std::size_t{1} << 20U;  // a key may be a hostile text, escaped
  const auto read = read_json(store_, *store_.sources.add("report", json), limits);
  if (read.ok()) root_ = read->roots[0];
}

std::optional<std::string> ReadBack::at(std::string_view path) const {
  const Node* node = root_ ? &*root_ : nullptr;
  while (node != nullptr && !path.empty()) {
    const std::string_view word = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), word.size() + 1));
    if (word != "#") {
      node = member(store_, *node, word);
    } else if (node->is_object() && node->len > 0) {
      return std::string(store_.symbols.text(Store::keys(*node)[0]));
    } else {
      return std::nullopt;
    }
  }
  if (node != nullptr && node->is(Kind::kNull)) return "";
  if (node == nullptr || !node->is(Kind::kString)) return std::nullopt;
  return std::string(node->text());
}

std::string lost(const std::string& json, const std::string& text,
                 const std::vector<std::string>& paths) {
  const ReadBack read(json);
  const std::string expected = as_read_back(text);
  std::string out;
  for (const std::string& path : paths) {
    if (read.at(path) != expected) out += path + "\n";
  }
  return out;
}

}  // namespace cordon::hostile
