// The architecture that the benchmark's documents describe, one team at a time: what each resource
// looks like in a plan, in its configuration and in a template. Chance decides the faults only.
#include "teams.h"

namespace cordon::bench {
namespace {

constexpr std::string_view kVpc = R"({"references":["aws_vpc.main.id","aws_vpc.main"]})";
constexpr std::string_view kTags = R"({"references":["var.team"]})";
constexpr std::string_view kSubnets = R"({"references":["aws_subnet.private"]})";
constexpr std::string_view kNetGroup =
    R"({"references":["module.net.workload_group_id","module.net"]})";
constexpr std::string_view kRole =
    R"({"references":["aws_iam_role.execution.arn","aws_iam_role.execution"]})";

/// splitmix64: a number that depends on all of its arguments.
std::uint64_t mixed(std::uint64_t seed, std::uint64_t a, std::uint64_t b) {
  std::uint64_t z = seed + 0x9E3779B97F4A7C15U * (a + 1) + 0xD1B54A32D192ED03U * (b + 1);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

std::string_view word(bool value) { return value ? "true" : "false"; }

std::string list(std::string_view items) { return "[" + std::string(items) + "]"; }

/// Builds one resource after the other; both families are written side by side.
class Builder {
 public:
  explicit Builder(const Team& team) : team_(team) {}

  std::vector<Made> all() {
    network();
    endpoints();
    workloads();
    return std::move(made_);
  }

 private:
  [[nodiscard]] std::string known(const std::string& json) const {
    return team_.existing ? json : std::string();
  }
  [[nodiscard]] std::string id(std::string_view prefix, std::uint32_t which = 0) const {
    return known(quoted(team_.id(prefix, which)));
  }
  [[nodiscard]] std::string arn(std::string_view what) const {
    return known(quoted("arn:aws:ec2:eu-west-1:123456789012:" + std::string(what)));
  }
  [[nodiscard]] std::string tags(std::string_view name) const {
    return R"({"CostCentre":"4711","Environment":"prod","Name":)" +
           quoted(team_.name() + "-" + std::string(name)) + R"(,"Owner":)" + quoted(team_.name()) +
           "}";
  }
  [[nodiscard]] std::string tag_list(std::string_view name) const {
    return R"("Tags":[{"Key":"CostCentre","Value":"4711"},{"Key":"Environment","Value":"prod"},)"
           R"({"Key":"Name","Value":)" +
           quoted(team_.name() + "-" + std::string(name)) + R"(},{"Key":"Owner","Value":)" +
           quoted(team_.name()) + "}]";
  }
  [[nodiscard]] std::string ref(std::string_view name) const {
    return R"({"Ref":)" + quoted(team_.name() + std::string(name)) + "}";
  }
  [[nodiscard]] std::string group(std::string_view name) const {
    return R"({"Fn::GetAtt":[)" + quoted(team_.name() + std::string(name)) + R"(,"GroupId"]})";
  }
  Made& add(bool network, std::string_view type, std::string_view name,
            std::string_view canonical) {
    Made made;
    made.network = network;
    made.type = type;
    made.name = name;
    made.canonical = canonical;
    made_.push_back(std::move(made));
    return made_.back();
  }

  void network() {
    vpc();
    for (std::uint32_t i = 0; i < 3; ++i) subnet(i);
    Made& table = add(true, "aws_route_table", "private", "AWS::EC2::RouteTable");
    table.attributes = {{"arn", arn("route-table/" + team_.id("rtb"))},
                        {"id", id("rtb")},
                        {"owner_id", known(R"("123456789012")")},
                        {"propagating_vgws", known("[]")},
                        {"route", known("[]")},
                        {"tags", tags("private"), "{}", kTags},
                        {"tags_all", tags("private"), "{}"},
                        {"timeouts", "null"},
                        {"vpc_id", id("vpc"), {}, kVpc}};
    table.properties = R"("VpcId":)" + ref("Vpc") + "," + tag_list("private");
    for (std::uint32_t i = 0; i < 3; ++i) association(i);
    security_group("workload", "Traffic of the workloads", team_.open_ingress);
    security_group("endpoints", "Traffic to the endpoints", false);
  }

  void vpc() {
    const std::string cidr = R"("10.)" + std::to_string(team_.number % 250) + R"(.0.0/16")";
    Made& made = add(true, "aws_vpc", "main", "AWS::EC2::VPC");
    made.attributes = {{"arn", arn("vpc/" + team_.id("vpc"))},
                       {"assign_generated_ipv6_cidr_block", "false"},
                       {"cidr_block", cidr, {}, R"({"references":["var.cidr"]})"},
                       {"default_network_acl_id", id("acl")},
                       {"default_route_table_id", id("rtb", 9)},
                       {"default_security_group_id", id("sg", 9)},
                       {"dhcp_options_id", id("dopt")},
                       {"enable_dns_hostnames",
                        std::string(word(team_.host_names)),
                        {},
                        R"({"references":["var.host_names"]})"},
                       {"enable_dns_support", "true", {}, R"({"constant_value":true})"},
                       {"enable_network_address_usage_metrics", known("false")},
                       {"id", id("vpc")},
                       {"instance_tenancy", R"("default")"},
                       {"ipv4_ipam_pool_id", "null"},
                       {"ipv6_cidr_block", known(R"("")")},
                       {"main_route_table_id", id("rtb", 9)},
                       {"owner_id", known(R"("123456789012")")},
                       {"tags", tags("vpc"), "{}", kTags},
                       {"tags_all", tags("vpc"), "{}"}};
    made.properties = R"("CidrBlock":)" + cidr +
                      R"(,"EnableDnsSupport":true,"EnableDnsHostnames":)" +
                      std::string(word(team_.host_names)) + "," + tag_list("vpc");
  }

  void subnet(std::uint32_t i) {
    const std::string cidr =
        R"("10.)" + std::to_string(team_.number % 250) + "." + std::to_string(i * 16) + R"(.0/20")";
    const std::string zone = std::string(R"("eu-west-1)") + static_cast<char>('a' + i) + "\"";
    Made& made = add(true, "aws_subnet", "private", "AWS::EC2::Subnet");
    made.key = std::to_string(i);
    made.repetition = R"("count_expression":{"references":["var.zones"]})";
    made.attributes = {
        {"arn", arn("subnet/" + team_.id("subnet", i))},
        {"assign_ipv6_address_on_creation", "false"},
        {"availability_zone", zone, {}, R"({"references":["var.zones","count.index"]})"},
        {"availability_zone_id", known(R"("euw1-az)" + std::to_string(i + 1) + "\"")},
        {"cidr_block", cidr, {}, R"({"references":["var.cidr","count.index"]})"},
        {"customer_owned_ipv4_pool", "null"},
        {"enable_dns64", "false"},
        {"id", id("subnet", i)},
        {"ipv6_cidr_block", "null"},
        {"ipv6_native", "false"},
        {"map_public_ip_on_launch", "false", {}, R"({"constant_value":false})"},
        {"outpost_arn", "null"},
        {"owner_id", known(R"("123456789012")")},
        {"private_dns_hostname_type_on_launch", known(R"("ip-name")")},
        {"tags", tags("private"), "{}", kTags},
        {"tags_all", tags("private"), "{}"},
        {"timeouts", "null"},
        {"vpc_id", id("vpc"), {}, kVpc}};
    made.properties = R"("VpcId":)" + ref("Vpc") + R"(,"CidrBlock":)" + cidr +
                      R"(,"AvailabilityZone":)" + zone + R"(,"MapPublicIpOnLaunch":false,)" +
                      tag_list("private");
  }

  void association(std::uint32_t i) {
    Made& made = add(true, "aws_route_table_association", "private",
                     "AWS::EC2::SubnetRouteTableAssociation");
    made.key = std::to_string(i);
    made.repetition = R"("count_expression":{"references":["var.zones"]})";
    made.attributes = {
        {"gateway_id", "null"},
        {"id", id("rtbassoc", i)},
        {"route_table_id",
         id("rtb"),
         {},
         R"({"references":["aws_route_table.private.id","aws_route_table.private"]})"},
        {"subnet_id",
         id("subnet", i),
         {},
         R"({"references":["aws_subnet.private","count.index"]})"},
        {"timeouts", "null"}};
    made.properties = R"("SubnetId":)" + ref("SubnetPrivate" + std::to_string(i)) +
                      R"(,"RouteTableId":)" + ref("RouteTablePrivate");
  }

  void security_group(std::string_view name, std::string_view text, bool open) {
    const std::string range =
        open ? R"("0.0.0.0/0")" : R"("10.)" + std::to_string(team_.number % 250) + R"(.0.0/16")";
    const auto rule = [](const std::string& cidr, std::string_view protocol, int from, int to) {
      return R"({"cidr_blocks":[)" + cidr + R"(],"description":"","from_port":)" +
             std::to_string(from) + R"(,"ipv6_cidr_blocks":[],"prefix_list_ids":[],"protocol":")" +
             std::string(protocol) + R"(","security_groups":[],"self":false,"to_port":)" +
             std::to_string(to) + "}";
    };
    constexpr std::string_view kMarks =
        R"([{"cidr_blocks":[false],"ipv6_cidr_blocks":[],"prefix_list_ids":[],"security_groups":[]}])";
    Made& made = add(true, "aws_security_group", name, "AWS::EC2::SecurityGroup");
    made.attributes = {
        {"arn", arn("security-group/" + team_.id("sg", name == "workload" ? 0 : 1))},
        {"description", quoted(text), {}, R"({"constant_value":"Traffic"})"},
        {"egress", list(rule(R"("10.0.0.0/8")", "tcp", 443, 443)), std::string(kMarks),
         R"([{"cidr_blocks":{"constant_value":["10.0.0.0/8"]},"from_port":{"constant_value":443},"protocol":{"constant_value":"tcp"},"to_port":{"constant_value":443}}])"},
        {"id", id("sg", name == "workload" ? 0 : 1)},
        {"ingress", list(rule(range, "tcp", 443, 443)), std::string(kMarks),
         R"([{"cidr_blocks":{"references":["var.cidr"]},"from_port":{"constant_value":443},"protocol":{"constant_value":"tcp"},"to_port":{"constant_value":443}}])"},
        {"name", quoted(team_.name() + "-" + std::string(name)), {}, kTags},
        {"name_prefix", known(R"("")")},
        {"owner_id", known(R"("123456789012")")},
        {"revoke_rules_on_delete", "false"},
        {"tags", tags(name), "{}", kTags},
        {"tags_all", tags(name), "{}"},
        {"timeouts", "null"},
        {"vpc_id", id("vpc"), {}, kVpc}};
    made.properties =
        R"("GroupDescription":)" + quoted(text) + R"(,"VpcId":)" + ref("Vpc") +
        R"(,"SecurityGroupIngress":[{"CidrIp":)" + range +
        R"(,"IpProtocol":"tcp","FromPort":443,"ToPort":443}],"SecurityGroupEgress":)" +
        R"([{"CidrIp":"10.0.0.0/8","IpProtocol":"tcp","FromPort":443,"ToPort":443}],)" +
        tag_list(name);
  }

