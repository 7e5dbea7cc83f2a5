#ifndef CORDON_TESTS_ORACLE_MACHINE_H_
#define CORDON_TESTS_ORACLE_MACHINE_H_

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "oracle.h"
#include "syntax/ast.h"
#include "value/builtins.h"

namespace re2 {
class RE2;
}

namespace cordon::oracle {

/// What a value rests on: places that were read, and why it is not known if it is not.
struct Proof {
  std::vector<At> facts;
  std::vector<CauseKey> causes;
  void add_facts(const Proof& other);
  void add_causes(const Proof& other);
};

/// A value with its proof.
struct Ev {
  Node v;
  Proof proof;
};

/// An address range. An ip is a range of full length.
struct Network {
  int version = 4;
  std::array<std::uint8_t, 16> bytes{};  ///< big-endian; version 4 uses the first four
  int length = 32;
  std::string text;
};

/// One member of what a loop runs over.
struct Member {
  Node key;
  Node value;
  Node presence;  ///< kTrue or an indeterminate
  Proof proof;
  Proof presence_proof;
};

/// What a loop runs over. `bad` is not null: there is no list, and this is why.
struct Domain {
  std::vector<Member> members;
  Node many;  ///< kNull, or an indeterminate: any number of further members
  Node bad;
};

constexpr std::size_t kWitnesses = 10;

class Machine {
 public:
  Machine(const check::Checked& checked, Inventory& inventory, const OracleOptions& options,
          Store& store);
  ~Machine();
  std::vector<OracleRow> run();

 private:
  using Operator = std::function<Node(std::span<const Node>)>;
  using Frame = std::vector<Ev>;

  // values.cc: indeterminates, choices, proofs
  static Kind kind_of(const Node& v);
  Node settle(const Node& v);
  Node derive(const Node& v);
  Node missing(std::string_view reason, At at) { return store_.missing(reason, at); }
  Node error(std::string_view code, std::string_view reason, At at) {
    return store_.error(code, reason, at);
  }
  Node unknown(std::string_view reason, At at);
  Node computed(Unknown u, At at = 0);
  Node computed(const Node& v);
  static bool may_fail(const Node& v);
  static bool surely(const Node& v, std::initializer_list<Expect> kinds);
  Node wrong_kind(std::span<const Node> operands);
  Node wrong_kind(const Node& v) { return wrong_kind(std::span<const Node>(&v, 1)); }
  static At place_of(std::span<const Node> operands);
  static const Node* worst(std::span<const Node> operands);
  static CauseKey cause_of(const Node& v);
  static CauseKey own_cause(const Node& v, std::span<const Node> operands);
  static bool refined(const Unknown& u);
  bool same(const Node& a, const Node& b);
  bool same_lists(const Node& a, const Node& b);
  bool same_objects(const Node& a, const Node& b);
  Node make_choice(const Choice& like, const Node& then, const Node& otherwise, At at);
  static void leaves(const Node& v, std::vector<Node>& out);
  Node condition_unknown(const Node& choice);
  Node key_presence(const Node& value);
  Node where_present(const Node& value);
  Node join(std::span<const Node> results, const Node& choice);
  Node lift(std::span<const Node> operands, const Operator& op);
  Ev apply(std::span<const Ev> operands, const Operator& op);
  Proof own_proof(const Node& v) const;
  Ev plain(const Node& v) const { return {v, own_proof(v)}; }
  Node sensitive_like(Node v, std::span<const Node> operands) const;

  // print.cc
  std::string print(const Node& v);
  void print_json(const Node& v, std::string& out);
  std::string scalar_text(const Node& v) const;
  std::string message(const syntax::Expr* text);

  // parts.cc: what is known of a text that is not known in full
  static bool pattern_of(const Node& v, std::vector<Part>& out);
  static Truth parts_equal(std::vector<Part> a, std::vector<Part> b);
  static bool may_agree(std::span<const Part> a, std::span<const Part> b);
  std::uint32_t fresh_symbol() { return next_symbol_++; }

