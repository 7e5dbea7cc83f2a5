// Reads the table that says how Terraform's resource types become canonical ones, and checks it
// against the catalogue. The one idea: the table is data; what it can say is the list of accessor
// kinds, so a new type needs no code. Nesting of accessors is bounded by kMaxDepth.
// Cannot do: conversions of single values (none is needed for the types of the table).
// Tests: tests/unit/inventory/terraform_mapping_test.cc.
#include "inventory/terraform_mapping.h"

#include <optional>
#include <string>

#include "inventory/terraform_configuration.h"

namespace cordon::terraform {
namespace {

constexpr int kMaxDepth = 8;

/// The words of the table.
struct Words {
  explicit Words(Symbols& s)
      : absent(s.intern("absent")),
        also(s.intern("also")),
        block(s.intern("block")),
        cases(s.intern("case")),
        computed(s.intern("computed")),
        constant(s.intern("constant")),
        data(s.intern("data")),
        data_made(s.intern("data_made")),
        each(s.intern("each")),
        empty_unset(s.intern("empty_unset")),
        first(s.intern("first")),
        from(s.intern("from")),
        key(s.intern("key")),
        linked(s.intern("linked")),
        list(s.intern("list")),
        made(s.intern("made")),
        names(s.intern("names")),
        object(s.intern("object")),
        open(s.intern("open")),
        owner(s.intern("owner")),
        peers(s.intern("peers")),
        pick(s.intern("pick")),
        properties(s.intern("properties")),
        property(s.intern("property")),
        ref(s.intern("ref")),
        replaces(s.intern("replaces")),
        rules(s.intern("rules")),
        satellite(s.intern("satellite")),
        self(s.intern("self")),
        split(s.intern("split")),
        tags(s.intern("tags")),
        type(s.intern("type")),
        unknown(s.intern("unknown")),
        unset(s.intern("unset")),
        value(s.intern("value")),
        when(s.intern("when")),
        whose(s.intern("whose")) {}
  Symbol absent, also, block, cases, computed, constant, data, data_made, each, empty_unset, first,
      from, key, linked, list, made, names, object, open, owner, peers, pick, properties, property,
      ref, replaces, rules, satellite, self, split, tags, type, unknown, unset, value, when, whose;
};

/// Reads accessors; the first mistake is kept and the rest is skipped.
class Reader {
 public:
  explicit Reader(Store& store) : store_(store), word_(store.symbols) {}

  std::optional<Diagnostic> error;

  TypeMapping type(const Node& entry) {
    TypeMapping mapping;
    mapping.type = store_.symbols.intern(text_member(entry, word_.type));
    mapping.each = store_.symbols.intern(text_member(entry, word_.each));
    mapping.names = symbols(member(entry, word_.names));
    condition(entry, mapping);
    if (const Node* properties = member(entry, word_.properties)) {
      mapping.properties = accessors(*properties, 0);
    }
    if (const Node* peers = member(entry, word_.peers)) mapping.peers = peers_of(*peers);
    return mapping;
  }

  SourceType source(const Node& entry) {
    SourceType source;
    source.satellite = flag(entry, word_.satellite);
    if (source.satellite) return source;
    if (const Node* split = member(entry, word_.split)) {
      for (const Node& variant : split->members()) source.variants.push_back(type(variant));
    } else {
      source.variants.push_back(type(entry));
    }
    if (const Node* data = member(entry, word_.data)) {
      source.data.push_back(source.variants.front());
      overlay(*data, source.data.front());
    }
    for (const auto& [key, to] :
         {std::pair{word_.made, &source.made}, {word_.data_made, &source.data_made}}) {
      const Node* made = member(entry, key);
      if (made == nullptr) continue;
      for (const Node& one : made->members()) to->push_back(type(one));
    }
    return source;
  }

  void fail(const Node& where, std::string message) {
    if (error) return;
    Diagnostic diagnostic;
    diagnostic.code = "I0310";
    diagnostic.message = std::move(message);
    diagnostic.span = {where.at, where.at};
    error = std::move(diagnostic);
  }

