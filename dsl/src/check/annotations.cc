// Turns annotations into what reports say of a rule.
// Idea: one table says of each annotation where it may stand and which arguments it takes; readers
// then fetch arguments that are known to be there and to be of the right kind.
// Cannot: compute; arguments are literals.
// Tests: tests/unit/check/annotations_test.cc.
#include "check/annotations.h"

#include <algorithm>
#include <limits>
#include <map>

#include "check/annotation_table.h"
#include "check/codes.h"

namespace cordon::check {
namespace {

using syntax::Annotation;
using syntax::Expr;
using syntax::ExprKind;

std::string_view text_of(const Expr& expr) {
  return expr.pieces.empty() ? std::string_view() : expr.pieces[0];
}

constexpr std::string_view kSeverities[] = {"info", "low", "medium", "high", "critical"};

/// null: does not apply there. Errors: E0212.
std::optional<Severity> severity_of(Context& context, const Expr& expr) {
  if (expr.kind == ExprKind::kNull) return std::nullopt;
  const std::string_view word = text_of(expr);
  const auto* const found = std::find(std::begin(kSeverities), std::end(kSeverities), word);
  if (found == std::end(kSeverities)) {
    context.error(
        "E0212", expr.span,
        say({"unknown severity ", word, ": expected info, low, medium, high or critical",
             context.did_you_mean(word, {std::begin(kSeverities), std::end(kSeverities)})}));
    return Severity::kMedium;
  }
  return static_cast<Severity>(found - std::begin(kSeverities));
}

void read_severity(Context& context, const Annotation& annotation, RuleInfo& info) {
  for (const auto& argument : annotation.arguments) {
    const auto severity = severity_of(context, *argument.value);
    const std::string_view name = argument.name.text;
    if (name.empty()) info.severity = {severity, severity, severity};
    if (name == "prod") info.severity[static_cast<std::size_t>(Environment::kProd)] = severity;
    if (name == "staging")
      info.severity[static_cast<std::size_t>(Environment::kStaging)] = severity;
    if (name == "dev") info.severity[static_cast<std::size_t>(Environment::kDev)] = severity;
    if (name == "sensitive") info.sensitive = severity;
  }
}

const Expr* argument(const Annotation& annotation, std::string_view name) {
  for (const auto& argument : annotation.arguments) {
    if (argument.name.text == name) return argument.value;
  }
  return nullptr;
}

void read_text(const Annotation& annotation, std::string_view name, std::string& into) {
  if (const Expr* value = argument(annotation, name); value != nullptr) into = text_of(*value);
}

void read_texts(const Annotation& annotation, std::vector<std::string>& into) {
  const Expr* value = argument(annotation, "");
  if (value == nullptr) return;
  if (value->kind == ExprKind::kString) into.emplace_back(text_of(*value));
  for (const Expr* kid : value->kids) into.emplace_back(text_of(*kid));
}

void read_one(Context& context, const Annotation& annotation, RuleInfo& info) {
  const std::string_view name = annotation.name.text;
  if (name == "id") read_text(annotation, "", info.id);
  if (name == "title") read_text(annotation, "", info.title);
  if (name == "severity") read_severity(context, annotation, info);
  if (name == "groups") read_texts(annotation, info.groups);
  if (name == "controls") read_texts(annotation, info.controls);
  if (name == "rationale") read_text(annotation, "", info.rationale);
  if (name == "url") read_text(annotation, "", info.url);
  if (name == "owner") read_text(annotation, "", info.owner);
  if (name == "deprecated") read_text(annotation, "", info.deprecated);
  if (name == "source") {
    read_text(annotation, "", info.source);
    read_text(annotation, "read", info.source_read);
  }
  if (name == "remediation") {
    read_text(annotation, "", info.remediation);
    read_text(annotation, "terraform", info.remediation_terraform);
    read_text(annotation, "cloudformation", info.remediation_cloudformation);
    read_text(annotation, "api", info.remediation_api);
  }
  if (name == "min_subjects") {
    const std::int64_t least = argument(annotation, "")->literal.i;
    info.min_subjects = static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(least, 0, std::numeric_limits<std::uint32_t>::max()));
  }
}

void read_allow(Context& context, const Annotation& annotation, DeclInfo& info) {
  const Expr& code = *annotation.arguments[0].value;
  const CodeInfo* known = find_code(text_of(code));
  if (known == nullptr) {
    std::vector<std::string_view> codes;
    for (const CodeInfo& each : all_codes()) codes.push_back(each.code);
    context.error(
        "E0212", code.span,
        say({"unknown code ", text_of(code), context.did_you_mean(text_of(code), codes)}));
    return;
  }
  info.allowed.push_back(known->code);
}

/// Whether it is the first of its name. `@allow` may stand once for each code.
bool is_first(Context& context, const syntax::Decl& decl, std::size_t index) {
  const Annotation& annotation = decl.annotations[index];
  if (annotation.name.text.starts_with("x_")) return true;
  const auto key = [](const Annotation& a) {
    const bool by_code = a.name.text == "allow" && !a.arguments.empty();
    return std::pair(a.name.text, by_code ? text_of(*a.arguments[0].value) : std::string_view());
  };
  for (std::size_t i = 0; i < index; ++i) {
    if (key(decl.annotations[i]) != key(annotation)) continue;
    context.error("E0211", annotation.span,
                  say({"annotation @", annotation.name.text, " is repeated"}));
    return false;
  }
  return true;
}

}  // namespace

