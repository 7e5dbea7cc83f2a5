// Mutants of programs, made where damage has a meaning: fields, counts, offsets, registers, jumps.
// Saved with digests that fit, they are refused, or every machine comes to the same rows. The seed
// says which.
#include <cstdint>
#include <string>
#include <vector>

#include "catch_compat.h"
#include "cordon/bundle.h"
#include "unit/bundle/samples.h"
#include "unit/bundle/seal.h"

using namespace cordon;
using namespace cordon::test;
using bytecode::Instr;
using bytecode::Op;

namespace {

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : state_(seed) {}

  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return n == 0 ? 0 : static_cast<std::size_t>((state_ >> 33U) % n);
  }

  void mutate(bytecode::Program& p) {
    for (std::size_t n = 1 + below(3); n > 0; --n) {
      switch (below(8)) {
        case 0:
          table(p);
          break;
        case 1:
          function(p);
          break;
        case 2:
          requirement(p);
          break;
        default:
          instruction(p);
          break;
      }
    }
  }

 private:
  std::uint32_t near(std::uint32_t value) {
    switch (below(6)) {
      case 0:
        return value + 1;
      case 1:
        return value - 1;
      case 2:
        return 0;
      case 3:
        return bytecode::kNone;
      case 4:
        return static_cast<std::uint32_t>(below(64));
      default:
        return value + static_cast<std::uint32_t>(below(40)) - 20U;
    }
  }

  void instruction(bytecode::Program& p) {
    Instr& in = p.code[below(p.code.size())];
    switch (below(8)) {
      case 0:
        in.op = static_cast<Op>(below(bytecode::kOpCount));
        break;
      case 1:
        in.a = static_cast<std::uint8_t>(near(in.a));
        break;
      case 2:
        in.b = static_cast<std::uint8_t>(near(in.b));
        break;
      case 3:
        in.c = static_cast<std::uint8_t>(near(in.c));
        break;
      case 4:
        in.x = near(in.x);
        break;
      case 5:
        in = p.code[below(p.code.size())];
        break;
      default:
        std::swap(in, p.code[below(p.code.size())]);
        break;
    }
  }

  template <class T>
  void resize(std::vector<T>& values) {
    if (values.empty()) return;
    if (below(2) == 0) {
      values.pop_back();
    } else {
      values.push_back(values[below(values.size())]);
    }
  }

  template <class T>
  T* any(std::vector<T>& values) {
    return values.empty() ? nullptr : &values[below(values.size())];
  }

  void table(bytecode::Program& p) {
    switch (below(14)) {
      case 0:
        return resize(p.names);
      case 1:
        return resize(p.constants);
      case 2:
        return resize(p.patterns);
      case 3:
        return resize(p.parameters);
      case 4:
        return resize(p.infos);
      case 5:
        return resize(p.type_sets);
      case 6:
        if (auto* r = any(p.reverses)) r->types = near(r->types);
        return;
      case 7:
        if (auto* r = any(p.reverses)) r->name = near(r->name);
        return;
      case 8:
        if (auto* t = any(p.tests_is)) t->types = near(t->types);
        return;
      case 9:
        if (auto* t = any(p.tests_is)) t->word = static_cast<bytecode::Word>(below(20));
        return;
      case 10:
        if (auto* r = any(p.rules)) (below(2) == 0 ? r->types : r->function) = near(r->types);
        return;
      case 11:
        if (auto* s = any(p.spans)) s->begin = near(s->begin);
        return;
      case 12:
        if (auto* c = any(p.constants)) std::swap(*c, p.constants[below(p.constants.size())]);
        return;
      default:
        p.environment = near(p.environment);
        return;
    }
  }

  void function(bytecode::Program& p) {
    bytecode::Function& f = p.functions[below(p.functions.size())];
    switch (below(6)) {
      case 0:
        f.first = near(f.first);
        break;
      case 1:
        f.end = near(f.end);
        break;
      case 2:
        f.registers = near(f.registers);
        break;
      case 3:
        f.parameters = near(f.parameters);
        break;
      case 4:
        f.is_rule = !f.is_rule;
        break;
      default:
        f.is_fact = !f.is_fact;
        break;
    }
  }

  void requirement(bytecode::Program& p) {
    auto* r = any(p.requirements);
    if (r == nullptr) return;
    if (below(3) == 0) {
      r->has_message = !r->has_message;
    } else {
      r->after = near(r->after);
    }
  }

  std::uint64_t state_;
};

/// Counts, offsets and lengths as bytes: four of them are overwritten.
std::string overwritten(std::string bytes, Mutator& random) {
  const std::size_t at = random.below(bytes.size() - 4);
  const std::uint64_t values[] = {
      0, 1, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, random.below(1'000'000)};
  const std::uint64_t value = values[random.below(std::size(values))];
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>((value >> (8 * i)) & 0xFFU);
  return sealed(bytes);
}

void run_mutants(std::size_t n, std::uint64_t seed, const std::vector<Program>& programs) {
  std::size_t accepted = 0;
  for (std::size_t i = 0; i < n; ++i) {
    Mutator random(seed + i);
    const Program& program = programs[random.below(programs.size())];
    bytecode::Program mutant = program.code();
    if (random.below(5) != 0) random.mutate(mutant);
    std::string bytes =
        save_bundle(Program(std::make_shared<bytecode::Program>(std::move(mutant))));
    if (random.below(5) == 0) bytes = overwritten(std::move(bytes), random);
    INFO("seed " << seed + i);
    const auto code = loaded(bytes);
    if (code == nullptr) continue;
    ++accepted;
    behaviour(Program(code));
    CHECK(disagreement(Program(code)).empty());
    if (i % 8 == 0) outcomes(Program(code));
  }
  CHECK(accepted > n / 20);
  CHECK(accepted < n);
}

}  // namespace

TEST_CASE("mutants_are_refused_or_run") { run_mutants(150, 1, {sample()}); }

TEST_CASE("ten_thousand_mutants_are_refused_or_run", "[.long]") {
  std::vector<Program> programs = {sample(), library()};
  for (const std::string& file : conformance_files()) programs.push_back(compiled(file));
  run_mutants(10'000, 1'000, programs);
}
