// What holds for a document of any family.
// The idea: the inventory gives values when they are asked for, so a target has to ask for all of
// them, in both vocabularies, and to follow what it gets.
// Cannot see: a value that is the wrong one; tests/unit/inventory and tests/corpus do.
#include "families.h"

#include <algorithm>
#include <numeric>

#include "catalogue.h"
#include "cordon/bundle.h"
#include "cordon/report.h"
#include "printed.h"
#include "require.h"
#include "rows/inputs.h"
#include "rows/list_inventory.h"
#include "verdicts.h"

namespace cordon::fuzz {
namespace {

constexpr std::size_t kResources = 64;  ///< that are asked for all that they have
constexpr std::size_t kValues = 20'000;

bool is_refused(const std::vector<Diagnostic>& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Diagnostic& d) { return d.level == Level::kError; });
}

class Asker {
 public:
  explicit Asker(Inventory& inventory) : inventory_(inventory) {}

  void ask_all() {
    for (const Symbol type : inventory_.types()) check_type(type);
    const auto n = std::min(kResources, inventory_.resources().size());
    for (ResourceId id = 0; id < n; ++id) ask(id);
    require(inventory_.unmapped().size() <= inventory_.resources().size());
  }

 private:
  void check_type(Symbol type) {
    for (const ResourceId id : inventory_.of_type(type)) {
      require(id < inventory_.resources().size());
      const Resource& r = inventory_.resources()[id];
      require(r.type == type || r.native_type == type ||
              inventory_.store().symbols.text(type).starts_with("TF::"));
    }
    const Node complete = inventory_.completeness(type);
    require(complete.is(Kind::kNull) || complete.is(Kind::kUnknown));
  }

  void ask(ResourceId id) {
    const Resource& r = inventory_.resources()[id];
    require(r.document < inventory_.documents().size());
    require(r.exists.is(Kind::kTrue) || r.exists.is(Kind::kUnknown));
    require(r.open_neighbours.is(Kind::kNull) || r.open_neighbours.is(Kind::kUnknown));
    for (const View view : {kCanonical, kNative}) {
      for (const Symbol name : inventory_.property_names(id, view))
        visit(inventory_.property(id, view, name), 0);
      visit(inventory_.property(id, view, inventory_.store().symbols.intern("NoSuchName")), 0);
    }
    for (const char* name : {"id", "type", "address", "file", "line", "tags", "metadata", "region",
                             "account", "action", "managed", "condition", "inputs", "root"})
      visit(inventory_.attribute(id, inventory_.store().symbols.intern(name)), 0);
  }

  void check_resource(ResourceId id) const { require(id < inventory_.resources().size()); }

  void check_unknown(const Node& value, int depth) {
    if (value.unknown == nullptr) return;
    const Unknown& why = *value.unknown;
    require(!why.has_interval || why.lo <= why.hi);
    for (const ResourceId id : why.candidates) check_resource(id);
    for (const Node& one : why.domain) visit(one, depth + 1);
  }

  void check_names(const Node& value) {
    const Identity identity = inventory_.identify(value);
    require((identity.kind == Identity::Kind::kResource) == (identity.id != kNoResource));
    if (identity.id != kNoResource) check_resource(identity.id);
    for (const ResourceId id : identity.candidates) check_resource(id);
    const Node led = inventory_.follow(value);
    if (led.is(Kind::kResource)) check_resource(led.ref.target);
  }

  void visit(const Node& value, int depth) {
    if (depth > 200 || ++values_ > kValues) return;
    require(value.kind() <= Kind::kError);
    if (depth == 0) {
      References references;
      inventory_.collect(value, nullptr, references);
      for (const ResourceId id : references.exact) check_resource(id);
      for (const ResourceId id : references.maybe) check_resource(id);
    }
    switch (value.kind()) {
      case Kind::kList:
      case Kind::kObject:
      case Kind::kDict:
        for (const Node& member : value.members()) visit(member, depth + 1);
        return;
      case Kind::kChoice:
        visit(value.choice->then, depth + 1);
        return visit(value.choice->otherwise, depth + 1);
      case Kind::kComputedList:
        require(value.list->presence.empty() ||
                value.list->presence.size() == value.list->items.size());
        for (const Node& item : value.list->items) visit(item, depth + 1);
        return;
      case Kind::kUnknown:
        check_unknown(value, depth);
        break;
      case Kind::kReference:
        check_resource(value.ref.target);
        (void)inventory_.id_equals(value, "vpc-1");
        break;
      case Kind::kString:
        require(value.text().data() != nullptr || value.text().empty());
        break;
      default:
        break;
    }
    check_names(value);
  }

  Inventory& inventory_;
  std::size_t values_ = 0;
};

CheckOptions options_of(Family family) {
  CheckOptions options;
  options.as_of = "2026-11-21";
  options.type = rows::word_of(family);
  options.limits.fuel_per_row = 20'000;
  options.limits.max_memory = std::size_t{16} << 20U;
  return options;
}

void check_document(const Inventory& inventory, const InventoryDocument& document) {
  require(document.status != InventoryDocument::Status::kIgnored);
  require(document.resources == inventory.resources().size());
  if (document.status == InventoryDocument::Status::kRefused)
    require(is_refused(document.problems) && document.resources == 0);
}

const Program& library() {
  static const Result<Program> loaded = load_bundle(library_bundle());
  return loaded.value();
}

}  // namespace

std::string check_inventory(const std::string& text, Family family) {
  const auto list = [&](bool ask_before) {
    Store store;
    InventoryOptions options;
    options.type = family;
    Inventory inventory(store, *catalogue(), options);
    check_document(inventory, inventory.add("document", text, true));
    if (ask_before) Asker(inventory).ask_all();
    return rows::list_inventory(inventory, options_of(family), true).value();
  };
  InventoryResult listed = list(true);
  require(listed.documents.size() == 1);
  require(listed.documents[0].resources == listed.resources.size());
  check_text(inventory_text(listed));
  std::string json = inventory_json(listed);
  check_json(json);
  // Who asks for more values hears of more problems.
  InventoryResult again = list(false);
  again.documents[0].problems = listed.documents[0].problems = {};
  require(inventory_json(again) == inventory_json(listed));
  return json;
}

std::string check_judgement(const std::string& text, Family family, const Program& program) {
  CheckOptions options = options_of(family);
  options.rules.resize(program.rules().size());
  std::iota(options.rules.begin(), options.rules.end(), 0U);
  auto result = evaluate(program, {{"document", text, true}}, options);
  require(result.ok() && result->documents.size() == 1);
  Report report;
  report.program = &program;
  report.rules_count = static_cast<std::uint32_t>(program.rules().size());
  report.result = std::move(*result);
  check_verdicts(report);
  const bool refused = report.result.documents[0].status == "refused";
  require(!refused || (verdict(report).exit == 2 && report.result.documents[0].resources == 0));
  const std::string told = text_report(report, {});
  check_text(told);
  options.findings_only = true;
  auto findings = evaluate(program, {{"document", text, true}}, options);
  require(findings.ok());
  check_findings_alone(report, std::move(*findings));
  std::string json = json_report(report);
  check_json(json);
  return json + told;
}

std::string check_judgement(const std::string& text, Family family) {
  return check_judgement(text, family, library());
}

}  // namespace cordon::fuzz
