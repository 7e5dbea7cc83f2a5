#ifndef CORDON_BENCH_JUDGE_H_
#define CORDON_BENCH_JUDGE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bytecode/program.h"
#include "cordon/dsl/compile.h"
#include "cordon/evaluate.h"
#include "inventory/inventory.h"
#include "rows/run.h"
#include "value/store.h"

namespace cordon::bench {

/// The bundled library, or one rule file or text. Ends the program if it does not compile.
Program bundled_program();
Program program_of(const std::string& path);
Program program_of_text(const std::string& name, const std::string& text);

/// One document as far as it has been taken; each step is a stage of a run.
class Judgement {
 public:
  explicit Judgement(const Program& program) : program_(program) {}
  ~Judgement();

  void read(std::string path, std::string bytes);  ///< and makes the inventory
  void prepare();                                  ///< binds the program, builds its indexes
  /// Runs all rules on all their subjects; gives the rows that are not pass, "RULE address".
  std::size_t evaluate(std::vector<std::string>* findings = nullptr);

  Inventory& inventory() { return *inventory_; }
  Store& store() { return store_; }

 private:
  const Program& program_;
  Store store_;
  std::unique_ptr<Inventory> inventory_;
  std::unique_ptr<rows::Run> run_;
  std::vector<rows::RowKey> rows_;
  std::vector<vm::Outcome> outcomes_;
};

/// What a host asks for: what `cordon check` needs for text, every row, and what it needs for JSON.
enum class Listing : std::uint8_t { kFindings, kRows, kRowsAndDigests };

/// The whole call of a host: bytes in, rows out.
CheckResult whole(const Program& program, std::string path, std::string bytes,
                  Listing listing = Listing::kFindings);

}  // namespace cordon::bench

#endif  // CORDON_BENCH_JUDGE_H_
