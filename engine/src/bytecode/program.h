#ifndef CORDON_BYTECODE_PROGRAM_H_
#define CORDON_BYTECODE_PROGRAM_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cordon/diagnostic.h"
#include "cordon/program.h"
#include "value/node.h"
#include "value/store.h"

namespace re2 {
class RE2;
}

namespace cordon {
class Catalogue;
}

namespace cordon::bytecode {

enum class Op : std::uint8_t {
#define CORDON_OP(name, operands, construct) name,
#include "bytecode/opcodes.def"
#undef CORDON_OP
};

struct OpInfo {
  std::string_view name;
  std::string_view operands;
  std::string_view construct;
};

inline constexpr OpInfo kOps[] = {
#define CORDON_OP(name, operands, construct) {#name, operands, construct},
#include "bytecode/opcodes.def"
#undef CORDON_OP
};
inline constexpr std::size_t kOpCount = sizeof(kOps) / sizeof(kOps[0]);

/// One instruction. Jump targets are absolute indexes into Program::code.
struct Instr {
  Op op = Op::kEnd;
  std::uint8_t a = 0;
  std::uint8_t b = 0;
  std::uint8_t c = 0;
  std::uint32_t x = 0;
};
static_assert(sizeof(Instr) == 8);

/// Loop configuration in `c` of kFor: registers a (member), a+1 (presence) and, with kForKeys,
/// a+2 (key or index).
enum ForFlag : std::uint8_t { kForKeys = 1, kForStatement = 2 };
enum QuantifierCode : std::uint8_t { kEvery = 0, kSome = 1 };
/// No presence register: the member is certain.
inline constexpr std::uint8_t kCertain = 255;
inline constexpr std::uint32_t kNone = 0xFFFFFFFFU;
inline constexpr std::uint32_t kMaxRegisters = 250;
inline constexpr std::uint32_t kMaxInstructions = 65'535;  ///< of one rule or function

/// What a reading of a postfix chain acts on: the value, each member of a list (after `[*]`), or
/// each member of a list that a `->` of the same chain has mapped.
enum Mapping : std::uint8_t { kWhole = 0, kMembers = 1, kMapped = 2 };

/// Where a postfix chain begins, for evidence: one fact stands for the chain as a whole.
enum class ChainStart : std::uint8_t { kInside, kOnName, kOnValue };

struct TypeSet {
  std::string text;                  ///< as written
  std::vector<std::string> types;    ///< expanded: canonical names, or one "TF::..."
  std::vector<std::string> written;  ///< the members as written, for completeness causes
};

struct Reverse {
  std::uint32_t types = 0;  ///< type set
  std::uint32_t name = 0;   ///< property
};

enum class Word : std::uint8_t {
  kPresent,
  kAbsent,
  kNull,
  kKnown,
  kUnknown,
  kEmpty,
  kBool,
  kInt,
  kNumber,
  kString,
  kList,
  kObject,
  kReference,
  kCidr,
  kIp,
  kDate,
  kTime,
  kDuration,
  kSemver,
  kTypes
};

struct IsTest {
  Word word = Word::kPresent;
  std::uint32_t types = kNone;  ///< kTypes: type set
};

struct Function {
  std::string name;         ///< qualified; of a rule: its qualified name
  std::uint32_t first = 0;  ///< code [first, end)
  std::uint32_t end = 0;
  std::uint32_t registers = 0;
  std::uint32_t parameters = 0;  ///< registers 0.. hold the arguments
  bool is_rule = false;
  bool is_fact = false;
};

struct RuleCode {
  std::uint32_t function = 0;
  std::uint32_t types = kNone;  ///< type set of the subject (register 0); kNone: the document set
};

struct Requirement {
  Span span;                ///< of the statement, in the program's sources
  std::uint32_t after = 0;  ///< first instruction behind its message
  bool has_message = false;
};

struct ParamType {
  enum class Kind : std::uint8_t {
    kAny,
    kBool,
    kInt,
    kNumber,
    kString,
    kCidr,
    kIp,
    kDate,
    kList,
    kMap,
    kUnion,
    kLiteral
  };
  Kind kind = Kind::kAny;
  bool optional = false;
  std::string literal;
  std::vector<ParamType> parts;  ///< kList kMap: 1; kUnion: 2 or more
};

struct Parameter {
  ParamType type;
  bool has_default = false;
  Node value;  ///< default, in the program's store
};

struct TestCase {
  struct Given {
    std::string kind;  ///< "" or a word of --type with _ for -
    Node root;         ///< inline case, in the program's store; kMissing: a file
    std::string file;
    Span span;
  };
  struct Param {
    std::string name;
    Node value;
    Span span;
  };
  struct Expect {
    Status status = Status::kPass;
    std::uint32_t rule = 0;
    bool any_resource = true;
    std::string on;  ///< glob
    bool has_message = false;
    bool message_is_regex = false;
    std::string message;
    Span span;
  };
  std::string name;
  Span span;
  std::vector<Given> givens;
  std::vector<Param> params;
  std::string as_of;  ///< "" : not given
  std::vector<Expect> expects;
};

/// Rules as plain code: one instruction per language construct, in source order.
/// INVARIANT: verify() accepted it. Threads: immutable.
struct Program {
  std::shared_ptr<Store> store = std::make_shared<Store>();  ///< sources, constants
  std::shared_ptr<const Catalogue> catalogue;                ///< that it was checked against
  std::vector<std::string> names;
  std::vector<TypeSet> type_sets;
  std::vector<Reverse> reverses;
  std::vector<IsTest> tests_is;
  std::vector<std::string> patterns;
  std::vector<std::shared_ptr<const re2::RE2>> regexes;  ///< one per pattern
  std::vector<Node> constants;
  std::vector<Instr> code;
  std::vector<Span> spans;               ///< of each instruction, in the program's sources
  std::vector<ChainStart> chain_starts;  ///< one per instruction
  std::vector<Function> functions;
  std::vector<RuleCode> rules;  ///< parallel to infos
  std::vector<RuleInfo> infos;
  std::vector<Requirement> requirements;
  std::vector<Parameter> parameters;  ///< parallel to parameter_infos
  std::vector<ParameterInfo> parameter_infos;
  std::vector<TestCase> tests;
  std::uint32_t environment = kNone;  ///< function marked @tells("environment")
  std::uint32_t sensitive = kNone;    ///< function marked @tells("sensitive")
  std::string digest;
};

/// The digest of a program: "sha256:" over the texts of its sources and the ids of its rules.
std::string source_digest(const Program& program);

/// Checks that the machine can run a program whatever bytes it was made of: opcodes, registers
/// below the frame and written before they are read on every path, operands and tables in range,
/// values that rule text can make, jumps forward within a function, back jumps only from kNext to
/// its loop, balanced loops, lists and guards, messages that change nothing behind them, an acyclic
/// call graph. Returns "" or what is wrong. Cost: linear in instructions, times the nesting of
/// loops.
std::string verify(const Program& program);

}  // namespace cordon::bytecode

#endif  // CORDON_BYTECODE_PROGRAM_H_
