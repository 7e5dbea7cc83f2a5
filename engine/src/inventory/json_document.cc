#include "inventory/json_document.h"

#include "inventory/adapter.h"

namespace cordon {

Node json_member(Store& store, const Node& root, Symbol name) {
  if (root.is(Kind::kUnknown)) return root;
  if (!root.is_object()) {
    return store.error("V0101", "the document is not an object, it has no members", root.at);
  }
  if (const Node* member = Store::find(root, name)) return *member;
  return store.missing(std::string(store.symbols.text(name)) + " is not written", root.at);
}

namespace {

/// Any document as one resource of type Json::Document, whose properties are the root's members.
class JsonDocument final : public Adapter {
 public:
  JsonDocument(AdapterContext& context, const Node& root, std::string_view address)
      : store_(context.store()), root_(root), address_(address) {}

  Node property(ResourceId /*id*/, View /*view*/, Symbol name) override {
    return json_member(store_, root_, name);
  }

  Node attribute(ResourceId /*id*/, Symbol name) override {
    const std::string_view text = store_.symbols.text(name);
    if (text == "root") return root_;
    if (text == "id") return Node::string(address_, root_.at);
    if (text == "tags") return store_.object({}, {}, root_.at);
    return store_.missing("@" + std::string(text) + " is not known of a json document", root_.at);
  }

  std::vector<Symbol> property_names(ResourceId /*id*/, View /*view*/) override {
    if (!root_.is_object()) return {};
    const auto keys = Store::keys(root_);
    return {keys.begin(), keys.end()};
  }

 private:
  Store& store_;
  Node root_;
  std::string_view address_;
};

}  // namespace

Result<std::unique_ptr<Adapter>> make_json(AdapterContext& context, const Node& root,
                                           std::string_view address) {
  Resource resource;
  resource.type = context.store().symbols.intern(kJsonDocument);
  resource.native_type = resource.type;
  resource.address = address;
  resource.body = root;
  resource.exists = Node::boolean(true, root.at);
  context.add(resource);
  return std::unique_ptr<Adapter>(std::make_unique<JsonDocument>(context, root, address));
}

}  // namespace cordon
