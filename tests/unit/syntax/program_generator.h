#ifndef CORDON_TESTS_UNIT_SYNTAX_PROGRAM_GENERATOR_H_
#define CORDON_TESTS_UNIT_SYNTAX_PROGRAM_GENERATOR_H_

#include <cstdint>
#include <random>
#include <string>

namespace cordon::syntax {

/// Random rule texts that parse, with blanks, line breaks and numbered comments where they may be.
class ProgramGenerator {
 public:
  explicit ProgramGenerator(std::uint32_t seed) : random_(seed) {}

  std::string program();
  /// How many comments `# c0`, `# c1` ... the last program has.
  [[nodiscard]] int comments() const { return comments_; }

 private:
  int roll(int sides) { return static_cast<int>(random_() % static_cast<std::uint32_t>(sides)); }
  void put(const std::string& text) { out_ += text; }
  void gap();
  void word(const std::string& text) {
    put(text);
    gap();
  }
  std::string name();
  std::string res_type();
  void text();
  void atom(int depth);
  void primary(int depth);
  void postfix(int depth);
  void arithmetic(int depth);
  void comparison(int depth);
  void not_expr(int depth);
  void expr(int depth);
  void clause(int depth);
  void type(int depth);
  void statement(int depth);
  void block(int depth);
  void annotation();
  void declaration();
  void test_item();

  std::mt19937 random_;
  std::string out_;
  int comments_ = 0;
};

}  // namespace cordon::syntax

#endif  // CORDON_TESTS_UNIT_SYNTAX_PROGRAM_GENERATOR_H_