  // compare.cc
  Node equal(const Node& a, const Node& b);
  Node equal_known(const Node& a, const Node& b);
  Node equal_unknown(const Node& a, const Node& b);
  Node equal_references(const Node& a, const Node& b);
  Node equal_lists(const Node& a, const Node& b);
  static const Node* first_doubt(const Domain& d);
  Node equal_objects(const Node& a, const Node& b);
  Node equal_keys(const Node& a, bool a_written, const Node& b, bool b_written);
  Node order(syntax::CompareOp op, const Node& a, const Node& b);
  static std::optional<int> compare_known(const Node& a, const Node& b, const Machine& m);
  static const Node* beside_count(const Node& a, const Node& b, const Node* bad);
  Node over_domain(const Node& a, const Node& b, const Operator& op);
  Node all_of(std::span<const Node> truths);
  Node any_of(std::span<const Node> truths);
  Node negate(const Node& truth);

  // texts.cc: in, contains and the operators on texts
  Node in(const Node& a, const Node& b);
  Node contains(const Node& a, const Node& b);
  Node contains_regex(const Node& a, std::string_view regex);
  Node has_key(const Node& object, const Node& key);
  Node text_operator(syntax::CompareOp op, const Node& a, const Node& b);
  Node matches(const Node& a, std::string_view regex);
  Node affix(syntax::CompareOp op, const Node& a, const Node& b);
  const re2::RE2& regex(std::string_view text);

  // networks.cc
  static std::string parse_network(std::string_view text, bool with_length, Network& out);
  Node network_node(Kind kind, std::string_view text, At at);
  const Network& network(const Node& v) const { return networks_[v.u]; }
  static bool covers(const Network& outer, const Network& inner);
  static bool inside_union(const Network& inner, std::vector<Network> parts);
  Node within(const Node& a, const Node& b);
  Node inside(const Node& x, const Node& xs);
  Node date_node(std::string_view text, At at);
  Node net_service(const Node& name);

  // lists.cc
  Domain domain_of(const Node& v);
  Domain domain_of_choice(const Node& v);
  void forget_places(Domain& list);
  bool may_be_broken(const Node& v);
  Node list_node(std::span<const Member> members, const Node& many, At at = 0);
  Node distinct(const Node& xs);
  void mark_distinct(std::vector<Member>& items);
  Node compact(const Node& xs);
  Node concat(std::span<const Node> lists);
  Node count_node(std::span<const Member> members, const Node& many, const Node& bad);
  Node is_empty(const Node& v);

  // paths.cc: what follows a value
  Ev path(const syntax::Expr& e);
  Node step(const Node& base, const syntax::PostOp& op, const Node& index, bool& projected);
  Node step_one(const Node& base, const syntax::PostOp& op, const Node& index);
  Node splat(const Node& base, bool projected);
  Node content(const Node& v);
  Node property(const Node& base, Symbol name);
  Node member(const Node& object, Symbol name);
  Node element(const Node& base, const Node& index);
  Node attribute(const Node& base, Symbol name);
  Node through_candidates(const Node& base, const std::function<Node(ResourceId)>& read);
  void add_path_facts(const Node& v, Proof& proof) const;

  // references.cc
  Node follow(const Node& base, const syntax::PostOp& op);
  Node reverse(const Node& base, const syntax::PostOp& op);
  struct Target;
  Node refers(const References& refs, const Target& target, const PropertyType* type);
  Node broken(const References& refs, const Target& target, const PropertyType* type);
  Node refers_to(const Node& a, const Node& b);
  Node refers_one(const Node& a, ResourceId target);
  Node with_broken(const Node& result, const Node& a);
  Node type_set(std::span<const syntax::ResType> types);
  std::vector<std::string_view> expand(std::string_view type) const;
  std::vector<ResourceId> all_of_type(std::string_view type) const;
  bool is_of_type(ResourceId id, std::string_view type) const;
  Node is_type(const Node& v, std::string_view type);
  Node is_one_type(const Node& v, std::string_view type);
  void assume(const Node& v);
  void assume_references() { assumes_.insert("references"); }

