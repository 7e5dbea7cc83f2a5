// Checks rule files together: names first, then types, tests and lints, one declaration after the
// other; what one step finds wrong, the next ones take for `any`, so one mistake is said once.
// Idea: functions are typed in the order in which they call each other, so each body is read once.
// Cannot: go on after a syntax error; the caller gives trees only.
// Tests: tests/unit/check, tests/golden/check.
#include "check/checker.h"

#include <algorithm>
#include <tuple>

#include "check/annotations.h"
#include "check/calls.h"
#include "check/context.h"
#include "check/infer.h"
#include "check/lint.h"
#include "check/packages.h"
#include "check/resource_types.h"
#include "check/scope.h"
#include "check/test_blocks.h"

namespace cordon::check {
namespace {

using syntax::Decl;
using syntax::DeclKind;

std::string_view source_text(const Source& source, Span span) {
  return source.text.substr(span.begin - source.base, span.end - span.begin);
}

// Steps over all declarations give false when the host wants the work to end.

bool resolve_all(Context& context) {
  for (Unit& unit : context.units) {
    for (Decl* decl : unit.tree->decls) {
      if (decl->kind == DeclKind::kImport || decl->kind == DeclKind::kTest) continue;
      if (context.interruption.ask()) return false;
      resolve_names(context, unit, *decl);
    }
  }
  order_calls(context);
  return true;
}

/// Parameters first: everything else may read them. Then what is called before who calls it.
bool infer_all(Context& context) {
  const auto infer = [&](Unit& unit, Decl* decl) {
    if (context.interruption.ask()) return false;
    infer_types(context, unit, *decl);
    return true;
  };
  const auto infer_kind = [&](DeclKind kind) {
    for (Unit& unit : context.units) {
      for (Decl* decl : unit.tree->decls) {
        if (decl->kind == kind && !infer(unit, decl)) return false;
      }
    }
    return true;
  };
  if (!infer_kind(DeclKind::kParam)) return false;
  for (Decl* decl : context.order) {
    if (!infer(*context.info(decl).unit, decl)) return false;
  }
  return infer_kind(DeclKind::kRule);
}

bool lint_all(Context& context) {
  for (const Unit& unit : context.units) {
    for (const Decl* decl : unit.tree->decls) {
      if (context.interruption.ask()) return false;
      lint(context, *decl);
    }
  }
  return true;
}

CheckedRule make_rule(Context& context, const Unit& unit, Decl* decl) {
  CheckedRule rule;
  rule.decl = decl;
  rule.file = unit.tree;
  const Source& source = *unit.tree->source;
  rule.info.name = qualified(unit.package->name, decl->name.text);
  rule.info.id = rule.info.name;
  rule.info.package = unit.package->name;
  rule.info.bundled = unit.input->bundled;
  rule.info.text = source_text(source, decl->span);
  rule.info.location = context.location(decl->name.span.begin);
  read_rule_annotations(context, *decl, rule.info);
  rule.info.parameters = parameters_of(context, decl);
  for (const syntax::ResType& type : decl->types) {
    rule.info.subjects.emplace_back(type.text);
    for (const std::string_view name : names_of(context, type.text)) {
      if (std::find(rule.types.begin(), rule.types.end(), name) == rule.types.end()) {
        rule.types.push_back(name);
      }
    }
  }
  if (decl->is_change) {
    context.error("E0901", decl->subject.span, "change rules are not supported in this version");
  }
  return rule;
}

void gather_rules_and_params(Context& context, Checked& out) {
  for (Unit& unit : context.units) {
    for (Decl* decl : unit.tree->decls) {
      if (decl->kind == DeclKind::kRule) {
        CheckedRule rule = make_rule(context, unit, decl);
        if (unit.input->rules) out.rules.push_back(std::move(rule));
      } else if (decl->kind == DeclKind::kParam) {
        read_other_annotations(context, *decl);
        out.params.push_back({decl, unit.tree, unit.package->name});
      }
    }
  }
}

void gather_functions(Context& context, Checked& out) {
  for (Decl* decl : context.order) {
    if (decl->kind != DeclKind::kFn) continue;
    CheckedFunction function;
    function.decl = decl;
    function.file = context.info(decl).unit->tree;
    function.is_fact = is_fact(*decl);
    function.tells = read_other_annotations(context, *decl);
    out.functions.push_back(function);
  }
}

using Allowed = std::vector<std::pair<const Decl*, std::string_view>>;

Allowed allowed_in(const Context& context) {
  Allowed out;
  for (const auto& [decl, info] : context.decls) {
    for (const std::string_view code : info.allowed) out.emplace_back(decl, code);
  }
  return out;
}

bool is_allowed(const Allowed& allowed, const Diagnostic& diagnostic) {
  if (diagnostic.level == Level::kError) return false;
  return std::any_of(allowed.begin(), allowed.end(), [&](const auto& entry) {
    const auto& [decl, code] = entry;
    return code == diagnostic.code && diagnostic.span.begin >= decl->span.begin &&
           diagnostic.span.begin < decl->span.end;
  });
}

/// In the order of the texts, each once, without what `@allow` names.
std::vector<Diagnostic> finished(Context& context) {
  auto key = [](const Diagnostic& d) { return std::tie(d.span.begin, d.code, d.message); };
  auto& all = context.diagnostics;
  const Allowed allowed = allowed_in(context);
  std::erase_if(all, [&](const Diagnostic& d) { return is_allowed(allowed, d); });
  std::stable_sort(all.begin(), all.end(),
                   [&](const auto& a, const auto& b) { return key(a) < key(b); });
  all.erase(std::unique(all.begin(), all.end(),
                        [&](const auto& a, const auto& b) { return key(a) == key(b); }),
            all.end());
  return std::move(all);
}

bool check_all(std::span<const File> files, Context& context, Checked& out) {
  build_packages(files, context);
  if (!resolve_all(context) || !infer_all(context)) return false;
  gather_functions(context, out);
  gather_rules_and_params(context, out);
  check_ids(context, out.rules);
  check_tests(context, out.rules);
  if (!lint_all(context)) return false;
  find_unused(context);
  return true;
}

}  // namespace

bool Checked::ok() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(),
                      [](const Diagnostic& d) { return d.level == Level::kError; });
}

Checked check(const SourceSpace& sources, std::span<const File> files, const Catalogue& catalogue,
              const RuleLimits& limits) {
  Checked out;
  auto context = std::make_shared<Context>(sources, catalogue, limits);
  if (check_all(files, *context, out)) {
    out.diagnostics = finished(*context);
  } else {
    out.diagnostics.push_back(interruption(context->interruption.code()));
  }
  out.keep = std::move(context);
  return out;
}

}  // namespace cordon::check
