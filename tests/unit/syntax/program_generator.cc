// Random programs for the printer's properties.
// Idea: the grammar is walked top down with a budget of depth; between tokens there is a random
// blank, line break or numbered comment. Operands are put in parentheses at random, so every
// operator meets every other. It makes no programs that mean anything. Used by printer_test.cc.
#include "program_generator.h"

#include <array>

namespace cordon::syntax {
namespace {

template <std::size_t N>
const char* pick(const std::array<const char*, N>& from, int at) {
  return from.at(static_cast<std::size_t>(at) % N);
}

constexpr std::array kNames{"a", "bc", "change", "message", "given", "x_1", "owner"};
constexpr std::array kAnyNames{"in", "where", "p", "Type", "and", "q_2"};
constexpr std::array kTypes{"AWS::EC2::VPC", "AWS::S3::*", "K8s::networking.k8s.io::Policy",
                            "Types::carrier"};
constexpr std::array kCompare{"==",        "!=",   "<",       "<=",       ">",
                              ">=",        "in",   "not in",  "contains", "starts_with",
                              "ends_with", "like", "matches", "within",   "refers_to"};
constexpr std::array kLiterals{"null",
                               "true",
                               "false",
                               "1",
                               "-7",
                               "2.5e3",
                               "1_000",
                               "\"t\"",
                               "\"\\u202e\\n\\\"\"",
                               "r\"\\d\"",
                               "re\"a+\"",
                               "cidr\"::/0\"",
                               "ip\"1.2.3.4\"",
                               "date\"2026-01-01\"",
                               "unknown",
                               "unknown?",
                               "[]",
                               "{}",
                               "\"\"\"\n    a\n      b \\(c)\n    \"\"\"",
                               "\"\"\" x\ny \"\"\""};
constexpr std::array kTests{"present", "absent", "empty", "known"};

}  // namespace

void ProgramGenerator::gap() {
  const int r = roll(40);
  if (r == 0) {
    put(" # c" + std::to_string(comments_++) + "\n");
  } else if (r == 1) {
    put("\n\n  # c" + std::to_string(comments_++) + "\n");
  } else if (r < 6) {
    put("\n");
  } else {
    put(" ");
  }
}

std::string ProgramGenerator::name() { return pick(kNames, roll(100)); }
std::string ProgramGenerator::res_type() { return pick(kTypes, roll(100)); }

void ProgramGenerator::text() {
  put("\"a ");
  if (roll(2) == 0) put("\\(b.c ?? \"d\")");
  put("\"");
}

void ProgramGenerator::clause(int depth) {
  word(name());
  if (roll(4) == 0) {
    word(",");
    word(name());
  }
  word("in");
  arithmetic(depth - 1);
  gap();
  if (roll(3) == 0) {
    word("where");
    put("(");
    expr(depth - 1);
    put(")");
    gap();
  }
}

void ProgramGenerator::atom(int depth) {
  if (depth <= 0 || roll(3) == 0) return put(roll(2) == 0 ? name() : pick(kLiterals, roll(100)));
  switch (roll(7)) {
    case 0:
      word("[");
      expr(depth - 1);
      gap();
      word(",");
      expr(depth - 1);
      return put("]");
    case 1:
      word("[");
      expr(depth - 1);
      gap();
      word("for");
      clause(depth);
      return put("]");
    case 2:
      word("{");
      put(std::string(pick(kAnyNames, roll(100))) + ": ");
      expr(depth - 1);
      gap();
      word(",");
      put("\"k-1\": ");
      expr(depth - 1);
      gap();
      return put("}");
    case 3:
      put(name() + "." + name() + "(");
      gap();
      expr(depth - 1);
      return put(")");
    case 4:
      put("count(");
      clause(depth);
      return put(")");
    case 5:
      return text();
    default:
      return put(res_type() + " | " + res_type());
  }
}

void ProgramGenerator::primary(int depth) {
  if (depth > 0 && roll(3) == 0) {
    word("(");
    expr(depth - 1);
    put(")");
  } else {
    atom(depth);
  }
}

void ProgramGenerator::postfix(int depth) {
  if (roll(8) == 0) put("-");
  if (roll(12) == 0) put("- ");
  if (roll(2) == 0) return primary(depth);
  put("(");
  primary(depth);
  put(")");
  for (int n = roll(4); n > 0; --n) {
    switch (roll(7)) {
      case 0:
        put("." + std::string(pick(kAnyNames, roll(100))));
        break;
      case 1:
        put(".\"k:1\"");
        break;
      case 2:
        put("->" + std::string(roll(2) == 0 ? res_type() : pick(kAnyNames, roll(100))));
        break;
      case 3:
        put("<-AWS::EC2::VPC.p");
        break;
      case 4:
        put("[*]");
        break;
      case 5:
        put("@id");
        break;
      default:
        put("[");
        expr(depth - 1);
        put("]");
    }
  }
}

void ProgramGenerator::arithmetic(int depth) {
  constexpr std::array kSigns{"+", "-", "*", "%", "??"};
  postfix(depth);
  for (int n = roll(3); n > 0 && depth > 0; --n) {
    gap();
    word(pick(kSigns, roll(100)));
    postfix(depth - 1);
  }
}

void ProgramGenerator::comparison(int depth) {
  arithmetic(depth);
  gap();
  if (roll(3) == 0) {
    word(pick(kCompare, roll(100)));
    arithmetic(depth - 1);
  } else if (roll(4) == 0) {
    word(roll(2) == 0 ? "is" : "is not");
    put(roll(2) == 0 ? res_type() : pick(kTests, roll(100)));
  }
}

void ProgramGenerator::not_expr(int depth) {
  const int r = depth > 0 ? roll(12) : 11;
  if (r == 0) {
    word("not");
    not_expr(depth - 1);
  } else if (r == 1) {
    word(roll(2) == 0 ? "every" : "no");
    clause(depth);
    word(":");
    expr(depth - 1);
  } else if (r == 2) {
    word("if");
    expr(depth - 1);
    gap();
    word("then");
    expr(depth - 1);
    gap();
    word("else");
    expr(depth - 1);
  } else if (r == 3) {
    word("match " + name());
    word("{");
    word(res_type() + " =>");
    expr(depth - 1);
    gap();
    word(", \"x\" =>");
    expr(depth - 1);
    gap();
    put("}");
  } else {
    comparison(depth);
  }
}

void ProgramGenerator::expr(int depth) {
  const char* const op = roll(2) == 0 ? "and" : "or";
  const int more = depth > 0 && roll(3) == 0 ? 1 + roll(3) : 0;
  for (int n = 0; n < more; ++n) {
    put("(");
    not_expr(depth - 1);
    put(")");
    gap();
    word(op);
  }
  not_expr(depth);
}

void ProgramGenerator::type(int depth) {
  switch (depth > 0 ? roll(5) : 4) {
    case 0:
      put("list<");
      type(depth - 1);
      put(">");
      break;
    case 1:
      put("map<");
      type(depth - 1);
      put(">");
      break;
    case 2:
      put("\"a b\" | int");
      break;
    case 3:
      put(res_type());
      break;
    default:
      put("string");
  }
  if (roll(4) == 0) put("?");
}

void ProgramGenerator::statement(int depth) {
  switch (depth > 0 ? roll(4) : roll(2)) {
    case 0:
      word("let");
      put(name());
      if (roll(3) == 0) {
        put(": ");
        type(2);
      }
      gap();
      word("=");
      expr(3);
      break;
    case 1:
      word("require");
      expr(3);
      gap();
      if (roll(2) == 0) {
        word("else");
        text();
      }
      break;
    case 2:
      word("when");
      expr(2);
      gap();
      block(depth - 1);
      break;
    default:
      word("for");
      clause(2);
      block(depth - 1);
  }
  put("\n");
}

void ProgramGenerator::block(int depth) {
  word("{");
  for (int n = roll(4); n > 0; --n) {
    gap();
    statement(depth);
  }
  gap();
  put("}");
}

void ProgramGenerator::annotation() {
  put("@x_" + name());
  if (roll(2) == 0) put("(\"a\", dev: [1, \"b\"])");
  gap();
}

void ProgramGenerator::test_item() {
  switch (roll(5)) {
    case 0:
      put("given json {a: ");
      expr(2);
      return put("}\n");
    case 1:
      return put("param " + name() + " = [1]\n");
    case 2:
      return put("as_of date\"2026-01-01\"\n");
    case 3:
      return put("waive r on \"a\" until date\"2026-01-01\"\n   owner \"o\"\n");
    default:
      return put("expect pass a.r on \"x*\" message re\"y\"\n");
  }
}

void ProgramGenerator::declaration() {
  switch (roll(6)) {
    case 0:
      for (int n = roll(4); n > 0; --n) annotation();
      word("rule " + name());
      if (roll(3) != 0) {
        word(roll(4) == 0 ? "for change old, new in" : "for " + name() + " in");
        word(res_type() + " | " + res_type());
        if (roll(2) == 0) {
          word("where");
          expr(2);
          gap();
        }
      }
      block(2);
      break;
    case 1:
      word("fn " + name() + "(a: list<int>, b)");
      word(roll(2) == 0 ? ": string =" : "=");
      expr(3);
      break;
    case 2:
      put("fn " + name() + "() {");
      gap();
      put("let q = 1\n");
      gap();
      word("return");
      expr(3);
      put("}");
      break;
    case 3:
      put("param " + name() + ": ");
      type(3);
      put(" = ");
      atom(1);
      break;
    case 4:
      put("import a.b (c, d)");
      break;
    default:
      word("test \"t\" {");
      for (int n = roll(4); n > 0; --n) {
        gap();
        test_item();
      }
      put("}");
  }
  put("\n");
}

std::string ProgramGenerator::program() {
  out_ = roll(4) == 0 ? "# c0\nlanguage 1\n" : "language 1\n";
  comments_ = out_[0] == '#' ? 1 : 0;
  if (roll(2) == 0) put("package p.q\n");
  for (int n = 1 + roll(4); n > 0; --n) {
    gap();
    declaration();
  }
  gap();
  return out_;
}

}  // namespace cordon::syntax
