// Membership and the operators on texts (language 3.6, 3.8): `in`, `contains`, `starts_with`,
// `ends_with`, `like`, `matches`. Test: oracle_test.cc.
#include <re2/re2.h>

#include "machine.h"

namespace cordon::oracle {
namespace {

std::size_t next_character(std::string_view text, std::size_t at) {
  do {
    ++at;
  } while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  return at;
}

/// IAM's glob over a whole text: a table of "pattern from i matches text from j".
bool glob(std::string_view pattern, std::string_view text) {
  std::vector<std::vector<char>> can(pattern.size() + 1, std::vector<char>(text.size() + 1, 0));
  for (std::size_t i = pattern.size() + 1; i-- > 0;) {
    for (std::size_t j = text.size() + 1; j-- > 0;) {
      bool yes = false;
      const bool more = j < text.size();
      if (i == pattern.size()) {
        yes = !more;
      } else if (pattern[i] == '*') {
        yes = can[i + 1][j] != 0 || (more && can[i][j + 1] != 0);
      } else if (pattern[i] == '?') {
        yes = more && can[i + 1][next_character(text, j)] != 0;
      } else {
        yes = more && pattern[i] == text[j] && can[i + 1][j + 1] != 0;
      }
      can[i][j] = yes ? 1 : 0;
    }
  }
  return can[0][0] != 0;
}

}  // namespace

const re2::RE2& Machine::regex(std::string_view text) {
  auto& slot = regexes_[std::string(text)];
  if (slot == nullptr)
    slot = std::make_unique<re2::RE2>(re2::StringPiece(text.data(), text.size()), re2::RE2::Quiet);
  return *slot;
}

/// Key membership of an object or a resource.
Node Machine::has_key(const Node& object, const Node& key) {
  const std::array<Node, 2> both{key, object};
  if (key.is(Kind::kUnknown)) return derive(key);
  if (!key.is(Kind::kString)) return wrong_kind(both);
  if (object.is(Kind::kResource)) {
    const auto view = static_cast<View>(object.ref.attribute);
    for (const Symbol name : inventory_.property_names(object.ref.target, view)) {
      if (store_.symbols.text(name) == key.text())
        return key_presence(inventory_.property(object.ref.target, view, name));
    }
    return Node::boolean(false);
  }
  if (const Node* value = store_.find(object, key.text()); value != nullptr)
    return object.at == 0 ? Node::boolean(true) : key_presence(*value);
  if (object.has(kOpen)) return unknown("the object may have further keys", place_of(both));
  return Node::boolean(false);
}

Node Machine::in(const Node& a, const Node& b) {
  const std::array<Node, 2> both{a, b};
  const Kind right = kind_of(b);
  // A count that its interval may still tell from the members is not broken yet.
  const bool broken = a.is(Kind::kError) || right == Kind::kError;
  const bool absent = a.is(Kind::kMissing) || right == Kind::kMissing;
  if (broken || absent) return derive(*worst(both));
  if (b.is(Kind::kNull)) return may_fail(a) ? derive(a) : missing("the list is null", b.at);
  if (right == Kind::kUnknown) return derive(b);
  if (b.is_object() || b.is(Kind::kResource)) return has_key(b, a);
  const std::array<Node, 2> turned{b, a};
  if (!b.is_list()) return wrong_kind(turned);
  const Domain all = domain_of(b);
  if (all.members.empty() && all.many.is(Kind::kNull)) {
    return a.indeterminate() ? derive(a) : Node::boolean(false);
  }
  std::vector<Node> results;
  for (const Member& m : all.members) {
    const std::array<Node, 2> member{m.presence, equal(a, m.value)};
    results.push_back(all_of(member));
  }
  if (!all.many.is(Kind::kNull)) results.push_back(all.many);
  const Node result = any_of(results);
  // Strict in what is looked for: once it is known, it alone may be what is missing or broken.
  const bool sure =
      kind_of(a) != Kind::kUnknown || (a.unknown != nullptr && a.unknown->written && !may_fail(a));
  const Kind kind = kind_of(result);
  return !sure && (kind == Kind::kMissing || kind == Kind::kError) ? derive(a) : result;
}

Node Machine::contains(const Node& a, const Node& b) {
  const std::array<Node, 2> both{a, b};
  if (a.is_list() || a.is_object() || a.is(Kind::kResource) || a.is(Kind::kNull)) return in(b, a);
  if (const Node* bad = worst(both); bad != nullptr) {
    if (kind_of(*bad) != Kind::kUnknown) return derive(*bad);
    const Node decided =
        over_domain(a, b, [this](std::span<const Node> n) { return contains(n[0], n[1]); });
    return decided.is_bool() ? decided : derive(*bad);
  }
  const auto text = [](const Node& v) { return v.is(Kind::kString) || v.is(Kind::kReference); };
  const std::array<Node, 2> turned{b, a};
  if (!text(a)) return wrong_kind(both);
  if (!text(b)) return wrong_kind(turned);
  if (a.is(Kind::kReference) || b.is(Kind::kReference)) {
    return unknown("the id of the resource is not known", place_of(both));
  }
  return Node::boolean(a.text().find(b.text()) != std::string_view::npos);
}

Node Machine::contains_regex(const Node& a, std::string_view pattern) {
  if (a.is(Kind::kChoice)) {
    return lift({&a, 1}, [&](std::span<const Node> n) { return contains_regex(n[0], pattern); });
  }
  if (a.is(Kind::kNull)) return missing("the list is null", a.at);
  if (a.is_list()) {
    const Domain all = domain_of(a);
    std::vector<Node> results;
    for (const Member& m : all.members) {
      Node found = wrong_kind(m.value);
      if (m.value.is(Kind::kString) || m.value.indeterminate() || m.value.is(Kind::kReference) ||
          m.value.is(Kind::kChoice)) {
        found = contains_regex(m.value, pattern);
      }
      const std::array<Node, 2> member{m.presence, found};
      results.push_back(all_of(member));
    }
    if (!all.many.is(Kind::kNull)) results.push_back(all.many);
    return any_of(results);
  }
  if (a.is(Kind::kUnknown)) {
    return over_domain(a, a,
                       [&](std::span<const Node> n) { return contains_regex(n[0], pattern); });
  }
  if (a.indeterminate()) return derive(a);
  if (a.is(Kind::kReference)) return unknown("the id of the resource is not known", a.at);
  if (!a.is(Kind::kString)) return wrong_kind(a);
  const re2::StringPiece text(a.text().data(), a.text().size());
  return Node::boolean(re2::RE2::PartialMatch(text, regex(pattern)));
}

Node Machine::matches(const Node& a, std::string_view pattern) {
  if (a.is(Kind::kUnknown)) {
    return over_domain(a, a, [&](std::span<const Node> n) { return matches(n[0], pattern); });
  }
  if (a.indeterminate()) return derive(a);
  if (a.is(Kind::kReference)) return unknown("the id of the resource is not known", a.at);
  if (!a.is(Kind::kString)) return wrong_kind(a);
  const re2::StringPiece text(a.text().data(), a.text().size());
  return Node::boolean(re2::RE2::FullMatch(text, regex(pattern)));
}

/// `starts_with`, `ends_with`, `like`.
Node Machine::text_operator(syntax::CompareOp op, const Node& a, const Node& b) {
  const std::array<Node, 2> both{a, b};
  if (const Node* bad = worst(both); bad != nullptr) {
    if (kind_of(*bad) != Kind::kUnknown) return derive(*bad);
    Node decided = derive(*bad);
    if (op != syntax::CompareOp::kLike) decided = affix(op, a, b);
    if (decided.is_bool()) return decided;
    return over_domain(a, b,
                       [&](std::span<const Node> n) { return text_operator(op, n[0], n[1]); });
  }
  const auto text = [](const Node& v) { return v.is(Kind::kString) || v.is(Kind::kReference); };
  const std::array<Node, 2> turned{b, a};
  if (!text(a)) return wrong_kind(both);
  if (!text(b)) return wrong_kind(turned);
  if (a.is(Kind::kReference) || b.is(Kind::kReference)) {
    return unknown("the id of the resource is not known", place_of(both));
  }
  if (op == syntax::CompareOp::kStartsWith) return Node::boolean(a.text().starts_with(b.text()));
  if (op == syntax::CompareOp::kEndsWith) return Node::boolean(a.text().ends_with(b.text()));
  return Node::boolean(glob(b.text(), a.text()));
}

}  // namespace cordon::oracle
