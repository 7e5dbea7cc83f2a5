// Statements of IAM policies (AWS, IAM JSON policy elements reference) as plain records, so that
// rules compare and loop with the language's own operators. Tests: tests/conformance, tests/oracle.
#include "vm/builtins.h"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>

#include "document/reader.h"
#include "vm/choices.h"
#include "vm/operators.h"
#include "vm/reading.h"
#include "vm/record.h"

namespace cordon::vm {
namespace {

Node lower_text(Env& env, const Node& v) {
  if (v.is(Kind::kUnknown)) return change_case(env, v, false).at_place(v.at);
  if (!v.is(Kind::kString)) return v;
  Node out = env.string(cased(v.text(), false), v.at);
  out.flags = v.flags;
  return out;
}

/// A text or a list of texts as a list. What is not written stays missing: `every` over the actions
/// of a statement that has NotAction must not hold for want of members.
Node text_list(Env& env, const Node& field, bool lower) {
  return map_choice(env, field, [&](const Node& v) {
    if (v.is(Kind::kNull)) return env.missing("the value is null", v.at);
    if (v.indeterminate()) return env.computed(v);  // a list, whatever is known of the text
    if (!v.is_list()) {
      const Node one = lower ? lower_text(env, v) : v;
      return env.list({&one, 1}).at_place(v.at);
    }
    const bool computed = v.is(Kind::kComputedList);
    std::vector<Node> items;
    for (const Node& item : computed ? v.list->items : v.members())
      items.push_back(lower ? lower_text(env, item) : item);
    if (!computed) return env.list(items).at_place(v.at);
    ComputedList list = *v.list;
    list.items = env.memory->copy(std::span<const Node>(items));
    return Store::computed_list_in(*env.memory, list, v.at);
  });
}

Node principal(Env& env, const Node& type, const Node& id) {
  Record record(env);
  record.add("type", type);
  record.add("id", id);
  return record.finish(id.at);
}

Node principals(Env& env, const Node& field) {
  return map_choice(env, field, [&](const Node& v) -> Node {
    if (v.is(Kind::kNull)) return env.missing("the value is null", v.at);
    if (v.indeterminate()) return env.computed(v);
    if (v.is(Kind::kString)) {
      const Node one = principal(env, v, v);
      return env.list({&one, 1});
    }
    if (!v.is_object()) return env.error("V0108", "a principal is `*` or an object", v.at);
    std::vector<Node> all;
    std::vector<Node> presence;
    Node many = Node::null();
    const auto add = [&](const Node& type, const Node& id, const Node& there) {
      all.push_back(principal(env, type, id));
      presence.push_back(there);
    };
    const auto keys = Store::keys(v);
    for (std::uint32_t i = 0; i < v.len; ++i) {
      Node type = Node::string(env.store.symbols.text(keys[i]), v.kids[i].at);
      if (v.has(kSensitive)) type = type.with(kSensitive);
      const Node there = key_presence(env, v.kids[i]);
      if (there.is(Kind::kFalse)) continue;
      const Node ids = text_list(env, if_present(v.kids[i]), false);
      if (!ids.is_list()) {
        // What is not known may be a list of any number.
        const bool open = ids.is(Kind::kUnknown) && !surely_text(v.kids[i]);
        if (open) widen(many, env.unknown_from(ids));
        if (ids.is(Kind::kChoice)) widen(many, condition_of(env, ids));
        if (!open && !ids.is(Kind::kChoice)) add(type, ids, there);
        continue;
      }
      const bool computed = ids.is(Kind::kComputedList);
      const auto items = computed ? ids.list->items : ids.members();
      for (std::size_t k = 0; k < items.size(); ++k) {
        const bool sure = !computed || ids.list->presence.empty();
        add(type, items[k], sure || !there.is(Kind::kTrue) ? there : ids.list->presence[k]);
      }
      if (computed && !ids.list->many.is(Kind::kNull)) widen(many, ids.list->many);
    }
    const bool certain = std::all_of(presence.begin(), presence.end(),
                                     [](const Node& p) { return p.is(Kind::kTrue); });
    if (certain && many.is(Kind::kNull) && !v.has(kOpen)) return env.list(all);
    ComputedList list;
    list.items = env.memory->copy(std::span<const Node>(all));
    if (!certain) list.presence = env.memory->copy(std::span<const Node>(presence));
    if (many.is(Kind::kNull) && v.has(kOpen)) many = env.unknown_from(Node::null(v.at));
    list.many = many;
    return Store::computed_list_in(*env.memory, list, v.at);
  });
}

struct Condition {
  std::string op;
  std::string key;
  bool if_exists = false;
  std::string quantifier;
  Node values;
  Node presence = Node::boolean(true);
  At at = 0;
  bool sensitive = false;
};

void split_operator(std::string_view written, Condition& out) {
  std::string op = cased(written, false);
  for (const std::string_view prefix :
       {std::string_view("forallvalues:"), std::string_view("foranyvalue:")}) {
    if (!op.starts_with(prefix)) continue;
    out.quantifier = prefix == "forallvalues:" ? "ForAllValues" : "ForAnyValue";
    op.erase(0, prefix.size());
  }
  constexpr std::string_view kIfExists = "ifexists";
  if (op.size() > kIfExists.size() && op.ends_with(kIfExists)) {
    out.if_exists = true;
    op.resize(op.size() - kIfExists.size());
  }
  out.op = op;
}

Node condition_values(Env& env, const Node& v) {
  const Node list = text_list(env, v, false);
  if (!list.is_list()) return list;
  const bool computed = list.is(Kind::kComputedList);
  std::vector<Node> items;
  for (const Node& item : computed ? list.list->items : list.members()) {
    if (!item.is_bool() && !item.is_number()) {
      items.push_back(item);
      continue;
    }
    std::string text;
    Node plain = item;
    plain.flags = 0;
    append_text(env, text, plain);
    Node as_text = env.string(text, item.at);
    as_text.flags = item.flags;
    items.push_back(as_text);
  }
  if (!computed) return env.list(items);
  ComputedList out = *list.list;
  out.items = env.memory->copy(std::span<const Node>(items));
  return Store::computed_list_in(*env.memory, out, list.at);
}

Node condition_record(Env& env, const Condition& c) {
  Record record(env);
  const auto text = [&](std::string_view part) {
    const Node node = env.string(part, c.at);
    return c.sensitive ? node.with(kSensitive) : node;
  };
  record.add("op", text(c.op));
  record.add("key", text(c.key));
  record.add("values", c.values);
  if (c.if_exists) record.add("if_exists", Node::boolean(true, c.at));
  if (!c.quantifier.empty()) record.add("quantifier", text(c.quantifier));
  return record.finish(c.at);
}

Node conditions_of(Env& env, const Node& block) {
  if (!block.is_object()) return env.error("V0108", "a condition block is an object", block.at);
  std::vector<Condition> all;
  Node many = block.has(kOpen) ? env.unknown_from(Node::null(block.at)) : Node::null();
  const auto operators = Store::keys(block);
  for (std::uint32_t i = 0; i < block.len; ++i) {
    const Node& map = block.kids[i];
    if (key_presence(env, map).is(Kind::kFalse)) continue;
    if (map.is(Kind::kUnknown) || map.is(Kind::kChoice)) {
      many = map.is(Kind::kChoice) ? condition_of(env, map) : env.unknown_from(map);
      continue;
    }
    if (!map.is_object())
      return env.error("V0108", "a condition operator has an object of keys", map.at);
    if (map.has(kOpen)) many = env.unknown_from(Node::null(map.at));
    const auto keys = Store::keys(map);
    for (std::uint32_t k = 0; k < map.len; ++k) {
      Condition c;
      split_operator(env.store.symbols.text(operators[i]), c);
      c.key = cased(env.store.symbols.text(keys[k]), false);
      c.presence = key_presence(env, map.kids[k]);
      if (c.presence.is(Kind::kFalse)) continue;
      c.values = condition_values(env, if_present(map.kids[k]));
      c.at = map.kids[k].at;
      c.sensitive = block.has(kSensitive) || map.has(kSensitive);
      all.push_back(std::move(c));
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Condition& a, const Condition& b) {
    return std::tie(a.op, a.key) < std::tie(b.op, b.key);
  });
  std::vector<Node> records;
  std::vector<Node> presence;
  bool certain = true;
  for (const Condition& c : all) {
    records.push_back(condition_record(env, c));
    presence.push_back(c.presence);
    certain = certain && c.presence.is(Kind::kTrue);
  }
  if (certain && many.is(Kind::kNull)) return env.list(records);
  ComputedList list;
  list.items = env.memory->copy(std::span<const Node>(records));
  if (!certain) list.presence = env.memory->copy(std::span<const Node>(presence));
  list.many = many;
  return Store::computed_list_in(*env.memory, list, block.at);
}

/// A statement without conditions has none.
Node conditions(Env& env, const Node& field) {
  return map_choice(env, field, [&](const Node& v) {
    if (v.is(Kind::kMissing)) return env.list({});
    if (v.is(Kind::kNull)) return env.missing("the value is null", v.at);
    return v.indeterminate() ? env.computed(v) : conditions_of(env, v);
  });
}

Node statement(Env& env, const Node& v) {
  if (v.indeterminate()) return v;
  if (v.is(Kind::kChoice))
    return map_choice(env, v, [&](const Node& b) { return statement(env, b); });
  if (!v.is_object()) return env.error("V0108", "a statement is an object", v.at);
  const auto field = [&](std::string_view name) { return env.store.find(v, name); };
  const auto plain = [&](std::string_view name) {
    const Node* found = field(name);
    if (found != nullptr) return *found;
    if (v.has(kOpen)) return env.unknown_from(Node::null(v.at));
    return env.missing(std::string(name) + " is not written", v.at);
  };
  Record record(env);
  record.add("sid", plain("Sid"));
  record.add("effect", plain("Effect"));
  record.add("actions", text_list(env, plain("Action"), true));
  record.add("not_actions", text_list(env, plain("NotAction"), true));
  record.add("resources", text_list(env, plain("Resource"), false));
  record.add("not_resources", text_list(env, plain("NotResource"), false));
  record.add("principals", principals(env, plain("Principal")));
  record.add("not_principals", principals(env, plain("NotPrincipal")));
  record.add("conditions", conditions(env, plain("Condition")));
  return record.finish(v.at);
}

Node statements_of(Env& env, const Node& document) {
  if (!document.is_object())
    return env.error("V0108", "a policy document is an object", document.at);
  const Node* all = env.store.find(document, "Statement");
  if (all == nullptr) {
    if (document.has(kOpen)) {
      Unknown u;
      u.cause = {Kind::kUnknown, {}, "further keys are possible", document.at};
      return env.unknown(u, document.at);
    }
    return env.missing("Statement is not written", document.at);
  }
  if (all->is(Kind::kUnknown)) return env.computed(*all);
  if (all->is(Kind::kChoice)) return condition_of(env, *all);
  if (all->indeterminate()) return *all;
  if (all->is_object()) {
    const Node one = statement(env, *all);
    return env.list({&one, 1});
  }
  if (!all->is_list()) return env.error("V0108", "Statement is an object or a list", all->at);
  const bool computed = all->is(Kind::kComputedList);
  std::vector<Node> records;
  for (const Node& v : computed ? all->list->items : all->members())
    records.push_back(statement(env, v));
  env.charge(records.size() * 8 + 1);
  if (!computed) return env.list(records);
  ComputedList list = *all->list;
  list.items = env.memory->copy(std::span<const Node>(records));
  return Store::computed_list_in(*env.memory, list, all->at);
}

/// What was read from a sensitive text: all of it is sensitive, and stands where the text does,
/// for a pointer into it would name its keys. Values may be nested deeper than the machine's stack.
Node hidden(Arena& memory, Node value, At at) {
  std::vector<std::span<Node>> left{{&value, 1}};
  while (!left.empty()) {
    const std::span<Node> some = left.back();
    left.pop_back();
    for (Node& node : some) {
      node = node.with(kSensitive).at_place(at);
      if (!node.is(Kind::kList) && !node.is_object()) continue;
      node.kids = Store::copied_in(memory, node).kids;
      left.emplace_back(const_cast<Node*>(node.kids), std::size_t{node.len});
    }
  }
  return value;
}

/// A policy document that is written as a text.
Result<Node> read_policy(Env& env, const Node& document) {
  // A computed text lives as long as its row, what is read from it as long as the run.
  Node kept = document;
  kept.chars = env.store.arena.copy(document.text()).data();
  Result<Node> read = read_embedded_json(env.store, kept, env.document_limits);
  if (!read || !document.has(kSensitive)) return read;
  return hidden(env.store.arena, *read, document.at);
}

}  // namespace

Node iam_statements(Env& env, const Node& document) {
  if (document.is(Kind::kUnknown)) return env.computed(settle(env, document));
  if (document.indeterminate()) return document;
  if (document.is(Kind::kNull)) return env.missing("the policy document is null", document.at);
  if (!document.is(Kind::kString)) return statements_of(env, document);
  env.charge(document.len / 64U + 1U);
  Env::ParsedKey key{document.at, document.has(kSensitive), std::string(document.text())};
  auto known = env.parsed.find(key);
  if (known == env.parsed.end()) {
    const Result<Node> read = read_policy(env, document);
    if (!read) {
      const std::string why = document.has(kSensitive) ? "" : ": " + read.error().message;
      return env.error("V0108", "the text is not JSON" + why, document.at);
    }
    known = env.parsed.emplace(std::move(key), *read).first;
  }
  if (!known->second.is_object())
    return env.error("V0108", "the text holds no policy document", document.at);
  return statements_of(env, known->second);
}

}  // namespace cordon::vm
