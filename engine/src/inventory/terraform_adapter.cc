// The adapter of Terraform plans: checks the format, reads the sections, and answers for properties
// by the mapping table. The one idea: everything that is shared by the parts is one Plan, which
// never moves. Cannot do: formats of another major number; they are refused. Tests:
// tests/unit/inventory/terraform_plan_test.cc.
#include <algorithm>
#include <charconv>
#include <memory>
#include <string>
#include <utility>

#include "base/prefetch.h"
#include "inventory/adapter.h"
#include "inventory/terraform_attributes.h"
#include "inventory/terraform_lookahead.h"
#include "inventory/terraform_plan.h"

namespace cordon {
namespace terraform {
namespace {

Diagnostic problem(std::string_view code, const Node& at, std::string message, std::string help) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.span = {at.at, at.at + 1};
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  return diagnostic;
}

/// Formats 0.x and 1.x only ever gained members; another major may mean anything.
Result<bool> check_format(Store& store, const Node& root) {
  const Node* version = store.find(root, "format_version");
  if (version == nullptr || version->is(Kind::kNull)) return true;
  const std::string_view text = version->is(Kind::kString) ? version->text() : std::string_view{};
  const std::string_view major = text.substr(0, text.find('.'));
  if (major == "0" || major == "1") return true;
  return problem(
      "I0312", *version,
      "format_version 0.x or 1.x was expected, found \"" + std::string(text) + "\"",
      "write the plan with `terraform show -json` of a Terraform version that is supported");
}

/// Whether the Terraform that made the plan lists blocks of ingress, egress and route (from 1.1
/// on).
bool lists_blocks(std::string_view version) {
  int major = 0;
  int minor = 0;
  const char* end = version.data() + version.size();
  const auto first = std::from_chars(version.data(), end, major);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '.') return false;
  if (std::from_chars(first.ptr + 1, end, minor).ec != std::errc{}) return false;
  return major > 1 || (major == 1 && minor >= 1);
}

class TerraformAdapter final : public Adapter {
 public:
  TerraformAdapter(AdapterContext& context, const Node& root, MappingTable table)
      : root_(root),
        plan_(context, object_member(context.store(), root, "configuration"), std::move(table)),
        canonical_(plan_),
        attributes_(plan_, canonical_, root_),
        lookahead_(plan_) {
    plan_.mentioned = context.options().references == ReferencesMode::kMentioned;
    plan_.lists_blocks = lists_blocks(text_member(context.store(), root, "terraform_version"));
    plan_.variables = object_member(context.store(), root, "variables");
    PlanReader(plan_, canonical_, root_).read();
  }

  Node property(ResourceId id, View view, Symbol name) override {
    lookahead_.asked(id, name);
    const Instance& instance = plan_[id];
    return view == kNative ? canonical_.native(instance, name)
                           : canonical_.property(instance, name);
  }

  bool has_satellite(const SatelliteOf& what) override { return canonical_.has_satellite(what); }

  Node attribute(ResourceId id, Symbol name) override {
    return attributes_.attribute(id, plan_.store.symbols.text(name));
  }

  std::vector<Symbol> property_names(ResourceId id, View view) override {
    const Instance& instance = plan_[id];
    std::vector<std::pair<At, Symbol>> found;
    for (const Symbol name : candidates(instance, view)) {
      const Node value = property(id, view, name);
      const bool shown = !value.is(Kind::kMissing) && !value.has(kFromDefault);
      if (shown) found.emplace_back(value.at, name);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Symbol> names;
    for (const auto& [at, name] : found) names.push_back(name);
    return names;
  }

  void read_ahead(ResourceId id, Ahead what) const override {
    const Instance& instance = plan_[id];
    const std::span<const Node> members(instance.members, instance.few);
    switch (what) {
      case Ahead::kRecord:
        return prefetch(&instance, sizeof(Instance));
      case Ahead::kMembers:
        prefetch(members.data(), members.size_bytes());
        return prefetch(instance.unknown_members, sizeof(Node));
      case Ahead::kContents:
        for (const Node& member : members) prefetch_contents(member);
        return;
      case Ahead::kTexts:
        for (const Node& member : members) prefetch_texts(member);
    }
  }

 private:
  static bool holds_members(const Node& node) {
    return (node.is(Kind::kList) || node.is_object()) && node.len != 0;
  }
  /// The first members of a list or object, and what stands before them; of a text its beginning.
  static void prefetch_contents(const Node& node) {
    constexpr std::size_t kFirst = 2 * sizeof(Node);
    if (node.is(Kind::kString)) prefetch(node.chars, 1);
    if (!holds_members(node)) return;
    const auto* members = reinterpret_cast<const char*>(node.kids);
    prefetch(members - sizeof(ObjectHead), sizeof(ObjectHead) + kFirst);
  }
  /// Of a list or object of texts, between whose first and last the others stand.
  static void prefetch_texts(const Node& node) {
    if (!holds_members(node)) return;
    for (const Node& text : {node.kids[0], node.kids[node.len - 1]})
      if (text.is(Kind::kString)) prefetch(text.chars, 1);
  }
  static std::vector<Symbol> candidates(const Instance& instance, View view) {
    std::vector<Symbol> names;
    if (view == kCanonical) {
      if (instance.mapping == nullptr) return names;
      for (const auto& [name, accessor] : instance.mapping->properties) names.push_back(name);
      for (const Peer& peer : instance.mapping->peers) {
        if (std::find(names.begin(), names.end(), peer.property) == names.end()) {
          names.push_back(peer.property);
        }
      }
      return names;
    }
    for (const Node* tree : {instance.after, instance.unknown}) {
      if (tree == nullptr || !tree->is_object()) continue;
      for (const Symbol key : Store::keys(*tree)) {
        if (std::find(names.begin(), names.end(), key) == names.end()) names.push_back(key);
      }
    }
    return names;
  }

  Node root_;
  Plan plan_;
  Canonical canonical_;
  Attributes attributes_;
  Lookahead lookahead_;
};

Result<MappingTable> load_table(AdapterContext& context) {
  const Node* root = context.mapping("terraform");
  if (root == nullptr) return problem("I0310", Node{}, "there is no mapping table `terraform`", {});
  auto table = MappingTable::load(context.store(), *root);
  if (!table.ok()) return table.error();
  auto fits = table->check(context.store(), context.catalogue());
  if (!fits.ok()) return fits.error();
  return table;
}

}  // namespace
}  // namespace terraform

Result<std::unique_ptr<Adapter>> make_terraform_plan(AdapterContext& context, const Node& root) {
  Store& store = context.store();
  if (!root.is_object()) {
    return terraform::problem("I0313", root, "a plan is an object", {});
  }
  if (auto format = terraform::check_format(store, root); !format.ok()) return format.error();
  if (store.find(root, "resource_changes") == nullptr &&
      store.find(root, "planned_values") == nullptr) {
    return terraform::problem("I0313", root,
                              "a plan has `resource_changes` or `planned_values`, this has neither",
                              "write the plan with `terraform show -json PLANFILE`");
  }
  auto table = terraform::load_table(context);
  if (!table.ok()) return table.error();
  return std::unique_ptr<Adapter>(
      std::make_unique<terraform::TerraformAdapter>(context, root, std::move(*table)));
}

}  // namespace cordon
