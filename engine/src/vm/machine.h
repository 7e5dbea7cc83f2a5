#ifndef CORDON_VM_MACHINE_H_
#define CORDON_VM_MACHINE_H_

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "bytecode/program.h"
#include "inventory/property_table.h"
#include "vm/clauses.h"
#include "vm/env.h"
#include "vm/joins.h"
#include "vm/proof.h"
#include "vm/reading.h"

namespace cordon::vm {

/// One outcome of a requirement. Message, facts and causes only from a traced run.
struct RawRequirement {
  Status status = Status::kPass;
  std::uint32_t requirement = 0;
  bool vacuous = false;
  std::string message;
  std::vector<RawFact> facts;
  std::vector<RawCause> causes;
};

/// What one run of a rule over one subject gave.
struct RawRow {
  std::vector<RawRequirement> requirements;  ///< plain: all outcomes but pass; traced: the same
  bool reached = false;                      ///< some requirement was evaluated
  bool all_vacuous = true;                   ///< of those that passed
  bool where_false = false;
  bool limit = false;  ///< fuel or memory ran out
  std::string_view limit_code;
  std::uint8_t assumes = 0;

  /// As it is made, with the room that it has.
  void clear() {
    requirements.clear();
    reached = where_false = limit = false;
    all_vacuous = true;
    limit_code = {};
    assumes = 0;
  }
};

/// Values of facts, computed once per run, and what joins need.
struct FactMemo {
  struct Value {
    Node node;
    std::uint8_t assumes = 0;
  };
  ResourceTable<Value> values;  ///< by FactKey
  Joins joins;
};

/// A fact and what it was asked of, as FactMemo has them.
struct FactKey {
  std::uint32_t subject = 0;  ///< one more than the resource; 0: none
  std::uint32_t view = 0;
  std::uint32_t function = 0;
};

/// Counters of what generated tests have reached.
struct Coverage {
  std::array<std::uint64_t, bytecode::kOpCount> ops{};
  std::array<std::array<std::uint64_t, 32>, bytecode::kOpCount> operand_kinds{};
};

/// Runs plain code. `Trace`: the same code and the same results, with a proof of each value.
/// Threads: one at a time. Ownership: env, linked and memo outlive it.
template <bool Trace>
class Machine {
 public:
  Machine(Env& env, const Linked& linked, FactMemo& memo);

  /// Runs a rule on a subject (kNoResource: the document set).
  /// The row is the machine's, until its next.
  RawRow& run_rule(std::uint32_t rule, ResourceId subject);
  /// Calls a function of one resource (or none), as a fact.
  Node call_fact(std::uint32_t function, ResourceId subject);

  Coverage* coverage = nullptr;
  bool plain_code = false;       ///< one by one, no fusions and no usual(): to compare with
  ClauseLog* clauses = nullptr;  ///< traced: what the statements of the next rules meet
  [[nodiscard]] const ProofArena& proofs() const { return arena_; }
  /// Passes of loops that were left out.
  [[nodiscard]] std::uint64_t left_out() const { return left_out_; }

 private:
  struct Frame {
    std::uint32_t return_pc = 0;
    std::uint32_t base = 0;
    std::uint32_t loops = 0;
    std::uint32_t lists = 0;
    std::uint8_t into = 0;
    bool fact = false;  ///< the last of facts_ is its
    bool stop = false;  ///< returning from it ends the run
  };
  /// What is put aside while a fact is computed.
  struct FactFrame {
    FactKey key;
    std::uint64_t fuel = 0;
    bool exhausted = false;
    std::uint8_t assumes = 0;
    Arena* memory = nullptr;
    Arena::Mark mark;  ///< plain: what a fact makes on its way is forgotten
  };
  struct Loop {
    Node domain;
    std::uint32_t next = 0;
    std::uint32_t count = 0;
    std::uint8_t into = 0;
    std::uint8_t flags = 0;
    bool many = false;   ///< any number more are possible
    bool plain = false;  ///< all members are certainly there; no proofs
    bool at_many = false;
    bool seen_false = false;  ///< as a join: a pass whose test was false has been run
    bool asked = false;       ///< as a join: candidates were asked for
    bool joined = false;      ///< ... and are known: candidates_[candidate, candidates_end)
    std::uint8_t assumes = 0;
    ProofId proof = 0;
    std::uint32_t at = 0;         ///< its kFor
    std::uint32_t sure = 0;       ///< so many members from the first on are certainly there
    const Node* items = nullptr;  ///< plain: the members
    std::uint32_t candidate = 0;
    std::uint32_t candidates_begin = 0;
    std::uint32_t candidates_end = 0;
  };
  struct List {
    std::vector<Node> items, presence;
    std::vector<ProofId> proofs, presence_proofs;
    Node many = Node::null();
    bool certain = true;
    Node undecided = Node::null();  ///< the domain of a comprehension, if there is no list
    ProofId domain_proof = 0;

    void reset() {
      for (auto* nodes : {&items, &presence}) nodes->clear();
      for (auto* ids : {&proofs, &presence_proofs}) ids->clear();
      many = undecided = Node::null();
      certain = true;
      domain_proof = 0;
    }
  };

