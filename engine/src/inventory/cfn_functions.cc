// The functions of templates. The one idea: each computes what is certain of its arguments, and
// gives an unknown that is named after its arguments for the rest, so that equal calls are equal.
// What CloudFormation itself refuses is an error value and a warning with its place. Fn::Cidr,
// Fn::Base64, Fn::Length and Fn::ToJsonString are never computed. Tests:
// tests/unit/inventory/cfn_functions_test.cc.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "inventory/cfn_convert.h"
#include "inventory/cfn_resolver.h"
#include "inventory/cfn_text.h"

namespace cordon {
namespace {

std::optional<std::int64_t> index_of(const Node& value) {
  const auto text = scalar_text(value);
  if (!text) return std::nullopt;
  std::int64_t index = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), index);
  if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
  return index;
}

/// Whether code of the template's author makes it: a custom resource, or a type of the registry
/// that is not of AWS. What it returns may name anything.
bool is_custom(std::string_view type) {
  return !type.starts_with("AWS::") || type == "AWS::CloudFormation::CustomResource";
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// Whether an attribute is the resource itself by another of its names: `GroupId` of a security
/// group, `Arn` of anything, but not `DefaultSecurityGroup` of a VPC.
bool is_identity(std::string_view type, std::string_view attribute) {
  const std::string kind = lower(type.substr(type.rfind(':') + 1));
  const std::string name = lower(attribute);
  if (kind == "securitygroup" && (name == "groupid" || name == "groupname")) return true;
  if (kind == "eip" && name == "allocationid") return true;
  static constexpr std::array<std::string_view, 5> kEndings = {"id", "arn", "name", "url",
                                                               "fullname"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
    return name == ending || name == kind + std::string(ending);
  });
}

bool is_scalar(const Node& value) {
  return value.is_bool() || value.is_number() || value.is(Kind::kString) ||
         value.is(Kind::kReference) || value.is(Kind::kUnknown);
}

}  // namespace

std::span<const CfnResolver::Named> CfnResolver::functions() {
  static constexpr std::array<Named, 14> kFunctions = {{
      {"Ref", &CfnResolver::fn_ref},
      {"Fn::GetAtt", &CfnResolver::fn_get_att},
      {"Fn::Sub", &CfnResolver::fn_sub},
      {"Fn::Join", &CfnResolver::fn_join},
      {"Fn::Select", &CfnResolver::fn_select},
      {"Fn::Split", &CfnResolver::fn_split},
      {"Fn::FindInMap", &CfnResolver::fn_find_in_map},
      {"Fn::GetAZs", &CfnResolver::fn_get_azs},
      {"Fn::Cidr", &CfnResolver::fn_cidr},
      {"Fn::ImportValue", &CfnResolver::fn_import_value},
      {"Fn::Base64", &CfnResolver::fn_base64},
      {"Fn::Transform", &CfnResolver::fn_transform},
      {"Fn::Length", &CfnResolver::fn_length},
      {"Fn::ToJsonString", &CfnResolver::fn_to_json_string},
  }};
  return kFunctions;
}

Node CfnResolver::fn_if(const Node& argument, const PropertyType* type, At at) {
  if (!argument.is(Kind::kList) || argument.len != 3) {
    return refused("Fn::If", "a condition and two values", at);
  }
  const Node& name = argument.kids[0];
  const Decision decision = name.is(Kind::kString)
                                ? condition(store_.symbols.intern(name.text()), name.at)
                                : decide(name);
  if (decision.truth == Truth::kT) return resolve(argument.kids[1], type);
  if (decision.truth == Truth::kF) return resolve(argument.kids[2], type);
  std::array<Node, 2> branches;
  for (std::size_t i = 0; i < 2; ++i) {
    const CfnAssumptions::Scope scope(assumptions_, name, i == 0);
    branches[i] = resolve(argument.kids[i + 1], type);
    if (is_absent_id(branches[i], type))
      branches[i] = store_.missing("an empty id is no id", branches[i].at);
  }
  return make_choice(decision.cause, branches[0], branches[1], at);
}

Node CfnResolver::fn_ref(const Node& argument, At at) {
  if (!argument.is(Kind::kString)) return refused("Ref", "the name of a parameter or resource", at);
  return name_value(argument.text(), at);
}

