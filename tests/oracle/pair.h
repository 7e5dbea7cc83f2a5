#ifndef CORDON_TESTS_ORACLE_PAIR_H_
#define CORDON_TESTS_ORACLE_PAIR_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cordon/limits.h"
#include "lower/unit.h"
#include "oracle.h"
#include "rows/run.h"
#include "rows/test_inputs.h"

namespace cordon::oracle {

/// One rule text, checked for the oracle and lowered for the machine.
struct Rules {
  dsl::Unit unit;
  std::shared_ptr<bytecode::Program> code;
  std::string problem;  ///< the first error; empty iff `code` is set
};

std::shared_ptr<const Catalogue> shared_catalogue();
std::unique_ptr<Rules> read_rules(const std::string& text);

/// One document in an inventory of its own.
struct Documents {
  Store store;
  std::shared_ptr<const Catalogue> catalogue;
  std::unique_ptr<Inventory> inventory;
  OracleOptions options;                        ///< what the oracle judges them with, and
  std::optional<std::vector<Node>> parameters;  ///< the machine, one each; nothing: the defaults
  std::int64_t day = 20'778;                    ///< the same day; this one is 2026-11-21
  std::string problem;                          ///< why it was not read
};

/// `family`: "cloudformation", "terraform", "resources" (an object of address -> type and
/// properties).
std::unique_ptr<Documents> read_documents(const std::string& text, const std::string& family);
/// The documents and parameters of a `test` block of the rules.
std::unique_ptr<Documents> read_documents(const Rules& rules, const bytecode::TestCase& test,
                                          const rows::ReadFile& read_file);

/// Rows of the machine in the oracle's form. `explain`: with messages, places and causes; `code`:
/// with the sieve, as a user's run has it, or less.
std::vector<OracleRow> run_machine(const Rules& rules, Documents& documents, bool explain,
                                   vm::Coverage* coverage,
                                   rows::Run::Code code = rows::Run::Code::kSieved);

/// What the oracle and both machines say of a pair; `difference` is empty if they agree.
struct Judgement {
  std::vector<OracleRow> rows;  ///< the oracle's
  std::string difference;
  std::string kind;          ///< what differs: "status", "message", "places", ...
  std::uint32_t rule = 0;    ///< of the first row that differs
  std::size_t at_limit = 0;  ///< rows that a limit ended: not compared
};
Judgement judge(const Rules& rules, Documents& documents, vm::Coverage* coverage);

/// Where fused and sieved code and the traced machine do not come to the rows of plain code; empty:
/// they do, but for rows that a limit ended.
std::string disagreement(const Rules& rules, Documents& documents,
                         const std::vector<OracleRow>& plain);

std::string describe(const OracleRow& row, const Store& store);

}  // namespace cordon::oracle

#endif  // CORDON_TESTS_ORACLE_PAIR_H_