 private:
  static const Node* member(const Node& object, Symbol key) {
    return object.is_object() ? Store::find(object, key) : nullptr;
  }
  static bool flag(const Node& object, Symbol key) {
    const Node* node = member(object, key);
    return node != nullptr && node->is(Kind::kTrue);
  }

  /// What a data source says otherwise; null: it does not tell the property.
  void overlay(const Node& changes, TypeMapping& mapping) {
    if (!changes.is_object()) return fail(changes, "`data` is an object of properties");
    const auto keys = Store::keys(changes);
    for (std::uint32_t i = 0; i < changes.len; ++i) {
      std::erase_if(mapping.properties, [&](const auto& entry) { return entry.name == keys[i]; });
      if (changes.kids[i].is(Kind::kNull)) continue;
      mapping.properties.push_back({keys[i], accessor(changes.kids[i], 0)});
    }
  }

  /// A text or a list of texts.
  std::vector<Symbol> symbols(const Node* node) {
    std::vector<Symbol> out;
    if (node == nullptr) return out;
    if (node->is(Kind::kString)) out.push_back(store_.symbols.intern(node->text()));
    if (!node->is(Kind::kList)) return out;
    for (const Node& item : node->members()) {
      if (item.is(Kind::kString)) out.push_back(store_.symbols.intern(item.text()));
    }
    return out;
  }

  void condition(const Node& entry, TypeMapping& mapping) {
    const Node* when = member(entry, word_.when);
    if (when == nullptr) return;
    if (when->is(Kind::kString)) {
      mapping.when_set = store_.symbols.intern(when->text());
    } else if (when->is_object() && when->len == 1 && when->kids[0].is(Kind::kString)) {
      mapping.when_key = Store::keys(*when)[0];
      mapping.when_value = when->kids[0].text();
    } else {
      fail(*when, "`when` is an attribute or one attribute with its text");
    }
  }

  std::vector<NamedAccessor> accessors(const Node& object, int depth) {
    std::vector<NamedAccessor> out;
    if (!object.is_object()) {
      fail(object, "an object of properties was expected");
      return out;
    }
    const auto keys = Store::keys(object);
    for (std::uint32_t i = 0; i < object.len; ++i) {
      out.push_back({keys[i], accessor(object.kids[i], depth)});
    }
    return out;
  }

  std::vector<PathStep> path(const Node& where, std::string_view text) {
    std::vector<PathStep> out;
    while (!text.empty()) {
      const std::size_t dot = text.find('.');
      std::string_view step = text.substr(0, dot);
      text = dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1);
      const bool first = step.ends_with("[0]");
      if (first) step.remove_suffix(3);
      if (step.empty()) fail(where, "a path has an empty step");
      out.emplace_back(store_.symbols.intern(step), first);
    }
    return out;
  }

  Accessor accessor(const Node& node, int depth) {
    Accessor a;
    if (node.is(Kind::kString)) {
      a.path = path(node, node.text());
    } else if (node.is_object() && depth < kMaxDepth) {
      common(node, a);
      kind(node, depth, a);
    } else {
      fail(node, "an accessor is a path or an object");
    }
    return a;
  }

  void common(const Node& node, Accessor& a) {
    a.path = path(node, text_member(node, word_.from));
    a.refs = symbols(member(node, word_.ref));
    a.list = flag(node, word_.list);
    a.absence = {flag(node, word_.computed), flag(node, word_.block)};
    a.open = flag(node, word_.open);
    a.empty_unset = flag(node, word_.empty_unset) || !a.refs.empty();
    a.whose = flag(node, word_.whose);
    pick(node, a);
    const Node* unset = member(node, word_.unset);
    if (unset == nullptr) return;
    if (unset->is_object()) {
      a.unset = Unset::kUnknown;
      a.reason = text_member(*unset, word_.unknown);
      if (a.reason.empty()) fail(*unset, "`unset` is a literal or {\"unknown\": reason}");
    } else {
      a.unset = Unset::kLiteral;
      a.literal = *unset;
    }
  }

