// Follows what the configuration of a Terraform plan mentions to the resource instances behind it.
// The one idea: a plan shows mentions, not expressions, so each expression becomes a set of terms
// (a resource, all or one of its instances) and two promises about it: `exact`, nothing else is
// mentioned; `closed`, what else is mentioned can only pick among the terms.
// Cannot do: locals (not in a plan), function results without references, data sources.
// Tests: tests/unit/inventory/terraform_references_test.cc.
#include "inventory/terraform_references.h"

#include <algorithm>
#include <string>

namespace cordon::terraform {
namespace {

/// Whether `text` goes on where `prefix` ends: `a.b` of `a.b["k"]` or `a.b.id`.
bool is_prefix(std::string_view prefix, std::string_view text) {
  if (text.size() < prefix.size() || text.substr(0, prefix.size()) != prefix) return false;
  return text.size() == prefix.size() || text[prefix.size()] == '.' || text[prefix.size()] == '[';
}

}  // namespace

References::References(Store& store, const Configuration& configuration, Instances& instances)
    : store_(store), configuration_(configuration), instances_(instances) {
  Symbols& s = store.symbols;
  word_ = {s.intern("var"),   s.intern("local"),   s.intern("module"),     s.intern("data"),
           s.intern("each"),  s.intern("key"),     s.intern("value"),      s.intern("count"),
           s.intern("index"), s.intern("path"),    s.intern("terraform"),  s.intern("self"),
           s.intern("id"),    s.intern("outputs"), s.intern("expression"), s.intern("references")};
}

void References::resolve(const Node& expression, const Scope& scope, Resolution& out) {
  steps_ = 0;
  Found& found = found_;
  found.clear();
  evaluate(expression, scope, 0, found);
  const bool followed = found.closed && !found.local;
  if (found.picks && found.terms.empty()) dead_end(found, "a variable or local");
  if (found.picks) {
    found.exact = false;
    found.closed = false;
    if (found.why.empty()) found.why = "a variable or local";
  }
  out.clear();
  for (const Term& term : found.terms) bind(term, out);
  if (!bound_.empty()) bound_.clear();
  out.exact = found.exact && found.closed && !out.targets.empty();
  out.closed = found.closed && !out.targets.empty();
  out.followed = followed;
  out.why = found.why;
}

/// Mentions come in reading order, each followed by its prefixes: of those the longest is kept.
const std::vector<References::Path>& References::mentions(const Node& expression) {
  const auto [it, fresh] = parsed_.try_emplace(expression.kids);
  std::vector<Path>& paths = it->second;
  const Node* list = fresh ? list_member(store_, expression, "references") : nullptr;
  if (list == nullptr) return paths;
  std::string_view last;
  for (const Node& item : list->members()) {
    const bool text = item.is(Kind::kString);
    if (text && is_prefix(item.text(), last)) continue;
    last = text ? item.text() : std::string_view{};
    Path path;
    // What cannot be read may be anything: a name alone leads to nothing.
    if (!split_address(last, store_.symbols, path) || path.empty())
      path = {{store_.symbols.intern("something that cannot be read"), false}};
    paths.push_back(path);
  }
  return paths;
}

void References::dead_end(Found& found, std::string_view what, const Path* path) {
  found.closed = false;
  found.exact = false;
  if (found.why.empty()) found.why = path == nullptr ? what : text_of(*path);
}

std::string_view References::text_of(const Path& path) {
  std::string text;
  for (const Step& step : path) {
    if (step.index) {
      text.append("[").append(store_.symbols.text(step.text)).append("]");
    } else {
      text.append(text.empty() ? "" : ".").append(store_.symbols.text(step.text));
    }
  }
  return store_.arena.copy(std::string_view{text});
}

void References::evaluate(const Node& expression, const Scope& scope, std::uint32_t depth,
                          Found& found) {
  if (depth >= kMaxDepth) return dead_end(found, "a chain of references deeper than 40");
  if (!expression.is_object()) return dead_end(found, "a block");
  const std::vector<Path>& paths = mentions(expression);
  if (paths.empty()) {
    found.exact = false;
    found.picks = true;
    if (found.why.empty()) found.why = "the result of a function or a literal";
    return;
  }
  for (const Path& path : paths) {
    if (++steps_ > kMaxSteps) return dead_end(found, "too many references");
    follow(path, scope, depth, found);
  }
  choose_instance(scope, found);
}

/// The mentions of `expression` with `rest` read from its value. Only a single mention says what
/// the value is that `rest` is read from.
void References::evaluate_into(const Node& expression, const Scope& scope, const Path& rest,
                               std::uint32_t depth, Found& found) {
  Found inner;
  const std::vector<Path>* paths = expression.is_object() ? &mentions(expression) : nullptr;
  if (rest.empty() || paths == nullptr || paths->empty()) {
    evaluate(expression, scope, depth, inner);
    return merge(std::move(inner), found);
  }
  Path whole;
  bool keyed = false;
  bool single = true;
  for (const Path& path : *paths) {
    if (path.size() == 2 && ((path[0].text == word_.each && path[1].text == word_.key) ||
                             (path[0].text == word_.count && path[1].text == word_.index))) {
      keyed = true;
    } else {
      single = single && whole.empty();
      whole = path;
    }
  }
  if (single && !whole.empty() && depth < kMaxDepth && ++steps_ <= kMaxSteps) {
    if (keyed) whole.push_back({scope.key, true});
    whole.insert(whole.end(), rest.begin(), rest.end());
    follow(whole, scope, depth, inner);
  } else {
    evaluate(expression, scope, depth, inner);
    inner.exact = false;  // which of the mentions `rest` picks is not shown
  }
  merge(std::move(inner), found);
}

/// An inner expression that leads to no resource (a literal, a root variable) can only pick among
/// what its users mention.
void References::merge(Found&& inner, Found& found) {
  if (inner.picks && !inner.terms.empty()) {
    inner.closed = false;
    inner.exact = false;
  }
  found.picks = found.picks || (inner.picks && inner.terms.empty());
  found.local = found.local || inner.local;
  found.terms.insert(found.terms.end(), inner.terms.begin(), inner.terms.end());
  found.closed = found.closed && inner.closed;
  found.exact = found.exact && inner.exact;
  if (found.why.empty()) found.why = inner.why;
}

void References::follow(const Path& path, const Scope& scope, std::uint32_t depth, Found& found) {
  const Symbol root = path[0].text;
  if (root == word_.var) return follow_variable(path, scope, depth, found);
  if (root == word_.each) return follow_each(path, scope, depth, found);
  if (root == word_.module) return follow_module(path, scope, depth, found);
  if (root == word_.count) {
    found.count_index = true;
  } else if (root == word_.local || root == word_.path || root == word_.terraform) {
    found.picks = true;
    found.local = found.local || root == word_.local;
    if (found.why.empty()) found.why = text_of(path);
  } else if (root == word_.data || root == word_.self || path.size() < 2) {
    dead_end(found, {}, &path);
  } else {
    follow_resource(path, scope, found);
  }
}

Scope References::parent_of(const Scope& scope) const {
  const ModuleInstance& here = instances_[scope.module];
  Scope outer;
  outer.module = here.parent;
  outer.key = here.key;
  if (here.config != kNone) {
    outer.count = configuration_.modules()[here.config].count;
    outer.for_each = configuration_.modules()[here.config].for_each;
  }
  return outer;
}

void References::follow_variable(const Path& path, const Scope& scope, std::uint32_t depth,
                                 Found& found) {
  const ModuleInstance here = instances_[scope.module];
  const Node* given = nullptr;
  if (path.size() >= 2 && here.parent != kNone && here.config != kNone) {
    const Node* expressions = configuration_.modules()[here.config].expressions;
    given = expressions == nullptr ? nullptr : Store::find(*expressions, path[1].text);
  }
  if (given == nullptr) {  // a root variable, or the default of a module's
    found.picks = true;
    if (found.why.empty()) found.why = text_of(path);
    return;
  }
  evaluate_into(*given, parent_of(scope), Path(path.begin() + 2, path.end()), depth + 1, found);
}

void References::follow_each(const Path& path, const Scope& scope, std::uint32_t depth,
                             Found& found) {
  if (path.size() >= 2 && path[1].text == word_.key) {
    found.each_key = true;
    return;
  }
  if (path.size() < 2 || path[1].text != word_.value || scope.for_each == nullptr) {
    return dead_end(found, {}, &path);
  }
  Path rest{{scope.key, true}};
  rest.insert(rest.end(), path.begin() + 2, path.end());
  evaluate_into(*scope.for_each, Scope{scope.module, 0, nullptr, nullptr}, rest, depth + 1, found);
}

void References::follow_module(const Path& path, const Scope& scope, std::uint32_t depth,
                               Found& found) {
  const std::uint32_t config =
      path.size() < 2 ? kNone : configuration_.child(instances_[scope.module].config, path[1].text);
  if (config == kNone) return dead_end(found, {}, &path);
  const ConfigModule& child = configuration_.modules()[config];
  const bool keyed = path.size() > 2 && path[2].index;
  const std::size_t at = keyed ? 3 : 2;
  const Node* outputs = child.node == nullptr ? nullptr : object_member(*child.node, word_.outputs);
  // `module.m[each.key].out` arrives as `module.m`, without the name of the output.
  if (path.size() <= at || outputs == nullptr || (child.repeated() && !keyed)) {
    return dead_end(found, {}, &path);
  }
  const Node* output = Store::find(*outputs, path[at].text);
  const Node* expression = output == nullptr ? nullptr : object_member(*output, word_.expression);
  if (expression == nullptr) return dead_end(found, {}, &path);
  const Symbol key = keyed && child.repeated() ? path[2].text : 0;
  const std::uint32_t instance = instances_.child(scope.module, path[1].text, key);
  evaluate_into(*expression, Scope{instance, 0, nullptr, nullptr},
                Path(path.begin() + static_cast<std::ptrdiff_t>(at) + 1, path.end()), depth + 1,
                found);
}

void References::follow_resource(const Path& path, const Scope& scope, Found& found) {
  const std::uint32_t config = instances_[scope.module].config;
  const std::uint32_t resource = configuration_.find(config, false, path[0].text, path[1].text);
  const bool left_out = resource != kNone && !all_shown_ && !instances_.any(scope.module, resource);
  if (resource == kNone || left_out) return dead_end(found, {}, &path);
  const bool repeated = configuration_.resources()[resource].repeated();
  Term term{scope.module, resource, 0, false, 0};
  std::size_t at = 2;
  if (path.size() > 2 && path[2].index) {
    term.key = path[2].text;
    ++at;
    if (!repeated) {
      term.key = 0;  // an index into what a list of attributes was made of
    } else if (instances_.find(scope.module, resource, term.key) == kNoResource) {
      // An index of a list that was made of the instances (`each.value`, `module.m.ids[0]`): one of
      // them, not known which. Where there are none the value does not come from here.
      if (!instances_.any(scope.module, resource)) return;
      term.all = true;
      found.exact = false;
    }
  } else {
    term.all = repeated;
  }
  while (at < path.size() && path[at].index) ++at;
  if (at < path.size() && path[at].text != word_.id) term.attribute = path[at].text;
  found.terms.push_back(term);
}

/// `count.index` or `each.key` beside exactly one resource that is repeated in that way picks its
/// instance of the same index or key; with a variable or local besides, any of its instances.
void References::choose_instance(const Scope& scope, Found& found) {
  if (!found.count_index && !found.each_key) return;
  const bool each = found.each_key;
  found.count_index = false;
  found.each_key = false;
  Term* one = nullptr;
  bool several = false;
  for (Term& term : found.terms) {
    if (!term.all) continue;
    several = several ||
              (one != nullptr && (one->resource != term.resource || one->module != term.module));
    if (one == nullptr) one = &term;
  }
  if (one == nullptr) {
    if (each) dead_end(found, "each.key");
    return;
  }
  const ConfigResource& resource = configuration_.resources()[one->resource];
  const bool fits = each ? resource.for_each != nullptr : resource.count != nullptr;
  const bool known = instances_.find(one->module, one->resource, scope.key) != kNoResource;
  if (several || !fits || !known || found.picks) {
    found.exact = false;
    if (several && each) dead_end(found, "each.key");
    if (!several) found.picks = false;  // it only picks among the instances
    return;
  }
  for (Term& term : found.terms) {
    if (!term.all) continue;
    term.all = false;
    term.key = scope.key;
  }
}

void References::bind(const Term& term, Resolution& out) {
  const auto enter = [&](ResourceId id) {
    if (is_new(id, out.targets)) out.targets.push_back({id, term.attribute});
  };
  if (term.all) return instances_.for_each(term.module, term.resource, enter);
  const ResourceId id = instances_.find(term.module, term.resource, term.key);
  if (id != kNoResource) enter(id);
}

/// A short list is looked through, a long one is a set besides.
bool References::is_new(ResourceId id, const std::vector<Target>& among) {
  constexpr std::size_t kShort = 16;
  if (among.size() < kShort) {
    return std::none_of(among.begin(), among.end(), [id](const Target& t) { return t.id == id; });
  }
  if (bound_.empty()) {
    for (const Target& target : among) bound_.insert(target.id);
  }
  return bound_.insert(id).second;
}

}  // namespace cordon::terraform