  void execute(std::uint32_t pc);
  std::uint32_t usual(std::uint32_t pc);
  bool enter(std::uint32_t function, std::uint32_t pc, const bytecode::Instr& in, bool fact);
  bool known_fact(const FactKey& key, const bytecode::Instr& in);
  void begin_fact(const FactKey& key);
  Node end_fact(Node value);
  std::uint32_t leave(std::uint32_t pc, const bytecode::Instr& in);
  std::uint32_t abandon_fact(std::uint32_t pc);
  /// Makes room for a window that ends at `end`. What is in it is left over: verified code reads no
  /// register that it has not written.
  void open_window(std::size_t end) {
    top_ = end;
    if (registers_.size() < top_) grow_registers();
    move_window(base_);
  }
  void grow_registers();
  void forget_proofs(std::size_t from);
  // The usual cases of instructions and loops; false, and nothing is done: another case.
  bool get_usually(const bytecode::Instr& in, std::uint32_t pc);
  Node attribute_usually(ResourceId id, Symbol name, std::uint32_t pc);
  bool index_usually(const bytecode::Instr& in);
  bool is_usually(const bytecode::Instr& in);
  bool reverse_usually(const bytecode::Instr& in);
  bool follow_usually(const bytecode::Instr& in);
  bool list_usually(const bytecode::Instr& in);
  bool quantify_usually(const bytecode::Instr& in);
  bool guard_usually(const bytecode::Instr& in);
  const Node* find_usually(const Node& object, Symbol name);
  bool fused_value(const Fusion& f, Node& value);
  void make_list(const Fusion& f);
  std::uint32_t fused(const Fusion& f);
  void operators(std::uint32_t pc, const bytecode::Instr& in);
  void readings(std::uint32_t pc, const bytecode::Instr& in);
  void open_list(std::uint32_t pc, const bytecode::Instr& in);
  void push_member(const bytecode::Instr& in);
  bool push_inner(std::uint32_t pc, const bytecode::Instr& in);
  void close_list(std::uint32_t pc, const bytecode::Instr& in);
  bool open_loop(std::uint32_t pc, const bytecode::Instr& in);
  bool advance(std::uint32_t pc);
  void pop_loop() {
    if (loops_.back().asked) candidates_.resize(loops_.back().candidates_begin);
    loops_.pop_back();
  }
  std::uint32_t skip_members(std::uint32_t test);
  void ask_candidates(std::uint32_t test, const JoinLoop& join, Loop& loop);
  std::uint32_t leave_out(const JoinLoop& join, Loop& loop);
  void load_member(std::uint32_t pc, Loop& loop);
  void load_plain(const Loop& loop, const Node& member);
  void quantify(std::uint32_t pc, const bytecode::Instr& in);
  void quantify_step(const bytecode::Instr& in);
  bool require(std::uint32_t pc, const bytecode::Instr& in);
  void push_guard(std::uint32_t pc, const bytecode::Instr& in);
  void require_domain(std::uint32_t pc, const bytecode::Instr& in);
  RawRequirement& record(Status status, std::uint32_t requirement);
  Node guard_value() const { return guards_.empty() ? Node::boolean(true) : guards_.back(); }
  void give_facts(RawRequirement& r, ProofId condition, const Node& condition_value, Kind kind);

  Node& reg(std::uint32_t i) { return window_[i]; }
  void move_window(std::uint32_t base) {
    base_ = base;
    window_ = registers_.data() + base;
  }
  ProofId proof(std::uint32_t i) const { return Trace ? proofs_[base_ + i] : 0; }
  std::span<const Node> row_of(std::uint32_t first, std::uint32_t n) {
    return {registers_.data() + base_ + first, n};
  }
  std::span<const ProofId> proofs_of(std::uint32_t first, std::uint32_t n) {
    return {proofs_.data() + base_ + first, n};
  }
  void set(std::uint32_t i, const Node& value, ProofId id) {
    window_[i] = value;
    if constexpr (Trace) proofs_[base_ + i] = id;
  }
  template <class... Links>
  void give(std::uint32_t pc, const bytecode::Instr& in, const Node& value, Links... links) {
    if constexpr (Trace) {
      const ProofId all[] = {links..., 0};
      set(in.a, value, arena_.step(pc, value, {all, sizeof...(links)}));
    } else {
      set(in.a, value, 0);
    }
  }

  Env& env_;
  const Linked& linked_;
  const bytecode::Program& program_;
  FactMemo& memo_;
  /// Traced: facts with their proofs, kept from row to row as long as the arena is.
  struct TracedFact {
    Node node;
    ProofId proof;
    std::uint8_t assumes;
  };
  std::unordered_map<std::uint64_t, TracedFact> traced_facts_;
  ProofArena arena_;
  std::vector<Node> registers_;
  std::size_t top_ = 0;  ///< end of the window of the innermost call
  std::vector<ProofId> proofs_;
  std::uint32_t base_ = 0;
  Node* window_ = nullptr;  ///< registers of the innermost call
  std::vector<Frame> frames_;
  std::vector<FactFrame> facts_;
  std::vector<Loop> loops_;
  std::vector<std::uint32_t> candidates_;  ///< of the open joins, innermost last
  std::uint64_t left_out_ = 0;
  std::vector<List> lists_;  ///< the first open_lists_ are open, the others keep their room
  std::size_t open_lists_ = 0;
  std::vector<Node> guards_;
  std::vector<ProofId> guard_proofs_;
  RawRow row_;
  /// Where a member stands in the objects that have these keys; behind them: in none.
  struct Place {
    const Symbol* keys = nullptr;
    Symbol name = 0;
    std::uint32_t member = 0;
  };
  static constexpr std::size_t kPlaces = 256;
  std::array<Place, kPlaces> places_{};  ///< plain: the last ones
  std::vector<std::uint32_t> guesses_;   ///< plain: per instruction, for ResourceTable
};

extern template class Machine<false>;
extern template class Machine<true>;

/// Calls a built-in on its arguments.
Node call_builtin(Env& env, std::uint32_t builtin, std::span<const Node> arguments);

}  // namespace cordon::vm

#endif  // CORDON_VM_MACHINE_H_
