#include "unit/document/reading.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace cordon::test {
namespace {

Result<Reading> read(Store& store, const Source& source, As as, const DocumentLimits& limits) {
  if (as == As::kJson) return read_json(store, source, limits);
  if (as == As::kYaml) return read_yaml(store, source, limits);
  return read_document(store, source, limits);
}

}  // namespace

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
  for (const Node& node : result.value().roots)
    out += (out.empty() ? "" : " ") + canonical(store, node);
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
