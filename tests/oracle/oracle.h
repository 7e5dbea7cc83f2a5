#ifndef CORDON_TESTS_ORACLE_ORACLE_H_
#define CORDON_TESTS_ORACLE_ORACLE_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/source_space.h"
#include "check/checker.h"
#include "cordon/program.h"
#include "cordon/row.h"
#include "inventory/inventory.h"
#include "value/node.h"
#include "value/store.h"

// A reference interpreter of the rule language: it walks the syntax tree and does what the language
// page says, with no eye for speed. It exists to disagree with the virtual machine.
namespace cordon::oracle {

/// One cause as the comparison knows it: its kind, its static error code and its place.
struct CauseKey {
  Kind kind = Kind::kUnknown;
  std::string code;
  At at = 0;
  bool operator==(const CauseKey&) const = default;
  bool operator<(const CauseKey& other) const {
    return std::tie(kind, code, at) < std::tie(other.kind, other.code, other.at);
  }
};

/// A requirement that did not pass.
struct OracleRequirement {
  Status status = Status::kFail;
  std::string message;
  std::set<At> places;
  std::set<CauseKey> causes;
  At rule_at = 0;
};

/// One (rule, subject).
struct OracleRow {
  std::uint32_t rule = 0;  ///< index into Checked::rules
  ResourceId subject = kNoResource;
  Status status = Status::kPass;
  bool vacuous = false;
  std::string reason;
  std::set<std::string> assumes;
  std::vector<OracleRequirement> requirements;
};

struct OracleOptions {
  std::string as_of = "2026-11-21";
  Environment profile = Environment::kProd;
  std::map<std::string, Node> parameters;  ///< by name, or package.name; texts for cidr, ip, date
};

/// Judges every rule. Requires: `checked` has no error; `store` is the inventory's.
/// Cost: whatever it takes; no limit is kept but that of the inputs.
std::vector<OracleRow> run_oracle(const check::Checked& checked, Inventory& inventory,
                                  const OracleOptions& options, Store& store);

}  // namespace cordon::oracle

#endif  // CORDON_TESTS_ORACLE_ORACLE_H_
