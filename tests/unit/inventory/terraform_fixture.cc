#include "unit/inventory/terraform_fixture.h"

#include "catch_compat.h"

namespace cordon::tests {
namespace {

struct Parts {
  std::string type, name, index;
};

Parts split(std::string_view address) {
  Parts parts;
  const std::size_t dot = address.find('.');
  const std::size_t bracket = address.find('[');
  parts.type = address.substr(0, dot);
  parts.name =
      address.substr(dot + 1, bracket == std::string_view::npos ? bracket : bracket - dot - 1);
  return parts;
}

// Not `quoted`: a std::string would find that of the standard library.
std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::string change(std::string_view address, std::string_view after, std::string_view unknown,
                   std::string_view more, std::string_view actions) {
  std::string full(address);
  std::string_view local = address;
  std::string module;
  if (const std::size_t at = address.rfind("aws_"); at != 0 && at != std::string_view::npos) {
    local = address.substr(at);
    module = address.substr(0, at - 1);
  }
  const Parts parts = split(local);
  std::string out = R"({"address": )" + in_quotes(full) + R"(, "mode": "managed", "type": ")" +
                    parts.type + R"(", "name": ")" + parts.name + R"(", )" + std::string(more);
  if (!module.empty()) out += R"("module_address": )" + in_quotes(module) + ", ";
  return out + R"("change": {"actions": )" + std::string(actions) +
         R"(, "before": null, "after": )" + std::string(after) + R"(, "after_unknown": )" +
         std::string(unknown) + R"(, "after_sensitive": {}}})";
}

std::string declared(std::string_view address, std::string_view expressions,
                     std::string_view more) {
  const Parts parts = split(address);
  return R"({"address": ")" + std::string(address) + R"(", "mode": "managed", "type": ")" +
         parts.type + R"(", "name": ")" + parts.name + R"(", "provider_config_key": "aws", )" +
         std::string(more) + R"("expressions": )" + std::string(expressions) + "}";
}

std::string plan(std::string_view changes, std::string_view configuration, std::string_view module,
                 std::string_view more, std::string_view version) {
  return R"({"format_version": "1.2", "terraform_version": ")" + std::string(version) +
         R"(", "resource_changes": [)" + std::string(changes) +
         R"(], "configuration": {"provider_config": {"aws": {"name": "aws", "expressions": {)"
         R"("region": {"constant_value": "eu-central-1"},)"
         R"("default_tags": [{"tags": {"constant_value": {"Owner": "net"}}}]}}}, )"
         R"("root_module": {"resources": [)" +
         std::string(configuration) + "]" + std::string(module) + "}}" + std::string(more) + "}";
}

std::string refs(std::string_view quoted_texts) {
  return R"({"references": [)" + std::string(quoted_texts) + "]}";
}

PlanFixture::PlanFixture(const std::string& text, ReferencesMode mode)
    : Fixture(InventoryOptions{mode, {}}) {
  const InventoryDocument& document = add(text);
  INFO((document.problems.empty() ? std::string() : document.problems[0].message));
  REQUIRE(document.status == InventoryDocument::Status::kRead);
}

std::string PlanFixture::value(std::string_view address, std::string_view name) {
  return tell(property(address, name));
}

std::string PlanFixture::tell(const Node& node) {
  if (node.is(Kind::kMissing) && node.cause != nullptr && !node.cause->code.empty()) {
    return "missing:" + std::string(node.cause->code);
  }
  if (node.is(Kind::kUnknown)) {
    std::string out = show(node);
    if (node.unknown != nullptr && !node.unknown->candidates.empty()) {
      out += node.unknown->candidates_closed ? " one of" : " perhaps";
      for (const ResourceId one : node.unknown->candidates) {
        out += " " + std::string(inventory.resources()[one].address);
      }
    }
    return out;
  }
  std::string out = show(node);
  if (node.is(Kind::kComputedList) && !node.list->many.is(Kind::kNull)) out += "...";
  return out;
}

bool PlanFixture::open(std::string_view type) {
  return !inventory.completeness(symbol(type)).is(Kind::kNull);
}

}  // namespace cordon::tests
