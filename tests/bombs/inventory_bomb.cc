#include "bombs/inventory_bomb.h"

#include "catalogue/embedded.h"
#include "cordon/dsl/compile.h"
#include "cordon/report.h"
#include "inventory/inventory.h"

namespace cordon::bombs {
namespace {

const Catalogue& catalogue() {
  static const Catalogue loaded = Catalogue::load(catalogue_text()).value();
  return loaded;
}

const Program& library() {
  static const Program compiled = dsl::compile(dsl::bundled_library(), {}).program;
  return compiled;
}

}  // namespace

Outcome understood(std::string text, const std::string& path) {
  const Catalogue& known = catalogue();
  Store store;
  Inventory inventory(store, known, {});
  const InventoryDocument& document = inventory.add(path, std::move(text), true);
  std::uint64_t properties = 0;
  std::uint64_t references = 0;
  for (ResourceId id = 0; id < inventory.resources().size(); ++id) {
    for (const Symbol name : inventory.property_names(id, kCanonical)) {
      const Node value = inventory.property(id, kCanonical, name);
      References found;
      inventory.collect(value, nullptr, found);
      ++properties;
      references += found.exact.size() + found.maybe.size();
    }
    inventory.attribute(id, store.symbols.intern("tags"));
  }
  Outcome out;
  if (!document.problems.empty()) out.code = document.problems.front().code;
  out.count("arena bytes", store.arena.bytes()).count("comparisons", store.symbols.comparisons());
  return out.count("properties", properties).count("references", references);
}

Outcome judged_by_library(const std::string& text) {
  const Program& program = library();
  CheckOptions options;
  options.as_of = "2026-11-21";
  for (std::uint32_t i = 0; i < program.rules().size(); ++i) options.rules.push_back(i);
  auto result = evaluate(program, {{"t.json", text, true}}, options);
  if (!result.ok()) return {std::string(result.error().code), {}};
  Report report;
  report.program = &program;
  report.result = std::move(*result);
  Outcome out;
  out.count("text bytes", text_report(report, {}).size());
  return out.count("JSON bytes", json_report(report).size());
}

}  // namespace cordon::bombs
