#ifndef CORDON_SYNTAX_TERMINALS_H_
#define CORDON_SYNTAX_TERMINALS_H_

#include <tao/pegtl.hpp>

#include "syntax/faults.h"
#include "syntax/scan.h"

// The leaves of the grammar that are scanned by hand (scan.h), and its two cuts.
namespace cordon::syntax::grammar {

namespace p = TAO_PEGTL_NAMESPACE;

template <class In>
std::string_view rest_of(const In& in) {
  return {in.current(), static_cast<std::size_t>(in.end() - in.current())};
}

/// Takes what `Length` says, if it is not nothing.
template <std::size_t (*Length)(std::string_view)>
struct Scanned {
  using rule_t = Scanned;
  using subs_t = p::type_list<>;
  template <class In>
  static bool match(In& in) {
    const std::size_t length = Length(rest_of(in));
    in.bump(length);
    return length != 0;
  }
};

struct Letters : Scanned<&name_length> {};
struct Name : Scanned<&name_length> {};
struct Ident : Scanned<&identifier_length> {};
struct DottedName : Scanned<&dotted_length> {};
struct ResPart : Scanned<&resource_part_length> {};

/// Whitespace and comments; the builder keeps the comments.
struct Blank {
  using rule_t = Blank;
  using subs_t = p::type_list<>;
  template <p::apply_mode A, p::rewind_mode M, template <class...> class Action,
            template <class...> class Control, class In, class State>
  static bool match(In& in, State& state) {
    in.bump(state.blank(rest_of(in)));
    return true;
  }
};

/// Not in the middle of a word or number.
struct WordEnd {
  using rule_t = WordEnd;
  using subs_t = p::type_list<>;
  template <class In>
  static bool match(In& in) {
    return in.empty() || !is_word_char(*in.current());
  }
};

/// A name that is bound here: a reserved word is an error, not another alternative.
struct VarName {
  using rule_t = VarName;
  using subs_t = p::type_list<>;
  template <p::apply_mode A, p::rewind_mode M, template <class...> class Action,
            template <class...> class Control, class In, class State>
  static bool match(In& in, State& state) {
    const std::string_view name = rest_of(in).substr(0, name_length(rest_of(in)));
    if (name.empty()) return false;
    if (is_reserved(name) || is_held_back(name)) {
      throw SyntaxError{reserved_word(name, state.at(in.current()))};
    }
    in.bump(name.size());
    return true;
  }
};

/// Text up to a quote, an interpolation or, on one line, the end of the line.
template <bool Long>
struct Chunk {
  using rule_t = Chunk;
  using subs_t = p::type_list<>;
  template <p::apply_mode A, p::rewind_mode M, template <class...> class Action,
            template <class...> class Control, class In, class State>
  static bool match(In& in, State& state) {
    const TextScan scan = scan_text(rest_of(in), Long);
    if (scan.fault != nullptr) {
      state.fail(*scan.fault, in.current() + scan.length, in.end());
    }
    in.bump(scan.length);
    return scan.length != 0;
  }
};

/// Text between the quotes of a raw literal, perhaps nothing.
struct RawBody {
  using rule_t = RawBody;
  using subs_t = p::type_list<>;
  template <class In>
  static bool match(In& in) {
    in.bump(raw_length(rest_of(in)));
    return true;
  }
};

/// A cut: `Rule` must be here.
template <class Rule, Need What>
struct need {
  using rule_t = need;
  using subs_t = p::type_list<Rule>;
  template <p::apply_mode A, p::rewind_mode M, template <class...> class Action,
            template <class...> class Control, class In, class State>
  static bool match(In& in, State& state) {
    if (!Control<Rule>::template match<A, p::rewind_mode::required, Action, Control>(in, state)) {
      state.miss(What, in.current(), in.end());
    }
    return true;
  }
};

/// An alternative that is always an error.
template <Fault Kind>
struct fail {
  using rule_t = fail;
  using subs_t = p::type_list<>;
  template <p::apply_mode A, p::rewind_mode M, template <class...> class Action,
            template <class...> class Control, class In, class State>
  static bool match(In& in, State& state) {
    state.fail(Kind, in.current(), in.end());
    return false;
  }
};

}  // namespace cordon::syntax::grammar

// Cuts and hand-written leaves are transparent to the library's control, which counts steps.
namespace TAO_PEGTL_NAMESPACE::internal {
template <class Rule, cordon::syntax::Need What>
inline constexpr bool enable_control<cordon::syntax::grammar::need<Rule, What>> = false;
}  // namespace TAO_PEGTL_NAMESPACE::internal

#endif  // CORDON_SYNTAX_TERMINALS_H_
