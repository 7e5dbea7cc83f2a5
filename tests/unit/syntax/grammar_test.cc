// The grammar itself: no loop without progress.
#include <tao/pegtl/contrib/analyze.hpp>

#include "catch_compat.h"
#include "syntax/builder.h"
#include "syntax/grammar.h"

// What the analysis must know of the hand-written leaves and cuts.
namespace TAO_PEGTL_NAMESPACE {
namespace g = cordon::syntax::grammar;
template <class Name, std::size_t (*Length)(std::string_view)>
struct analyze_traits<Name, g::Scanned<Length>> : analyze_any_traits<> {};
template <class Name>
struct analyze_traits<Name, g::VarName> : analyze_any_traits<> {};
template <class Name, bool Long>
struct analyze_traits<Name, g::Chunk<Long>> : analyze_any_traits<> {};
template <class Name>
struct analyze_traits<Name, g::Blank> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, g::WordEnd> : analyze_opt_traits<> {};
template <class Name>
struct analyze_traits<Name, g::RawBody> : analyze_opt_traits<> {};
template <class Name, cordon::syntax::Fault Kind>
struct analyze_traits<Name, g::fail<Kind>> : analyze_opt_traits<> {};
template <class Name, class Rule, cordon::syntax::Need What>
struct analyze_traits<Name, g::need<Rule, What>> : analyze_seq_traits<Rule> {};
}  // namespace TAO_PEGTL_NAMESPACE

TEST_CASE("the_grammar_has_no_loop_without_progress") {
  CHECK(TAO_PEGTL_NAMESPACE::analyze<cordon::syntax::grammar::File>() == 0);
}

TEST_CASE("the_analysis_sees_a_loop_without_progress") {
  using Loop = TAO_PEGTL_NAMESPACE::star<cordon::syntax::grammar::Blank>;
  CHECK(TAO_PEGTL_NAMESPACE::analyze<Loop>(-1) != 0);
}
