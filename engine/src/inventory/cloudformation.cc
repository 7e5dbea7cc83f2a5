// CloudFormation templates as resources. The one idea: a template is read once for which resources
// exist and what it does not show (macros, nested stacks); every property is resolved only when
// somebody asks for it, with the family's meaning of what is absent
// (stdlib_rules/mappings/cloudformation.json). Macros are not run and templates of nested stacks
// not read: both open every type set (cfn_unexpanded.cc). Tests:
// tests/unit/inventory/cloudformation_test.cc.
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

/// Whether a value is written and means that there is none.
bool is_nothing(const Node& value, const PropertyType* type, bool empty_is_absent) {
  const bool empty = empty_is_absent && value.is(Kind::kString) && value.len == 0;
  return empty || value.is(Kind::kMissing) || value.is(Kind::kNull) || is_absent_id(value, type);
}

}  // namespace

CloudFormation::Words::Words(Symbols& s)
    : type(s.intern("Type")),
      condition(s.intern("Condition")),
      properties(s.intern("Properties")),
      macro(s.intern("Fn::Transform")),
      empty(s.intern("empty")),
      fallback(s.intern("default")),
      unknown(s.intern("unknown")),
      create(s.intern("create")) {}

CloudFormation::CloudFormation(AdapterContext& context, const Node& root)
    : context_(context),
      store_(context.store()),
      root_(root),
      resolver_(context, root, *this),
      word_(store_.symbols) {}

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
  read_transforms(*resources);
  if (auto cycle = resolver_.check_conditions()) return cycle;
  read_resources(*resources);
  // Names may refer to other resources, so they are read when all are declared.
  for (std::size_t i = 0; i < entries_.size() && !context_.stops(); ++i)
    register_name(first_ + static_cast<ResourceId>(i));
  return std::nullopt;
}

void CloudFormation::read_resources(const Node& resources) {
  const auto keys = Store::keys(resources);
  for (std::uint32_t i = 0; i < resources.len; ++i) {
    const std::string name(store_.symbols.text(keys[i]));
    if (name.starts_with("Fn::"))
      leave_out_macro("the resources of " + name + " are not expanded", resources.kids[i].at);
  }
  for (std::uint32_t i = 0; i < resources.len && !context_.stops(); ++i) {
    if (!store_.symbols.text(keys[i]).starts_with("Fn::"))
      read_resource(keys[i], resources.kids[i]);
  }
}

void CloudFormation::read_resource(Symbol logical_id, const Node& body) {
  const Node* type = body.is_object() ? word_.type.in(body) : nullptr;
  if (type == nullptr || !type->is(Kind::kString)) {
    const std::string name(store_.symbols.text(logical_id));
    resolver_.warn("I0301", body.at, "the resource " + name + " has no Type that is a text");
    open_all("the type of the resource " + name + " is not known", body.at);
    resolver_.declare_absent(logical_id);
    return;
  }
  const Node* condition = word_.condition.in(body);
  Decision exists{Truth::kT, nullptr};
  if (condition != nullptr && condition->is(Kind::kString)) {
    exists = resolver_.condition(store_.symbols.intern(condition->text()), condition->at);
  }
  if (exists.truth == Truth::kF) {
    resolver_.declare_absent(logical_id);
    return;
  }
  declare(logical_id, body, type->text(), exists, condition);
  report_unexpanded(logical_id, body, type->text());
}

void CloudFormation::declare(Symbol logical_id, const Node& body, std::string_view type,
                             const Decision& exists, const Node* condition) {
  Resource resource;
  resource.type = store_.symbols.intern(type);
  resource.native_type = resource.type;
  resource.address = store_.symbols.text(logical_id);
  resource.body = body;
  resource.action = word_.create;
  resource.exists =
      exists.truth == Truth::kT
          ? Node::boolean(true, body.at)
          : Node::make_unknown(exists.cause, condition == nullptr ? body.at : condition->at);
  const ResourceId id = context_.add(resource);
  if (entries_.empty()) first_ = id;
  resolver_.declare(logical_id, id);
  if (exists.truth == Truth::kU) resolver_.declare_conditional(id, *condition, exists.cause);
  const Node* properties = word_.properties.in(body);
  if (properties != nullptr && properties->is(Kind::kNull)) properties = nullptr;
  const bool macro = word_.macro.in(body) != nullptr;
  entries_.push_back({&layout_of(resource.type), properties, condition, macro});
  report_unwritable(entries_.back(), resource.address);
}

