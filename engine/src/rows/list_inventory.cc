// What was understood of the documents, for `cordon inventory`. Tests: tests/cli,
// tests/unit/rows/interrupt_test.cc.
#include "rows/list_inventory.h"

#include <utility>

#include "base/interruption.h"
#include "catalogue/embedded.h"
#include "rows/describe.h"
#include "rows/inputs.h"
#include "vm/operators.h"

namespace cordon {
namespace {

class Lister {
 public:
  Lister(Inventory& inventory, vm::Env& env, const CheckOptions& options, bool with_properties)
      : inventory_(inventory), env_(env), options_(options), with_properties_(with_properties) {}

  InventoryResource resource(ResourceId id) {
    const Resource& r = inventory_.resources()[id];
    InventoryResource out;
    const Store& store = inventory_.store();
    out.resource = r.address;
    out.type = store.symbols.text(r.type);
    out.native_type = store.symbols.text(r.native_type);
    out.document = r.document;
    out.location = rows::locate_node(store, r.body.at);
    tags(id, out);
    const View view = r.type != 0 ? kCanonical : kNative;
    properties(id, view, out);
    return out;
  }

 private:
  void tags(ResourceId id, InventoryResource& out) {
    const Node all = inventory_.attribute(id, inventory_.store().symbols.intern("tags"));
    if (!all.is_object()) return;
    const auto keys = Store::keys(all);
    for (std::uint32_t i = 0; i < all.len; ++i) {
      // The key of a tag is a value of the document, too.
      std::string key = options_.redact ? "<redacted " + std::to_string(i + 1) + ">"
                                        : std::string(inventory_.store().symbols.text(keys[i]));
      out.tags.emplace_back(std::move(key), text(all.kids[i]));
    }
  }

  std::string text(const Node& value) {
    if (options_.redact) return "\"<redacted>\"";
    bool cut = false;
    bool sensitive = false;
    return vm::json_text(env_, value, std::size_t{16} << 20, cut, sensitive);
  }

  void properties(ResourceId id, View view, InventoryResource& out) {
    const Symbol root = inventory_.store().symbols.intern("root");
    const bool whole =
        inventory_.resources()[id].type == inventory_.store().symbols.intern("Json::Document");
    if (whole) {
      if (with_properties_) out.properties_json = text(inventory_.attribute(id, root));
      return;
    }
    std::string all = "{";
    for (const Symbol name : inventory_.property_names(id, view)) {
      const Node value = inventory_.property(id, view, name);
      walk(value, 0, out);
      if (!with_properties_ || value.is(Kind::kMissing)) continue;
      if (all.size() > 1) all += ',';
      all += vm::json_text(env_, Node::string(inventory_.store().symbols.text(name)), 65536, cut_,
                           sensitive_);
      all += ':';
      all += text(value);
    }
    if (with_properties_) out.properties_json = all + "}";
  }

  void reference(const Node& value, std::string_view state, std::string target,
                 InventoryResource& out) {
    InventoryResource::Reference r;
    r.pointer = inventory_.store().pointer(value.at);
    r.target = std::move(target);
    if (value.is(Kind::kReference))
      r.attribute = inventory_.store().symbols.text(value.ref.attribute);
    r.state = state;
    out.references.push_back(std::move(r));
  }

  void walk(const Node& value, int depth, InventoryResource& out) {
    if (depth > 64) return;
    const auto address = [&](ResourceId id) {
      return std::string(inventory_.resources()[id].address);
    };
    switch (value.kind()) {
      case Kind::kReference:
        reference(value, "symbolic", address(value.ref.target), out);
        break;
      case Kind::kString: {
        const Identity id = inventory_.identify(value);
        if (id.kind == Identity::Kind::kResource) reference(value, "resolved", address(id.id), out);
        break;
      }
      case Kind::kUnknown: {
        out.unknown.push_back(inventory_.store().pointer(value.at));
        const Identity id = inventory_.identify(value);
        for (const ResourceId candidate : id.candidates)
          reference(value, "unknown", address(candidate), out);
        break;
      }
      case Kind::kChoice:
        walk(value.choice->then, depth + 1, out);
        walk(value.choice->otherwise, depth + 1, out);
        break;
      case Kind::kComputedList:
        for (const Node& item : value.list->items) walk(item, depth + 1, out);
        break;
      case Kind::kList:
      case Kind::kObject:
      case Kind::kDict:
        for (const Node& member : value.members()) walk(member, depth + 1, out);
        break;
      default:
        break;
    }
  }

  Inventory& inventory_;
  vm::Env& env_;
  const CheckOptions& options_;
  bool with_properties_;
  bool cut_ = false;
  bool sensitive_ = false;
};

}  // namespace

Result<InventoryResult> rows::list_inventory(Inventory& inventory, const CheckOptions& options,
                                             bool with_properties) {
  vm::Env env(inventory, options.limits);
  Lister lister(inventory, env, options, with_properties);
  InventoryResult result;
  for (ResourceId id = 0; id < inventory.resources().size(); ++id) {
    if (env.interrupt()) return interruption(env.interrupted);
    if (options.progress) options.progress(id, inventory.resources().size());
    result.resources.push_back(lister.resource(id));
  }
  if (!inventory.interrupted().empty()) return interruption(inventory.interrupted());
  result.documents = describe_documents(inventory);
  for (const auto& [type, n] : inventory.unmapped()) result.unmapped_types.emplace_back(type, n);
  return result;
}

Result<InventoryResult> read_inventory(std::vector<Input> inputs, const CheckOptions& options,
                                       bool with_properties) {
  const Result<InventoryOptions> how = rows::inventory_options(options);
  if (!how) return how.error();
  const Result<Catalogue> catalogue = Catalogue::load(catalogue_text());
  if (!catalogue) return catalogue.error();
  Store store;
  Inventory inventory(store, *catalogue, *how);
  if (auto ended = rows::read_inputs(inventory, std::move(inputs), options)) return *ended;
  return rows::list_inventory(inventory, options, with_properties);
}

}  // namespace cordon
