#ifndef CORDON_TESTS_UNIT_VM_VERIFY_SAMPLE_H_
#define CORDON_TESTS_UNIT_VM_VERIFY_SAMPLE_H_
// A program for tests of the verifier, and programs of a few instructions.
#include <cstdint>
#include <string>
#include <vector>

#include "bytecode/program.h"

namespace cordon::test {

/// The program of a rule text that uses most of the tables.
bytecode::Program compiled();

/// The first instruction of an opcode.
std::uint32_t first(const bytecode::Program& program, bytecode::Op op);

/// A program of one function over `code`, with the tables of the sample.
bytecode::Program made_of(std::vector<bytecode::Instr> code, bool rule = false);

/// What the verifier says of it.
std::string refusal(std::vector<bytecode::Instr> code, bool rule = false);

/// A constant that is a text.
std::uint32_t text_constant(const bytecode::Program& program);

}  // namespace cordon::test

#endif  // CORDON_TESTS_UNIT_VM_VERIFY_SAMPLE_H_