  void pick(const Node& node, Accessor& a) {
    const Symbol member = store_.symbols.intern(text_member(node, word_.pick));
    if (member == 0) return;
    Accessor one;
    one.path.emplace_back(member, false);
    one.refs = a.refs;
    one.empty_unset = true;
    a.pick.push_back({0, std::move(one)});
  }

  void kind(const Node& node, int depth, Accessor& a) {
    using enum Accessor::Kind;
    const auto nested = [&](Symbol key, Accessor::Kind which) {
      const Node* members = member(node, key);
      if (members == nullptr) return;
      a.kind = which;
      if (members->is(Kind::kList)) {
        for (const Node& one : members->members())
          a.members.push_back({0, accessor(one, depth + 1)});
      } else {
        a.members = accessors(*members, depth + 1);
      }
    };
    nested(word_.object, kObject);
    nested(word_.each, kEach);
    nested(word_.first, kFirst);
    nested(word_.rules, kRules);
    if (const Node* cases = member(node, word_.cases)) read_cases(*cases, a);
    if (const Node* peers = member(node, word_.peers)) a.peers = peers_of(*peers);
    if (flag(node, word_.tags)) a.kind = kTags;
    if (flag(node, word_.absent)) a.kind = kAbsent;
    if (flag(node, word_.self)) a.kind = kSelf;
    if (const Node* constant = member(node, word_.constant)) {
      a.kind = kConstant;
      a.literal = *constant;
    }
    satellite(node, a);
  }

  void read_cases(const Node& cases, Accessor& a) {
    a.kind = Accessor::Kind::kCase;
    const auto keys = Store::keys(cases);
    for (std::uint32_t i = 0; i < cases.len; ++i) {
      Accessor one;
      one.path.emplace_back(keys[i], false);
      one.literal = cases.kids[i];
      a.members.push_back({keys[i], std::move(one)});
    }
  }

  void satellite(const Node& node, Accessor& a) {
    const Node* also = member(node, word_.also);
    const Node* linked = member(node, word_.linked);
    const Node* from = linked != nullptr ? linked : also;
    if (from == nullptr) return;
    if (linked != nullptr) a.kind = Accessor::Kind::kLinked;
    a.also.type = store_.symbols.intern(text_member(*from, word_.satellite));
    a.also.key = store_.symbols.intern(text_member(*from, word_.key));
    a.also.value = store_.symbols.intern(text_member(*from, word_.value));
    a.also.replaces = flag(*from, word_.replaces);
    Accessor value;
    value.path.emplace_back(a.also.value, false);
    value.refs = a.refs;
    value.empty_unset = a.empty_unset;
    if (const Node* members = member(*from, word_.object)) value.members = accessors(*members, 1);
    a.also_value.push_back({0, std::move(value)});
    if (a.also.type == 0 || a.also.key == 0) fail(*from, "a satellite needs its type and its key");
  }

  std::vector<Peer> peers_of(const Node& list) {
    std::vector<Peer> out;
    for (const Node& entry : list.members()) {
      Peer peer;
      peer.property = store_.symbols.intern(text_member(entry, word_.property));
      peer.from = store_.symbols.intern(text_member(entry, word_.from));
      peer.owner = store_.symbols.intern(text_member(entry, word_.owner));
      peer.list = flag(entry, word_.list);
      peer.self = flag(entry, word_.self);
      peer.refs = symbols(member(entry, word_.ref));
      peer.accessor.path.emplace_back(peer.from, false);
      peer.accessor.refs = peer.refs;
      peer.accessor.list = peer.list;
      peer.accessor.empty_unset = true;
      if (peer.property == 0 || peer.from == 0) fail(entry, "a peer needs `property` and `from`");
      out.push_back(std::move(peer));
    }
    return out;
  }

