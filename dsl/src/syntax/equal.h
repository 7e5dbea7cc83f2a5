#ifndef CORDON_SYNTAX_EQUAL_H_
#define CORDON_SYNTAX_EQUAL_H_

#include "syntax/ast.h"

namespace cordon::syntax {

/// Whether two trees say the same. Places, comments, and how a text, number or key is spelled do
/// not count. Waivers are compared by their words.
/// Cost: O(nodes); recursion as deep as the tree.
bool same(const Expr& a, const Expr& b);
bool same(const File& a, const File& b);

}  // namespace cordon::syntax

#endif  // CORDON_SYNTAX_EQUAL_H_
