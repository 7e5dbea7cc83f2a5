// Programs: rule texts in, rules out.
// The idea: packages that the texts import and nobody declares are asked of the host one after the
// other, until none is missing or the host has none; then everything is compiled at once, so all
// errors come together. A text is copied only if its size is within the limit. Programs of bundles:
// bundle.cc. Test: tests/bindings/program_test.cc.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cordon/bundle.h"
#include "cordon/dsl/compile.h"
#include "deadline.h"
#include "error.h"
#include "objects.h"
#include "program.h"
#include "text.h"

namespace cordon::c {
namespace {

using Sources = std::vector<dsl::RuleSource>;

/// The rule texts of one compilation, and what is known to be wrong before they are read.
struct Gathered {
  const EngineData& engine;
  const RuleLimits& limits;
  Sources sources;
  std::vector<Problem> problems;
  bool callback_failed = false;

  void copy(const cordon_source& given, bool rules) {
    std::string name(view_of(given.name));
    if (auto wrong = dsl::too_large(name, given.text.size, limits)) {
      problems.push_back(std::move(*wrong));
      return;
    }
    sources.push_back({std::move(name), std::string(view_of(given.text)), false, rules});
  }
  void add_library() {
    for (dsl::RuleSource library : dsl::bundled_packages()) {
      library.bundled = true;
      library.rules = false;
      sources.push_back(std::move(library));
    }
  }
  /// Asks the host for a package. False: that failed.
  bool ask(const std::string& package);
  /// Adds what the host has of the packages that are missing.
  void import_missing();
};

bool Gathered::ask(const std::string& package) {
  cordon_source given{};
  cordon_status status = CORDON_E_CALLBACK;
  try {
    status = engine.import(engine.import_user, view_str(package), &given);
  } catch (...) {
    status = CORDON_E_CALLBACK;
  }
  if (status == CORDON_E_NOT_FOUND) return true;
  callback_failed = status != CORDON_OK || !is_text(given.name) || !is_text(given.text);
  if (!callback_failed) copy(given, false);
  return !callback_failed && problems.empty();
}

void Gathered::import_missing() {
  if (engine.import == nullptr) return;
  const auto give = [this](const std::string& package, Sources&) { return ask(package); };
  if (auto wrong = dsl::add_packages(sources, limits, give)) problems.push_back(std::move(*wrong));
}

/// The names, as the command line says it.
std::string origin_of(const cordon_source* sources, std::size_t count) {
  std::string names;
  for (std::size_t i = 0; i < count; ++i)
    names.append(i == 0 ? "" : ", ").append(view_of(sources[i].name));
  return names;
}

/// A text that is too long or nested too deeply is a limit, anything else the author's error.
cordon_status status_of_rules(const std::vector<Problem>& problems) {
  const auto first = std::find_if(problems.begin(), problems.end(),
                                  [](const Problem& p) { return p.level == Level::kError; });
  const bool limit =
      first != problems.end() && (first->code.starts_with("L01") || first->code == "E0130");
  return limit || has_code(problems, "L0208") ? CORDON_E_LIMIT : CORDON_E_RULES;
}

cordon_status refuse(Call& call, std::vector<Problem> problems) {
  if (has_code(problems, "L0207")) return call.fail(Fault::kCancelled);
  const cordon_status status = status_of_rules(problems);
  return call.fail(status, std::move(problems));
}

std::vector<cordon_str> views_of(const std::vector<std::string>& texts) {
  std::vector<cordon_str> out;
  for (const std::string& text : texts) out.push_back(view_str(text));
  return out;
}

cordon_status compile(Call& call, const EngineData& engine, const cordon_source* sources,
                      std::size_t count, cordon_program** out) {
  const Deadline deadline(engine.limits.deadline_ns);
  RuleLimits limits = engine.limits.rules;
  limits.interrupt = deadline.interrupt(engine.cancelled);
  Gathered all{engine, limits, {}, {}};
  for (std::size_t i = 0; i < count; ++i) all.copy(sources[i], true);
  all.add_library();
  if (all.problems.empty()) all.import_missing();
  if (all.callback_failed) return call.fail(Fault::kCallback);
  if (!all.problems.empty()) return refuse(call, std::move(all.problems));
  dsl::Compilation compiled = dsl::compile(all.sources, limits);
  if (!compiled.program) return refuse(call, std::move(compiled.problems));
  *out = publish_program(call, engine, std::move(compiled), origin_of(sources, count));
  return CORDON_OK;
}

std::int32_t severity_of(const std::optional<Severity>& severity) {
  return severity ? static_cast<std::int32_t>(*severity) : CORDON_SEVERITY_NONE;
}

cordon_rule rule_of(const RuleInfo& info, const ProgramData::Lists& lists) {
  cordon_rule out{};
  out.flags = info.bundled ? std::uint32_t{CORDON_RULE_BUNDLED} : 0U;
  out.id = view_str(info.id);
  out.name = view_str(info.name);
  out.package = view_str(info.package);
  out.title = view_str(info.title);
  out.rationale = view_str(info.rationale);
  out.source = view_str(info.source);
  out.url = view_str(info.url);
  out.remediation = view_str(info.remediation);
  out.owner = view_str(info.owner);
  out.severity_prod = severity_of(info.severity[0]);
  out.severity_staging = severity_of(info.severity[1]);
  out.severity_dev = severity_of(info.severity[2]);
  out.severity_sensitive = severity_of(info.sensitive);
  out.groups = lists.groups.data();
  out.group_count = lists.groups.size();
  out.controls = lists.controls.data();
  out.control_count = lists.controls.size();
  out.parameters = lists.parameters.data();
  out.parameter_count = lists.parameters.size();
  out.place = place_of(info.location);
  return out;
}

}  // namespace

cordon_program* publish_program(Call& call, const EngineData& engine, dsl::Compilation compiled,
                                std::string origin) {
  auto data = std::make_shared<ProgramData>();
  data->program = std::move(compiled.program);
  data->problems = std::move(compiled.problems);
  data->limits = engine.limits;
  data->digest = data->program.digest();
  data->rules_source = std::move(origin);
  for (const RuleInfo& rule : data->program.rules())
    data->lists.push_back(
        {views_of(rule.groups), views_of(rule.controls), views_of(rule.parameters)});
  auto object = std::make_unique<ProgramObject>();
  object->data = std::move(data);
  return publish<cordon_program>(call.pool(), std::move(object));
}

}  // namespace cordon::c

