// oracle_pair RULES DOCUMENT [FAMILY]: what the oracle and the machines say of one pair of files.
// For people who look into a disagreement.
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "pair.h"

namespace {

std::string slurp(const char* path) {
  const std::ifstream in(path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

int main(int argc, char** argv) {
  using namespace cordon::oracle;
  if (argc < 3) return 2;
  const auto rules = read_rules(slurp(argv[1]));
  if (rules->code == nullptr) {
    std::printf("%s\n", rules->problem.c_str());
    return 2;
  }
  const auto documents = read_documents(slurp(argv[2]), argc > 3 ? argv[3] : "");
  if (!documents->problem.empty()) {
    std::printf("%s\n", documents->problem.c_str());
    return 2;
  }
  const Judgement judgement = judge(*rules, *documents, nullptr);
  for (const OracleRow& row : judgement.rows) {
    std::printf("%s", describe(row, documents->store).c_str());
  }
  if (judgement.difference.empty()) return 0;
  std::printf("\nDISAGREE\n%s", judgement.difference.c_str());
  return 1;
}