  Store& store_;
  Words word_;
};

/// Checks the names of one type against the catalogue.
class Checker {
 public:
  Checker(const Store& store, const Catalogue& catalogue) : store_(store), catalogue_(catalogue) {}
  std::string problem;

  void type(std::string_view native, const TypeMapping& mapping) {
    if (mapping.type == 0) return;
    const std::string_view name = store_.symbols.text(mapping.type);
    const ResourceType* type = catalogue_.find(name);
    if (type == nullptr) return say(native, "the catalogue has no type ", name);
    for (const auto& [property, accessor] : mapping.properties) {
      const std::string_view text = store_.symbols.text(property);
      const Property* known = type->body.find(text);
      if (known == nullptr) {
        say(native, "the catalogue has no property " + std::string(name) + ".", text);
      } else {
        members(native, accessor, known->type, 0);
      }
    }
  }

 private:
  void say(std::string_view native, std::string_view what, std::string_view name) {
    if (problem.empty()) {
      problem = std::string(native) + ": " + std::string(what) + std::string(name);
    }
  }

  void members(std::string_view native, const Accessor& accessor, const PropertyType* type,
               int depth) {
    references(native, accessor);
    using enum Accessor::Kind;
    if (accessor.kind == kFirst) {
      for (const auto& [none, one] : accessor.members) members(native, one, type, depth + 1);
    }
    if (accessor.kind != kObject && accessor.kind != kEach && accessor.kind != kRules) return;
    if (type != nullptr && accessor.kind != kObject) type = type->element;
    if (type == nullptr || type->object == nullptr || depth > kMaxDepth) return;
    for (const auto& [name, one] : accessor.members) {
      const Property* known = type->object->find(store_.symbols.text(name));
      if (known == nullptr) {
        say(native, "the catalogue has no member ", store_.symbols.text(name));
      } else {
        members(native, one, known->type, depth + 1);
      }
    }
    for (const Peer& peer : accessor.peers) {
      if (type->object->find(store_.symbols.text(peer.property)) == nullptr) {
        say(native, "the catalogue has no member ", store_.symbols.text(peer.property));
      }
    }
  }

  void references(std::string_view native, const Accessor& accessor) {
    for (const Symbol ref : accessor.refs) {
      const std::string_view name = store_.symbols.text(ref);
      if (catalogue_.find(name) == nullptr) say(native, "the catalogue has no type ", name);
    }
  }

  const Store& store_;
  const Catalogue& catalogue_;
};

}  // namespace

const Accessor* TypeMapping::find(Symbol property) const {
  for (const auto& [name, accessor] : properties) {
    if (name == property) return &accessor;
  }
  return nullptr;
}

Result<MappingTable> MappingTable::load(Store& store, const Node& root) {
  MappingTable table;
  Reader reader(store);
  const Node* types = object_member(store, root, "types");
  if (types == nullptr) {
    reader.fail(root, "a mapping table has an object `types`");
    return *reader.error;
  }
  const auto keys = Store::keys(*types);
  for (std::uint32_t i = 0; i < types->len; ++i) {
    table.types_.emplace(keys[i], reader.source(types->kids[i]));
  }
  if (reader.error) return *reader.error;
  return table;
}

Result<bool> MappingTable::check(const Store& store, const Catalogue& catalogue) const {
  Checker checker(store, catalogue);
  for (const auto& [native, source] : types_) {
    const std::string_view name = store.symbols.text(native);
    for (const auto* list : {&source.variants, &source.data, &source.made, &source.data_made}) {
      for (const TypeMapping& mapping : *list) checker.type(name, mapping);
    }
  }
  if (checker.problem.empty()) return true;
  Diagnostic diagnostic;
  diagnostic.code = "I0311";
  diagnostic.message = "the mapping table does not fit the catalogue: " + checker.problem;
  return diagnostic;
}

const SourceType* MappingTable::find(Symbol native) const {
  const auto it = types_.find(native);
  return it == types_.end() ? nullptr : &it->second;
}

}  // namespace cordon::terraform
