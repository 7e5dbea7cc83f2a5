// Rules as lists and as pages, for `cordon rules` and `cordon explain`.
// The idea: everything comes from the rule's own annotations; nothing is said that its author did
// not say. Cannot do: examples, which stand in `test` blocks that a program does not keep.
// Test: tests/unit/report/listing_test.cc.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "cordon/listing.h"
#include "report/json_writer.h"
#include "report/text_writer.h"

namespace cordon {
namespace {

using report::JsonWriter;
using report::TextWriter;

constexpr std::array<std::string_view, 3> kEnvironments = {"prod", "staging", "dev"};

void write_severity(JsonWriter& out, std::string_view name,
                    const std::optional<Severity>& severity) {
  out.key(name);
  if (!severity) return out.null();
  out.text(name_of(*severity));
}

const ParameterInfo* find(std::span<const ParameterInfo> parameters, const RuleInfo& rule,
                          std::string_view name) {
  const ParameterInfo* found = nullptr;
  for (const ParameterInfo& parameter : parameters) {
    if (parameter.package + "." + parameter.name == name) return &parameter;
    if (parameter.name != name) continue;
    if (found == nullptr || parameter.package == rule.package) found = &parameter;
  }
  return found;
}

void write_parameter(JsonWriter& out, const ParameterInfo* parameter, std::string_view name) {
  out.begin_object();
  out.member("name", name);
  if (parameter != nullptr) {
    out.member("package", parameter->package);
    out.member("type", parameter->type);
    out.member("required", parameter->default_json.empty());
    out.key("default");
    out.raw(parameter->default_json.empty() ? "null" : parameter->default_json);
  }
  out.end_object();
}

void write_rule(JsonWriter& out, const RuleInfo& rule, std::span<const ParameterInfo> parameters) {
  out.begin_object();
  out.member("id", rule.id);
  out.member("name", rule.name);
  out.member("package", rule.package);
  out.member_or_null("title", rule.title);
  out.member("kind", "check");
  out.member("bundled", rule.bundled);
  out.key("severity");
  out.begin_object();
  for (std::size_t i = 0; i < kEnvironments.size(); ++i) {
    write_severity(out, kEnvironments[i], rule.severity[i]);
  }
  write_severity(out, "sensitive", rule.sensitive);
  out.end_object();
  out.member("groups", rule.groups);
  out.member("controls", rule.controls);
  out.key("parameters");
  out.begin_array();
  for (const std::string& name : rule.parameters) {
    write_parameter(out, find(parameters, rule, name), name);
  }
  out.end_array();
  out.member("subjects", rule.subjects);
  out.end_object();
}

std::string_view word(const std::optional<Severity>& severity) {
  return severity ? name_of(*severity) : "does not apply";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& one : words) text += (text.empty() ? "" : ", ") + one;
  return text;
}

void put_field(TextWriter& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out.put(name).put(": ").put_input(value).end_line();
}

/// A text of several lines, each escaped by itself.
void put_lines(TextWriter& out, std::string_view indent, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.put(indent).put_input(text.substr(0, end)).end_line();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void put_severities(TextWriter& out, const RuleInfo& rule) {
  out.put("severity: ");
  for (std::size_t i = 0; i < kEnvironments.size(); ++i) {
    out.put(i == 0 ? "" : ", ").put(kEnvironments[i]).put(" ").put(word(rule.severity[i]));
  }
  if (rule.sensitive) out.put(", sensitive ").put(name_of(*rule.sensitive));
  out.end_line();
}

void put_parameters(TextWriter& out, const RuleInfo& rule,
                    std::span<const ParameterInfo> parameters) {
  for (const std::string& name : rule.parameters) {
    const ParameterInfo* parameter = find(parameters, rule, name);
    out.put("parameter: ").put_input(name);
    if (parameter != nullptr) {
      out.put(": ").put_input(parameter->type);
      const bool required = parameter->default_json.empty();
      out.put(required ? " (required)" : " = ").put_input(parameter->default_json);
    }
    out.end_line();
  }
}

}  // namespace

std::string rules_json(std::span<const RuleInfo> rules, std::span<const ParameterInfo> parameters,
                       const std::vector<std::uint32_t>& chosen) {
  JsonWriter out;
  out.begin_object();
  out.key("rules");
  out.begin_array();
  for (const std::uint32_t i : chosen) write_rule(out, rules[i], parameters);
  out.end_array();
  out.end_object();
  return out.take();
}

std::string rules_text(std::span<const RuleInfo> rules, const std::vector<std::uint32_t>& chosen) {
  TextWriter out(false);
  for (const std::uint32_t i : chosen) {
    const RuleInfo& rule = rules[i];
    out.put_input(rule.id).put("  ").put(word(rule.severity[0])).put("  ").put_input(rule.title);
    if (!rule.groups.empty()) out.put("  [").put_input(joined(rule.groups)).put("]");
    out.end_line();
  }
  out.put_number(chosen.size()).put(chosen.size() == 1 ? " rule" : " rules").end_line();
  return out.take();
}

std::string rule_page(const RuleInfo& rule, std::span<const ParameterInfo> parameters) {
  TextWriter out(false);
  out.put_input(rule.id).put("  ").put_input(rule.title).end_line();
  put_field(out, "name", rule.name == rule.id ? "" : rule.name);
  put_severities(out, rule);
  put_field(out, "groups", joined(rule.groups));
  put_field(out, "controls", joined(rule.controls));
  put_field(out, "judges", joined(rule.subjects));
  put_parameters(out, rule, parameters);
  put_field(out, "deprecated", rule.deprecated);
  put_field(out, "why", rule.rationale);
  put_field(out, "fix", rule.remediation);
  put_field(out, "fix in Terraform", rule.remediation_terraform);
  put_field(out, "fix in CloudFormation", rule.remediation_cloudformation);
  put_field(out, "fix by API", rule.remediation_api);
  put_field(out, "source", rule.source);
  put_field(out, "source read", rule.source_read);
  put_field(out, "docs", rule.url);
  put_field(out, "owner", rule.owner);
  if (!rule.text.empty()) {
    out.put("rule:").end_line();
    put_lines(out, "  ", rule.text);
  }
  return out.take();
}

}  // namespace cordon
