// Reads the sections of a Terraform plan into resources. The one idea: an instance remembers where
// its three value trees are and nothing else; values are made when they are asked for. Pure
// deletions and deposed objects have no effect, data sources are resources that are not managed,
// and what the plan does not show in full opens every type set. Cannot do: telling a resource that
// -target left out if it is repeated (its number of instances is not in the document).
// Tests: tests/unit/inventory/terraform_plan_test.cc.
#include "inventory/terraform_plan.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/prefetch.h"

namespace cordon::terraform {
namespace {

/// What is read of an object that an entry holds, and of its texts.
constexpr std::size_t kEntryBytes = 160;
constexpr std::size_t kTextBytes = 64;

const Node* first_of(const Node& list) {
  return list.is(Kind::kList) && list.len > 0 ? list.kids : nullptr;
}

void read_ahead_text(const Node* node) {
  if (node != nullptr && node->is(Kind::kString)) prefetch(node->text().data(), 1);
}

/// Most masks of sensitive values are an object of empty ones: they are as good as none.
const Node* unless_empty(const Node* mask) {
  if (mask == nullptr || !mask->is_object()) return mask;
  const auto members = mask->members();
  const bool empty = std::all_of(members.begin(), members.end(), [](const Node& member) {
    return member.is(Kind::kFalse) || (member.is_object() && member.len == 0);
  });
  return empty ? nullptr : mask;
}

const Symbol* keys_of(const Node* tree) {
  return tree != nullptr && tree->is_object() ? Store::keys(*tree).data() : nullptr;
}

constexpr std::uint32_t kFew = 16;  // what most resources have, or their greater part

}  // namespace

void Instance::set_trees(const Node* values, const Node* unknowns, const Node* secrets) {
  after = values;
  unknown = values != nullptr ? unknowns : &kEverything;
  sensitive = unless_empty(secrets);
  keys = keys_of(after);
  members = keys != nullptr ? after->kids : nullptr;
  few = static_cast<std::uint8_t>(keys != nullptr ? std::min(after->len, kFew) : 0);
  at = after != nullptr ? after->at : 0;
  unknown_keys = keys_of(unknown);
  unknown_members = unknown_keys != nullptr ? unknown->kids : nullptr;
  all_unknown = unknown != nullptr && unknown->is(Kind::kTrue);
  has_secrets = sensitive != nullptr;
}

PlanReader::Words::Words(Symbols& s)
    : address(s.intern("address")),
      module_address(s.intern("module_address")),
      mode(s.intern("mode")),
      type(s.intern("type")),
      name(s.intern("name")),
      deposed(s.intern("deposed")),
      change(s.intern("change")),
      resource_change(s.intern("resource_change")),
      actions(s.intern("actions")),
      before(s.intern("before")),
      after(s.intern("after")),
      after_unknown(s.intern("after_unknown")),
      after_sensitive(s.intern("after_sensitive")),
      before_sensitive(s.intern("before_sensitive")),
      values(s.intern("values")),
      sensitive_values(s.intern("sensitive_values")),
      id(s.intern("id")),
      arn(s.intern("arn")),
      create(s.intern("create")),
      update(s.intern("update")),
      no_op(s.intern("no-op")) {}

PlanReader::Actions PlanReader::actions_of(const Node* list) {
  Actions out;
  if (list == nullptr || !list->is(Kind::kList)) return out;
  for (const Node& item : list->members()) {
    if (!item.is(Kind::kString)) continue;
    out.deletes = out.deletes || item.text() == "delete";
    out.creates = out.creates || item.text() == "create";
    out.updates = out.updates || item.text() == "update";
    out.reads = out.reads || item.text() == "read";
    out.forgets = out.forgets || item.text() == "forget";
  }
  return out;
}

Symbol PlanReader::name_of(const Actions& actions) const {
  if (actions.creates) return actions.deletes ? word_.update : word_.create;
  if (actions.updates) return word_.update;
  return actions.reads ? 0 : word_.no_op;
}

void PlanReader::read() {
  if (const Node* changes = list_member(store_, root_, "resource_changes")) read_changes(*changes);
  read_deferred();
  if (const Node* planned = object_member(store_, root_, "planned_values")) {
    if (const Node* module = object_member(store_, *planned, "root_module")) {
      read_values(*module, Section::kPlanned);
    }
  }
  const Node* prior = object_member(store_, root_, "prior_state");
  const Node* values = prior == nullptr ? nullptr : object_member(store_, *prior, "values");
  const Node* module = values == nullptr ? nullptr : object_member(store_, *values, "root_module");
  if (module != nullptr) read_values(*module, Section::kPrior);
  completeness();
}

void PlanReader::warn(std::string_view code, At at, std::string message, std::string_view help) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.level = Level::kWarning;
  diagnostic.span = {at, at + 1};
  diagnostic.message = std::move(message);
  diagnostic.help = help;
  plan_.context.problem(std::move(diagnostic));
}