/// What `Ref: name` gives.
Node CfnResolver::name_value(std::string_view name, At at) {
  if (name.starts_with("AWS::")) return pseudo(name, at);
  const auto symbol = store_.symbols.find(name);
  if (symbol && parameters_ != nullptr) {
    if (const Node* declaration = Store::find(*parameters_, *symbol))
      return parameter(*symbol, *declaration, at);
  }
  if (symbol && resources_.contains(*symbol)) return resource_value(*symbol, {}, at);
  return nothing(name, at);
}

Node CfnResolver::nothing(std::string_view name, At at) {
  if (open_) {
    return unknown("a macro that is not expanded may define " + std::string(name), at,
                   "name " + std::string(name));
  }
  warn("I0304", at, "there is no parameter or resource " + std::string(name),
       "CloudFormation refuses this template");
  return store_.error("V0111", "there is no parameter or resource " + std::string(name), at);
}

Node CfnResolver::resource_value(Symbol logical_id, std::string_view attribute, At at) {
  const ResourceId id = resources_.at(logical_id);
  const std::string name(store_.symbols.text(logical_id));
  const std::string why = "the resource " + name + " is not created under this condition";
  if (id == kNoResource) {
    warn("I0304", at, why, "put the reference under the same condition");
    return store_.error("V0111", why, at);
  }
  const Node value = existing_value(id, name, attribute, at);
  if (!spend(assumptions_.size())) return exhausted(at);
  const auto conditional = conditionals_.find(id);
  if (conditional == conditionals_.end() || assumptions_.implies(*conditional->second.condition))
    return value;
  // Where the condition is false the template is refused, as above.
  return make_choice(conditional->second.cause, value, store_.error("V0111", why, at), at);
}

Node CfnResolver::existing_value(ResourceId id, std::string_view name, std::string_view attribute,
                                 At at) {
  if (!is_custom(store_.symbols.text(context_.resource(id).native_type)))
    return attribute.empty() ? Node::reference(id, 0, at) : attribute_value(id, attribute, at);
  const std::string text(name);
  return unknown("what the custom resource " + text + " returns is known only after creation", at,
                 "custom " + text + "." + std::string(attribute));
}

Node CfnResolver::attribute_value(ResourceId id, std::string_view attribute, At at) {
  const Resource& resource = context_.resource(id);
  const std::string_view type_name = store_.symbols.text(resource.native_type);
  if (is_identity(type_name, attribute)) {
    return Node::reference(id, store_.symbols.intern(attribute), at);
  }
  const ResourceType* type = context_.catalogue().find(type_name);
  const Property* property = type == nullptr ? nullptr : type->body.find(attribute);
  if (property != nullptr && !property->read_only && !property->extra) {
    const Deeper deeper(depth_, kAttributeDepth);
    if (deeper.too_deep()) return exhausted(at);
    const Node written = properties_.written_property(id, store_.symbols.intern(attribute));
    if (is_scalar(written)) return written.at_place(at);
  }
  const std::string name = std::string(resource.address) + "." + std::string(attribute);
  return unknown(name + " is known only after creation", at, "attribute " + name);
}

Node CfnResolver::fn_get_att(const Node& argument, At at) {
  std::string logical;
  std::string attribute;
  if (argument.is(Kind::kString)) {
    const std::size_t dot = argument.text().find('.');
    if (dot == std::string_view::npos)
      return refused("Fn::GetAtt", "a resource and an attribute", at);
    logical = argument.text().substr(0, dot);
    attribute = argument.text().substr(dot + 1);
  } else {
    const Args args = arguments(argument, 2, 8);
    if (args.empty() || !args[0].is(Kind::kString))
      return refused("Fn::GetAtt", "a resource and an attribute", at);
    logical = args[0].text();
    for (std::size_t i = 1; i < args.size(); ++i) {
      const auto text = scalar_text(args[i]);
      if (!text) return derived("Fn::GetAtt", args, Expect::kAny, at);
      attribute += (i == 1 ? "" : ".") + *text;
    }
    // A reference shows what it names.
    if (std::any_of(args.begin(), args.end(), [](const Node& n) { return n.has(kSensitive); }))
      return derived("Fn::GetAtt", args, Expect::kAny, at);
  }
  const auto symbol = store_.symbols.find(logical);
  if (!symbol || !resources_.contains(*symbol)) return nothing(logical, at);
  return resource_value(*symbol, attribute, at);
}