  void endpoints() {
    endpoint("sagemaker.api", "\"api\"", team_.odd_endpoint ? "GatewayLoadBalancer" : "Interface",
             0);
    endpoint("sagemaker.runtime", "\"runtime\"", "Interface", 1);
    endpoint("s3", "", "Gateway", 2);
    Made& log = add(true, "aws_flow_log", "vpc", "AWS::EC2::FlowLog");
    const std::string traffic = team_.flow_log ? R"("ALL")" : R"("REJECT")";
    log.attributes = {{"arn", arn("vpc-flow-log/" + team_.id("fl"))},
                      {"deliver_cross_account_role", "null"},
                      {"destination_options", "[]", "[]"},
                      {"eni_id", "null"},
                      {"iam_role_arn", "null"},
                      {"id", id("fl")},
                      {"log_destination",
                       R"("arn:aws:s3:::flow-logs")",
                       {},
                       R"({"references":["var.log_bucket"]})"},
                      {"log_destination_type", R"("s3")", {}, R"({"constant_value":"s3"})"},
                      {"log_format", known(R"("${version} ${account-id}")")},
                      {"max_aggregation_interval", "600"},
                      {"subnet_id", "null"},
                      {"tags", tags("flow"), "{}", kTags},
                      {"tags_all", tags("flow"), "{}"},
                      {"traffic_type", traffic, {}, R"({"references":["var.traffic"]})"},
                      {"transit_gateway_id", "null"},
                      {"vpc_id", id("vpc"), {}, kVpc}};
    log.properties = R"("ResourceId":)" + ref("Vpc") +
                     R"(,"ResourceType":"VPC","LogDestinationType":"s3",)"
                     R"("LogDestination":"arn:aws:s3:::flow-logs","TrafficType":)" +
                     traffic + "," + tag_list("flow");
  }