void CloudFormation::report_unwritable(const Entry& entry, std::string_view address) {
  Layout& layout = *entry.layout;
  if (layout.type == nullptr || entry.properties == nullptr || !entry.properties->is_object())
    return;
  const auto keys = Store::keys(*entry.properties);
  if (keys.data() == layout.writable) return;
  bool all = true;
  for (std::uint32_t i = 0; i < entry.properties->len; ++i) {
    if (!unwritable(property_of(layout, keys[i]))) continue;
    all = false;
    resolver_.warn("I0308", entry.properties->kids[i].at,
                   std::string(store_.symbols.text(keys[i])) + " of " + std::string(address) +
                       " is not read: a template cannot set it, only the service tells it",
                   "CloudFormation refuses this template");
  }
  if (all) layout.writable = keys.data();
}

CloudFormation::Layout& CloudFormation::layout_of(Symbol type) {
  const auto [it, fresh] = layouts_.try_emplace(type);
  Layout& layout = it->second;
  if (!fresh) return layout;
  layout.type = context_.catalogue().find(store_.symbols.text(type));
  const Node* root = context_.mapping("cloudformation");
  const auto row = [&](std::string_view part) {
    const Node* rows = root == nullptr ? nullptr : store_.find(*root, part);
    return rows == nullptr || !rows->is_object() ? nullptr : Store::find(*rows, type);
  };
  layout.unset = row("unset");
  const Node* name = row("names");
  if (name != nullptr && name->is(Kind::kString)) layout.name = store_.symbols.intern(name->text());
  return layout;
}

/// What the catalogue says of a property, or null.
const Property* CloudFormation::property_of(Layout& layout, Symbol name) {
  if (layout.type == nullptr) return nullptr;
  const auto [it, fresh] = layout.properties.try_emplace(name);
  if (fresh) it->second = layout.type->body.find(store_.symbols.text(name));
  return it->second;
}

/// Where the template itself gives the name that `Ref` returns, literals may refer to it.
void CloudFormation::register_name(ResourceId id) {
  const Layout& layout = *entry_of(id).layout;
  if (layout.name == 0) return;
  const Node name = property(id, kCanonical, layout.name);
  if (name.is(Kind::kString)) {
    context_.add_id(name.text(), id);
  } else if (!name.is(Kind::kMissing) && !name.is(Kind::kNull)) {
    context_.unknown_id(id);
  }
}

At CloudFormation::enclosing(ResourceId id) const {
  const Node* properties = entry_of(id).properties;
  return properties != nullptr ? properties->at : context_.resource(id).body.at;
}

Node CloudFormation::property(ResourceId id, View /*view*/, Symbol name) {
  const std::uint64_t key = (std::uint64_t{id} << 32U) | name;
  const auto [held, fresh] = values_.emplace(key, {});
  if (!fresh) {
    // Until it is computed a property that is read through itself is unknown.
    if (!held->computed && held->value.is(Kind::kNull))
      held->value = own_unknown("this property depends on itself", enclosing(id));
    return held->value;
  }
  const Node value = compute(id, name);
  *values_.find(key) = {value, true};
  return value;
}

Node CloudFormation::own_unknown(std::string_view reason, At at) {
  Unknown why;
  why.cause.reason = store_.arena.copy(reason);
  why.cause.at = at;
  return store_.unknown(why, at);
}

Node CloudFormation::absent(Symbol name, At at) {
  const std::string_view* known = absences_.find(name);
  if (known == nullptr) {
    const std::string text = std::string(store_.symbols.text(name)) + " is not written";
    known = absences_.emplace(name, store_.arena.copy(std::string_view(text))).first;
  }
  return Node::make_missing(
      store_.arena.make<Cause>(Kind::kMissing, std::string_view{}, *known, at));
}