Node CfnResolver::fn_sub(const Node& argument, At at) {
  if (argument.is(Kind::kString)) return substitute(argument.text(), nullptr, at);
  const bool listed = argument.is(Kind::kList) && (argument.len == 1 || argument.len == 2) &&
                      argument.kids[0].is(Kind::kString) &&
                      (argument.len == 1 || argument.kids[1].is_object());
  if (!listed) return refused("Fn::Sub", "a text, or a list of a text and a map", at);
  return substitute(argument.kids[0].text(), argument.len == 2 ? &argument.kids[1] : nullptr, at);
}

Node CfnResolver::variable(std::string_view name, const Node* variables, At at) {
  if (variables != nullptr) {
    if (const Node* value = store_.find(*variables, name)) return resolve(*value, nullptr);
  }
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return name_value(name, at);
  const auto logical = store_.symbols.find(name.substr(0, dot));
  if (!logical || !resources_.contains(*logical)) return nothing(name.substr(0, dot), at);
  return resource_value(*logical, name.substr(dot + 1), at);
}

bool CfnResolver::fits(const TextBuilder& builder) {
  return builder.bytes() <= kMaxText && builder.pieces() <= kMaxPieces;
}

std::uint64_t CfnResolver::cost_of(const TextBuilder& builder) {
  return builder.bytes() / kBytesPerCost + builder.pieces();
}

Node CfnResolver::substitute(std::string_view text, const Node* variables, At at) {
  // Literal pieces and values alternate, beginning and ending with a literal.
  std::vector<std::string> literals(1);
  Args values;
  // A variable that is named twice is resolved once: nested, that would double with each level.
  std::map<std::string_view, Node> known_variables;
  while (!text.empty()) {
    const std::size_t open = text.find("${");
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    literals.back() += text.substr(0, close == std::string_view::npos ? text.size() : open);
    if (close == std::string_view::npos) break;
    const std::string_view name = text.substr(open + 2, close - open - 2);
    if (name.starts_with('!')) {
      literals.back() += "${" + std::string(name.substr(1)) + "}";
    } else {
      if (!spend(1)) return exhausted(at);
      const auto [known, fresh] = known_variables.try_emplace(name);
      if (fresh) known->second = variable(name, variables, at);
      values.push_back(known->second);
      literals.emplace_back();
    }
    text.remove_prefix(close + 1);
  }
  return over_choices(values, at, [&](std::span<const Node> known) {
    TextBuilder builder(context_);
    for (std::size_t i = 0; i < literals.size() && fits(builder); ++i) {
      builder.literal(literals[i]);
      if (i < known.size()) builder.add(known[i]);
    }
    if (!fits(builder) || !spend(cost_of(builder))) return exhausted(at);
    return dynamic_reference(builder.finish(at));
  });
}

Node CfnResolver::fn_join(const Node& argument, At at) {
  Args args = arguments(argument, 2, 2);
  if (args.empty()) return refused("Fn::Join", "a delimiter and a list", at);
  return over_choices(args, at, [&](std::span<const Node> known) {
    if (known[0].is(Kind::kUnknown)) return derived("Fn::Join", known, Expect::kString, at);
    if (!known[0].is(Kind::kString)) return refused("Fn::Join", "a delimiter and a list", at);
    return join(known[0].text(), known[1], at);
  });
}

Node CfnResolver::join(std::string_view delimiter, const Node& list, At at) {
  const std::array<Node, 2> args = {Node::string(delimiter), list};
  if (list.is(Kind::kError)) return list.at_place(at);
  const bool certain =
      list.is(Kind::kList) || (list.is(Kind::kComputedList) && list.list->presence.empty());
  if (!certain) {
    const bool can_be_list = list.is_list() || list.is(Kind::kUnknown) || list.is(Kind::kReference);
    if (!can_be_list) return refused("Fn::Join", "a delimiter and a list", at);
    return derived("Fn::Join", args, Expect::kString, at);
  }
  const auto members = list.is(Kind::kList) ? list.members() : list.list->items;
  Args items(members.begin(), members.end());
  return over_choices(items, at, [&](std::span<const Node> known) {
    TextBuilder builder(context_);
    for (std::size_t i = 0; i < known.size() && fits(builder); ++i) {
      if (i > 0) builder.literal(delimiter);
      // A list inside of the list is a list parameter: what it holds is joined by the service or
      // refused.
      if (known[i].is_list()) return derived("Fn::Join", args, Expect::kString, at);
      builder.add(known[i]);
    }
    if (!fits(builder) || !spend(cost_of(builder))) return exhausted(at);
    return dynamic_reference(builder.finish(at));
  });
}