  void endpoint(std::string_view service, std::string key, std::string_view kind,
                std::uint32_t which) {
    const bool gateway = kind == "Gateway";
    const std::string name = R"("com.amazonaws.eu-west-1.)" + std::string(service) + "\"";
    Made& made =
        add(true, "aws_vpc_endpoint", gateway ? "s3" : "interface", "AWS::EC2::VPCEndpoint");
    if (!gateway) made.repetition = R"("for_each_expression":{"references":["var.services"]})";
    made.key = std::move(key);
    const std::string subnets = quoted(team_.id("subnet", 0)) + "," + quoted(team_.id("subnet", 1));
    made.attributes = {
        {"arn", arn("vpc-endpoint/" + team_.id("vpce", which))},
        {"auto_accept", "null"},
        {"cidr_blocks", known("[]")},
        {"dns_entry", known("[]")},
        {"dns_options", gateway ? known("[]") : R"([{"dns_record_ip_type":"ipv4"}])", "[{}]"},
        {"id", id("vpce", which)},
        {"ip_address_type", known(R"("ipv4")")},
        {"network_interface_ids", known("[]")},
        {"owner_id", known(R"("123456789012")")},
        {"policy",
         known(
             R"("{\"Statement\":[{\"Action\":\"*\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\"}]}")")},
        {"prefix_list_id", known(R"("")")},
        {"private_dns_enabled", gateway ? "false" : "true", {}, R"({"constant_value":true})"},
        {"requester_managed", known("false")},
        {"route_table_ids",
         gateway ? known(list(quoted(team_.id("rtb")))) : "[]",
         {},
         gateway ? R"({"references":["aws_route_table.private.id","aws_route_table.private"]})"
                 : std::string_view()},
        {"security_group_ids",
         gateway ? "[]" : known(list(quoted(team_.id("sg", 1)))),
         {},
         gateway
             ? std::string_view()
             : R"({"references":["aws_security_group.endpoints.id","aws_security_group.endpoints"]})"},
        {"service_name", name, {}, R"({"references":["each.value"]})"},
        {"state", known(R"("available")")},
        {"subnet_ids",
         gateway ? "[]" : known(list(subnets)),
         {},
         gateway ? std::string_view() : kSubnets},
        {"tags", tags(service), "{}", kTags},
        {"tags_all", tags(service), "{}"},
        {"timeouts", "null"},
        {"vpc_endpoint_type", quoted(kind), {}, R"({"constant_value":"Interface"})"},
        {"vpc_id", id("vpc"), {}, kVpc}};
    made.properties = R"("ServiceName":)" + name + R"(,"VpcEndpointType":)" + quoted(kind) +
                      R"(,"VpcId":)" + ref("Vpc");
    made.properties += gateway
                           ? R"(,"RouteTableIds":[)" + ref("RouteTablePrivate") + "]"
                           : R"(,"PrivateDnsEnabled":true,"SubnetIds":[)" + ref("SubnetPrivate0") +
                                 "," + ref("SubnetPrivate1") + R"(],"SecurityGroupIds":[)" +
                                 group("SecurityGroupEndpoints") + "]";
  }

  void workloads() {
    for (std::uint32_t i = 0; i < 2; ++i) notebook(i);
    model();
    const std::string bucket = quoted(team_.name() + "-data-123456789012");
    Made& data = add(false, "aws_s3_bucket", "data", "AWS::S3::Bucket");
    data.attributes = {{"arn", known(R"("arn:aws:s3:::)" + team_.name() + "-data\"")},
                       {"bucket", bucket, {}, kTags},
                       {"bucket_domain_name", known(R"("data.s3.amazonaws.com")")},
                       {"force_destroy", "false"},
                       {"grant", known("[]")},
                       {"id", known(bucket)},
                       {"logging", "[]", "[]"},
                       {"object_lock_enabled", known("false")},
                       {"region", known(R"("eu-west-1")")},
                       {"tags", tags("data"), "{}", kTags},
                       {"tags_all", tags("data"), "{}"},
                       {"timeouts", "null"},
                       {"versioning", known("[]")},
                       {"website", "[]", "[]"}};
    data.properties = R"("BucketName":)" + bucket + "," + tag_list("data");
    role();
    log_group();
  }

