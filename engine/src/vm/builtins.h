#ifndef CORDON_VM_BUILTINS_H_
#define CORDON_VM_BUILTINS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "vm/env.h"
#include "vm/operators.h"

namespace cordon::vm {

// One function per built-in, on arguments without choices. Strict but where they say otherwise: E
// over M over U.

// builtins_text.cc
Node change_case(Env& env, const Node& v, bool upper);
Node trim(Env& env, const Node& v);
/// A text with its ASCII letters in upper or lower case.
std::string cased(std::string_view text, bool upper);

// builtins_list.cc
Node count(Env& env, const Node& v);
Node concat(Env& env, std::span<const Node> lists);
Node compact(Env& env, const Node& v);
Node distinct(Env& env, const Node& v);

// builtins_network.cc
/// A cidr, or with `address` an ip, of a text. Errors: V0102, V0103.
Node network(Env& env, const Node& v, bool address);
/// The prefix length of a cidr, or the version of a cidr or ip.
Node network_fact(Env& env, const Node& v, bool prefix);
/// Whether a cidr or ip lies in the union of a list of them.
Node inside(Env& env, const Node& x, const Node& xs);

// builtins_iam.cc
/// std.aws.iam.statements: the statements of a policy document (object or JSON text) as records of
/// one form (language 3.10). Errors: V0108.
Node iam_statements(Env& env, const Node& document);

// builtins_endpoint.cc
/// std.aws.net.service: {name, region, fips, ui, vendor} of an endpoint service name. Errors:
/// V0109.
Node endpoint_service(Env& env, const Node& name);

// What they share: builtins.cc.

Node wrong_argument(Env& env, std::string_view what, const Node& v);
/// Whether the one argument is a text; if not, `result` is what the function comes to.
bool text_argument(Env& env, const Node& v, Node& result);
/// A list as functions want it: null is M, an undecided choice of lists is for over_choices().
Node as_list(Env& env, const Node& v);

/// The members of a list, whether it is written or computed.
struct Members {
  std::span<const Node> items;
  std::span<const Node> presence;         ///< empty: all are certainly there
  std::span<const std::uint32_t> proofs;  ///< empty: none
  Node many = Node::null();

  [[nodiscard]] Node presence_at(std::size_t i) const {
    return presence.empty() ? Node::boolean(true) : presence[i];
  }
  [[nodiscard]] std::uint32_t proof_at(std::size_t i) const {
    return proofs.empty() ? 0 : proofs[i];
  }
};
/// Requires: a list.
Members members(const Node& list);

/// Which kind of doubt outweighs another.
int strength(Kind kind);

}  // namespace cordon::vm

#endif  // CORDON_VM_BUILTINS_H_
