#include <optional>
#include <unordered_map>
#include <utility>

#include "inventory/adapter.h"
#include "inventory/json_document.h"
#include "inventory/tags.h"

namespace cordon {
namespace {

/// Resources that a test writes in the canonical vocabulary. They have no defaults, and a
/// resource's address is also its id.
class ResourceCase final : public Adapter {
 public:
  explicit ResourceCase(AdapterContext& context)
      : context_(context), store_(context.store()), tags_key_(store_.symbols.intern("Tags")) {}

  /// Errors: I0301 an entry that is no resource.
  std::optional<Diagnostic> add(std::string_view address, const Node& body) {
    const Node* type = body.is_object() ? store_.find(body, "Type") : nullptr;
    const Node* properties = body.is_object() ? store_.find(body, "Properties") : nullptr;
    const bool whole = type != nullptr && type->is(Kind::kString);
    // A document's root is what stands as its properties, and may be anything.
    const bool document = whole && type->text() == kJsonDocument;
    if (!whole || (!document && properties != nullptr && !properties->is_object())) {
      return Diagnostic{
          "I0301",
          Level::kError,
          {body.at, body.at + 1},
          "expected a resource { Type: \"...\", Properties: { ... } } for " + std::string(address),
          {},
          {}};
    }
    Resource resource;
    resource.type = store_.symbols.intern(type->text());
    resource.native_type = resource.type;
    resource.address = address;
    resource.body = body;
    resource.exists = Node::boolean(true, body.at);
    const ResourceId id = context_.add(resource);
    context_.add_id(address, id);
    properties_.emplace(id, properties == nullptr ? store_.object({}, {}, body.at) : *properties);
    return std::nullopt;
  }

  Node property(ResourceId id, View /*view*/, Symbol name) override {
    const Node& properties = properties_.at(id);
    if (is_document(id)) return json_member(store_, properties, name);
    if (const Node* member = Store::find(properties, name)) return *member;
    return store_.missing(std::string(store_.symbols.text(name)) + " is not written",
                          properties.at);
  }

  Node attribute(ResourceId id, Symbol name) override {
    const Resource& resource = context_.resource(id);
    const std::string_view text = store_.symbols.text(name);
    if (text == "id") return Node::string(resource.address, resource.body.at);
    if (text == "tags") {
      return is_document(id) ? store_.object({}, {}, resource.body.at) : tags(id);
    }
    if (text == "root") return is_document(id) ? properties_.at(id) : resource.body;
    return store_.missing("@" + std::string(text) + " is not given", resource.body.at);
  }

  std::vector<Symbol> property_names(ResourceId id, View /*view*/) override {
    const Node& properties = properties_.at(id);
    if (!properties.is_object()) return {};
    const auto keys = Store::keys(properties);
    return {keys.begin(), keys.end()};
  }

 private:
  [[nodiscard]] bool is_document(ResourceId id) const {
    return store_.symbols.text(context_.resource(id).type) == kJsonDocument;
  }
  Node tags(ResourceId id);

  AdapterContext& context_;
  Store& store_;
  Symbol tags_key_;
  std::unordered_map<ResourceId, Node> properties_;
};

Node ResourceCase::tags(ResourceId id) {
  const ResourceType* type =
      context_.catalogue().find(store_.symbols.text(context_.resource(id).type));
  const bool told = type != nullptr && !type->tags_property.empty();
  const Symbol key = told ? store_.symbols.intern(type->tags_property) : tags_key_;
  return tags_object(store_, property(id, kCanonical, key), properties_.at(id).at);
}

}  // namespace

Result<std::unique_ptr<Adapter>> make_resources(AdapterContext& context, const Node& root) {
  if (!root.is_object()) {
    return Diagnostic{"I0301",
                      Level::kError,
                      {root.at, root.at + 1},
                      "expected an object from address to resource",
                      {},
                      {}};
  }
  auto adapter = std::make_unique<ResourceCase>(context);
  const auto keys = Store::keys(root);
  for (std::uint32_t i = 0; i < root.len; ++i) {
    auto wrong = adapter->add(context.store().symbols.text(keys[i]), root.kids[i]);
    if (wrong) return std::move(*wrong);
  }
  return std::unique_ptr<Adapter>(std::move(adapter));
}

}  // namespace cordon