  void role() {
    constexpr std::string_view kPolicy =
        R"({\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"sagemaker.amazonaws.com\"}}]})";
    const std::string name = quoted(team_.name() + "-execution");
    Made& made = add(false, "aws_iam_role", "execution", "AWS::IAM::Role");
    made.attributes = {
        {"arn", known(R"("arn:aws:iam::123456789012:role/)" + team_.name() + "\"")},
        {"assume_role_policy",
         "\"" + std::string(kPolicy) + "\"",
         {},
         R"({"references":["data.aws_iam_policy_document.assume.json","data.aws_iam_policy_document.assume"]})"},
        {"create_date", known(R"("2026-01-05T10:00:00Z")")},
        {"description", "null"},
        {"force_detach_policies", "false"},
        {"id", known(name)},
        {"max_session_duration", "3600"},
        {"name", name, {}, kTags},
        {"path", R"("/")"},
        {"permissions_boundary", "null"},
        {"tags", tags("execution"), "{}", kTags},
        {"tags_all", tags("execution"), "{}"},
        {"unique_id", known(R"("AROAEXAMPLE")")}};
    made.properties =
        R"("AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
        R"("Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole"}]})";
  }

  void log_group() {
    const std::string name = R"("/aws/sagemaker/)" + team_.name() + "\"";
    Made& made = add(false, "aws_cloudwatch_log_group", "workload", "AWS::Logs::LogGroup");
    made.attributes = {{"arn", arn("log-group:" + team_.name())},
                       {"id", known(name)},
                       {"kms_key_id", "null"},
                       {"log_group_class", known(R"("STANDARD")")},
                       {"name", name, {}, kTags},
                       {"name_prefix", known(R"("")")},
                       {"retention_in_days", "365", {}, R"({"constant_value":365})"},
                       {"skip_destroy", "false"},
                       {"tags", tags("logs"), "{}", kTags},
                       {"tags_all", tags("logs"), "{}"}};
    made.properties = R"("LogGroupName":)" + name + R"(,"RetentionInDays":365)";
  }

  void notebook(std::uint32_t i) {
    const std::string name = quoted(team_.name() + "-notebook-" + std::to_string(i));
    const std::string access = team_.internet && i == 0 ? R"("Enabled")" : R"("Disabled")";
    Made& made =
        add(false, "aws_sagemaker_notebook_instance", "nb", "AWS::SageMaker::NotebookInstance");
    made.key = std::to_string(i);
    made.repetition = R"("count_expression":{"references":["var.notebooks"]})";
    made.attributes = {
        {"accelerator_types", "null"},
        {"additional_code_repositories", "null"},
        {"arn", arn("notebook-instance/" + team_.name())},
        {"default_code_repository", "null"},
        {"direct_internet_access", access, {}, R"({"references":["var.internet"]})"},
        {"id", known(name)},
        {"instance_metadata_service_configuration",
         R"([{"minimum_instance_metadata_service_version":"2"}])", "[{}]",
         R"([{"minimum_instance_metadata_service_version":{"constant_value":"2"}}])"},
        {"instance_type", R"("ml.t3.medium")", {}, R"({"constant_value":"ml.t3.medium"})"},
        {"kms_key_id",
         R"("arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab")",
         {},
         R"({"references":["var.kms_key_arn"]})"},
        {"lifecycle_config_name", "null"},
        {"name", name, {}, R"({"references":["var.team","count.index"]})"},
        {"network_interface_id", id("eni", i)},
        {"platform_identifier", known(R"("notebook-al2-v3")")},
        {"role_arn", known(R"("arn:aws:iam::123456789012:role/)" + team_.name() + "\""), {}, kRole},
        {"root_access",
         team_.root ? "null" : R"("Disabled")",
         {},
         R"({"references":["var.root_access"]})"},
        {"security_groups", known(list(quoted(team_.id("sg", 0)))), {}, kNetGroup},
        {"subnet_id",
         id("subnet", i),
         {},
         R"({"references":["module.net.private_subnet_ids","module.net","count.index"]})"},
        {"tags", tags("notebook"), "{}", kTags},
        {"tags_all", tags("notebook"), "{}"},
        {"url", known(R"("notebook.eu-west-1.sagemaker.aws")")},
        {"volume_size", "20"}};
    made.properties = R"("NotebookInstanceName":)" + name + R"(,"InstanceType":"ml.t3.medium",)" +
                      R"("DirectInternetAccess":)" + access + R"(,"RoleArn":{"Fn::GetAtt":[)" +
                      quoted(team_.name() + "IamRoleExecution") + R"(,"Arn"]},"SubnetId":)" +
                      ref("SubnetPrivate" + std::to_string(i)) + R"(,"SecurityGroupIds":[)" +
                      group("SecurityGroupWorkload") + "]," + tag_list("notebook");
    if (!team_.root) made.properties += R"(,"RootAccess":"Disabled")";
  }

  void model() {
    const std::string name = quoted(team_.name() + "-model");
    const std::string groups = list(quoted(team_.id("sg", 0)));
    const std::string subnets =
        list(quoted(team_.id("subnet", 0)) + "," + quoted(team_.id("subnet", 1)));
    constexpr std::string_view kConfig =
        R"([{"security_group_ids":{"references":["module.net.workload_group_id","module.net"]},"subnets":{"references":["module.net.private_subnet_ids","module.net"]}}])";
    Made& made = add(false, "aws_sagemaker_model", "model", "AWS::SageMaker::Model");
    made.attributes = {
        {"arn", arn("model/" + team_.name())},
        {"container", "[]", "[]"},
        {"enable_network_isolation",
         std::string(word(team_.isolated)),
         {},
         R"({"references":["var.isolated"]})"},
        {"execution_role_arn",
         known(R"("arn:aws:iam::123456789012:role/)" + team_.name() + "\""),
         {},
         kRole},
        {"id", known(name)},
        {"inference_execution_config", known("[]")},
        {"name", name, {}, kTags},
        {"primary_container",
         R"([{"container_hostname":null,"environment":{"MODE":"batch"},"image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/model:1","image_config":[],"mode":"SingleModel","model_data_url":"s3://models/model.tar.gz"}])",
         R"([{"environment":{},"image_config":[]}])",
         R"([{"environment":{"constant_value":{"MODE":"batch"}},"image":{"references":["var.image"]},"model_data_url":{"references":["var.data"]}}])"},
        {"tags", tags("model"), "{}", kTags},
        {"tags_all", tags("model"), "{}"},
        {"vpc_config",
         team_.existing ? R"([{"security_group_ids":)" + groups + R"(,"subnets":)" + subnets + "}]"
                        : "[{}]",
         team_.existing ? "[{}]" : R"([{"security_group_ids":true,"subnets":true}])", kConfig}};
    made.properties =
        R"("ModelName":)" + name + R"(,"EnableNetworkIsolation":)" +
        std::string(word(team_.isolated)) + R"(,"ExecutionRoleArn":{"Fn::GetAtt":[)" +
        quoted(team_.name() + "IamRoleExecution") +
        R"(,"Arn"]},"PrimaryContainer":{"Image":"model:1","Environment":{"MODE":"batch"}},)" +
        R"("VpcConfig":{"Subnets":[)" + ref("SubnetPrivate0") + "," + ref("SubnetPrivate1") +
        R"(],"SecurityGroupIds":[)" + group("SecurityGroupWorkload") + "]}," + tag_list("model");
  }

  const Team& team_;
  std::vector<Made> made_;
};

}  // namespace

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string Team::name() const {
  std::string digits = std::to_string(number);
  return "team" + std::string(5 - digits.size(), '0') + digits;
}

std::string Team::id(std::string_view prefix, std::uint32_t which) const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::uint64_t bits = mixed(1, number * 16U + which, prefix.size());
  std::string text(prefix);
  text += "-0";
  for (int i = 0; i < 16; ++i, bits >>= 4U) text += kDigits[bits & 15U];
  return text;
}

Team make_team(std::uint32_t number, std::uint64_t seed) {
  const auto percent = [&](std::uint64_t what, std::uint64_t limit) {
    return mixed(seed, number, what) % 100 < limit;
  };
  Team team;
  team.number = number;
  team.existing = percent(0, 33);
  team.internet = percent(1, 10);
  team.root = percent(2, 15);
  team.open_ingress = percent(3, 8);
  team.flow_log = percent(4, 85);
  team.host_names = percent(5, 90);
  team.odd_endpoint = percent(6, 3);
  team.isolated = percent(7, 70);
  return team;
}

std::vector<Made> resources_of(const Team& team) { return Builder(team).all(); }

}  // namespace cordon::bench