using namespace cordon::c;

cordon_status cordon_program_compile(const cordon_engine* engine, const cordon_source* sources,
                                     size_t count, cordon_program** out, cordon_error** err) {
  return guarded(err, [&](Call& call) {
    if (out == nullptr) return call.fail(Fault::kNoOut);
    *out = nullptr;
    const Slot* slot = find_slot(engine, HandleKind::kEngine);
    if (slot == nullptr) return call.fail(Fault::kNoEngine);
    call.in(slot);
    if (sources == nullptr && count != 0) return call.fail(Fault::kNoList);
    const bool texts = std::all_of(sources, sources + count, [](const cordon_source& s) {
      return is_text(s.name) && is_text(s.text);
    });
    if (!texts) return call.fail(Fault::kNoText);
    const std::shared_ptr<const EngineData> data =
        static_cast<const EngineObject*>(slot->object)->data;
    return count == 0 ? load_program(call, *data, cordon::library_bundle(), {}, "bundled", out)
                      : compile(call, *data, sources, count, out);
  });
}

cordon_str cordon_program_digest(const cordon_program* program) {
  const auto* object = find<ProgramObject>(program);
  return object == nullptr ? cordon_str{nullptr, 0} : view_str(object->data->digest);
}

size_t cordon_program_rule_count(const cordon_program* program) {
  const auto* object = find<ProgramObject>(program);
  return object == nullptr ? 0 : object->data->program.rules().size();
}

cordon_status cordon_program_rule(const cordon_program* program, size_t index, cordon_rule* out) {
  const auto* object = find<ProgramObject>(program);
  if (object == nullptr || out == nullptr) return CORDON_E_MISUSE;
  const auto rules = object->data->program.rules();
  if (index >= rules.size()) return CORDON_E_NOT_FOUND;
  return fill(out, rule_of(rules[index], object->data->lists[index]));
}

cordon_status cordon_program_diagnostic(const cordon_program* program, size_t index,
                                        cordon_diagnostic* out) {
  const auto* object = find<ProgramObject>(program);
  if (object == nullptr || out == nullptr) return CORDON_E_MISUSE;
  if (index >= object->data->problems.size()) return CORDON_E_NOT_FOUND;
  return fill(out, diagnostic_of(object->data->problems[index]));
}

void cordon_program_release(cordon_program* program) { release<ProgramObject>(program); }
