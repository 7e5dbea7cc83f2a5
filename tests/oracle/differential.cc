// differential [--pairs N] [--seed S] [--outcomes N] [--places N]: generated programs over
// generated documents through the oracle, the plain and the traced machine. Prints the shares of
// what was reached; the exit code is 1 if they disagree anywhere, or if too little was reached for
// agreement to mean anything.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "generate.h"
#include "pair.h"

namespace cordon::oracle {
namespace {

struct Totals {
  std::size_t programs = 0;
  std::size_t refused = 0;
  std::size_t pairs = 0;
  std::size_t unread = 0;
  std::size_t with_fail = 0;
  std::size_t with_undetermined = 0;
  std::size_t with_error = 0;
  std::size_t rows = 0;
  std::size_t at_limit = 0;
  std::size_t disagreements = 0;
  std::map<std::string, std::size_t> refusals;
  std::map<std::string, std::size_t> kinds;  ///< of disagreements
  vm::Coverage coverage;
};

constexpr std::array<const char*, 3> kFamilies{"cloudformation", "json", "resources"};

void add(Totals& totals, const Judgement& judgement) {
  std::array<bool, 3> has{};
  for (const OracleRow& row : judgement.rows) {
    ++totals.rows;
    for (const OracleRequirement& r : row.requirements) {
      has[r.status == Status::kFail ? 0 : r.status == Status::kUndetermined ? 1 : 2] = true;
    }
  }
  ++totals.pairs;
  totals.with_fail += static_cast<std::size_t>(has[0]);
  totals.with_undetermined += static_cast<std::size_t>(has[1]);
  totals.with_error += static_cast<std::size_t>(has[2]);
  totals.at_limit += judgement.at_limit;
}

/// An object of a document with so many members that its keys are an array of its own.
std::string widened(std::string document) {
  constexpr std::string_view kPolicy = "\"PolicyDocument\":{";
  const std::size_t policy = document.find(kPolicy);
  const std::size_t at = policy == std::string::npos ? 1 : policy + kPolicy.size();
  if (document.size() <= at || document[at] == '}' || document[at - 1] != '{') return document;
  std::string members;
  for (int i = 0; i < 70; ++i) members += "\"wide" + std::to_string(i) + "\":\"a\",";
  return document.insert(at, members);
}

void one_program(std::uint64_t seed, std::size_t documents, Totals& totals, std::size_t shown,
                 bool whole) {
  Random random(seed);
  const auto world = static_cast<World>(random.below(8) < 5 ? 0 : 1 + random.below(2));
  const std::string text = make_program(random, world);
  const auto rules = read_rules(text);
  if (rules->code == nullptr) {
    ++totals.refused;
    ++totals.refusals[rules->problem.substr(0, 5)];
    if (std::getenv("CORDON_SHOW_REFUSED") != nullptr) std::printf("%s\n", rules->problem.c_str());
    return;
  }
  ++totals.programs;
  for (std::size_t i = 0; i < documents; ++i) {
    std::string document = make_document(random, world);
    if (seed % 8 == 5) document = widened(std::move(document));
    const auto read = read_documents(document, kFamilies[static_cast<std::size_t>(world)]);
    if (!read->problem.empty()) {
      ++totals.unread;
      continue;
    }
    const Judgement judgement = judge(*rules, *read, &totals.coverage);
    add(totals, judgement);
    if (judgement.difference.empty()) continue;
    ++totals.disagreements;
    if (++totals.kinds[judgement.kind] > shown) continue;
    const Span span = rules->unit.checked.rules[judgement.rule].decl->span;
    const std::string rule = text.substr(span.begin - 1, span.end - span.begin);
    std::printf("== %s: seed %llu, document %zu (%s)\n%s\n%s\n", judgement.kind.c_str(),
                static_cast<unsigned long long>(seed), i,
                kFamilies[static_cast<std::size_t>(world)], rule.c_str(),
                judgement.difference.c_str());
    if (whole) std::printf("-- program\n%s-- document\n%s\n", text.c_str(), document.c_str());
  }
}

/// Instructions that no pair ran, and how many kinds of operands each of the others has met.
std::size_t print_coverage(const vm::Coverage& coverage) {
  static constexpr std::array kNames{
#define CORDON_OP(name, operands, construct) #name,
#include "bytecode/opcodes.def"
#undef CORDON_OP
  };
  std::size_t missed = 0;
  std::array<std::uint64_t, 32> kinds{};
  for (std::size_t op = 0; op < kNames.size(); ++op) {
    if (coverage.ops[op] == 0) std::printf("  not reached: %s\n", kNames[op]);
    missed += static_cast<std::size_t>(coverage.ops[op] == 0);
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
      kinds[kind] += coverage.operand_kinds[op][kind];
  }
  std::printf("opcodes reached: %zu of %zu; operands by kind:", kNames.size() - missed,
              kNames.size());
  for (std::size_t kind = 0; kind <= static_cast<std::size_t>(Kind::kError); ++kind) {
    std::printf(" %zu:%llu", kind, static_cast<unsigned long long>(kinds[kind]));
  }
  std::printf("\n");
  return missed;
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

/// Disagreements per mille of the pairs that do not fail the run.
struct Bounds {
  std::size_t outcomes = 0;
  std::size_t places = 0;
};

int run(std::size_t pairs, std::uint64_t seed, std::size_t documents, std::size_t shown, bool whole,
        const Bounds& bounds) {
  Totals totals;
  for (std::uint64_t i = 0; totals.pairs < pairs; ++i)
    one_program(seed + i, documents, totals, shown, whole);
  std::printf("pairs %zu (%zu programs, %zu refused by checking, %zu documents unread), rows %zu\n",
              totals.pairs, totals.programs, totals.refused, totals.unread, totals.rows);
  for (const auto& [code, n] : totals.refusals) std::printf("  refused %s: %zu\n", code.c_str(), n);
  std::printf("fail %.1f %%, undetermined %.1f %%, error %.1f %% of pairs; %zu rows at a limit\n",
              share(totals.with_fail, totals.pairs), share(totals.with_undetermined, totals.pairs),
              share(totals.with_error, totals.pairs), totals.at_limit);
  const std::size_t missed = print_coverage(totals.coverage);
  std::printf("disagreements: %zu\n", totals.disagreements);
  for (const auto& [kind, n] : totals.kinds) std::printf("  in %s: %zu\n", kind.c_str(), n);
  const bool idle = share(totals.with_fail, totals.pairs) < 30 ||
                    share(totals.with_undetermined, totals.pairs) < 10 ||
                    share(totals.with_error, totals.pairs) < 10 || missed > 0;
  if (idle) std::printf("too little was reached\n");
  // The bar is none. What is left is bounded here and told in the README: outcomes (status,
  // message, vacuity) apart from the places of causes and facts, both per mille of the pairs.
  std::size_t places = 0;
  for (const auto& [kind, n] : totals.kinds) {
    if (kind == "causes" || kind == "places") places += n;
  }
  const std::size_t outcomes = totals.disagreements - places;
  const bool misplaced = share(places, totals.pairs) * 10 > static_cast<double>(bounds.places);
  const bool differs = share(outcomes, totals.pairs) * 10 > static_cast<double>(bounds.outcomes);
  std::printf("outcomes that differ: %zu (%zu per mille are tolerated); places: %zu (%zu)\n",
              outcomes, bounds.outcomes, places, bounds.places);
  return differs || misplaced || idle ? 1 : 0;
}

}  // namespace
}  // namespace cordon::oracle

int main(int argc, char** argv) {
  std::size_t pairs = 2'000;
  std::uint64_t seed = 1;
  std::size_t documents = 4;
  std::size_t shown = 1;
  bool whole = true;
  cordon::oracle::Bounds bounds;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const std::uint64_t value = std::strtoull(argv[i + 1], nullptr, 10);
    if (name == "--pairs") pairs = value;
    if (name == "--seed") seed = value;
    if (name == "--documents") documents = value;
    if (name == "--shown") shown = value;
    if (name == "--whole") whole = value != 0;
    if (name == "--outcomes") bounds.outcomes = value;
    if (name == "--places") bounds.places = value;
  }
  return cordon::oracle::run(pairs, seed, documents, shown, whole, bounds);
}
