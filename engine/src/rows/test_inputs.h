#ifndef CORDON_ROWS_TEST_INPUTS_H_
#define CORDON_ROWS_TEST_INPUTS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bytecode/program.h"
#include "cordon/result.h"
#include "inventory/inventory.h"
#include "value/store.h"

namespace cordon::rows {

/// Gives the bytes of a file case by its path.
using ReadFile = std::function<Result<std::string>(const std::string& path)>;

/// What a `test` block gives: documents, which go into an inventory, parameters and the day.
class TestInputs {
 public:
  /// Requires: all outlive it; `inventory` is of `store`, and empty.
  TestInputs(const bytecode::Program& code, const bytecode::TestCase& test, Store& store,
             Inventory& inventory)
      : code_(code), test_(test), store_(store), inventory_(inventory) {}

  /// Reads all of it, once. Gives what is wrong; nothing: it is there.
  std::optional<std::string> read(const ReadFile& read_file);

  /// One per parameter of the program; null where it has none.
  const std::vector<Node>& parameters() const { return parameters_; }
  /// In days since 1970-01-01.
  std::int64_t day() const;

 private:
  std::optional<std::string> add_documents(const ReadFile& read_file);
  std::optional<std::string> add_file(const std::string& path,
                                      const bytecode::TestCase::Given& given,
                                      const ReadFile& read_file);
  std::optional<std::string> add_parameters();
  Node value_of(std::size_t parameter);

  const bytecode::Program& code_;
  const bytecode::TestCase& test_;
  Store& store_;
  Inventory& inventory_;
  std::vector<Node> parameters_;
};

}  // namespace cordon::rows

#endif  // CORDON_ROWS_TEST_INPUTS_H_