  // expressions.cc
  Ev eval(const syntax::Expr& e);
  Ev truth(const syntax::Expr& e);
  Ev text(const syntax::Expr& e);
  Ev joined(const Ev& before, const Ev& hole);
  Node joined(const Node& before, const Node& hole);
  Node joined_text(const Node& before, const Node& hole);
  Ev name(const syntax::Expr& e);
  Ev call(const syntax::Expr& e);
  Ev call_function(const syntax::Decl& fn, std::vector<Ev> args);
  Ev object(const syntax::Expr& e);
  Ev arithmetic(const syntax::Expr& e);
  Node calculate(char op, const Node& a, const Node& b);
  Node minus(const Node& v);
  Ev coalesce(const syntax::Expr& e);
  Node perhaps_replaced(const Node& v);
  Ev compare(const syntax::Expr& e);
  Ev is_test(const syntax::Expr& e);
  Node test_word(const Node& v, std::string_view word);
  Ev if_else(const syntax::Expr& e);
  Ev match(const syntax::Expr& e);

  // logic.cc: connectives, quantifiers, counts, comprehensions
  Ev connective(const syntax::Expr& e, Truth stop);
  Ev combine(Truth stop, std::span<const Ev> operands);
  Ev quantifier(const syntax::Expr& e);
  Ev count(const syntax::Expr& e);
  static std::vector<CauseKey> count_causes(std::span<const Member> members, const Node& many,
                                            Kind kind);
  Ev comprehension(const syntax::Expr& e);
  void comprehend(const syntax::Expr& e, std::size_t clause, const Ev& presence,
                  std::vector<Member>& out, Node& many);
  Member unknown_member(const Node& many);
  void bind(const syntax::Clause& clause, const Member& member);
  Ev as_truth(Ev value);
  Ev presence_with(const Ev& outer, const Ev& inner);

  // builtins.cc, statements_iam.cc
  Ev builtin(Builtin which, std::vector<Ev> args);
  Node built(Builtin which, std::span<const Node> args);
  Node text_function(Builtin which, const Node& s);
  Node trimmed(const Node& s);
  Node iam_statements(const Node& doc);
  Node secret(const Node& v, At at);
  Node iam_statement(const Node& statement);
  Node iam_list(const Node& v, bool lower);
  Node iam_principals(const Node& v);
  Node iam_conditions(const Node& v);
  Node iam_field(const Node& object, std::string_view key);
  Node record(std::span<const std::pair<std::string_view, Node>> fields, At at);

  // rows.cc
  struct Run;
  OracleRow row(std::uint32_t rule, ResourceId subject);
  void statements(Run& run, std::span<syntax::Stmt* const> body, const Ev& guard);
  void require(Run& run, const syntax::Stmt& s, const Ev& guard);
  void loop(Run& run, const syntax::Stmt& s, const Ev& guard);
  void outcome(Run& run, const Ev& guard, const Ev& condition, At at, std::string text);
  Ev weaken(const Ev& guard, const Ev& by);
  bool without_member(const syntax::Expr& e);
  bool no_member(const syntax::Clause& clause);
  void environments(Run& run, ResourceId subject);
  Node coerce(const Node& v, const syntax::TypeExpr* type);
  Ev parameter(const syntax::Decl& decl);

  const check::Checked& checked_;
  Inventory& inventory_;
  const OracleOptions& options_;
  Store& store_;
  Frame* frame_ = nullptr;
  std::uint32_t next_symbol_ = 0x40000000U;
  std::deque<Proof> proofs_;
  std::deque<Network> networks_;
  std::map<std::string, std::unique_ptr<re2::RE2>, std::less<>> regexes_;
  std::map<const syntax::Decl*, Ev> constants_;
  std::set<std::string> assumes_;
};

}  // namespace cordon::oracle

#endif  // CORDON_TESTS_ORACLE_MACHINE_H_
