// The code of a program for a reader, under the lines of rule text that it came from. The idea: the
// letters of opcodes.def say what each operand is, so an instruction needs no printing of its own.
// What a bundle holds is hostile: every text goes through printable(). Test: tests/cli, cases
// `bundle`.
#include <algorithm>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "bytecode/program.h"
#include "cordon/listing.h"
#include "cordon/report.h"
#include "value/builtins.h"
#include "value/compare.h"
#include "value/network.h"

namespace cordon {
namespace {

constexpr std::size_t kMostColumns = std::size_t{64} << 10U;

using bytecode::Instr;
using bytecode::Op;

constexpr std::size_t kLongest = 120;

std::string shortened(std::string_view text) {
  std::string out = printable(utf8_prefix(text, kLongest));
  if (text.size() > kLongest) out += "...";
  return out;
}

std::string quoted(std::string_view text) { return "\"" + shortened(text) + "\""; }

std::string value_text(const Node& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return "null";
    case Kind::kFalse:
      return "false";
    case Kind::kTrue:
      return "true";
    case Kind::kInt:
    case Kind::kUint:
    case Kind::kReal:
      return number_text(value);
    case Kind::kString:
      return quoted(value.text());
    case Kind::kCidr:
    case Kind::kIp:
      return to_string(*value.cidr, value.is(Kind::kIp));
    case Kind::kDate:
      return date_text(value.i);
    case Kind::kError:
      return "error " + std::string(value.cause->code);
    default:
      break;
  }
  std::string out = "[";
  if (value.is(Kind::kList)) {
    for (const Node& member : value.members())
      out += (out.size() > 1 ? ", " : "") + value_text(member);
  }
  return out + "]";
}

constexpr std::string_view kWords[] = {"present", "absent", "null",      "known",  "unknown",
                                       "empty",   "bool",   "int",       "number", "string",
                                       "list",    "object", "reference", "cidr",   "ip",
                                       "date",    "time",   "duration",  "semver", "types"};
static_assert(std::size(kWords) == static_cast<std::size_t>(bytecode::Word::kTypes) + 1);

class Disassembler {
 public:
  explicit Disassembler(const bytecode::Program& program) : p_(program) {}

  std::string run() {
    for (const bytecode::Function& f : p_.functions) function(f);
    return std::move(out_);
  }

 private:
  void function(const bytecode::Function& f) {
    out_ += f.is_rule ? "rule " : "function ";
    out_ += shortened(f.name) + ", " + std::to_string(f.registers) + " registers, " +
            std::to_string(f.parameters) + (f.parameters == 1 ? " parameter\n" : " parameters\n");
    file_ = nullptr;
    for (std::uint32_t pc = f.first; pc < f.end; ++pc) {
      source_line(p_.spans[pc]);
      instruction(pc, p_.code[pc]);
    }
    out_ += "\n";
  }

  /// The line of rule text, where it is another than before.
  void source_line(Span span) {
    const Place place = p_.store->sources.place(span.begin);
    if (!place || (place.source == file_ && place.line == line_)) return;
    file_ = place.source;
    line_ = place.line;
    std::string_view text = p_.store->sources.line_of(place, kMostColumns);
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    out_ += "  " + shortened(place.source->name) + ":" + std::to_string(line_) + " | " +
            shortened(text) + "\n";
  }

  void instruction(std::uint32_t pc, const Instr& in) {
    const bytecode::OpInfo& info = bytecode::kOps[static_cast<std::size_t>(in.op)];
    std::string number = std::to_string(pc);
    if (number.size() < 7) number.insert(0, 7 - number.size(), ' ');
    std::string name(info.name.substr(1));
    name.resize(std::max<std::size_t>(name.size() + 1, 16), ' ');
    std::string line = number + "  " + name;
    const std::uint32_t values[4] = {in.a, in.b, in.c, in.x};
    for (std::size_t i = 0; i < 4; ++i) {
      if (info.operands[i] != '-') line += " " + operand(info.operands[i], values[i]);
    }
    while (line.back() == ' ') line.pop_back();
    out_ += line + "\n";
  }

  [[nodiscard]] std::string operand(char kind, std::uint32_t value) const {
    switch (kind) {
      case 'w':
      case 'r':
        return value == bytecode::kCertain ? "certain" : "r" + std::to_string(value);
      case 'm':
        return value == 0 ? "whole" : value == 1 ? "members" : "mapped";
      case 'n':
        return "." + shortened(p_.names[value]);
      case 't':
        return shortened(p_.type_sets[value].text);
      case 'i':
        return "<-" + shortened(p_.type_sets[p_.reverses[value].types].text) + "." +
               shortened(p_.names[p_.reverses[value].name]);
      case 'k':
        return value_text(p_.constants[value]);
      case 'p':
        return shortened(p_.parameter_infos[value].name);
      case 's':
        return is_test(p_.tests_is[value]);
      case 'x':
        return "/" + shortened(p_.patterns[value]) + "/";
      case 'f':
        return shortened(p_.functions[value].name);
      case 'b':
        return std::string(kBuiltins[value].name);
      case 'q':
        return "requirement " + std::to_string(value);
      case 'j':
      case 'l':
        return "-> " + std::to_string(value);
      default:
        return std::to_string(value);
    }
  }

  [[nodiscard]] std::string is_test(const bytecode::IsTest& test) const {
    if (test.word == bytecode::Word::kTypes) return shortened(p_.type_sets[test.types].text);
    return std::string(kWords[static_cast<std::size_t>(test.word)]);
  }

  const bytecode::Program& p_;
  const Source* file_ = nullptr;
  std::uint32_t line_ = 0;
  std::string out_;
};

}  // namespace

std::string disassembly(const Program& program) { return Disassembler(program.code()).run(); }

}  // namespace cordon
