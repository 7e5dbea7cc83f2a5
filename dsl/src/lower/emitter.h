#ifndef CORDON_LOWER_EMITTER_H_
#define CORDON_LOWER_EMITTER_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bytecode/program.h"
#include "check/checker.h"
#include "syntax/ast.h"

namespace cordon::lower {

using bytecode::Instr;
using bytecode::Op;
using Register = std::uint8_t;

/// Writes the code and tables of one program. Registers below `locals` belong to names, the others
/// are handed out and taken back like a stack.
class Emitter {
 public:
  explicit Emitter(bytecode::Program& program) : program_(program) {}

  std::uint32_t emit(Op op, Span span, unsigned a = 0, unsigned b = 0, unsigned c = 0,
                     std::uint32_t x = 0);
  [[nodiscard]] std::uint32_t here() const {
    return static_cast<std::uint32_t>(program_.code.size());
  }
  /// Makes the jump at `from` lead to the next instruction.
  void land(std::uint32_t from) { program_.code[from].x = here(); }
  void land(const std::vector<std::uint32_t>& all) {
    for (const std::uint32_t from : all) land(from);
  }

  void start_frame(std::uint32_t locals);
  Register take(std::uint32_t n = 1);  ///< `n` registers in a row
  [[nodiscard]] std::uint32_t mark() const { return next_; }
  void release(std::uint32_t mark) { next_ = mark; }
  [[nodiscard]] std::uint32_t frame_size() const { return highest_; }
  /// Some frame needed more registers than an instruction can name.
  [[nodiscard]] bool overflow() const { return overflow_; }

  std::uint32_t name(std::string_view text);
  std::uint32_t type_set(std::string_view text, const std::vector<std::string_view>& written,
                         const Catalogue& catalogue);
  std::uint32_t reverse(std::uint32_t types, std::uint32_t name);
  std::uint32_t is_test(bytecode::IsTest test);
  std::uint32_t pattern(std::string_view text);
  std::uint32_t constant(const Node& node);
  std::uint32_t text_constant(std::string_view text) {
    return constant(Node::string(program_.store->arena.copy(text)));
  }
  bytecode::Program& program() { return program_; }

 private:
  bytecode::Program& program_;
  std::map<std::string, std::uint32_t, std::less<>> names_, type_sets_, patterns_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> reverses_, tests_;
  std::uint32_t next_ = 0;
  std::uint32_t highest_ = 0;
  bool overflow_ = false;
};

}  // namespace cordon::lower

#endif  // CORDON_LOWER_EMITTER_H_
