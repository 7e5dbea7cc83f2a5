// What every entry point that reads documents does with its options and inputs, so that a limit or
// an interruption counts in each of them. Tests: tests/unit/rows/interrupt_test.cc, tests/cli.
#include "rows/inputs.h"

#include <utility>

#include "base/interruption.h"
#include "diagnostic/problem.h"
#include "value/compare.h"

namespace cordon::rows {
namespace {

/// The family that a word of --type names; nothing: unknown word.
std::optional<Family> family_of(std::string_view word) {
  for (const Family f : {Family::kCloudFormation, Family::kTerraformPlan, Family::kJson}) {
    if (word_of(f) == word) return f;
  }
  return std::nullopt;
}

std::string_view status_word(InventoryDocument::Status status) {
  switch (status) {
    case InventoryDocument::Status::kRead:
      return "read";
    case InventoryDocument::Status::kIgnored:
      return "ignored";
    case InventoryDocument::Status::kRefused:
      return "refused";
  }
  return "";
}

DocumentRecord described(const Inventory& inventory, const InventoryDocument& document) {
  DocumentRecord out;
  out.path = document.path;
  if (document.family) out.format = word_of(*document.family);
  out.sha256 = document.sha256;
  out.bytes = document.bytes;
  out.resources = document.resources;
  out.status = status_word(document.status);
  for (const Diagnostic& d : document.problems)
    out.problems.push_back(locate(d, inventory.store().sources));
  return out;
}

}  // namespace

std::string_view word_of(Family family) {
  switch (family) {
    case Family::kCloudFormation:
      return "cloudformation";
    case Family::kTerraformPlan:
      return "terraform-plan";
    case Family::kJson:
      return "json";
    case Family::kResources:
      return "resources";
  }
  return "";
}

Diagnostic usage(std::string_view code, std::string message, std::string help) {
  Diagnostic d;
  d.code = code;
  d.message = std::move(message);
  d.help = std::move(help);
  return d;
}

Result<InventoryOptions> inventory_options(const CheckOptions& options) {
  InventoryOptions out;
  out.references = options.strict_references ? ReferencesMode::kStrict : ReferencesMode::kMentioned;
  out.limits = options.document_limits;
  out.limits.interrupt = options.limits.interrupt;
  out.digests = options.digests;
  if (options.type.empty()) return out;
  out.type = family_of(options.type);
  if (out.type) return out;
  return usage("U0305", in_backticks(options.type) + " is not available in this version",
               "types of this version: cloudformation, terraform-plan, json");
}

Result<std::int64_t> day_of(const CheckOptions& options) {
  std::int64_t day = 0;
  if (parse_date(options.as_of, day)) return day;
  return usage("U0306", in_backticks(options.as_of) + " is not a day", "write YYYY-MM-DD");
}

std::optional<Diagnostic> read_inputs(Inventory& inventory, std::vector<Input> inputs,
                                      const CheckOptions& options) {
  std::size_t done = 0;
  const auto ended = [&]() -> std::string_view {
    if (!inventory.interrupted().empty()) return inventory.interrupted();
    return interruption_code(options.limits.interrupt);
  };
  for (Input& input : inputs) {
    if (const auto code = ended(); !code.empty()) return interruption(code);
    if (options.reading) options.reading(done++, inputs.size());
    inventory.add(std::move(input.path), std::move(input.bytes), input.named);
  }
  if (const auto code = ended(); !code.empty()) return interruption(code);
  return std::nullopt;
}

std::vector<DocumentRecord> describe_documents(const Inventory& inventory) {
  std::vector<DocumentRecord> out;
  for (const InventoryDocument& document : inventory.documents())
    out.push_back(described(inventory, document));
  return out;
}

}  // namespace cordon::rows
