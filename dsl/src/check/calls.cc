// The graph of what names what: order, recursion, parameters.
// Idea: strongly connected components (Tarjan 1972) come out callees first, which is the order that
// later steps want, and a component that is more than one plain node is a recursion.
// Cannot: recurse; a stack of its own holds the path, since chains may be as long as a file.
// Tests: tests/unit/check/names_test.cc.
#include "check/calls.h"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace cordon::check {
namespace {

using syntax::Decl;
using syntax::DeclKind;

struct Mark {
  std::size_t index = 0;
  std::size_t low = 0;
  bool on_stack = false;
};

class Components {
 public:
  explicit Components(Context& context) : context_(context) {}

  void from(Decl* start) {
    if (marks_.contains(start)) return;
    open(start);
    while (!path_.empty()) {
      auto& [decl, next] = path_.back();
      const auto& uses = context_.info(decl).uses;
      if (next < uses.size()) {
        step(decl, uses[next++]);
      } else {
        leave();
      }
    }
  }

 private:
  void open(Decl* decl) {
    marks_[decl] = {marks_.size(), marks_.size(), true};
    path_.emplace_back(decl, 0);
    stack_.push_back(decl);
  }

  void step(const Decl* from, Decl* to) {
    const auto known = marks_.find(to);
    if (known == marks_.end()) return open(to);
    if (!known->second.on_stack) return;
    Mark& mark = marks_.at(from);
    mark.low = std::min(mark.low, known->second.index);
  }

  void leave() {
    Decl* decl = path_.back().first;
    path_.pop_back();
    const Mark mark = marks_.at(decl);
    if (!path_.empty()) {
      Mark& parent = marks_.at(path_.back().first);
      parent.low = std::min(parent.low, mark.low);
    }
    if (mark.low == mark.index) pop_component(decl);
  }

  void pop_component(const Decl* root) {
    // From the back: a component is mostly one function.
    const auto begin = std::find(stack_.rbegin(), stack_.rend(), root).base() - 1;
    std::vector<Decl*> component(begin, stack_.end());
    stack_.erase(begin, stack_.end());
    for (Decl* decl : component) marks_.at(decl).on_stack = false;
    const auto& uses = context_.info(root).uses;
    const bool is_cycle =
        component.size() > 1 || std::find(uses.begin(), uses.end(), root) != uses.end();
    for (Decl* decl : component) {
      context_.order.push_back(decl);
      if (is_cycle) refuse(*decl);
    }
  }

  void refuse(const Decl& decl) {
    context_.error(
        "E0205", decl.name.span,
        decl.kind == DeclKind::kFn
            ? say({"function ", decl.name.text, " calls itself: functions may not recurse"})
            : say({"constant ", decl.name.text, " depends on itself"}));
  }

  Context& context_;
  std::unordered_map<const Decl*, Mark> marks_;
  std::vector<std::pair<Decl*, std::size_t>> path_;
  std::vector<Decl*> stack_;
};

bool is_resource(const syntax::TypeExpr* type) {
  if (type == nullptr || type->optional) return false;
  if (type->kind == syntax::TypeExpr::Kind::kResource) return true;
  return type->kind == syntax::TypeExpr::Kind::kUnion &&
         std::all_of(type->kids.begin(), type->kids.end(),
                     [](const syntax::TypeExpr* kid) { return is_resource(kid); });
}

}  // namespace

void order_calls(Context& context) {
  Components components(context);
  for (const Unit& unit : context.units) {
    for (Decl* decl : unit.tree->decls) {
      if (decl->kind == DeclKind::kFn || decl->kind == DeclKind::kLet) components.from(decl);
    }
  }
}

std::vector<std::string> parameters_of(const Context& context, const Decl* rule) {
  std::unordered_set<const Decl*> seen;
  std::vector<const Decl*> waiting{rule};
  std::set<std::string> names;
  while (!waiting.empty()) {
    const Decl* decl = waiting.back();
    waiting.pop_back();
    if (!seen.insert(decl).second) continue;
    const DeclInfo& info = context.decls.at(decl);
    if (decl->kind == DeclKind::kParam) {
      names.insert(qualified(info.unit->package->name, decl->name.text));
    }
    waiting.insert(waiting.end(), info.uses.begin(), info.uses.end());
  }
  return {names.begin(), names.end()};
}

bool is_fact(const Decl& function) {
  if (function.args.empty()) return true;
  return function.args.size() == 1 && is_resource(function.args[0].type);
}

}  // namespace cordon::check
