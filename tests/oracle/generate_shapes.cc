// The small part of the catalogue that generated programs and documents use, and the texts that
// both draw from, so that they often meet.
#include <array>

#include "generate.h"

namespace cordon::oracle {

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

namespace {

using V = std::string_view;

constexpr std::array<V, 16> kWords{"a",   "b",  "",     "ab",  "A",   "sts", "logs", "443",
                                   "tcp", "-1", "true", "x y", "abc", "a*",  "env",  " b "};
constexpr std::array<V, 10> kRanges{"10.0.0.0/8",  "10.0.0.0/16",  "10.0.0.0/24", "10.0.1.0/24",
                                    "0.0.0.0/0",   "10.0.0.0/25",  "::/0",        "2001:db8::/32",
                                    "10.0.0.1/16", "10.0.0.128/25"};
constexpr std::array<V, 3> kTenancy{"default", "dedicated", "host"};
constexpr std::array<V, 2> kAccess{"Enabled", "Disabled"};
constexpr std::array<V, 2> kDomainAccess{"PublicInternetOnly", "VpcOnly"};
constexpr std::array<V, 3> kTraffic{"ALL", "ACCEPT", "REJECT"};
constexpr std::array<V, 2> kEndpoint{"Gateway", "Interface"};
constexpr std::array<V, 6> kServices{"com.amazonaws.eu-west-1.sts",
                                     "com.amazonaws.eu-west-1.logs",
                                     "com.amazonaws.eu-west-1.sts-fips",
                                     "aws.sagemaker.eu-west-1.notebook",
                                     "com.amazonaws.iam",
                                     "nothing"};

constexpr std::array<PropertyShape, 4> kVpc{{{"CidrBlock", Form::kRange, "", {}},
                                             {"EnableDnsSupport", Form::kBool, "", {}},
                                             {"EnableDnsHostnames", Form::kBool, "", {}},
                                             {"InstanceTenancy", Form::kText, "", kTenancy}}};
constexpr std::array<PropertyShape, 4> kSubnet{{{"VpcId", Form::kReference, "AWS::EC2::VPC", {}},
                                                {"CidrBlock", Form::kRange, "", {}},
                                                {"AvailabilityZone", Form::kZone, "", {}},
                                                {"MapPublicIpOnLaunch", Form::kBool, "", {}}}};
constexpr std::array<PropertyShape, 1> kTable{{{"VpcId", Form::kReference, "AWS::EC2::VPC", {}}}};
constexpr std::array<PropertyShape, 2> kLink{
    {{"SubnetId", Form::kReference, "AWS::EC2::Subnet", {}},
     {"RouteTableId", Form::kReference, "AWS::EC2::RouteTable", {}}}};
constexpr std::array<PropertyShape, 3> kRoute{
    {{"RouteTableId", Form::kReference, "AWS::EC2::RouteTable", {}},
     {"DestinationCidrBlock", Form::kRange, "", {}},
     {"GatewayId", Form::kReference, "AWS::EC2::InternetGateway", {}}}};
constexpr std::array<PropertyShape, 3> kGroup{{{"VpcId", Form::kReference, "AWS::EC2::VPC", {}},
                                               {"GroupDescription", Form::kText, "", {}},
                                               {"SecurityGroupIngress", Form::kRules, "", {}}}};
constexpr std::array<PropertyShape, 5> kIngress{
    {{"GroupId", Form::kReference, "AWS::EC2::SecurityGroup", {}},
     {"IpProtocol", Form::kText, "", {}},
     {"FromPort", Form::kInt, "", {}},
     {"ToPort", Form::kInt, "", {}},
     {"CidrIp", Form::kRange, "", {}}}};
constexpr std::array<PropertyShape, 8> kPoint{
    {{"VpcId", Form::kReference, "AWS::EC2::VPC", {}},
     {"ServiceName", Form::kText, "", kServices},
     {"VpcEndpointType", Form::kText, "", kEndpoint},
     {"PrivateDnsEnabled", Form::kBool, "", {}},
     {"SubnetIds", Form::kReferences, "AWS::EC2::Subnet", {}},
     {"SecurityGroupIds", Form::kReferences, "AWS::EC2::SecurityGroup", {}},
     {"RouteTableIds", Form::kReferences, "AWS::EC2::RouteTable", {}},
     {"PolicyDocument", Form::kFree, "", {}}}};
constexpr std::array<PropertyShape, 2> kFlow{{{"ResourceId", Form::kReference, "AWS::EC2::VPC", {}},
                                              {"TrafficType", Form::kText, "", kTraffic}}};
constexpr std::array<PropertyShape, 4> kNotebook{
    {{"SubnetId", Form::kReference, "AWS::EC2::Subnet", {}},
     {"SecurityGroupIds", Form::kReferences, "AWS::EC2::SecurityGroup", {}},
     {"DirectInternetAccess", Form::kText, "", kAccess},
     {"VolumeSizeInGB", Form::kInt, "", {}}}};
constexpr std::array<PropertyShape, 1> kModel{{{"EnableNetworkIsolation", Form::kBool, "", {}}}};
constexpr std::array<PropertyShape, 3> kDomain{
    {{"VpcId", Form::kReference, "AWS::EC2::VPC", {}},
     {"SubnetIds", Form::kReferences, "AWS::EC2::Subnet", {}},
     {"AppNetworkAccessType", Form::kText, "", kDomainAccess}}};

constexpr std::array<TypeShape, 13> kShapes{{{"AWS::EC2::VPC", "V", kVpc},
                                             {"AWS::EC2::Subnet", "S", kSubnet},
                                             {"AWS::EC2::RouteTable", "T", kTable},
                                             {"AWS::EC2::SubnetRouteTableAssociation", "A", kLink},
                                             {"AWS::EC2::Route", "R", kRoute},
                                             {"AWS::EC2::InternetGateway", "I", {}},
                                             {"AWS::EC2::SecurityGroup", "G", kGroup},
                                             {"AWS::EC2::SecurityGroupIngress", "N", kIngress},
                                             {"AWS::EC2::VPCEndpoint", "E", kPoint},
                                             {"AWS::EC2::FlowLog", "F", kFlow},
                                             {"AWS::SageMaker::NotebookInstance", "B", kNotebook},
                                             {"AWS::SageMaker::Model", "M", kModel},
                                             {"AWS::SageMaker::Domain", "D", kDomain}}};

}  // namespace

std::span<const TypeShape> shapes() { return kShapes; }

const TypeShape& shape_of(std::string_view type) {
  for (const TypeShape& shape : kShapes) {
    if (shape.type == type) return shape;
  }
  return kShapes[0];
}

std::span<const std::string_view> words() { return kWords; }
std::span<const std::string_view> ranges() { return kRanges; }

}  // namespace cordon::oracle