Node CloudFormation::compute(ResourceId id, Symbol name) {
  const Entry& entry = entry_of(id);
  const CfnAssumptions::Fresh fresh(resolver_.assumptions());
  std::optional<CfnAssumptions::Scope> exists;
  if (context_.resource(id).exists.is(Kind::kUnknown))
    exists.emplace(resolver_.assumptions(), *entry.condition, true);
  const Property* property = property_of(*entry.layout, name);
  const At at = enclosing(id);
  if (unwritable(property)) return absent(name, at);
  Node value = written(entry, name, property == nullptr ? nullptr : property->type, at);
  if (property != nullptr && property->extra && !value.is(Kind::kMissing)) {
    value = convert(store_, own_unknown("CloudFormation's schema does not list this property", at),
                    property->type);
  }
  return with_default(entry, name, value, at);
}

Node CloudFormation::written(const Entry& entry, Symbol name, const PropertyType* type, At at) {
  if (entry.macro) return resolver_.replaceable(type, at);
  if (entry.properties == nullptr) return absent(name, at);
  if (!entry.properties->is_object() || resolver_.is_function(*entry.properties)) {
    return convert(store_, own_unknown("what the properties are is known only after expansion", at),
                   type);
  }
  if (resolver_.has_macro(*entry.properties)) return resolver_.replaceable(type, at);
  const Node* member = Store::find(*entry.properties, name);
  if (member != nullptr) {
    const Node* rule = rule_of(entry, name);
    const bool empty =
        rule != nullptr && rule->is_object() && Store::find(*rule, word_.empty) != nullptr;
    const Node value = resolver_.resolve(*member, type);
    const bool stays = !value.is(Kind::kChoice) && !is_nothing(value, type, empty);
    return stays ? value : without_empty(value, type, empty, absent(name, at));
  }
  for (const Symbol key : Store::keys(*entry.properties)) {
    if (!store_.symbols.text(key).starts_with("Fn::")) continue;
    return convert(store_, own_unknown("a macro that is not expanded may give this property", at),
                   type);
  }
  return entry.properties->has(kOpen) ? own_unknown("further properties may be given", at)
                                      : absent(name, at);
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
  return is_nothing(value, type, empty_is_absent) ? none : value;
}

/// Fills in what an absent property means, also in a branch of a choice that leaves it out.
Node CloudFormation::with_default(const Entry& entry, Symbol name, const Node& value, At at) {
  if (value.is(Kind::kChoice)) {
    Choice choice = *value.choice;
    choice.then = with_default(entry, name, choice.then, at);
    choice.otherwise = with_default(entry, name, choice.otherwise, at);
    // A default is not written, so that it is another value than the same one that is.
    const bool alike = choice.then.has(kFromDefault) == choice.otherwise.has(kFromDefault);
    if (alike && certainly_same(choice.then, choice.otherwise)) return choice.then;
    return store_.choice(choice, value.at);
  }
  if (!value.is(Kind::kMissing)) return value;
  const Node* rule = rule_of(entry, name);
  return rule == nullptr ? absent(name, at) : default_of(*rule, name, at);
}

const Node* CloudFormation::rule_of(const Entry& entry, Symbol name) {
  const Node* unset = entry.layout->unset;
  return unset == nullptr || !unset->is_object() ? nullptr : Store::find(*unset, name);
}

Node CloudFormation::default_of(const Node& rule, Symbol name, At at) {
  if (!rule.is_object()) return absent(name, at);
  if (const Node* value = Store::find(rule, word_.fallback))
    return value->at_place(at).with(kFromDefault);
  const Node* reason = Store::find(rule, word_.unknown);
  if (reason == nullptr) return absent(name, at);
  Unknown why;
  why.cause.reason = reason->is(Kind::kString) ? reason->text() : "not written";
  why.cause.at = at;
  return store_.unknown(why, at).with(kFromDefault);
}

std::vector<Symbol> CloudFormation::property_names(ResourceId id, View /*view*/) {
  const Node* properties = entry_of(id).properties;
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