Node CfnResolver::fn_select(const Node& argument, At at) {
  Args args = arguments(argument, 2, 2);
  if (args.empty()) return refused("Fn::Select", "an index and a list", at);
  return over_choices(args, at,
                      [&](std::span<const Node> known) { return select(known[0], known[1], at); });
}

Node CfnResolver::select(const Node& index, const Node& list, At at) {
  const std::array<Node, 2> args = {index, list};
  const auto number = index_of(index);
  if (!number) {
    const bool open = index.is(Kind::kUnknown) || index.is(Kind::kReference);
    return open ? derived("Fn::Select", args, Expect::kAny, at)
                : refused("Fn::Select", "an index and a list", at);
  }
  if (list.is(Kind::kUnknown)) return select_unknown(*number, list, at);
  if (list.is(Kind::kReference)) return derived("Fn::Select", args, Expect::kAny, at);
  if (list.is(Kind::kError)) return list.at_place(at);
  if (!list.is_list()) return refused("Fn::Select", "an index and a list", at);
  const auto items = list.is(Kind::kList) ? list.members() : list.list->items;
  if (*number < 0 || static_cast<std::size_t>(*number) >= items.size()) {
    if (list.is(Kind::kComputedList))
      return unknown("which members the list has is not decided", at, {});
    return refused(
        "Fn::Select",
        "an index within the list, which has " + std::to_string(items.size()) + " members", at);
  }
  const auto position = static_cast<std::size_t>(*number);
  if (list.is(Kind::kComputedList) && !list.list->presence.empty()) {
    const auto presence = list.list->presence.first(position + 1);
    const bool certain = std::all_of(presence.begin(), presence.end(),
                                     [](const Node& p) { return p.is(Kind::kTrue); });
    if (!certain) return unknown("which members the list has is not decided", at, {});
  }
  return items[position].at_place(at);
}

/// A member of an unknown list. Zones of one region are all different; other lists may repeat.
Node CfnResolver::select_unknown(std::int64_t index, const Node& list, At at) {
  const std::uint32_t symbol = list.unknown == nullptr ? 0 : list.unknown->symbol;
  const std::array<Node, 2> args = {Node::integer(index), list};
  if (symbol == 0 || !zone_lists_.contains(symbol) || index < 0 || index > 1000) {
    Node member = derived("Fn::Select", args, Expect::kAny, at);
    return member;
  }
  Unknown why;
  why.cause.reason = "the zones of a region are known only when the stack is created";
  why.written = true;
  why.non_empty = true;
  why.expect = Expect::kString;
  why.family = symbol;
  why.member = static_cast<std::uint32_t>(index) + 1;
  return unknown(why, at, "zone " + std::to_string(symbol) + " " + std::to_string(index));
}

Node CfnResolver::fn_split(const Node& argument, At at) {
  Args args = arguments(argument, 2, 2);
  if (args.empty()) return refused("Fn::Split", "a delimiter and a text", at);
  return over_choices(args, at,
                      [&](std::span<const Node> known) { return split(known[0], known[1], at); });
}

Node CfnResolver::split(const Node& separator, const Node& text, At at) {
  const std::array<Node, 2> args = {separator, text};
  if (separator.is(Kind::kUnknown)) return derived("Fn::Split", args, Expect::kList, at);
  if (!separator.is(Kind::kString) || separator.len == 0)
    return refused("Fn::Split", "a delimiter and a text", at);
  if (text.is(Kind::kUnknown) || text.is(Kind::kReference))
    return derived("Fn::Split", args, Expect::kList, at);
  if (text.is(Kind::kError)) return text.at_place(at);
  const auto whole = scalar_text(text);
  if (!whole) return refused("Fn::Split", "a delimiter and a text", at);
  std::vector<Node> items;
  std::string_view rest = store_.arena.copy(std::string_view(*whole));
  if (!spend(rest.size())) return exhausted(at);
  for (;;) {
    const std::size_t end = rest.find(separator.text());
    Node item = Node::string(rest.substr(0, end), at);
    items.push_back(text.has(kSensitive) ? item.with(kSensitive) : item);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + separator.len);
  }
  return store_.list(items, at);
}