void PlanReader::damaged(const Node& entry) {
  warn("I0314", entry.at, "an object with an address and a type was expected");
  incomplete("an entry of the plan cannot be read", entry.at);
}

void PlanReader::read_changes(const Node& changes) {
  // Most data sources, and what is made of attributes, come besides.
  const std::size_t n = changes.len;
  const std::size_t expected = n + n / 4 + 64;
  plan_.context.expect(expected);
  plan_.list.reserve(expected);
  plan_.next_of_type.reserve(expected);
  addresses_.reserve(expected);
  plan_.instances.reserve(expected);
  const auto entries = changes.members();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (plan_.context.stops()) return;
    read_ahead_change(entries.subspan(i));
    read_change(entries[i]);
  }
}

/// Entries lie far from each other, so the memory of the next ones is asked for while one is read.
void PlanReader::read_ahead_entry(std::span<const Node> next) {
  constexpr std::size_t kNodes = 8;
  constexpr std::size_t kTexts = 5;
  if (next.size() > kNodes && next[kNodes].is_object())
    prefetch(next[kNodes].kids - 1, kEntryBytes);
  if (next.size() <= kTexts || !next[kTexts].is_object()) return;
  for (MemberFinder* text : {&word_.address, &word_.module_address, &word_.type, &word_.name})
    prefetch(text->text_in(next[kTexts]).data(), kTextBytes);
}

/// Of a value that has a change nothing but the address is read, of most of the prior state nothing
/// but the mode.
void PlanReader::read_ahead_value(std::span<const Node> next, Section section) {
  constexpr std::size_t kNodes = 12;
  constexpr std::size_t kTexts = 6;
  if (next.size() > kNodes && next[kNodes].is_object())
    prefetch(next[kNodes].kids - 1, kEntryBytes / 2);
  if (section == Section::kPrior || next.size() <= kTexts || !next[kTexts].is_object()) return;
  prefetch(word_.address.text_in(next[kTexts]).data(), kTextBytes);
  addresses_.read_ahead(kTexts);
}

void PlanReader::read_ahead_change(std::span<const Node> next) {
  constexpr std::size_t kChange = 5;
  constexpr std::size_t kValues = 3;
  constexpr std::size_t kMembers = 1;
  read_ahead_entry(next);
  const auto change_in = [&](std::size_t i) {
    const bool there = i < next.size() && next[i].is_object();
    return there ? word_.change.object_in(next[i]) : nullptr;
  };
  if (const Node* change = change_in(kChange)) prefetch(change->kids - 1, kEntryBytes);
  if (const Node* change = change_in(kValues)) {
    if (const Node* actions = word_.actions.in(*change)) prefetch(first_of(*actions), sizeof(Node));
    if (const Node* after = word_.after.object_in(*change)) prefetch(after->kids - 1, kEntryBytes);
    for (MemberFinder* mask : {&word_.after_unknown, &word_.after_sensitive}) {
      if (const Node* tree = mask->object_in(*change)) prefetch(tree->kids - 1, kTextBytes);
    }
  }
  const Node* change = change_in(kMembers);
  if (change == nullptr) return;
  if (const Node* actions = word_.actions.in(*change)) read_ahead_text(first_of(*actions));
  if (const Node* after = word_.after.object_in(*change)) {
    prefetch(word_.id.in(*after), sizeof(Node));
    prefetch(word_.arn.in(*after), sizeof(Node));
  }
}

