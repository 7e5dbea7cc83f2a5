#ifndef CORDON_VM_BUILTINS_VENDOR_H_
#define CORDON_VM_BUILTINS_VENDOR_H_

#include "vm/env.h"

namespace cordon::vm {

/// std.aws.iam.statements: the statements of a policy document (object or JSON text) as records of
/// one form (language 3.10). Errors: V0108.
Node iam_statements(Env& env, const Node& document);

/// std.aws.net.service: {name, region, fips, ui, vendor} of an endpoint service name. Errors:
/// V0109.
Node endpoint_service(Env& env, const Node& name);

}  // namespace cordon::vm

#endif  // CORDON_VM_BUILTINS_VENDOR_H_
