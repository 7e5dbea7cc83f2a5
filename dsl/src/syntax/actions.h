#ifndef CORDON_SYNTAX_ACTIONS_H_
#define CORDON_SYNTAX_ACTIONS_H_

#include <tao/pegtl.hpp>

#include "syntax/builder.h"
#include "syntax/grammar.h"

// Ties the rules of grammar.h to the Builder: what a part builds, which parts count as nesting, and
// the control that counts steps.
namespace cordon::syntax::grammar {

using Build = void (Builder::*)(Frame, At);
using Leaf = void (Builder::*)(std::string_view);

template <class Rule>
struct Action : p::nothing<Rule> {};

/// A part: runs in a frame, then builds; a failure leaves nothing behind.
template <Build build, bool nests>
struct Framed : p::maybe_nothing {
  template <class Rule, p::apply_mode A, p::rewind_mode M, template <class...> class Act,
            template <class...> class Control, class In>
  static bool match(In& in, Builder& builder) {
    if constexpr (nests) builder.deeper(in.current(), in.end());
    const Frame frame = builder.enter(in.current());
    const bool matched = p::match<Rule, A, M, Act, Control>(in, builder);
    builder.leave();
    if (!matched) {
      builder.rewind(frame);
    } else if constexpr (A == p::apply_mode::action) {
      (builder.*build)(frame, builder.token_end(builder.at(in.current())));
    }
    if constexpr (nests) builder.shallower();
    return matched;
  }
};
template <Build build>
struct Part : Framed<build, false> {};
template <Build build>
struct Nested : Framed<build, true> {};

template <Leaf leaf>
struct Token {
  template <class In>
  static void apply(const In& in, Builder& builder) {
    (builder.*leaf)(std::string_view(in.begin(), in.size()));
  }
};

// clang-format off
template <> struct Action<Name> : Token<&Builder::name> {};
template <> struct Action<Ident> : Token<&Builder::name> {};
template <> struct Action<VarName> : Token<&Builder::name> {};
template <> struct Action<DottedName> : Token<&Builder::name> {};
template <> struct Action<ResType> : Token<&Builder::res_type> {};
template <bool L> struct Action<Chunk<L>> : Token<&Builder::piece> {};
template <> struct Action<Number> : Token<&Builder::number> {};
template <> struct Action<Constant> : Token<&Builder::constant> {};
template <> struct Action<UnknownLiteral> : Token<&Builder::unknown_literal> {};
template <> struct Action<Variable> : Token<&Builder::variable> {};
template <> struct Action<AndWord> : Token<&Builder::sign> {};
template <> struct Action<OrWord> : Token<&Builder::sign> {};
template <> struct Action<NotWord> : Token<&Builder::sign> {};
template <> struct Action<IfWord> : Token<&Builder::sign> {};
template <> struct Action<MatchWord> : Token<&Builder::sign> {};
template <> struct Action<QuantifierWord> : Token<&Builder::sign> {};
template <> struct Action<Default> : Token<&Builder::sign> {};
template <> struct Action<UnaryMinus> : Token<&Builder::sign> {};
template <> struct Action<ProductSign> : Token<&Builder::sign> {};
template <> struct Action<SumSign> : Token<&Builder::sign> {};
template <> struct Action<CoalesceSign> : Token<&Builder::sign> {};
template <> struct Action<CmpOp> : Token<&Builder::sign> {};
template <> struct Action<IsOp> : Token<&Builder::sign> {};
template <> struct Action<Optional> : Token<&Builder::sign> {};
template <> struct Action<ChangeWord> : Token<&Builder::word> {};
template <> struct Action<Moment> : Token<&Builder::word> {};
template <> struct Action<GivenKind> : Token<&Builder::word> {};
template <> struct Action<Status> : Token<&Builder::word> {};

template <> struct Action<Interp> : Part<&Builder::keep> {};
template <> struct Action<String> : Part<&Builder::string> {};
template <> struct Action<Raw> : Part<&Builder::raw> {};
template <> struct Action<Regex> : Part<&Builder::regex> {};
template <> struct Action<CidrLiteral> : Part<&Builder::cidr> {};
template <> struct Action<IpLiteral> : Part<&Builder::ip> {};
template <> struct Action<DateLiteral> : Part<&Builder::date> {};
template <> struct Action<TypeSet> : Part<&Builder::type_set> {};
template <> struct Action<Where> : Part<&Builder::where> {};
template <> struct Action<Clause> : Part<&Builder::clause> {};
template <> struct Action<Paren> : Part<&Builder::keep> {};
template <> struct Action<List> : Part<&Builder::list> {};
template <> struct Action<Pair> : Part<&Builder::pair> {};
template <> struct Action<Object> : Part<&Builder::object> {};
template <> struct Action<Count> : Part<&Builder::count> {};
template <> struct Action<Call> : Part<&Builder::call> {};
template <> struct Action<Prop> : Part<&Builder::prop> {};
template <> struct Action<Splat> : Part<&Builder::splat> {};
template <> struct Action<Index> : Part<&Builder::index> {};
template <> struct Action<Attribute> : Part<&Builder::attribute> {};
template <> struct Action<Property> : Part<&Builder::property> {};
template <> struct Action<Follow> : Part<&Builder::follow> {};
template <> struct Action<Reverse> : Part<&Builder::reverse> {};
template <> struct Action<Postfix> : Part<&Builder::postfix> {};
template <> struct Action<Negation> : Part<&Builder::negation> {};
template <> struct Action<Unary> : Nested<&Builder::keep> {};
template <> struct Action<Product> : Part<&Builder::product> {};
template <> struct Action<Sum> : Part<&Builder::sum> {};
template <> struct Action<Coalesce> : Part<&Builder::coalesce> {};
template <> struct Action<Cmp> : Part<&Builder::cmp> {};
template <> struct Action<Quantified> : Part<&Builder::quantified> {};
template <> struct Action<If> : Part<&Builder::if_expr> {};
template <> struct Action<Arm> : Part<&Builder::arm> {};
template <> struct Action<Match> : Part<&Builder::match> {};
template <> struct Action<Not> : Part<&Builder::not_expr> {};
template <> struct Action<NotExpr> : Nested<&Builder::keep> {};
template <> struct Action<Expr> : Nested<&Builder::expr> {};
template <> struct Action<ListType> : Part<&Builder::list_type> {};
template <> struct Action<MapType> : Part<&Builder::map_type> {};
template <> struct Action<TypeAtom> : Part<&Builder::type_atom> {};
template <> struct Action<Type> : Nested<&Builder::type> {};
template <> struct Action<Let> : Part<&Builder::let> {};
template <> struct Action<Message> : Part<&Builder::message> {};
template <> struct Action<Require> : Part<&Builder::require> {};
template <> struct Action<When> : Part<&Builder::when> {};
template <> struct Action<For> : Part<&Builder::for_stmt> {};
template <> struct Action<Block> : Nested<&Builder::keep> {};
template <> struct Action<AnnName> : Part<&Builder::keep> {};
template <> struct Action<AnnArg> : Part<&Builder::annotation_argument> {};
template <> struct Action<AnnArgs> : Part<&Builder::keep> {};
template <> struct Action<Annotation> : Part<&Builder::annotation> {};
template <> struct Action<Rule> : Part<&Builder::rule> {};
template <> struct Action<FnArg> : Part<&Builder::fn_arg> {};
template <> struct Action<FnArgs> : Part<&Builder::keep> {};
template <> struct Action<FnBlock> : Part<&Builder::fn_block> {};
template <> struct Action<Fn> : Part<&Builder::fn> {};
template <> struct Action<Param> : Part<&Builder::param> {};
template <> struct Action<TopLet> : Part<&Builder::top_let> {};
template <> struct Action<Alias> : Part<&Builder::alias> {};
template <> struct Action<Import> : Part<&Builder::import> {};
template <> struct Action<Annotated> : Part<&Builder::annotated> {};
template <> struct Action<Waive> : Part<&Builder::waive> {};
template <> struct Action<TestWaive> : Part<&Builder::test_waive> {};
template <> struct Action<RuleRef> : Part<&Builder::rule_ref> {};
template <> struct Action<Given> : Part<&Builder::given> {};
template <> struct Action<TestParam> : Part<&Builder::test_param> {};
template <> struct Action<AsOf> : Part<&Builder::as_of> {};
template <> struct Action<ExpectOn> : Part<&Builder::expect_on> {};
template <> struct Action<ExpectMessage> : Part<&Builder::expect_message> {};
template <> struct Action<Expect> : Part<&Builder::expect> {};
template <> struct Action<Test> : Part<&Builder::test> {};
template <> struct Action<Package> : Part<&Builder::package> {};
template <> struct Action<Integer> : Token<&Builder::language> {};
// clang-format on

/// A step is an attempt of a rule that builds something. The others are leaves between two of them,
/// so their number is bounded by a constant times the steps.
template <class Rule>
struct Control : p::normal<Rule> {
  template <class In>
  static void start([[maybe_unused]] const In& in, [[maybe_unused]] Builder& builder) {
    if constexpr (!std::is_base_of_v<p::nothing<Rule>, Action<Rule>>) {
      builder.step(in.current(), in.end());
    }
  }
};

}  // namespace cordon::syntax::grammar

#endif  // CORDON_SYNTAX_ACTIONS_H_