void PlanReader::read_change(const Node& entry) {
  Instance instance;
  std::string_view address;
  if (!entry.is_object() ||
      !identify(entry, word_.module_address.text_in(entry), instance, address)) {
    return damaged(entry);
  }
  const Node* deposed = word_.deposed.in(entry);
  if (deposed != nullptr && !deposed->is(Kind::kNull)) return;
  const Node* change = word_.change.object_in(entry);
  if (change == nullptr) return damaged(entry);
  const Actions actions = actions_of(word_.actions.in(*change));
  addresses_.add(address);
  show(instance);
  const bool stays = actions.forgets || deferred_;  // a deletion that is put off is none yet
  if (actions.deletes && !actions.creates && !stays) return;
  // A replacement that forgets the old object still makes the new one.
  if ((actions.forgets || actions.deletes) && !actions.creates) {
    instance.set_trees(word_.before.object_in(*change), nullptr,
                       word_.before_sensitive.in(*change));
  } else {
    instance.set_trees(word_.after.object_in(*change), word_.after_unknown.in(*change),
                       word_.after_sensitive.in(*change));
  }
  add(instance, address, name_of(actions));
}

/// Walks the child modules with a stack of its own: their nesting is the document's.
void PlanReader::read_values(const Node& module, Section section) {
  std::vector<std::pair<const Node*, std::string_view>> stack{{&module, {}}};
  while (!stack.empty()) {
    const auto [node, address] = stack.back();
    stack.pop_back();
    if (const Node* resources = list_member(store_, *node, "resources")) {
      const auto entries = resources->members();
      for (std::size_t i = 0; i < entries.size(); ++i) {
        if (plan_.context.stops()) return;
        read_ahead_value(entries.subspan(i), section);
        read_value(entries[i], address, section);
      }
    }
    const Node* children = list_member(store_, *node, "child_modules");
    if (children == nullptr) continue;
    for (std::uint32_t i = children->len; i-- > 0;) {
      const Node& child = children->kids[i];
      if (child.is_object()) stack.emplace_back(&child, text_member(store_, child, "address"));
    }
  }
}

void PlanReader::read_value(const Node& entry, std::string_view module, Section section) {
  const bool readable = entry.is_object();
  if (section == Section::kPrior && (!readable || word_.mode.text_in(entry) != "data")) return;
  std::string_view address = readable ? word_.address.text_in(entry) : std::string_view{};
  if (address.empty() || word_.type.text_in(entry).empty()) return damaged(entry);
  if (addresses_.met(address)) return;
  Instance instance;
  identify(entry, module, instance, address);
  show(instance);
  instance.set_trees(word_.values.object_in(entry), nullptr, word_.sensitive_values.in(entry));
  instance.silent = true;
  add(instance, address, 0);
}

void PlanReader::show(const Instance& instance) {
  if (instance.config == kNone) return;
  const ConfigResource& resource = plan_.configuration.resources()[instance.config];
  if (resource.repeated() || !plan_.configuration.modules()[resource.module].once) return;
  std::uint32_t module = instance.module;
  while (module != 0 && plan_.instances[module].key == 0) module = plan_.instances[module].parent;
  if (module == 0) shown_[instance.config] = true;
}

/// Requires: an object.
bool PlanReader::identify(const Node& entry, std::string_view module, Instance& instance,
                          std::string_view& address) {
  address = word_.address.text_in(entry);
  const std::string_view type = word_.type.text_in(entry);
  const std::string_view name = word_.name.text_in(entry);
  if (address.empty() || type.empty()) return false;
  instance.body = &entry;
  instance.data = word_.mode.text_in(entry) == "data";
  instance.module = plan_.instances.module(module);
  instance.config = configured(instance, type, name);
  const std::size_t bare = (module.empty() ? 0 : module.size() + 1) + (instance.data ? 5 : 0) +
                           type.size() + 1 + name.size();
  if (address.size() > bare + 2 && address[bare] == '[') {
    instance.key = store_.symbols.intern(address.substr(bare + 1, address.size() - bare - 2));
  }
  return true;
}

