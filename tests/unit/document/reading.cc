#include "unit/document/reading.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

namespace cordon::test {
namespace {

Result<Reading> read(Store& store, const Source& source, As as, const DocumentLimits& limits) {
  if (as == As::kJson) return read_json(store, source, limits);
  if (as == As::kYaml) return read_yaml(store, source, limits);
  return read_document(store, source, limits);
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr std::string_view kHex = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(c);
      out += std::string("\\u00") + kHex[byte >> 4U] + kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + '"';
}

template <class T>
std::string digits(T value) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end.ptr};
}

std::string object_text(const Store& store, const Node& node) {
  std::vector<std::pair<std::string, std::string>> members;
  for (std::uint32_t i = 0; i < node.len; ++i) {
    members.emplace_back(store.symbols.text(Store::keys(node)[i]),
                         canonical(store, node.members()[i]));
  }
  std::sort(members.begin(), members.end());
  std::string out = "{";
  for (const auto& [key, value] : members) {
    if (out.size() > 1) out += ',';
    out += json_string(key) + ':' + value;
  }
  return out + '}';
}

}  // namespace

std::string canonical(const Store& store, const Node& node) {
  switch (node.kind()) {
    case Kind::kNull: return "null";
    case Kind::kFalse: return "false";
    case Kind::kTrue: return "true";
    case Kind::kInt: return digits(node.i);
    case Kind::kUint: return digits(node.u);
    case Kind::kBignum: return std::string(node.text());
    case Kind::kString: return json_string(node.text());
    case Kind::kObject:
    case Kind::kDict: return object_text(store, node);
    case Kind::kReal: {
      const std::string text = digits(node.d);
      return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
    }
    default: break;
  }
  std::string out = "[";
  for (const Node& member : node.members()) {
    if (out.size() > 1) out += ',';
    out += canonical(store, member);
  }
  return out + ']';
}

Read::Read(std::string text, As as, std::string name, const DocumentLimits& limits)
    : source(store.sources.add(std::move(name), std::move(text))),
      result(read(store, *source, as, limits)) {}

std::string Read::verdict() const {
  if (ok()) return "ok";
  const Place at = store.sources.place(result.error().span.begin);
  return std::string(result.error().code) + " " + std::to_string(at.line) + ":" +
         std::to_string(at.column);
}

std::string Read::json() const {
  if (!ok()) return verdict();
  std::string out;
  for (const Node& node : result.value().roots) out += (out.empty() ? "" : " ") + canonical(store, node);
  return out;
}

Node Read::at(std::string_view path) const {
  Node node = root();
  while (!path.empty()) {
    const std::string_view step = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), step.size() + 1));
    if (node.is_object()) {
      const Node* member = store.find(node, step);
      node = member == nullptr ? Node::make_missing() : *member;
    } else {
      node = node.members()[static_cast<std::size_t>(std::stoul(std::string(step)))];
    }
  }
  return node;
}

std::string Read::place(const Node& node) const {
  const Place at = store.sources.place(node.at);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string_view Read::written(const Node& node) const {
  return source->text.substr(node.at - source->base, store.end_of(node) - node.at);
}

std::string corpus() {
  const char* given = std::getenv("CORDON_CORPUS");
  std::string path = given != nullptr ? given : CORDON_SOURCE_DIR "/../shared/corpus";
  return std::filesystem::is_directory(path + "/conformance") ? path : std::string();
}

std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace cordon::test
