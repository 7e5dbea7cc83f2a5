#include "bytecode/program.h"

#include "base/sha256.h"

namespace cordon {

std::span<const RuleInfo> Program::rules() const { return code_->infos; }
std::span<const ParameterInfo> Program::parameters() const { return code_->parameter_infos; }
std::string Program::digest() const { return code_->digest; }
std::size_t Program::test_count() const { return code_->tests.size(); }

namespace bytecode {

std::string source_digest(const Program& program) {
  std::string all;
  const SourceSpace& sources = program.store->sources;
  for (std::size_t i = 0; i < sources.size(); ++i) all += sha256_hex(sources[i].text) + "\n";
  for (const RuleInfo& rule : program.infos) all += rule.id + "\n";
  return "sha256:" + sha256_hex(all);
}

}  // namespace bytecode

}  // namespace cordon