/// Instances of one resource stand together, and modules repeat their resources in one order: the
/// last resource and the one that came after it last time are tried first.
std::uint32_t PlanReader::configured(Instance& instance, std::string_view type,
                                     std::string_view name) {
  const std::uint32_t module = plan_.instances[instance.module].config;
  std::uint32_t& next = next_config_[last_config_ + 1];  // kNone is before the first
  for (const std::uint32_t guess : {last_config_, next}) {
    if (guess == kNone) continue;
    const ConfigResource& one = plan_.configuration.resources()[guess];
    if (one.module != module || one.data != instance.data ||
        store_.symbols.text(one.name) != name || store_.symbols.text(one.type) != type) {
      continue;
    }
    instance.native = one.type;
    return last_config_ = guess;
  }
  instance.native = store_.symbols.intern(type);
  const std::uint32_t found =
      plan_.configuration.find(module, instance.data, instance.native, store_.symbols.intern(name));
  if (found != kNone) last_config_ = next = found;
  return found;
}

ResourceId PlanReader::register_resource(const Instance& instance, std::string_view address,
                                         Symbol action, Symbol type, const Node& exists) {
  Resource resource;
  resource.type = type;
  resource.native_type = instance.native;
  resource.address = address;
  resource.body = *instance.body;
  resource.exists = exists.is(Kind::kTrue) ? existence_ : exists;
  resource.managed = !instance.data;
  resource.action = action;
  if (const SourceType* source = plan_.table.find(instance.native))
    resource.merged = source->satellite;
  if (instance.data) {
    resource.open_neighbours = canonical_.values().make_unknown(
        "what belongs to the object of a data source is outside of the plan", instance.body->at,
        false);
  }
  const ResourceId id = plan_.context.add(resource);
  if (plan_.list.empty()) plan_.first = id;
  plan_.list.push_back(instance);
  plan_.list.back().id = id;
  chain(type);
  return id;
}

/// The last of the list follows the one of its type that was there before.
void PlanReader::chain(Symbol type) {
  plan_.next_of_type.push_back(kNone);
  if (type == 0) return;
  if (type >= last_of_type_.size()) last_of_type_.resize(std::size_t{type} + 1);
  const auto number = static_cast<std::uint32_t>(plan_.list.size());
  std::uint32_t& last = last_of_type_[type];
  if (last != 0) plan_.next_of_type[last - 1] = number - 1;
  last = number;
}

const TypeMapping* PlanReader::choose(const SourceType& source, const Instance& instance) {
  if (instance.data && !source.data.empty()) return &source.data.front();
  for (const TypeMapping& variant : source.variants) {
    if (variant.when_set != 0) {
      if (canonical_.may_be_set(instance, variant.when_set)) return &variant;
    } else if (variant.when_key != 0) {
      const Node* value =
          instance.after == nullptr ? nullptr : Store::find(*instance.after, variant.when_key);
      if (value != nullptr && value->is(Kind::kString) && value->text() == variant.when_value) {
        return &variant;
      }
    } else {
      return &variant;
    }
  }
  for (const TypeMapping& variant : source.variants) {
    const Node why = canonical_.values().make_unknown(
        "which kind of resource this is, is known after apply", instance.body->at, false);
    plan_.context.open_type(variant.type, why.unknown);
  }
  return nullptr;
}

void PlanReader::add(Instance& instance, std::string_view address, Symbol action) {
  const SourceType* source = plan_.table.find(instance.native);
  std::vector<Instance> more;
  if (source != nullptr) {
    instance.mapping = choose(*source, instance);
    if (instance.mapping != nullptr) expand_peers(instance, more);
  }
  Symbol type = instance.mapping == nullptr ? 0 : instance.mapping->type;
  if (source == nullptr) type = foreign_type(instance, address);
  const Node yes = Node::boolean(true);
  instance.id = register_resource(instance, address, action, type, yes);
  // What stands for any number of instances is not what a mention of them leads to.
  if (instance.config != kNone && existence_.is(Kind::kTrue)) {
    plan_.instances.add(instance.module, instance.config, instance.key, instance.id);
  }
  add_ids(instance);
  std::uint32_t number = 2;
  for (Instance& further : more) {
    const std::string text = std::string(address) + "#" + std::to_string(number++);
    further.native = 0;  // the plan's resource is one subject, not several
    register_resource(further, store_.arena.copy(std::string_view{text}), action, type, yes);
  }
  if (source != nullptr) make(*source, instance, address, action);
}

