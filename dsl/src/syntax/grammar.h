#ifndef CORDON_SYNTAX_GRAMMAR_H_
#define CORDON_SYNTAX_GRAMMAR_H_

#include <tao/pegtl.hpp>

#include "syntax/terminals.h"

// The grammar of language.md 3.3 as PEGTL rules, in the order of that page. `need<R, N>` is a cut:
// what is wanted behind it, and the message if it is not there, are in expectations.def.
// INVARIANT: no two alternatives share a recursive prefix, so parsing is linear.
// INVARIANT: every cycle passes through Expr, NotExpr, Unary, Block or Type, which count nesting.
namespace cordon::syntax::grammar {

struct Expr;
struct NotExpr;
struct Unary;
struct Block;
struct Type;

// Words and signs.
template <class S>
struct Word : p::seq<S, WordEnd> {};
template <class S>
struct Key : p::seq<Word<S>, Blank> {};
template <char C>
struct Sign : p::seq<p::one<C>, Blank> {};
struct Comma : Sign<','> {};
struct Eq : p::seq<p::one<'='>, p::not_at<p::one<'=', '>'>>, Blank> {};
struct Colon : p::seq<p::one<':'>, p::not_at<p::one<':'>>, Blank> {};
struct TypeColon : Sign<':'> {};

// clang-format off
struct KwAs : Key<TAO_PEGTL_STRING("as")> {};
struct KwElse : Key<TAO_PEGTL_STRING("else")> {};
struct KwFn : Key<TAO_PEGTL_STRING("fn")> {};
struct KwFor : Key<TAO_PEGTL_STRING("for")> {};
struct KwImport : Key<TAO_PEGTL_STRING("import")> {};
struct KwIn : Key<TAO_PEGTL_STRING("in")> {};
struct KwLanguage : Key<TAO_PEGTL_STRING("language")> {};
struct KwLet : Key<TAO_PEGTL_STRING("let")> {};
struct KwOn : Key<TAO_PEGTL_STRING("on")> {};
struct KwPackage : Key<TAO_PEGTL_STRING("package")> {};
struct KwParam : Key<TAO_PEGTL_STRING("param")> {};
struct KwRequire : Key<TAO_PEGTL_STRING("require")> {};
struct KwReturn : Key<TAO_PEGTL_STRING("return")> {};
struct KwRule : Key<TAO_PEGTL_STRING("rule")> {};
struct KwTest : Key<TAO_PEGTL_STRING("test")> {};
struct KwThen : Key<TAO_PEGTL_STRING("then")> {};
struct KwWaive : Key<TAO_PEGTL_STRING("waive")> {};
struct KwWhen : Key<TAO_PEGTL_STRING("when")> {};
struct KwWhere : Key<TAO_PEGTL_STRING("where")> {};
// Operator words: their place is kept.
struct AndWord : Word<TAO_PEGTL_STRING("and")> {};
struct OrWord : Word<TAO_PEGTL_STRING("or")> {};
struct NotWord : Word<TAO_PEGTL_STRING("not")> {};
struct IfWord : Word<TAO_PEGTL_STRING("if")> {};
struct MatchWord : Word<TAO_PEGTL_STRING("match")> {};
struct QuantifierWord : p::seq<p::sor<TAO_PEGTL_STRING("every"), TAO_PEGTL_STRING("some"),
                                      TAO_PEGTL_STRING("no")>, WordEnd> {};
// clang-format on

// Names. Var binds, so a reserved word there is E0110; Ident reads; Name is any word.
struct Var : p::seq<VarName, Blank> {};
struct Dotted : p::seq<DottedName, Blank> {};
struct ResType
    : p::seq<Letters, p::two<':'>, p::star<ResPart, p::two<':'>>, p::sor<Letters, p::one<'*'>>> {};
struct TypeSet : p::seq<ResType, p::star<Blank, p::one<'|'>, Blank, ResType>> {};

// Literals.
struct Interp : p::seq<p::string<'\\', '('>, Blank, need<Expr, Need::kExpression>,
                       need<p::one<')'>, Need::kInterpolationClose>> {};
struct LongText : p::seq<p::string<'"', '"', '"'>, p::star<p::sor<Interp, Chunk<true>>>,
                         need<p::string<'"', '"', '"'>, Need::kLongTextClose>> {};
struct ShortText : p::seq<p::one<'"'>, p::star<p::sor<Interp, Chunk<false>>>,
                          need<p::one<'"'>, Need::kTextClose>> {};
struct String : p::sor<LongText, ShortText> {};
struct Str : p::seq<String, Blank> {};
template <class Prefix>
struct Quoted : p::seq<Prefix, p::one<'"'>, RawBody, need<p::one<'"'>, Need::kTextClose>> {};
struct Regex : Quoted<TAO_PEGTL_STRING("re")> {};
struct Raw : Quoted<p::one<'r'>> {};
struct CidrLiteral : Quoted<TAO_PEGTL_STRING("cidr")> {};
struct IpLiteral : Quoted<TAO_PEGTL_STRING("ip")> {};
struct DateLiteral : Quoted<TAO_PEGTL_STRING("date")> {};
struct Tagged : p::sor<CidrLiteral, IpLiteral, DateLiteral> {};
struct Underscore : p::seq<p::one<'_'>, p::at<p::digit>> {};
struct Digits : p::seq<p::digit, p::star<p::sor<p::digit, Underscore>>> {};
struct Expo : p::seq<p::one<'e', 'E'>, p::opt<p::one<'+', '-'>>, p::plus<p::digit>> {};
struct LeadingZero : p::seq<p::at<p::one<'0'>, p::digit>, fail<Fault::kLeadingZero>> {};
struct Number : p::seq<p::not_at<LeadingZero>, Digits, p::opt<p::one<'.'>, p::plus<p::digit>>,
                       p::opt<Expo>, need<WordEnd, Need::kNumberEnd>> {};
struct Integer : p::seq<Digits, WordEnd> {};
struct Constant
    : p::seq<p::sor<TAO_PEGTL_STRING("true"), TAO_PEGTL_STRING("false"), TAO_PEGTL_STRING("null")>,
             WordEnd> {};
struct UnknownLiteral : p::seq<Word<TAO_PEGTL_STRING("unknown")>, p::opt<p::one<'?'>>> {};
struct Literal : p::sor<String, Number, Regex, Raw, Tagged, Constant, UnknownLiteral> {};

// Primary expressions.
struct Where : p::seq<KwWhere, need<Expr, Need::kCondition>> {};
struct Binder : p::seq<Var, p::opt<Comma, need<Var, Need::kName>>> {};
struct Clause
    : p::seq<Binder, need<KwIn, Need::kIn>, need<Expr, Need::kExpression>, p::opt<Where>> {};
struct CompFor : p::seq<KwFor, need<Clause, Need::kName>> {};
struct Paren
    : p::seq<Sign<'('>, need<Expr, Need::kExpression>, need<p::one<')'>, Need::kParenClose>> {};
struct ListRest
    : p::sor<p::plus<CompFor>,
             p::seq<p::star<Comma, p::not_at<p::one<']'>>, need<Expr, Need::kExpression>>,
                    p::opt<Comma>>> {};
struct List : p::seq<Sign<'['>, p::opt<Expr, ListRest>, need<p::one<']'>, Need::kListClose>> {};
struct Pair : p::seq<p::sor<String, Name>, Blank, need<Colon, Need::kKeyColon>,
                     need<Expr, Need::kExpression>> {};
struct Object : p::seq<Sign<'{'>,
                       p::opt<Pair, p::star<Comma, p::not_at<p::one<'}'>>, need<Pair, Need::kKey>>,
                              p::opt<Comma>>,
                       need<p::one<'}'>, Need::kObjectClose>> {};
struct CountHead
    : p::seq<TAO_PEGTL_STRING("count("), Blank, Ident, Blank, p::opt<Comma, Ident, Blank>, KwIn> {};
struct Count : p::seq<p::at<CountHead>, TAO_PEGTL_STRING("count("), Blank, Clause,
                      need<p::one<')'>, Need::kParenClose>> {};
struct Arguments : p::opt<Expr, p::star<Comma, need<Expr, Need::kExpression>>> {};
struct Call : p::seq<p::list<Ident, p::one<'.'>>, Sign<'('>, Arguments,
                     need<p::one<')'>, Need::kArgumentsClose>> {};
struct Variable : Ident {};
struct Primary : p::sor<Paren, List, Object, Literal, TypeSet, Count, Call, Variable> {};

// Postfix operators. `[`, `[*]` and `@` must touch what they apply to.
struct Prop : p::sor<String, Name> {};
struct Splat : p::string<'[', '*', ']'> {};
struct Index
    : p::seq<Sign<'['>, need<Expr, Need::kExpression>, need<p::one<']'>, Need::kBracketClose>> {};
struct Attribute : p::seq<p::one<'@'>, need<Name, Need::kAttribute>> {};
struct Property : p::seq<p::one<'.'>, need<Prop, Need::kProperty>> {};
struct Follow : p::seq<p::string<'-', '>'>, Blank, need<p::sor<ResType, Prop>, Need::kFollow>> {};
struct ReverseProp : p::seq<p::one<'.'>, Prop> {};
struct Reverse
    : p::seq<p::string<'<', '-'>, Blank, ResType, need<ReverseProp, Need::kReverseProperty>> {};
struct SpacedOp : p::seq<Blank, p::sor<Property, Follow, Reverse>> {};
struct PostOp : p::sor<Splat, Index, Attribute, SpacedOp> {};
struct Postfix : p::seq<Primary, p::star<PostOp>, Blank> {};

// Operators, from tight to loose.
struct MinusSign : p::seq<p::one<'-'>, p::not_at<p::one<'>'>>> {};
struct UnaryMinus : MinusSign {};
struct Negation : p::seq<UnaryMinus, Blank, need<Unary, Need::kOperand>> {};
struct Unary : p::sor<Negation, Postfix> {};
struct ProductSign : p::one<'*', '%'> {};
struct SumSign : p::sor<p::one<'+'>, MinusSign> {};
struct CoalesceSign : p::string<'?', '?'> {};
struct Product : p::seq<Unary, p::star<ProductSign, Blank, need<Unary, Need::kOperand>>> {};
struct Sum : p::seq<Product, p::star<SumSign, Blank, need<Product, Need::kOperand>>> {};
struct Coalesce : p::seq<Sum, p::star<CoalesceSign, Blank, need<Sum, Need::kOperand>>> {};

struct NotIn : p::seq<TAO_PEGTL_STRING("not"), WordEnd, Blank, TAO_PEGTL_STRING("in"), WordEnd> {};
struct CompareWord : p::seq<p::sor<TAO_PEGTL_STRING("in"), TAO_PEGTL_STRING("contains"),
                                   TAO_PEGTL_STRING("starts_with"), TAO_PEGTL_STRING("ends_with"),
                                   TAO_PEGTL_STRING("like"), TAO_PEGTL_STRING("matches"),
                                   TAO_PEGTL_STRING("within"), TAO_PEGTL_STRING("refers_to")>,
                            WordEnd> {};
struct CompareSign : p::sor<TAO_PEGTL_STRING("=="), TAO_PEGTL_STRING("!="), TAO_PEGTL_STRING("<="),
                            TAO_PEGTL_STRING(">="), p::one<'<', '>'>> {};
struct CmpOp : p::sor<CompareSign, CompareWord, NotIn> {};
struct IsWord : Word<TAO_PEGTL_STRING("is")> {};
struct IsOp : p::seq<IsWord, p::opt<Blank, Word<TAO_PEGTL_STRING("not")>>> {};
struct IsTest : p::seq<IsOp, Blank, need<p::sor<ResType, Name>, Need::kIsTest>, Blank> {};
struct Chained : p::seq<p::at<p::sor<CmpOp, IsWord>>, fail<Fault::kChained>> {};
struct Assigned : p::seq<p::one<'='>, fail<Fault::kAssignment>> {};
struct Compared : p::seq<CmpOp, Blank, need<Coalesce, Need::kOperand>> {};
struct CmpTail : p::sor<p::seq<p::sor<IsTest, Compared>, p::opt<Chained>>, Assigned> {};
struct Cmp : p::seq<Coalesce, p::opt<CmpTail>> {};

struct Quantified : p::seq<QuantifierWord, Blank, need<Clause, Need::kName>,
                           need<Colon, Need::kQuantifierColon>, need<Expr, Need::kCondition>> {};
struct If : p::seq<IfWord, Blank, need<Expr, Need::kCondition>, need<KwThen, Need::kThen>,
                   need<Expr, Need::kExpression>, need<KwElse, Need::kElse>,
                   need<Expr, Need::kExpression>> {};
struct Default : Word<p::one<'_'>> {};
struct Pattern : p::sor<ResType, Number, String, Constant, Default> {};
struct Arrow : p::seq<p::string<'=', '>'>, Blank> {};
struct Arm : p::seq<Pattern, Blank, need<Arrow, Need::kArrow>, need<Expr, Need::kExpression>,
                    p::opt<Comma>> {};
struct Match
    : p::seq<MatchWord, Blank, need<Expr, Need::kExpression>, need<Sign<'{'>, Need::kMatchOpen>,
             need<Arm, Need::kArm>, p::star<Arm>, need<Sign<'}'>, Need::kMatchClose>> {};
struct Not : p::seq<NotWord, Blank, need<NotExpr, Need::kCondition>> {};
struct NotExpr : p::sor<Not, Quantified, If, Match, Cmp> {};
struct Mixed : fail<Fault::kMixed> {};
struct AndTail : p::seq<p::plus<AndWord, Blank, need<NotExpr, Need::kCondition>>,
                        p::opt<p::at<OrWord>, Mixed>> {};
struct OrTail : p::seq<p::plus<OrWord, Blank, need<NotExpr, Need::kCondition>>,
                       p::opt<p::at<AndWord>, Mixed>> {};
struct Expr : p::seq<NotExpr, p::opt<p::sor<AndTail, OrTail>>> {};

// Types.
struct ListType : p::seq<TAO_PEGTL_STRING("list<"), Blank, need<Type, Need::kType>,
                         need<p::one<'>'>, Need::kTypeClose>> {};
struct MapType : p::seq<TAO_PEGTL_STRING("map<"), Blank, need<Type, Need::kType>,
                        need<p::one<'>'>, Need::kTypeClose>> {};
struct Optional : p::one<'?'> {};
struct TypeAtom
    : p::seq<p::sor<ListType, MapType, ResType, String, Name>, Blank, p::opt<Optional, Blank>> {};
struct Type : p::seq<TypeAtom, p::star<Sign<'|'>, need<TypeAtom, Need::kType>>> {};
struct TypeAnn : p::seq<TypeColon, need<Type, Need::kType>> {};

// Statements.
struct Let : p::seq<KwLet, need<Var, Need::kName>, p::opt<TypeAnn>, need<Eq, Need::kEquals>,
                    need<Expr, Need::kExpression>> {};
struct Message : p::seq<KwElse, need<Str, Need::kText>> {};
struct Require : p::seq<KwRequire, need<Expr, Need::kCondition>, p::opt<Message>> {};
struct When : p::seq<KwWhen, need<Expr, Need::kCondition>, need<Block, Need::kBlock>> {};
struct For : p::seq<KwFor, need<Clause, Need::kName>, need<Block, Need::kBlock>> {};
struct Stmt : p::sor<Let, Require, When, For> {};
struct Block : p::seq<Sign<'{'>, p::star<Stmt>, need<Sign<'}'>, Need::kBlockClose>> {};

// Declarations.
struct AnnName : p::seq<Name, Blank, p::one<':'>, p::not_at<p::one<':'>>, Blank> {};
struct AnnArg : p::seq<p::opt<AnnName>, p::sor<Literal, List>, Blank> {};
struct AnnArgs : p::seq<Sign<'('>, p::opt<AnnArg, p::star<Comma, need<AnnArg, Need::kLiteral>>>,
                        need<Sign<')'>, Need::kArgumentsClose>> {};
struct Annotation : p::seq<p::one<'@'>, need<Name, Need::kAttribute>, Blank, p::opt<AnnArgs>> {};
struct ChangeWord : p::seq<Word<TAO_PEGTL_STRING("change")>, Blank, p::at<Ident>> {};
struct ChangeBinder : p::seq<ChangeWord, need<Var, Need::kName>, need<Comma, Need::kComma>,
                             need<Var, Need::kName>> {};
struct SubjectBinder : p::sor<ChangeBinder, Var> {};
struct Subject : p::seq<KwFor, need<SubjectBinder, Need::kName>, need<KwIn, Need::kSubjectIn>,
                        need<TypeSet, Need::kTypeSet>, Blank, p::opt<Where>> {};
struct Rule
    : p::seq<KwRule, need<Var, Need::kName>, p::opt<Subject>, need<Block, Need::kRuleBlock>> {};
struct FnArg : p::seq<Var, p::opt<TypeAnn>> {};
struct FnArgList : p::opt<FnArg, p::star<Comma, need<FnArg, Need::kName>>> {};
struct FnArgs : p::seq<need<Sign<'('>, Need::kArgumentsOpen>, FnArgList,
                       need<Sign<')'>, Need::kArgumentsClose>> {};
struct FnBlock : p::seq<Sign<'{'>, p::star<Let>, need<KwReturn, Need::kReturn>,
                        need<Expr, Need::kExpression>, need<Sign<'}'>, Need::kFnClose>> {};
struct FnResult : p::seq<Eq, need<Expr, Need::kExpression>> {};
struct FnBody : p::sor<FnResult, FnBlock> {};
struct Fn
    : p::seq<KwFn, need<Var, Need::kName>, FnArgs, p::opt<TypeAnn>, need<FnBody, Need::kFnBody>> {};
struct Param : p::seq<KwParam, need<Var, Need::kName>, need<TypeAnn, Need::kParamType>,
                      p::opt<Eq, need<Expr, Need::kExpression>>> {};
struct Alias : p::seq<KwAs, need<Var, Need::kName>> {};
struct Imported : p::seq<Sign<'('>, need<Var, Need::kName>, p::star<Comma, need<Var, Need::kName>>,
                         need<Sign<')'>, Need::kArgumentsClose>> {};
struct Import
    : p::seq<KwImport, need<Dotted, Need::kPackageName>, p::opt<p::sor<Alias, Imported>>> {};
struct TopLet : Let {};

// Waivers and tests. Their words are contextual: names elsewhere.
struct RuleRef : p::sor<Str, Dotted> {};
struct WaiveText : p::seq<p::sor<Key<TAO_PEGTL_STRING("owner")>, Key<TAO_PEGTL_STRING("reason")>,
                                 Key<TAO_PEGTL_STRING("ticket")>, Key<TAO_PEGTL_STRING("anchor")>>,
                          need<Str, Need::kText>> {};
struct WaiveUntil : p::seq<Key<TAO_PEGTL_STRING("until")>, need<DateLiteral, Need::kDate>, Blank> {
};
struct Waive
    : p::seq<KwWaive, need<RuleRef, Need::kRuleRef>, p::star<Comma, need<RuleRef, Need::kRuleRef>>,
             need<KwOn, Need::kOn>, need<Str, Need::kText>, p::star<Comma, need<Str, Need::kText>>,
             p::star<p::sor<WaiveUntil, WaiveText>>> {};
struct Moment : p::sor<Word<TAO_PEGTL_STRING("before")>, Word<TAO_PEGTL_STRING("after")>> {};
struct GivenKind
    : p::sor<Word<TAO_PEGTL_STRING("cloudformation")>, Word<TAO_PEGTL_STRING("terraform_plan")>,
             Word<TAO_PEGTL_STRING("terraform_state")>, Word<TAO_PEGTL_STRING("pulumi")>,
             Word<TAO_PEGTL_STRING("aws_api")>, Word<TAO_PEGTL_STRING("aws_config")>,
             Word<TAO_PEGTL_STRING("kubernetes")>, Word<TAO_PEGTL_STRING("resources")>,
             Word<TAO_PEGTL_STRING("json")>> {};
struct GivenFile : p::seq<Key<TAO_PEGTL_STRING("file")>, need<Str, Need::kText>> {};
struct GivenObject : p::seq<Object, Blank> {};
struct GivenBody : p::sor<GivenFile, GivenObject> {};
struct Given : p::seq<Key<TAO_PEGTL_STRING("given")>, p::opt<Moment, Blank>,
                      p::opt<GivenKind, Blank>, need<GivenBody, Need::kGiven>> {};
struct TestParam : p::seq<KwParam, need<Var, Need::kName>, need<Eq, Need::kEquals>,
                          need<Expr, Need::kExpression>> {};
struct AsOf : p::seq<Key<TAO_PEGTL_STRING("as_of")>, need<DateLiteral, Need::kDate>, Blank> {};
struct Status : p::sor<Word<TAO_PEGTL_STRING("pass")>, Word<TAO_PEGTL_STRING("fail")>,
                       Word<TAO_PEGTL_STRING("undetermined")>, Word<TAO_PEGTL_STRING("skipped")>,
                       Word<TAO_PEGTL_STRING("error")>, Word<TAO_PEGTL_STRING("waived")>> {};
struct ExpectOn : p::seq<KwOn, need<Str, Need::kText>> {};
struct ExpectText : p::sor<String, Regex> {};
struct ExpectMessage
    : p::seq<Key<TAO_PEGTL_STRING("message")>, need<ExpectText, Need::kMessage>, Blank> {};
struct Expect : p::seq<Key<TAO_PEGTL_STRING("expect")>, need<Status, Need::kStatus>, Blank,
                       need<RuleRef, Need::kRuleRef>, p::opt<ExpectOn>, p::opt<ExpectMessage>> {};
struct TestWaive : Waive {};
struct TestItem : p::sor<Given, TestParam, AsOf, TestWaive, Expect> {};
struct Test : p::seq<KwTest, need<Str, Need::kText>, need<Sign<'{'>, Need::kTestOpen>,
                     p::star<TestItem>, need<Sign<'}'>, Need::kTestClose>> {};

struct Declared : p::sor<Rule, Fn, Param> {};
struct Annotated : p::seq<p::plus<Annotation>, need<Declared, Need::kAnnotated>> {};
struct Decl : p::sor<Declared, Annotated, Import, TopLet, Waive, Test> {};

// The file is driven declaration by declaration (parser.cc), so that one error does not hide
// others.
struct ByteOrderMark : p::string<'\xEF', '\xBB', '\xBF'> {};
struct Language : p::seq<KwLanguage, need<Integer, Need::kVersion>, Blank> {};
struct Package : p::seq<KwPackage, need<Dotted, Need::kPackageName>> {};
struct Start : p::seq<p::opt<ByteOrderMark>, Blank> {};
struct File : p::seq<Start, Language, p::opt<Package>, p::star<Decl>, p::eof> {};

}  // namespace cordon::syntax::grammar

#endif  // CORDON_SYNTAX_GRAMMAR_H_
