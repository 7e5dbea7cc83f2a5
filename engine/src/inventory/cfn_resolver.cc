// Walks the values of a template. The one idea: what holds no function, conversion or default is
// the document's own node, and only the containers on the way to a changed value are copied; a
// value that is not known is an unknown with everything that is known of it, never a guess.
// Functions themselves are in cfn_functions.cc, conditions and parameters in cfn_conditions.cc.
// Macros are not run: their results are unknown. Tests: tests/unit/inventory/cfn_functions_test.cc.
#include "inventory/cfn_resolver.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "inventory/cfn_convert.h"
#include "inventory/cfn_text.h"

namespace cordon {
namespace {

bool same_node(const Node& a, const Node& b) { return std::memcmp(&a, &b, sizeof(Node)) == 0; }

bool has_missing(const Node& value) {
  if (value.is(Kind::kMissing)) return true;
  return value.is(Kind::kChoice) &&
         (has_missing(value.choice->then) || has_missing(value.choice->otherwise));
}

const PropertyType* element_of(const PropertyType* type) {
  return type != nullptr && type->kind == PropertyType::Kind::kList ? type->element : nullptr;
}

bool is_secret(std::string_view text) {
  return text.find("{{resolve:secretsmanager:") != std::string_view::npos ||
         text.find("{{resolve:ssm-secure:") != std::string_view::npos;
}

constexpr std::string_view kDynamic = "{{resolve:";

}  // namespace

CfnResolver::CfnResolver(AdapterContext& context, const Node& root, PropertySource& properties)
    : context_(context),
      store_(context.store()),
      properties_(properties),
      root_(root),
      parameters_(section("Parameters")),
      conditions_(section("Conditions")),
      mappings_(section("Mappings")),
      prefix_("template " + std::to_string(context.fresh_symbol()) + " "),
      assumptions_(store_, conditions_),
      ref_key_(store_.symbols.intern("Ref")),
      condition_key_(store_.symbols.intern("Condition")),
      transform_key_(store_.symbols.intern("Fn::Transform")),
      if_key_(store_.symbols.intern("Fn::If")) {
  for (const Named& one : functions())
    functions_.emplace_back(store_.symbols.intern(one.name), one.function);
}

CfnResolver::Function CfnResolver::function(Symbol name) const {
  const auto it = std::find_if(functions_.begin(), functions_.end(),
                               [name](const auto& one) { return one.first == name; });
  return it == functions_.end() ? nullptr : it->second;
}

const Node* CfnResolver::section(std::string_view name) {
  const Node* node = store_.find(root_, name);
  if (node == nullptr || node->is_object()) return node;
  if (!node->is(Kind::kNull)) {
    warn("I0302", node->at, std::string(name) + " is not an object and is not read");
  }
  return nullptr;
}

void CfnResolver::warn(std::string_view code, At at, std::string message, std::string help) {
  context_.problem({code, Level::kWarning, {at, at + 1}, std::move(message), std::move(help), {}});
}

Node CfnResolver::exhausted(At at) {
  const bool deep = depth_ > kMaxDepth;
  const std::string_view reason = deep ? "the template nests too deeply to be resolved"
                                       : "the template costs too much to be expanded";
  // The cost is the whole template's: it is reported once, not for every value from here on.
  if (deep) {
    warn("I0306", at, std::string(reason));
  } else {
    warn("I0307", root_.at, std::string(reason));
  }
  Unknown why;
  why.cause.reason = reason;
  return unknown(why, at, {});
}

Node CfnResolver::refused(std::string_view function, std::string_view expected, At at) {
  const std::string message = std::string(function) + " takes " + std::string(expected);
  warn("I0305", at, message, "CloudFormation refuses this template");
  return store_.error("V0111", message, at);
}

Node CfnResolver::unknown(std::string_view reason, At at, std::string_view key) {
  Unknown why;
  why.cause.reason = store_.arena.copy(reason);
  why.written = true;
  return unknown(why, at, key);
}

Node CfnResolver::unknown(Unknown why, At at, std::string_view key) {
  why.cause.at = at;
  if (!key.empty()) why.symbol = context_.symbol_of(prefix_ + std::string(key));
  const Part self{{}, why.symbol, key == "AWS::Region"};
  const bool text = why.expect == Expect::kAny || why.expect == Expect::kString;
  if (why.symbol != 0 && text) why.parts = store_.arena.copy(std::span<const Part>(&self, 1));
  return store_.unknown(why, at);
}

Node CfnResolver::derived(std::string_view function, std::span<const Node> args, Expect expect,
                          At at) {
  Unknown why;
  why.expect = expect;
  why.written = true;
  why.cause.reason =
      store_.arena.copy("the value of " + std::string(function) + " is known only after creation");
  std::string key(function);
  bool named = true;
  bool sensitive = false;
  for (const Node& arg : args) {
    if (arg.is(Kind::kError)) return arg.at_place(at);
    const std::string part = key_of(context_, arg);
    named = named && !part.empty();
    key += " " + part;
    sensitive = sensitive || arg.has(kSensitive);
  }
  const Node node = unknown(why, at, named ? key : std::string());
  return sensitive ? node.with(kSensitive) : node;
}

bool CfnResolver::is_function(const Node& node) const {
  if (!node.is_object() || node.len != 1) return false;
  const Symbol key = Store::keys(node)[0];
  return key == ref_key_ || store_.symbols.text(key).starts_with("Fn::");
}

bool CfnResolver::has_macro(const Node& object) const {
  return object.is_object() && Store::find(object, transform_key_) != nullptr;
}

Node CfnResolver::replaceable(const PropertyType* type, At at) {
  Unknown why;
  why.cause.reason = "a macro that is not expanded may replace this value";
  return convert(store_, unknown(why, at, {}), type);
}

Node CfnResolver::resolve(const Node& node, const PropertyType* type) {
  const Deeper deeper(depth_, kContainerDepth);
  if (deeper.too_deep() || !spend(1)) return convert(store_, exhausted(node.at), type);
  if (node.is(Kind::kString)) return convert(store_, dynamic_reference(node), type);
  if (node.is(Kind::kList)) return resolve_list(node, type);
  if (!node.is_object()) return convert(store_, node, type);
  if (is_function(node)) return resolve_function(node, type);
  if (type == nullptr || type->kind != PropertyType::Kind::kList) return resolve_object(node, type);
  const Node member = resolve_object(node, type->element);
  return store_.list({&member, 1}, node.at);
}

/// Nothing is copied until a member changes; presences are kept from the first uncertain one on.
Node CfnResolver::resolve_list(const Node& list, const PropertyType* type) {
  const PropertyType* element = element_of(type);
  std::vector<Node> items;
  std::vector<Node> presence;
  bool changed = false;
  bool maybe = false;
  for (std::uint32_t i = 0; i < list.len; ++i) {
    const Node& member = list.kids[i];
    Node item = resolve(member, element);
    Node present = Node::boolean(true);
    if (item.is(Kind::kChoice) && has_missing(item)) {
      present = Node::make_unknown(item.choice->condition, item.at);
      item = without_missing(item);
      maybe = maybe || !item.is(Kind::kMissing);
    }
    const bool absent = item.is(Kind::kMissing) || is_absent_id(item, element);
    if (!changed && !absent && same_node(item, member)) continue;
    if (!changed) {
      items.reserve(list.len);
      items.assign(list.kids, list.kids + i);
    }
    changed = true;
    if (absent) continue;
    items.push_back(item);
    if (!maybe) continue;
    presence.resize(items.size() - 1, Node::boolean(true));
    presence.push_back(present);
  }
  if (!changed) return list;
  if (!maybe) return store_.list(items, list.at, store_.end_of(list));
  presence.resize(items.size(), Node::boolean(true));
  ComputedList computed;
  computed.items = store_.arena.copy(std::span<const Node>(items));
  computed.presence = store_.arena.copy(std::span<const Node>(presence));
  const Node result = store_.computed_list(computed, list.at);
  // A list of ids counts as absent where nothing is left of it.
  const bool ids = element != nullptr && !element->targets.empty();
  const bool some = std::any_of(presence.begin(), presence.end(),
                                [](const Node& p) { return p.is(Kind::kTrue); });
  if (!ids || some) return result;
  return store_.choice({presence.front().unknown, result,
                        store_.missing("every id of the list may be left out", list.at)},
                       list.at);
}

/// A choice without the branches in which nothing is left.
Node CfnResolver::without_missing(const Node& value) {
  if (!value.is(Kind::kChoice)) return value;
  const Node then = without_missing(value.choice->then);
  const Node otherwise = without_missing(value.choice->otherwise);
  if (then.is(Kind::kMissing)) return otherwise;
  if (otherwise.is(Kind::kMissing)) return then;
  return make_choice(value.choice->condition, then, otherwise, value.at);
}

const CfnResolver::Members* CfnResolver::members_of(const Node& object, const ObjectType* type) {
  constexpr int kMostTypes = 8;
  if (!object.is(Kind::kObject) || object.len == 0) return nullptr;  // a kDict has its own keys
  const auto keys = Store::keys(object);
  auto& first = members_[reinterpret_cast<std::uintptr_t>(keys.data())];
  int types = 0;
  for (const Members* one = first.get(); one != nullptr; one = one->next.get()) {
    if (one->object == type) return one;
    if (++types == kMostTypes) return nullptr;
  }
  auto made = std::make_unique<Members>();
  made->object = type;
  for (const Symbol key : keys) made->properties.push_back(type->find(store_.symbols.text(key)));
  made->next = std::move(first);
  first = std::move(made);
  return first.get();
}

/// The members of an object as they are resolved. Nothing is copied until one changes.
class CfnResolver::Copy {
 public:
  explicit Copy(const Node& object) : object_(object) {}
  [[nodiscard]] bool changed() const { return changed_; }
  /// Requires: the members before `i` were kept or left out.
  void leave_out(std::uint32_t i) { change(i); }
  void keep(std::uint32_t i, const Node& member) {
    if (!changed_ && same_node(member, object_.kids[i])) return;
    change(i);
    keys_.push_back(Store::keys(object_)[i]);
    members_.push_back(member);
  }
  Node object(Store& store) const {
    Node copy = store.object(keys_, members_, object_.at, store.end_of(object_));
    copy.flags = object_.flags;
    return copy;
  }

