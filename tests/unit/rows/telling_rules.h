#ifndef CORDON_TESTS_UNIT_ROWS_TELLING_RULES_H_
#define CORDON_TESTS_UNIT_ROWS_TELLING_RULES_H_

namespace cordon::test {

/// Each rule fails and says what it is about, so far as that is no secret. What the rules
/// themselves say of secrets is "secret".
inline constexpr const char* kTelling = R"~(language 1
package t
import std.aws.net as net
import std.aws.iam as iam
fn first(e: AWS::EC2::VPCEndpoint) = iam.statements(e.PolicyDocument)[0]
rule service for e in AWS::EC2::VPCEndpoint {
  require net.service(e.ServiceName).name == "s3"
    else "\(net.service(e.ServiceName).name) in \(net.service(e.ServiceName).region)"
}
rule actions for e in AWS::EC2::VPCEndpoint {
  require no a in first(e).actions : a starts_with "secret" else "\(first(e).actions)"
}
rule resources for e in AWS::EC2::VPCEndpoint {
  require first(e).resources[0] == "x" else "\(first(e).resources[0])"
}
rule principals for e in AWS::EC2::VPCEndpoint {
  require first(e).principals[0].type == "x" and first(e).principals[0].id == "x"
    else "\(first(e).principals)"
}
rule conditions for e in AWS::EC2::VPCEndpoint {
  require first(e).conditions[0].key == "x" else "\(first(e).conditions[0].key)"
}
rule operators for e in AWS::EC2::VPCEndpoint {
  require first(e).conditions[0].op == "x" else "\(first(e).conditions[0].op)"
}
rule whole for e in AWS::EC2::VPCEndpoint { require first(e).sid == "x" else "\(first(e))" }
rule keys for e in AWS::EC2::VPCEndpoint {
  for k, v in e@tags { require k == "x" else "\(k) is \(v)" }
}
rule items for e in AWS::EC2::VPCEndpoint { for s in e.SubnetIds { require s == "x" else "\(s)" } }
rule cased for e in AWS::EC2::VPCEndpoint {
  require trim(lower(e.SubnetIds[0])) == "x" else "\(upper(e.SubnetIds[0])) \("\(e.SubnetIds[0])-")"
}
rule networks for v in AWS::EC2::VPC {
  require cidr(v.CidrBlock) == cidr"10.0.0.0/16"
    else "\(cidr(v.CidrBlock)) of \(prefix(cidr(v.CidrBlock)))"
}
rule sums for g in AWS::EC2::SecurityGroup {
  require g.SecurityGroupIngress[0].FromPort + 1 == 3 else "\(g.SecurityGroupIngress[0].FromPort + 1)"
}
rule negatives for g in AWS::EC2::SecurityGroup {
  require -g.SecurityGroupIngress[0].FromPort == 3 else "\(-g.SecurityGroupIngress[0].FromPort)"
}
)~";

}  // namespace cordon::test

#endif  // CORDON_TESTS_UNIT_ROWS_TELLING_RULES_H_
