// CloudFormation templates as resources. The one idea: a template is read once for which resources
// exist and what it does not show (macros, nested stacks); every property is resolved only when
// somebody asks for it, with the family's meaning of what is absent
// (stdlib_rules/mappings/cloudformation.json). Macros are not run and templates of nested stacks
// not read: both open every type set. Tests: tests/unit/inventory/cloudformation_test.cc.
#include "inventory/cloudformation.h"

#include <utility>

#include "inventory/cfn_convert.h"
#include "inventory/cfn_text.h"

namespace cordon {
namespace {

/// What only the service tells: a template that writes it is refused, so it proves nothing.
bool unwritable(const Property* property) {
  return property != nullptr && (property->read_only || property->fact);
}

}  // namespace

CloudFormation::CloudFormation(AdapterContext& context, const Node& root)
    : context_(context), store_(context.store()), root_(root), resolver_(context, root, *this) {}

std::optional<Diagnostic> CloudFormation::read() {
  const Node* resources = root_.is_object() ? store_.find(root_, "Resources") : nullptr;
  if (resources == nullptr || !resources->is_object()) {
    return Diagnostic{"I0302",
                      Level::kError,
                      {root_.at, root_.at + 1},
                      "expected a template with an object Resources",
                      {},
                      {}};
  }
  read_transforms();
  if (auto cycle = resolver_.check_conditions()) return cycle;
  read_resources(*resources);
  // Names may refer to other resources, so they are read when all are declared.
  for (const ResourceId id : ids_) {
    if (context_.stops()) break;
    register_name(id, store_.symbols.text(context_.resource(id).type));
  }
  return std::nullopt;
}

void CloudFormation::open_all(std::string reason, At at) {
  Unknown why;
  why.cause.reason = store_.arena.copy(std::string_view(reason));
  why.cause.at = at;
  context_.open_all(store_.arena.make<Unknown>(why));
}

void CloudFormation::read_transforms() {
  for (const std::string_view key : {"Transform", "Fn::Transform"}) {
    const Node* transform = store_.find(root_, key);
    if (transform == nullptr || transform->is(Kind::kNull)) continue;
    std::string name = "of the template";
    const Node* first =
        transform->is(Kind::kList) && transform->len > 0 ? transform->kids : transform;
    if (first->is(Kind::kString)) name = first->text();
    open_all("the transform " + name + " is not expanded", transform->at);
    resolver_.set_open();
  }
}

void CloudFormation::read_resources(const Node& resources) {
  const auto keys = Store::keys(resources);
  for (std::uint32_t i = 0; i < resources.len; ++i) {
    const std::string name(store_.symbols.text(keys[i]));
    if (!name.starts_with("Fn::")) continue;
    open_all("the resources of " + name + " are not expanded", resources.kids[i].at);
    resolver_.set_open();
  }
  for (std::uint32_t i = 0; i < resources.len && !context_.stops(); ++i) {
    if (!store_.symbols.text(keys[i]).starts_with("Fn::"))
      read_resource(keys[i], resources.kids[i]);
  }
}

void CloudFormation::read_resource(Symbol logical_id, const Node& body) {
  const std::string name(store_.symbols.text(logical_id));
  const Node* type = body.is_object() ? store_.find(body, "Type") : nullptr;
  if (type == nullptr || !type->is(Kind::kString)) {
    resolver_.warn("I0301", body.at, "the resource " + name + " has no Type that is a text");
    open_all("the type of the resource " + name + " is not known", body.at);
    resolver_.declare_absent(logical_id);
    return;
  }
  const Node* condition = store_.find(body, "Condition");
  Decision exists{Truth::kT, nullptr};
  if (condition != nullptr && condition->is(Kind::kString)) {
    exists = resolver_.condition(store_.symbols.intern(condition->text()), condition->at);
  }
  if (exists.truth == Truth::kF) {
    resolver_.declare_absent(logical_id);
    return;
  }
  declare(logical_id, body, type->text(), exists, condition);
  if (const Node* macro = store_.find(body, "Fn::Transform"); macro != nullptr) {
    open_all("the transform of " + name + " is not expanded", macro->at);
    resolver_.set_open();
  }
  if (type->text() == "AWS::CloudFormation::Stack") {
    open_all("the template of the nested stack " + name + " is not among the documents", body.at);
  } else if (type->text().ends_with("::MODULE")) {
    open_all("the module " + name + " is not expanded", body.at);
  } else if (type->text() == "AWS::CloudFormation::Macro" ||
             type->text() == "AWS::CloudFormation::StackSet" ||
             type->text().starts_with("AWS::ServiceCatalog::CloudFormationProvisionedProduct")) {
    open_all("what " + name + " creates is not among the documents", body.at);
  }
}

void CloudFormation::declare(Symbol logical_id, const Node& body, std::string_view type,
                             const Decision& exists, const Node* condition) {
  Resource resource;
  resource.type = store_.symbols.intern(type);
  resource.native_type = resource.type;
  resource.address = store_.symbols.text(logical_id);
  resource.body = body;
  resource.action = store_.symbols.intern("create");
  resource.exists =
      exists.truth == Truth::kT
          ? Node::boolean(true, body.at)
          : Node::make_unknown(exists.cause, condition == nullptr ? body.at : condition->at);
  const ResourceId id = context_.add(resource);
  ids_.push_back(id);
  resolver_.declare(logical_id, id);
  const Node* properties = store_.find(body, "Properties");
  if (properties != nullptr && properties->is(Kind::kNull)) properties = nullptr;
  const Entry entry{context_.catalogue().find(type), properties, table("unset", type), condition,
                    resolver_.has_macro(body)};
  entries_.emplace(id, entry);
  report_unwritable(entry, resource.address);
}

void CloudFormation::report_unwritable(const Entry& entry, std::string_view address) {
  if (entry.type == nullptr || entry.properties == nullptr || !entry.properties->is_object())
    return;
  const auto keys = Store::keys(*entry.properties);
  for (std::uint32_t i = 0; i < entry.properties->len; ++i) {
    const std::string_view name = store_.symbols.text(keys[i]);
    if (!unwritable(entry.type->body.find(name))) continue;
    resolver_.warn("I0308", entry.properties->kids[i].at,
                   std::string(name) + " of " + std::string(address) +
                       " is not read: a template cannot set it, only the service tells it",
                   "CloudFormation refuses this template");
  }
}

const Node* CloudFormation::table(std::string_view part, std::string_view type) {
  const Node* root = context_.mapping("cloudformation");
  const Node* rows = root == nullptr ? nullptr : store_.find(*root, part);
  return rows == nullptr || !rows->is_object() ? nullptr : store_.find(*rows, type);
}

/// Where the template itself gives the name that `Ref` returns, literals may refer to it.
void CloudFormation::register_name(ResourceId id, std::string_view type) {
  const Node* property_name = table("names", type);
  if (property_name == nullptr || !property_name->is(Kind::kString)) return;
  const Node name = property(id, kCanonical, store_.symbols.intern(property_name->text()));
  if (name.is(Kind::kString)) {
    context_.add_id(name.text(), id);
  } else if (!name.is(Kind::kMissing) && !name.is(Kind::kNull)) {
    context_.unknown_id(id);
  }
}

At CloudFormation::enclosing(ResourceId id) const {
  const Node* properties = entries_.at(id).properties;
  return properties != nullptr ? properties->at : context_.resource(id).body.at;
}

Node CloudFormation::property(ResourceId id, View /*view*/, Symbol name) {
  const std::uint64_t key = (std::uint64_t{id} << 32U) | name;
  if (const auto it = values_.find(key); it != values_.end()) return it->second;
  // Until it is computed a property that is read through itself is unknown.
  values_.emplace(key, own_unknown("this property depends on itself", enclosing(id)));
  const Node value = compute(id, name);
  values_[key] = value;
  return value;
}

Node CloudFormation::own_unknown(std::string_view reason, At at) {
  Unknown why;
  why.cause.reason = store_.arena.copy(reason);
  why.cause.at = at;
  return store_.unknown(why, at);
}

Node CloudFormation::absent(std::string_view name, At at) {
  return store_.missing(std::string(name) + " is not written", at);
}

Node CloudFormation::compute(ResourceId id, Symbol name) {
  const Entry& entry = entries_.at(id);
  const Property* property =
      entry.type == nullptr ? nullptr : entry.type->body.find(store_.symbols.text(name));
  const At at = enclosing(id);
  if (unwritable(property)) return absent(store_.symbols.text(name), at);
  Node value = written(entry, name, property == nullptr ? nullptr : property->type, at);
  if (property != nullptr && property->extra && !value.is(Kind::kMissing)) {
    value = convert(store_, own_unknown("CloudFormation's schema does not list this property", at),
                    property->type);
  }
  return with_default(entry, store_.symbols.text(name), value, at);
}

Node CloudFormation::written(const Entry& entry, Symbol name, const PropertyType* type, At at) {
  const std::string_view text = store_.symbols.text(name);
  if (entry.macro) return resolver_.replaceable(type, at);
  if (entry.properties == nullptr) return absent(text, at);
  if (!entry.properties->is_object() || resolver_.is_function(*entry.properties)) {
    return convert(store_, own_unknown("what the properties are is known only after expansion", at),
                   type);
  }
  if (resolver_.has_macro(*entry.properties)) return resolver_.replaceable(type, at);
  const Node* member = Store::find(*entry.properties, name);
  if (member != nullptr) {
    const Node* rule = entry.unset == nullptr ? nullptr : store_.find(*entry.unset, text);
    const bool empty = rule != nullptr && store_.find(*rule, "empty") != nullptr;
    return without_empty(resolver_.resolve(*member, type), type, empty, absent(text, at));
  }
  for (const Symbol key : Store::keys(*entry.properties)) {
    if (!store_.symbols.text(key).starts_with("Fn::")) continue;
    return convert(store_, own_unknown("a macro that is not expanded may give this property", at),
                   type);
  }
  return entry.properties->has(kOpen) ? own_unknown("further properties may be given", at)
                                      : absent(text, at);
}

/// The value, or what stands for it where it is written and means nothing; so in each branch.
Node CloudFormation::without_empty(const Node& value, const PropertyType* type,
                                   bool empty_is_absent, const Node& none) {
  if (value.is(Kind::kChoice)) {
    Choice choice = *value.choice;
    choice.then = without_empty(choice.then, type, empty_is_absent, none);
    choice.otherwise = without_empty(choice.otherwise, type, empty_is_absent, none);
    const bool neither = choice.then.is(Kind::kMissing) && choice.otherwise.is(Kind::kMissing);
    return neither ? none : store_.choice(choice, value.at);
  }
  const bool empty = empty_is_absent && value.is(Kind::kString) && value.len == 0;
  const bool absent = value.is(Kind::kMissing) || value.is(Kind::kNull);
  return absent || empty || is_absent_id(value, type) ? none : value;
}

/// Fills in what an absent property means, also in a branch of a choice that leaves it out.
Node CloudFormation::with_default(const Entry& entry, std::string_view name, const Node& value,
                                  At at) {
  if (value.is(Kind::kChoice)) {
    Choice choice = *value.choice;
    choice.then = with_default(entry, name, choice.then, at);
    choice.otherwise = with_default(entry, name, choice.otherwise, at);
    if (certainly_same(choice.then, choice.otherwise)) {
      return choice.then.has(kFromDefault) ? choice.otherwise : choice.then;
    }
    return store_.choice(choice, value.at);
  }
  if (!value.is(Kind::kMissing)) return value;
  const Node* rule = entry.unset == nullptr ? nullptr : store_.find(*entry.unset, name);
  return rule == nullptr ? absent(name, at) : default_of(*rule, name, at);
}

Node CloudFormation::default_of(const Node& rule, std::string_view name, At at) {
  if (const Node* value = store_.find(rule, "default"))
    return value->at_place(at).with(kFromDefault);
  const Node* reason = store_.find(rule, "unknown");
  if (reason == nullptr) return absent(name, at);
  Unknown why;
  why.cause.reason = reason->is(Kind::kString) ? reason->text() : "not written";
  why.cause.at = at;
  return store_.unknown(why, at).with(kFromDefault);
}

std::vector<Symbol> CloudFormation::property_names(ResourceId id, View /*view*/) {
  const Node* properties = entries_.at(id).properties;
  std::vector<Symbol> names;
  if (properties == nullptr || !properties->is_object() || resolver_.is_function(*properties))
    return names;
  for (const Symbol key : Store::keys(*properties)) {
    if (store_.symbols.text(key).starts_with("Fn::")) continue;
    if (!property(id, kCanonical, key).is(Kind::kMissing)) names.push_back(key);
  }
  return names;
}

Result<std::unique_ptr<Adapter>> make_cloudformation(AdapterContext& context, const Node& root) {
  auto adapter = std::make_unique<CloudFormation>(context, root);
  if (auto error = adapter->read()) return std::move(*error);
  return std::unique_ptr<Adapter>(std::move(adapter));
}

}  // namespace cordon
