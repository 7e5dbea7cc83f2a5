#include <string>
#include <vector>

#include "inventory/cloudformation.h"
#include "inventory/tags.h"

namespace cordon {

Node CloudFormation::attribute(ResourceId id, Symbol name) {
  const Resource& resource = context_.resource(id);
  const Entry& entry = entry_of(id);
  const std::string_view text = store_.symbols.text(name);
  const At at = resource.body.at;
  if (text == "id") return Node::reference(id, 0, at);
  if (text == "root") return resolver_.hides_any() ? root_.with(kSensitive) : root_;
  if (text == "region") return resolver_.pseudo("AWS::Region", at);
  if (text == "account") return resolver_.pseudo("AWS::AccountId", at);
  if (text == "inputs") return inputs();
  if (text == "condition" && entry.condition != nullptr) return *entry.condition;
  if (text == "metadata") {
    if (const Node* metadata = store_.find(resource.body, "Metadata"))
      return resolver_.resolve(*metadata, nullptr);
  }
  if (text == "tags") {
    const bool told = entry.layout->type != nullptr && !entry.layout->type->tags_property.empty();
    const std::string_view property_name =
        told ? entry.layout->type->tags_property : std::string_view("Tags");
    return tags_object(store_, property(id, kCanonical, store_.symbols.intern(property_name)),
                       enclosing(id));
  }
  return store_.missing("@" + std::string(text) + " is not written", at);
}

/// What the one who creates the stack sets: every parameter with its value, as far as it is known.
Node CloudFormation::inputs() {
  std::vector<Symbol> names;
  std::vector<Node> values;
  const Node* parameters = resolver_.parameters();
  if (parameters == nullptr) return store_.object({}, {}, root_.at);
  const auto keys = Store::keys(*parameters);
  for (std::uint32_t i = 0; i < parameters->len; ++i) {
    const Node& declaration = parameters->kids[i];
    const Node* given = declaration.is_object() ? store_.find(declaration, "Default") : nullptr;
    names.push_back(keys[i]);
    values.push_back(
        resolver_.parameter(keys[i], declaration, given != nullptr ? given->at : declaration.at));
  }
  return store_.object(names, values, parameters->at, store_.end_of(*parameters));
}

}  // namespace cordon