Node CfnResolver::fn_find_in_map(const Node& argument, At at) {
  Args args = arguments(argument, 3, 4);
  if (args.empty()) return refused("Fn::FindInMap", "a mapping and two keys", at);
  return over_choices(args, at,
                      [&](std::span<const Node> known) { return find_in_map(known, at); });
}

Node CfnResolver::find_in_map(std::span<const Node> args, At at) {
  const Node* found = mappings_;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto key = scalar_text(args[i]);
    if (!key) {
      const bool open =
          args[i].is(Kind::kUnknown) || args[i].is(Kind::kReference) || args[i].is(Kind::kError);
      return open ? derived("Fn::FindInMap", args, Expect::kAny, at)
                  : refused("Fn::FindInMap", "a mapping and two keys", at);
    }
    found = found != nullptr && found->is_object() ? store_.find(*found, *key) : nullptr;
  }
  if (found != nullptr && !found->is(Kind::kNull)) return found->at_place(at);
  if (args.size() == 4) {
    const Node* fallback = args[3].is_object() ? store_.find(args[3], "DefaultValue") : nullptr;
    if (fallback != nullptr) return *fallback;
  }
  if (open_) return derived("Fn::FindInMap", args, Expect::kAny, at);
  return refused("Fn::FindInMap", "keys that the mapping has", at);
}

Node CfnResolver::fn_get_azs(const Node& argument, At at) {
  Args args = {resolve(argument, nullptr)};
  return over_choices(args, at, [&](std::span<const Node> known) {
    const bool own = known[0].is(Kind::kString) && known[0].len == 0;
    const Node region = own ? pseudo("AWS::Region", at) : known[0];
    const Node zones = derived("Fn::GetAZs", {&region, 1}, Expect::kList, at);
    if (!zones.is(Kind::kUnknown)) return zones;
    Unknown why = *zones.unknown;
    why.non_empty = true;
    if (why.symbol != 0) zone_lists_.insert(why.symbol);
    return store_.unknown(why, at);
  });
}

Node CfnResolver::fn_cidr(const Node& argument, At at) {
  Args args = arguments(argument, 2, 3);
  if (args.empty()) return refused("Fn::Cidr", "a block, a count and a number of bits", at);
  return over_choices(args, at, [&](std::span<const Node> known) {
    return derived("Fn::Cidr", known, Expect::kList, at);
  });
}

Node CfnResolver::fn_import_value(const Node& argument, At at) {
  Args args = {resolve(argument, nullptr)};
  return over_choices(args, at, [&](std::span<const Node> known) {
    const Node value = derived("Fn::ImportValue", known, Expect::kAny, at);
    if (!value.is(Kind::kUnknown)) return value;
    Unknown why = *value.unknown;
    // Its name is a value of the document, which reports may have to keep to themselves.
    why.cause.reason = "the export of this name is outside the documents";
    why.non_empty = true;  // an export cannot be empty
    Node result = store_.unknown(why, at);
    result.flags = value.flags;
    return result;
  });
}

Node CfnResolver::fn_base64(const Node& argument, At at) {
  const Node text = resolve(argument, nullptr);
  return derived("Fn::Base64", {&text, 1}, Expect::kString, at);
}

Node CfnResolver::fn_transform(const Node& /*argument*/, At at) {
  Unknown why;
  why.cause.reason = "what the macro of Fn::Transform gives is not known";
  return unknown(why, at, {});
}

Node CfnResolver::fn_length(const Node& argument, At at) {
  const Node list = resolve(argument, nullptr);
  return derived("Fn::Length", {&list, 1}, Expect::kNumber, at);
}

Node CfnResolver::fn_to_json_string(const Node& argument, At at) {
  const Node value = resolve(argument, nullptr);
  return derived("Fn::ToJsonString", {&value, 1}, Expect::kString, at);
}

}  // namespace cordon