 private:
  void change(std::uint32_t i) {
    if (changed_) return;
    changed_ = true;
    keys_.reserve(object_.len);
    members_.reserve(object_.len);
    const auto keys = Store::keys(object_).first(i);
    keys_.assign(keys.begin(), keys.end());
    members_.assign(object_.kids, object_.kids + i);
  }
  const Node& object_;
  bool changed_ = false;
  std::vector<Symbol> keys_;
  std::vector<Node> members_;
};

Node CfnResolver::resolve_object(const Node& object, const PropertyType* type) {
  const bool known =
      type != nullptr && type->kind == PropertyType::Kind::kObject && type->object != nullptr;
  const PropertyType* element =
      type != nullptr && type->kind == PropertyType::Kind::kMap ? type->element : nullptr;
  const auto keys = Store::keys(object);
  const Members* all = known ? members_of(object, type->object) : nullptr;
  Copy copy(object);
  bool open = object.has(kOpen);
  const bool macro = has_macro(object);
  for (std::uint32_t i = 0; i < object.len; ++i) {
    const std::string_view name = store_.symbols.text(keys[i]);
    if (name.starts_with("Fn::")) {  // a macro that adds members
      open = true;
      copy.leave_out(i);
      continue;
    }
    const Property* property = all != nullptr ? all->properties[i]
                               : known        ? type->object->find(name)
                                              : nullptr;
    const PropertyType* inner = property != nullptr ? property->type : element;
    const Node member =
        macro ? replaceable(inner, object.kids[i].at) : resolve(object.kids[i], inner);
    const bool absent = member.is(Kind::kMissing) || is_absent_id(member, inner) ||
                        (known && member.is(Kind::kNull));
    if (absent) {
      copy.leave_out(i);
    } else {
      copy.keep(i, member);
    }
  }
  if (!copy.changed()) return object;
  return open ? copy.object(store_).with(kOpen) : copy.object(store_);
}

Node CfnResolver::resolve_function(const Node& node, const PropertyType* type) {
  const Deeper deeper(depth_, kCallDepth);
  if (deeper.too_deep() || !spend(kCallCost)) return convert(store_, exhausted(node.at), type);
  const Symbol name = Store::keys(node)[0];
  const Node& argument = node.kids[0];
  if (literal_)
    return convert(store_, unknown("a function inside of a mapping is not called", node.at, {}),
                   type);
  if (name == if_key_) return fn_if(argument, type, node.at);
  if (const Function known = function(name); known != nullptr)
    return settle((this->*known)(argument, node.at), type);
  return convert(store_, unknown_function(store_.symbols.text(name), node.at), type);
}

/// Apart from resolve_function(), whose frame is on the stack once for each call in a call.
Node CfnResolver::unknown_function(std::string_view name, At at) {
  Unknown why;
  why.cause.reason = store_.arena.copy("the function " + std::string(name) + " is not known");
  return unknown(why, at, {});
}

/// Converts what a function gave, without calling functions in it.
Node CfnResolver::settle(const Node& value, const PropertyType* type) {
  if (value.is(Kind::kString)) return convert(store_, dynamic_reference(value), type);
  if (value.is(Kind::kChoice)) {
    Choice choice = *value.choice;
    choice.then = settle(choice.then, type);
    choice.otherwise = settle(choice.otherwise, type);
    return make_choice(choice.condition, choice.then, choice.otherwise, value.at);
  }
  if (!value.is(Kind::kList) && !value.is_object()) return convert(store_, value, type);
  const bool outer = std::exchange(literal_, true);
  const Node settled = resolve(value, type);
  literal_ = outer;
  return settled;
}

Node CfnResolver::make_choice(const Unknown* condition, const Node& then, const Node& otherwise,
                              At at) {
  if (certainly_same(then, otherwise)) return then;
  return store_.choice({condition, then, otherwise}, at);
}

/// `{{resolve:service:...}}` anywhere in a text makes it unknown; secrets are sensitive.
Node CfnResolver::dynamic_reference(const Node& text) {
  std::string key;
  if (text.is(Kind::kString)) {
    if (text.text().find(kDynamic) == std::string_view::npos) return text;
    key = text.text();
  } else if (text.is(Kind::kUnknown) && text.unknown != nullptr) {
    bool dynamic = false;
    for (const Part& part : text.unknown->parts) {
      dynamic = dynamic || part.text.find(kDynamic) != std::string_view::npos;
      key +=
          part.symbol == 0 ? std::string(part.text) : "\x01" + std::to_string(part.symbol) + "\x01";
    }
    if (!dynamic) return text;
  } else {
    return text;
  }
  const Node value = unknown("a dynamic reference is known only when the stack is created", text.at,
                             "dynamic " + key);
  return is_secret(key) || text.has(kSensitive) ? value.with(kSensitive) : value;
}

CfnResolver::Args CfnResolver::arguments(const Node& argument, std::size_t least,
                                         std::size_t most) {
  Args args;
  if (!argument.is(Kind::kList) || argument.len < least || argument.len > most) return args;
  for (const Node& member : argument.members()) args.push_back(resolve(member, nullptr));
  return args;
}

}  // namespace cordon