void read_rule_annotations(Context& context, syntax::Decl& rule, RuleInfo& info) {
  const Annotation* id = nullptr;
  bool has_title = false;
  for (std::size_t i = 0; i < rule.annotations.size(); ++i) {
    const Annotation& annotation = rule.annotations[i];
    if (!is_first(context, rule, i) || !fits(context, annotation, rule.kind)) continue;
    if (annotation.name.text == "id") id = &annotation;
    has_title = has_title || annotation.name.text == "title";
    if (annotation.name.text == "allow") read_allow(context, annotation, context.info(&rule));
    read_one(context, annotation, info);
  }
  if (id != nullptr && !has_title) {
    context.error("E0213", id->span, "@id without @title: say in one line what the rule finds");
  }
}

std::string_view read_other_annotations(Context& context, syntax::Decl& decl) {
  std::string_view tells;
  for (std::size_t i = 0; i < decl.annotations.size(); ++i) {
    const Annotation& annotation = decl.annotations[i];
    if (!is_first(context, decl, i) || !fits(context, annotation, decl.kind)) continue;
    if (annotation.name.text == "allow") read_allow(context, annotation, context.info(&decl));
    if (annotation.name.text != "tells") continue;
    const Expr& what = *annotation.arguments[0].value;
    tells = text_of(what);
    if (tells != "environment" && tells != "sensitive") {
      context.error("E0212", what.span,
                    say({"a function tells `environment` or `sensitive`, not `", tells, "`"}));
      tells = {};
    } else if (decl.args.size() != 1) {
      context.error("E0212", annotation.span, "@tells stands on a function of one subject");
      tells = {};
    }
    context.info(&decl).is_used = true;
  }
  return tells;
}

void check_ids(Context& context, std::span<const CheckedRule> rules) {
  std::map<std::string_view, const CheckedRule*> known;
  for (const CheckedRule& rule : rules) {
    const auto [at, is_new] = known.emplace(rule.info.id, &rule);
    // Two rules of one qualified name are E0207.
    if (is_new || at->second->info.name == rule.info.name) continue;
    context.error("E0208", rule.decl->name.span,
                  say({"id ", rule.info.id, " is that of rule ", at->second->info.name,
                       " too: ids are unique"}));
  }
}

}  // namespace cordon::check
