#ifndef CORDON_SYNTAX_AST_H_
#define CORDON_SYNTAX_AST_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/source_space.h"
#include "cordon/diagnostic.h"
#include "value/node.h"

// The syntax tree of one file. Everything lies in the arena of its Parse; nothing owns, nothing is
// destroyed node by node. Chains are n-ary (sums, `and`, postfix operators), so the depth of a tree
// is bounded by the nesting limit of the grammar (48 constructs), and every walk may recurse.
namespace cordon::syntax {

struct Expr;
struct Stmt;
struct Decl;
struct TypeExpr;

struct Name {
  std::string_view text;
  Span span;
};

/// `AWS::EC2::Subnet`, `AWS::EC2::*`, `TF::aws_subnet`, `Types::carrier`: the text as written.
struct ResType {
  std::string_view text;
  Span span;
};

enum class ExprKind : std::uint8_t {
  kNull,
  kBool,
  kNumber,  ///< literal
  kString,  ///< pieces + kids: pieces[0] kids[0] pieces[1] ... (pieces = kids + 1)
  kRegex,
  kCidr,
  kIp,
  kDate,            ///< text: as between the quotes
  kUnknownLiteral,  ///< only in tests; flag: `unknown?`
  kList,            ///< kids
  kComprehension,   ///< kids[0] element; clauses
  kObject,          ///< names (keys) + kids
  kName,            ///< text
  kCall,            ///< names: path (alias, function); kids: arguments
  kCount,           ///< clauses[0]; `count(x in xs where p)`
  kTypeSet,         ///< types
  kPostfix,         ///< kids[0] base; ops
  kNegate,          ///< kids[0]
  kProduct,
  kSum,       ///< kids (n), operators (n-1): '*' '%' / '+' '-'
  kCoalesce,  ///< kids, from left to right
  kCompare,   ///< kids[0], compare, kids[1]
  kIs,        ///< kids[0]; flag: `not`; names[0] a test word, or types[0]
  kNot,       ///< kids[0]
  kAnd,
  kOr,          ///< kids, two or more
  kQuantifier,  ///< quantifier; clauses[0]; kids[0] body
  kIf,          ///< kids: condition, then, else
  kMatch,       ///< kids[0] subject; arms
};

enum class CompareOp : std::uint8_t {
  kEq,
  kNe,
  kLt,
  kLe,
  kGt,
  kGe,
  kIn,
  kNotIn,
  kContains,
  kStartsWith,
  kEndsWith,
  kLike,
  kMatches,
  kWithin,
  kRefersTo
};
enum class Quantifier : std::uint8_t { kEvery, kSome, kNo };

struct PostOp {
  enum class Kind : std::uint8_t {
    kProperty,    ///< .p        name
    kFollow,      ///< ->p       name: property of the followed resource
    kFollowType,  ///< ->T       type
    kReverse,     ///< <-T.p     type, name
    kIndex,       ///< [e]       index
    kSplat,       ///< [*]
    kAttribute    ///< @a        name
  };
  Kind kind;
  bool quoted = false;  ///< the name was written as a string
  Span span;            ///< of the whole operator, without what it applies to
  Name name;
  ResType type;
  Expr* index = nullptr;
  std::uint32_t note = 0;  ///< free for later stages
};

/// `x in xs where p`, `k, v in xs`.
struct Clause {
  Name first;   ///< the only binder, or key/index
  Name second;  ///< text empty: one binder
  Expr* domain = nullptr;
  Expr* where = nullptr;  ///< null: none
  Span span;
  /// Set by checking: slots of the binders. With one binder `first_slot` is the value's.
  std::uint32_t first_slot = 0;
  std::uint32_t second_slot = 0;
};

struct Arm {
  enum class Pattern : std::uint8_t { kType, kLiteral, kDefault };
  Pattern pattern;
  ResType type;
  Expr* literal = nullptr;
  Expr* value = nullptr;
  Span span;  ///< of the pattern
};

/// What a name stands for; set by checking.
struct Resolved {
  enum class Kind : std::uint8_t { kNone, kLocal, kParam, kConstant, kFunction, kBuiltin };
  Kind kind = Kind::kNone;
  std::uint32_t index = 0;     ///< kLocal: slot in its function or rule; kBuiltin: number
  const Decl* decl = nullptr;  ///< kParam, kConstant, kFunction
};

struct Expr {
  ExprKind kind = ExprKind::kNull;
  bool flag = false;
  CompareOp compare = CompareOp::kEq;
  Quantifier quantifier = Quantifier::kEvery;
  Span span;     ///< of the whole expression, without surrounding blanks
  Span op_span;  ///< of the operator word or sign, where there is one (`=`-like, `and`, `is`)
  Node literal;  ///< kNull kBool kNumber; texts lie in the arena
  std::string_view text;
  std::span<const std::string_view> pieces;  ///< kString, unescaped
  bool multi_line = false;                   ///< kString: written with """
  bool raw = false;                          ///< kString: written with r"..."
  std::span<Expr*> kids;
  std::span<Name> names;
  std::span<ResType> types;
  std::span<char> operators;
  std::span<PostOp> ops;
  std::span<Clause> clauses;
  std::span<Arm> arms;
  Resolved resolved;           ///< kName, kCall
  const void* type = nullptr;  ///< static type, set by checking (check/type.h)
};

enum class StmtKind : std::uint8_t { kLet, kRequire, kWhen, kFor };

struct Stmt {
  StmtKind kind;
  Span span;
  Name name;                       ///< kLet
  TypeExpr* annotation = nullptr;  ///< kLet, null: none
  Expr* expr = nullptr;            ///< value, requirement, condition
  Expr* message = nullptr;         ///< kRequire: kString; null: none
  Clause clause;                   ///< kFor
  std::span<Stmt*> body;           ///< kWhen, kFor
  std::uint32_t slot = 0;          ///< kLet: set by checking
};

struct TypeExpr {
  enum class Kind : std::uint8_t { kName, kList, kMap, kResource, kLiteral, kUnion };
  Kind kind = Kind::kName;
  bool optional = false;      ///< `T?`
  std::string_view text;      ///< kName word; kResource type; kLiteral text
  std::span<TypeExpr*> kids;  ///< kList kMap: 1; kUnion: 2 or more
  Span span;
};

struct Annotation {
  struct Argument {
    Name name;  ///< text empty: positional
    Expr* value = nullptr;
  };
  Name name;
  std::span<Argument> arguments;
  Span span;
};

struct FnArg {
  Name name;
  TypeExpr* type = nullptr;  ///< null: any
  std::uint32_t slot = 0;
};

/// `waive ...`: parsed and kept by the formatter, refused by checking in this version.
struct Waive {
  Span span;
};

struct Given {
  std::string_view moment;  ///< "", "before", "after"
  std::string_view kind;    ///< "" or a word of GivenKind
  Expr* object = nullptr;   ///< inline case, or
  Expr* file = nullptr;     ///< kString
  Span span;
};

struct Expect {
  Name status;
  Name rule;                ///< qualified name, or id (written as a string)
  Expr* on = nullptr;       ///< kString glob; null: every row
  Expr* message = nullptr;  ///< kString or kRegex; null: none
  Span span;
};

struct TestItem {
  enum class Kind : std::uint8_t { kGiven, kParam, kAsOf, kWaive, kExpect };
  Kind kind;
  Span span;
  Given given;
  Name param;
  Expr* value = nullptr;  ///< kParam; kAsOf: kDate
  Waive waive;
  Expect expect;
};

enum class DeclKind : std::uint8_t { kImport, kRule, kFn, kParam, kLet, kWaive, kTest };

struct Decl {
  DeclKind kind;
  Span span;
  Name name;  ///< rule, fn, param, let; test: its text; import: dotted package name
  std::span<Annotation> annotations;
  // import
  Name alias;                ///< `as x`; text empty: last part of the name
  std::span<Name> imported;  ///< `import a.b (f, g)`
  // rule
  bool has_subject = false;
  bool is_change = false;  ///< `for change old, new in ...`: refused by checking in this version
  Name subject;
  Name subject_new;
  std::span<ResType> types;
  Expr* where = nullptr;
  std::span<Stmt*> body;
  std::uint32_t subject_slot = 0;
  // fn
  std::span<FnArg> args;
  TypeExpr* annotation = nullptr;  ///< result of fn, type of param or let; null: none
  std::span<Stmt*> lets;
  Expr* result = nullptr;  ///< fn
  bool block = false;      ///< fn written as `{ let ... return ... }`
  // param
  Expr* value = nullptr;  ///< default of a param (null: required); value of a top-level let
  // waive, test
  Waive waive;
  std::span<TestItem> items;
  // set by checking
  std::uint32_t slots = 0;  ///< how many locals the body needs
  const void* info = nullptr;
};

struct Comment {
  Span span;  ///< from `#` to the end of the line
  bool own_line = false;
};

struct File {
  const Source* source = nullptr;
  std::int64_t language = 0;
  Name package;  ///< dotted; text empty: none
  std::span<Decl*> decls;
  std::span<Comment> comments;  ///< in order
};

/// A parsed file with all its diagnostics; `file` is null iff there is an error.
struct Parse {
  std::shared_ptr<Arena> arena;
  File* file = nullptr;
  std::vector<Diagnostic> diagnostics;
};

}  // namespace cordon::syntax

#endif  // CORDON_SYNTAX_AST_H_
