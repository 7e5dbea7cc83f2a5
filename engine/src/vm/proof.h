#ifndef CORDON_VM_PROOF_H_
#define CORDON_VM_PROOF_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "bytecode/program.h"
#include "vm/env.h"

namespace cordon::vm {

/// Index into a proof arena; 0: nothing.
using ProofId = std::uint32_t;

/// One place that was read.
struct RawFact {
  Span expression;  ///< in the program's sources
  Node value;       ///< `at` is the place; the subject's own fact has kind kResource
  bool from_default = false;
  std::vector<ResourceId> via;  ///< resources that were followed
};

struct RawCause {
  Kind kind = Kind::kUnknown;
  std::string_view code;
  std::string_view reason;
  At at = 0;
};

/// What a traced run did, step by step, for one row; rewound before the next.
class ProofArena {
 public:
  struct Step {
    std::uint32_t pc = 0;
    bytecode::Op op = bytecode::Op::kEnd;
    bool member = false;  ///< a member of a list, value is the member
    Node value;
    std::uint32_t first = 0;  ///< links [first, first + n)
    std::uint32_t n = 0;
    std::uint32_t quantifier = 0;  ///< kQuantify: index + 1 of its members
  };
  struct QuantifierMember {
    ProofId body;
    ProofId presence;
    Node body_value;
    Node presence_value;
  };
  struct Quantifier {
    ProofId domain;
    bool every;
    std::vector<QuantifierMember> members;
  };

  explicit ProofArena(const bytecode::Program& program) : program_(program) { clear(); }

  void clear();
  [[nodiscard]] std::size_t size() const { return steps_.size(); }
  ProofId step(std::uint32_t pc, const Node& value, std::span<const ProofId> links);
  /// A value that does not come from what its instruction does, such as that of a fact that
  /// stopped.
  ProofId outcome(std::uint32_t pc, const Node& value);
  ProofId member(std::uint32_t pc, const Node& value, ProofId list);
  ProofId quantifier(std::uint32_t pc, ProofId domain, bool every);
  void add_member(ProofId quantifier, const QuantifierMember& member) {
    quantifiers_[steps_[quantifier].quantifier - 1].members.push_back(member);
  }
  /// The value of a step that goes on changing (a quantifier's accumulator).
  void set_value(ProofId id, const Node& value) { steps_[id].value = value; }

  /// Facts and causes of a value, by the rules of docs/decisions/0002-evaluation-details.md.
  [[nodiscard]] std::vector<RawFact> facts(ProofId id) const;
  [[nodiscard]] std::vector<RawCause> causes(ProofId id, Kind kind) const;
  [[nodiscard]] const Node& value(ProofId id) const { return steps_[id].value; }
  [[nodiscard]] const Step& at(ProofId id) const { return steps_[id]; }
  [[nodiscard]] std::span<const ProofId> links(ProofId id) const {
    return {links_.data() + steps_[id].first, steps_[id].n};
  }
  /// Requires: a step of kQuantify.
  [[nodiscard]] const Quantifier& members(ProofId id) const {
    return quantifiers_[steps_[id].quantifier - 1];
  }

 private:
  void undecided_causes(const Step& s, std::vector<RawCause>& out) const;
  bool count_causes(const Step& s, Kind kind, std::vector<RawCause>& out) const;
  static void add_cause(const Node& value, Kind kind, At place, std::vector<RawCause>& out);
  [[nodiscard]] std::span<const ProofId> asked(const Step& s) const;
  [[nodiscard]] At first_place(const Step& s) const;
  struct Walk;
  const bytecode::Program& program_;
  std::vector<Step> steps_;
  std::vector<ProofId> links_;
  std::vector<Quantifier> quantifiers_;
};

}  // namespace cordon::vm

#endif  // CORDON_VM_PROOF_H_