void PlanReader::add_ids(const Instance& instance) {
  if (instance.after == nullptr || !instance.after->is_object()) return;
  const auto known = [&](std::string_view text) {
    if (text.empty()) return false;
    plan_.context.add_id(text, instance.id);
    plan_.ids.add(text, instance.id);
    return true;
  };
  known(word_.id.text_in(*instance.after));
  known(word_.arn.text_in(*instance.after));
  if (instance.mapping == nullptr) return;
  for (const Symbol name : instance.mapping->names) {
    if (known(text_member(*instance.after, name)) || instance.config == kNone) continue;
    if (canonical_.written_unknown(instance, name)) plan_.context.unknown_id(instance.id);
  }
}

/// The peers of a stand-alone rule, as far as their number is known. A group by its id excludes
/// ranges and `self`: where those are set, an id that is not known is none.
std::vector<PlanReader::PeerPlace> PlanReader::peers_of(const Instance& instance) {
  std::vector<PeerPlace> found;
  bool range = false;
  const Peer* perhaps = nullptr;
  Values& values = canonical_.values();
  const Cursor root = values.root(instance);
  for (const Peer& peer : instance.mapping->peers) {
    const Cursor at = values.member(root, peer.from);
    if (peer.self) {
      if (at.value == nullptr || !at.value->is(Kind::kTrue)) continue;
      found.emplace_back(&peer, kNone);
      range = true;
    } else if (peer.list && at.value != nullptr && at.value->is(Kind::kList)) {
      for (std::uint32_t i = 0; i < at.count(); ++i) found.emplace_back(&peer, i);
      range = range || (peer.refs.empty() && at.count() > 0);
    } else if (canonical_.may_be_set(instance, peer.from)) {
      if (at.value != nullptr || peer.list) {
        found.emplace_back(&peer, kNone);
      } else {
        perhaps = &peer;
      }
    }
  }
  if (perhaps != nullptr && !range) found.emplace_back(perhaps, kNone);
  return found;
}

/// A stand-alone rule with several peers is several canonical rules: the first is `instance`.
void PlanReader::expand_peers(Instance& instance, std::vector<Instance>& more) {
  const auto found = peers_of(instance);
  for (std::size_t i = 0; i < found.size(); ++i) {
    Instance one = instance;
    one.peer = found[i].first;
    one.peer_item = found[i].second;
    if (i == 0) {
      instance = one;
    } else {
      more.push_back(one);
    }
  }
}

void PlanReader::make(const SourceType& source, const Instance& owner, std::string_view address,
                      Symbol action) {
  std::uint32_t number = 1;
  for (const TypeMapping& mapping : owner.data ? source.data_made : source.made) {
    make_one(mapping, owner, address, action, number);
  }
}

void PlanReader::make_one(const TypeMapping& mapping, const Instance& owner,
                          std::string_view address, Symbol action, std::uint32_t& number) {
  Instance made = owner;
  made.native = 0;
  made.mapping = &mapping;
  made.owner = owner.id;
  const auto push = [&](const Node& exists) {
    const std::string text = std::string(address) + "#" + std::to_string(number++);
    register_resource(made, store_.arena.copy(std::string_view{text}), action, mapping.type,
                      exists);
  };
  if (mapping.when_set != 0 && !canonical_.may_be_set(owner, mapping.when_set)) return;
  if (mapping.each == 0) return push(Node::boolean(true));
  const Cursor list = canonical_.values().member(canonical_.values().root(owner), mapping.each);
  if (list.value != nullptr && list.value->is(Kind::kList)) {
    for (std::uint32_t i = 0; i < list.count(); ++i) {
      made.item = i;
      const bool shown = i < list.value->len && list.value->kids[i].is_object();
      made.body = shown ? &list.value->kids[i] : owner.body;
      push(Node::boolean(true));
    }
    return;
  }
  // A list that is not known: one that perhaps exists, of which nothing is known, stands for all.
  const Node perhaps = canonical_.unknown_list(owner, mapping.each);
  if (!perhaps.is(Kind::kNull)) push(perhaps);
}

}  // namespace cordon::terraform
