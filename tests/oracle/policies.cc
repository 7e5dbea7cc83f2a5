// IAM statements (language 3.10) and endpoint service names (functions 2). Statements are rebuilt
// field by field; what is not known stays a field, a member or any number of members that is not
// known. Test: oracle_test.cc.
#include <algorithm>
#include <cctype>

#include "document/reader.h"
#include "machine.h"

namespace cordon::oracle {

Node Machine::record(std::span<const std::pair<std::string_view, Node>> fields, At at) {
  std::vector<Symbol> keys;
  std::vector<Node> members;
  for (const auto& [key, value] : fields) {
    keys.push_back(store_.symbols.intern(key));
    members.push_back(value);
  }
  return store_.object(keys, members, at);
}

Node Machine::iam_field(const Node& object, std::string_view key) {
  return member(object, store_.symbols.intern(key));
}

/// A text or a list of texts, as a list.
Node Machine::iam_list(const Node& v, bool lower) {
  if (v.is(Kind::kChoice)) {
    const Node then = iam_list(v.choice->then, lower);
    return make_choice(*v.choice, then, iam_list(v.choice->otherwise, lower), v.at);
  }
  if (v.is(Kind::kNull)) return missing("the value is null", v.at);
  if (v.indeterminate()) return derive(v);
  Domain all = domain_of(v);
  if (v.is(Kind::kString) || v.is(Kind::kReference)) {
    all = {};
    all.members.push_back({Node(), v, Node::boolean(true), own_proof(v), {}});
  }
  if (!v.is_list() && all.members.empty())
    return error("V0108", "a text or a list was expected", v.at);
  if (v.is_object()) return error("V0108", "a text or a list was expected", v.at);
  for (Member& m : all.members) {
    const Node& x = m.value;
    if (!x.is(Kind::kString) && !x.is(Kind::kReference) && !x.is(Kind::kChoice) &&
        !x.indeterminate()) {
      m.value = error("V0108", "a text was expected", x.at);
    } else if (lower && (x.is(Kind::kString) || x.is(Kind::kUnknown))) {
      m.value = text_function(Builtin::k_lower, x).at_place(x.at);
    }
  }
  if (v.is(Kind::kComputedList)) return list_node(all.members, all.many, v.at);
  std::vector<Node> values;
  for (const Member& m : all.members) values.push_back(m.value);
  return store_.list(values, v.at);
}

Node Machine::iam_principals(const Node& v) {
  const auto entry = [this](const Node& type, const Node& id, At at) {
    const std::array<std::pair<std::string_view, Node>, 2> fields{{{"type", type}, {"id", id}}};
    return Member{Node(), record(fields, at), Node::boolean(true), {}, {}};
  };
  if (v.is(Kind::kChoice)) {
    const Node then = iam_principals(v.choice->then);
    return make_choice(*v.choice, then, iam_principals(v.choice->otherwise), v.at);
  }
  if (v.is(Kind::kNull)) return missing("the value is null", v.at);
  if (v.indeterminate()) return derive(v);
  std::vector<Member> out;
  Node many;
  if (v.is(Kind::kString) && v.text() == "*") {
    out.push_back(entry(v, v, v.at));
  } else if (v.is_object()) {
    const Domain all = domain_of(v);
    many = all.many;
    for (const Member& m : all.members) {
      const Node ids = iam_list(m.value, false);
      const Domain inner = domain_of(ids);
      const std::size_t before = out.size();
      if (kind_of(inner.bad) == Kind::kUnknown && surely(m.value, {Expect::kString})) {
        out.push_back(entry(m.key, inner.bad, m.value.at));
      } else if (kind_of(inner.bad) == Kind::kUnknown) {
        many = inner.bad;
      } else if (!inner.bad.is(Kind::kNull)) {
        out.push_back(entry(m.key, inner.bad, m.value.at));
      }
      for (const Member& id : inner.members) {
        out.push_back(entry(m.key, id.value, id.value.at));
        out.back().presence = id.presence;
        out.back().presence_proof = id.presence_proof;
      }
      for (std::size_t i = before; i < out.size() && !m.presence.is(Kind::kTrue); ++i) {
        out[i].presence = m.presence;
        out[i].presence_proof = m.presence_proof;
      }
      if (many.is(Kind::kNull)) many = inner.many;
    }
  } else {
    return error("V0108", "principals were expected", v.at);
  }
  for (Member& m : out) m.proof = own_proof(m.value);
  return list_node(out, many, v.at);
}

/// `{op, key, values}` sorted, the variations of an operator's name split off.
Node Machine::iam_conditions(const Node& v) {
  if (v.is(Kind::kMissing)) return list_node({}, Node());
  if (v.is(Kind::kChoice)) {
    const Node then = iam_conditions(v.choice->then);
    return make_choice(*v.choice, then, iam_conditions(v.choice->otherwise), v.at);
  }
  if (v.is(Kind::kNull)) return missing("the value is null", v.at);
  if (v.indeterminate()) return derive(v);
  if (!v.is_object()) return error("V0108", "conditions were expected", v.at);
  const auto lower = [](std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
  };
  std::vector<std::pair<std::pair<std::string, std::string>, Member>> entries;
  const Domain blocks = domain_of(v);
  Node many = blocks.many;
  for (const Member& block : blocks.members) {
    std::string op = lower(block.key.text());
    const bool if_exists = op.size() > 8 && op.ends_with("ifexists");
    if (if_exists) op.resize(op.size() - 8);
    std::string quantifier;
    for (const std::string_view word : {"forallvalues:", "foranyvalue:"}) {
      if (!op.starts_with(word)) continue;
      quantifier = word.substr(0, word.size() - 1);
      op.erase(0, word.size());
    }
    const Domain keys = domain_of(block.value);
    if (!block.value.is_object() || !block.presence.is(Kind::kTrue)) {
      if (many.is(Kind::kNull)) many = unknown("a condition is not known", block.value.at);
      continue;
    }
    if (many.is(Kind::kNull)) many = keys.many;
    for (const Member& one : keys.members) {
      Node value = one.value;
      if (value.is_bool() || value.is_number()) value = store_.string(scalar_text(value), value.at);
      Node values = iam_list(value, false);
      if (one.value.is_list()) {
        Domain all = domain_of(one.value);
        for (Member& m : all.members) {
          if (m.value.is_bool() || m.value.is_number()) {
            m.value = store_.string(scalar_text(m.value), m.value.at);
          }
        }
        values = list_node(all.members, all.many, one.value.at);
      }
      const std::string key = lower(one.key.text());
      const std::array<Node, 2> holders{v, block.value};
      const auto text = [&](const std::string& t) {
        return sensitive_like(store_.string(t), holders);
      };
      std::vector<std::pair<std::string_view, Node>> fields{
          {"op", text(op)}, {"key", text(key)}, {"values", values}};
      if (if_exists) fields.emplace_back("if_exists", Node::boolean(true));
      if (!quantifier.empty()) fields.emplace_back("quantifier", text(quantifier));
      const Node out = record(fields, one.value.at);
      entries.push_back(
          {{op, key}, {Node(), out, one.presence, own_proof(out), own_proof(one.presence)}});
    }
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Member> out;
  for (auto& entry : entries) out.push_back(std::move(entry.second));
  return list_node(out, many, v.at);
}

Node Machine::iam_statement(const Node& s) {
  if (s.is(Kind::kChoice)) {
    const Node then = iam_statement(s.choice->then);
    return make_choice(*s.choice, then, iam_statement(s.choice->otherwise), s.at);
  }
  if (s.is(Kind::kNull)) return missing("the value is null", s.at);
  if (s.indeterminate()) return derive(s);
  if (!s.is_object()) return error("V0108", "a statement was expected", s.at);
  const std::array<std::pair<std::string_view, Node>, 9> fields{
      {{"sid", iam_field(s, "Sid")},
       {"effect", iam_field(s, "Effect")},
       {"actions", iam_list(iam_field(s, "Action"), true)},
       {"not_actions", iam_list(iam_field(s, "NotAction"), true)},
       {"resources", iam_list(iam_field(s, "Resource"), false)},
       {"not_resources", iam_list(iam_field(s, "NotResource"), false)},
       {"principals", iam_principals(iam_field(s, "Principal"))},
       {"not_principals", iam_principals(iam_field(s, "NotPrincipal"))},
       {"conditions", iam_conditions(iam_field(s, "Condition"))}}};
  return record(fields, s.at);
}

/// What a secret text says is secret, and stands where the text does.
Node Machine::secret(const Node& v, At at) {
  std::vector<Node> members;
  if (v.is(Kind::kList) || v.is_object()) {
    for (const Node& m : v.members()) members.push_back(secret(m, at));
  }
  Node out = v;
  if (v.is(Kind::kList)) out = store_.list(members, at);
  if (v.is_object()) out = store_.object(Store::keys(v), members, at);
  return out.with(kSensitive).at_place(at);
}

Node Machine::iam_statements(const Node& doc) {
  if (doc.is(Kind::kNull)) return missing("the document is null", doc.at);
  if (doc.indeterminate()) return derive(doc);
  if (doc.is(Kind::kString)) {
    const Result<Node> read = read_embedded_json(store_, doc, DocumentLimits{});
    if (!read.ok() || !read.value().is_object()) {
      return error("V0108", "the text is no policy document", doc.at);
    }
    return iam_statements(doc.has(kSensitive) ? secret(read.value(), doc.at) : read.value());
  }
  if (!doc.is_object()) return error("V0108", "a policy document was expected", doc.at);
  const Node all = iam_field(doc, "Statement");
  if (all.is(Kind::kMissing) || all.is(Kind::kError)) return all;
  if (all.is(Kind::kNull)) return missing("the statements are null", all.at);
  std::vector<Member> out;
  if (all.is_object()) {
    out.push_back({Node(), iam_statement(all), Node::boolean(true), {}, {}});
    out[0].proof = own_proof(out[0].value);
    return list_node(out, Node());
  }
  const Domain list = domain_of(all);
  if (kind_of(list.bad) == Kind::kUnknown) return list.bad;
  if (!list.bad.is(Kind::kNull)) return error("V0108", "statements were expected", all.at);
  for (Member m : list.members) {
    m.value = iam_statement(m.value);
    m.proof = own_proof(m.value);
    out.push_back(std::move(m));
  }
  return list_node(out, list.many, all.is(Kind::kComputedList) ? all.at : 0);
}

namespace {

bool is_region(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos || dash < 2 || dash > 4) return false;
  const std::size_t last = text.rfind('-');
  if (last == dash || last + 2 != text.size() || text[last + 1] < '0' || text[last + 1] > '9')
    return false;
  for (std::size_t i = 0; i < last; ++i) {
    const bool letter = text[i] >= 'a' && text[i] <= 'z';
    if (!letter && (text[i] != '-' || text[i + 1] == '-' || i < dash)) return false;
  }
  return true;
}

constexpr std::array<std::string_view, 8> kPrefixes{
    "com.amazonaws.", "aws.sagemaker.",  "cn.com.amazonaws.", "gov.ic.c2s.",
    "gov.sgov.sc2s.", "gov.ic.hci.csp.", "uk.adc-e.cloud.",   "eu.amazonaws."};

}  // namespace

/// `{name region fips ui vendor}` by the grammar of endpoint service names.
Node Machine::net_service(const Node& name) {
  if (name.is(Kind::kNull)) return missing("the name is null", name.at);
  if (name.is(Kind::kReference)) return unknown("the id of the resource is not known", name.at);
  if (!name.is(Kind::kString) && !name.indeterminate()) return wrong_kind(name);
  std::vector<Part> parts;
  const Node bare = derive(name);
  if (name.indeterminate() && (!bare.is(Kind::kUnknown) || !pattern_of(name, parts))) return bare;
  if (name.is(Kind::kString)) parts = {{name.text(), 0}};
  const auto give = [this, &name](const Node& service, const Node& region, const Node& fips,
                                  const Node& ui, const Node& vendor) {
    std::array<std::pair<std::string_view, Node>, 5> fields{
        {{"name", service}, {"region", region}, {"fips", fips}, {"ui", ui}, {"vendor", vendor}}};
    for (auto& field : fields) field.second = sensitive_like(field.second, {&name, 1});
    return record(fields, name.at);
  };
  const auto bad = [&] { return error("V0109", "not a name of an endpoint service", name.at); };
  std::string_view prefix;
  for (const std::string_view p : kPrefixes) {
    if (parts[0].symbol == 0 && parts[0].text.starts_with(p)) prefix = p;
  }
  const Node ui = Node::boolean(prefix == "aws.sagemaker.");
  const auto suffix = [&](std::string_view text, const Node& region) {
    const bool fips = text.ends_with("-fips");
    if (fips) text.remove_suffix(5);
    if (text.empty()) return bad();
    return give(store_.string(text, name.at), region, Node::boolean(fips), ui,
                Node::boolean(false));
  };
  if (parts.size() == 1 && parts[0].symbol == 0) {
    std::string_view rest = parts[0].text;
    if (prefix.empty()) return bad();
    rest.remove_prefix(prefix.size());
    if (rest.starts_with("vpce.")) {
      rest.remove_prefix(5);
      const std::size_t dot = rest.find('.');
      if (dot == std::string_view::npos || !is_region(rest.substr(0, dot))) return bad();
      if (!rest.substr(dot + 1).starts_with("vpce-svc-")) return bad();
      return give(store_.string(rest.substr(dot + 1), name.at),
                  store_.string(rest.substr(0, dot), name.at), Node::boolean(false), ui,
                  Node::boolean(true));
    }
    const std::size_t dot = rest.find('.');
    if (dot != std::string_view::npos && is_region(rest.substr(0, dot))) {
      return suffix(rest.substr(dot + 1), store_.string(rest.substr(0, dot), name.at));
    }
    if (prefix != "com.amazonaws.") return bad();
    return suffix(rest, Node::null(name.at));
  }
  // Unless it begins and ends in texts that leave none out, some completion is no name.
  const Part& last = parts.back();
  const bool names = !prefix.empty() && last.symbol == 0 && !last.text.ends_with('.') &&
                     last.text.find('}') == std::string_view::npos;
  if (!names) return give(bare, bare, bare, bare, bare);
  const std::string_view first = parts[0].text.substr(prefix.size());
  const bool by_region = parts.size() == 3 && parts[1].region && last.text.starts_with('.');
  if (by_region && first.empty()) return suffix(last.text.substr(1), bare);
  const auto begins = [](std::string_view text, std::string_view whole) {
    return whole.substr(0, text.size()) == text;
  };
  Node vendor = Node::boolean(false);
  if (prefix == "com.amazonaws." && begins(first, "vpce.")) vendor = bare;
  if (prefix == "com.amazonaws." && begins("vpce.", first)) vendor = Node::boolean(true);
  const std::string_view fips = "-fips";
  const bool part_of_fips = last.text.size() < 5 && fips.substr(5 - last.text.size()) == last.text;
  const Node ends = part_of_fips ? bare : Node::boolean(last.text.ends_with(fips));
  if (!by_region || first != "vpce.") return give(bare, bare, ends, ui, vendor);
  return give(store_.string(last.text.substr(1), name.at), bare, ends, ui, vendor);
}

}  // namespace cordon::oracle
