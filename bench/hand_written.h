#ifndef CORDON_BENCH_HAND_WRITTEN_H_
#define CORDON_BENCH_HAND_WRITTEN_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cordon::bench {

/// The rules of rules.cordon, in its order.
enum Rule : std::uint8_t { kEqual, kEnum, kDefault, kNested, kJoin, kReverse };
inline constexpr std::array<std::string_view, 6> kRuleIds = {"B-EQUAL",  "B-ENUM", "B-DEFAULT",
                                                             "B-NESTED", "B-JOIN", "B-REVERSE"};

/// A row that is not pass.
struct Finding {
  Rule rule;
  std::string_view address;
};

/// What both families of hand-written checks share. `Tree` reads a parsed document: Value (null
/// where there is none), Key, key(), find(), text(), is_true(), is_null(), each().
/// Nothing here knows positions, evidence, or more kinds of not knowing than the documents of the
/// generator have: it is the floor, not a rival.
template <class Tree>
class Checks {
 public:
  using Value = typename Tree::Value;
  using Key = typename Tree::Key;
  struct Resource {
    std::string_view address;
    Value properties;
    Value whole;
  };

  explicit Checks(Tree& tree) : tree_(tree) {}

  std::vector<Finding> run() {
    findings_.clear();
    for (const Resource& nb : notebooks_) {
      const Value access = tree_.find(nb.properties, word_.access);
      if (!access || tree_.text(access) != "Disabled") fail(kEqual, nb);
      const Value root = tree_.find(nb.properties, word_.root);
      if (!root || tree_.is_null(root) || tree_.text(root) != "Disabled") fail(kDefault, nb);
    }
    for (const Resource& endpoint : endpoints_) {
      const Value type = tree_.find(endpoint.properties, word_.endpoint_type);
      const std::string_view text = type ? tree_.text(type) : "Gateway";
      if (text != "Interface" && text != "Gateway") fail(kEnum, endpoint);
    }
    return std::move(findings_);
  }

 protected:
  struct Words {
    Key access, root, endpoint_type, ingress, cidr, host_names, vpc, traffic, resource;
  };
  void fail(Rule rule, const Resource& resource) { findings_.push_back({rule, resource.address}); }
  bool logs_all(const Resource& log) {
    const Value traffic = tree_.find(log.properties, word_.traffic);
    return traffic && tree_.text(traffic) == "ALL";
  }
  bool has_host_names(const Resource& vpc) {
    const Value names = tree_.find(vpc.properties, word_.host_names);
    return names && tree_.is_true(names);
  }

  Tree& tree_;
  Words word_;
  std::vector<Resource> notebooks_, endpoints_, groups_, subnets_, vpcs_, logs_;
  std::vector<Finding> findings_;
};

/// Over a Terraform plan. A reference is an id that a resource has, or what the configuration
/// mentions, looked for in the same module.
template <class Tree>
class PlanChecks : public Checks<Tree> {
  using Base = Checks<Tree>;
  using typename Base::Key;
  using typename Base::Resource;
  using typename Base::Value;

 public:
  PlanChecks(Tree& tree, Value plan) : Base(tree) {
    this->word_ = {tree.key("direct_internet_access"),
                   tree.key("root_access"),
                   tree.key("vpc_endpoint_type"),
                   tree.key("ingress"),
                   tree.key("cidr_blocks"),
                   tree.key("enable_dns_hostnames"),
                   tree.key("vpc_id"),
                   tree.key("traffic_type"),
                   tree.key("vpc_id")};
    id_ = tree.key("id");
    read_changes(plan);
    const Value configuration = tree.find(plan, tree.key("configuration"));
    read_configuration(tree.find(configuration, tree.key("root_module")));
  }

  std::vector<Finding> run() {
    this->findings_ = Base::run();
    for (const Resource& group : this->groups_) {
      if (open_to_all(group)) this->fail(kNested, group);
    }
    for (const Resource& subnet : this->subnets_) {
      const auto vpc = target(subnet, subnet_vpc_);
      if (vpc == kNowhere || !this->has_host_names(this->vpcs_[vpc])) this->fail(kJoin, subnet);
    }
    std::vector<bool> logged(this->vpcs_.size());
    for (const Resource& log : this->logs_) {
      const auto vpc = target(log, log_vpc_);
      if (vpc != kNowhere && this->logs_all(log)) logged[vpc] = true;
    }
    for (std::size_t i = 0; i < logged.size(); ++i) {
      if (!logged[i]) this->fail(kReverse, this->vpcs_[i]);
    }
    return std::move(this->findings_);
  }

 private:
  static constexpr std::size_t kNowhere = ~std::size_t{0};

  void read_changes(Value plan) {
    Tree& tree = this->tree_;
    const Key type = tree.key("type");
    const Key address = tree.key("address");
    const Key change = tree.key("change");
    const Key after = tree.key("after");
    module_ = tree.key("module_address");
    tree.each(tree.find(plan, tree.key("resource_changes")), [&](Value entry) {
      auto* list = list_of(tree.text(tree.find(entry, type)));
      if (list == nullptr) return;
      const Value values = tree.find(tree.find(entry, change), after);
      if (!values || tree.is_null(values)) return;
      list->push_back({tree.text(tree.find(entry, address)), values, entry});
    });
    for (std::size_t i = 0; i < this->vpcs_.size(); ++i) {
      by_address_.emplace(this->vpcs_[i].address, i);
      const Value id = tree.find(this->vpcs_[i].properties, id_);
      if (id) by_id_.emplace(tree.text(id), i);
    }
  }

  std::vector<Resource>* list_of(std::string_view type) {
    if (type == "aws_sagemaker_notebook_instance") return &this->notebooks_;
    if (type == "aws_vpc_endpoint") return &this->endpoints_;
    if (type == "aws_security_group") return &this->groups_;
    if (type == "aws_subnet") return &this->subnets_;
    if (type == "aws_vpc") return &this->vpcs_;
    return type == "aws_flow_log" ? &this->logs_ : nullptr;
  }

  /// What `vpc_id` of subnets and flow logs mentions, wherever the modules stand.
  void read_configuration(Value module) {
    Tree& tree = this->tree_;
    if (!module) return;
    tree.each(tree.find(module, tree.key("resources")), [&](Value entry) {
      const std::string_view type = tree.text(tree.find(entry, tree.key("type")));
      if (type != "aws_subnet" && type != "aws_flow_log") return;
      const Value expression =
          tree.find(tree.find(entry, tree.key("expressions")), this->word_.vpc);
      const Value references = expression ? tree.find(expression, tree.key("references")) : Value{};
      std::string& mention = type == "aws_subnet" ? subnet_vpc_ : log_vpc_;
      tree.each(references, [&](Value item) { mention = tree.text(item); });  // the shortest
    });
    tree.each_member(tree.find(module, tree.key("module_calls")),
                     [&](std::string_view, Value call) {
                       read_configuration(tree.find(call, tree.key("module")));
                     });
  }

  std::size_t target(const Resource& from, const std::string& mention) {
    const Value id = this->tree_.find(from.properties, this->word_.vpc);
    if (id) {
      const auto known = by_id_.find(this->tree_.text(id));
      return known == by_id_.end() ? kNowhere : known->second;
    }
    const Value module = this->tree_.find(from.whole, module_);
    scratch_.assign(module ? this->tree_.text(module) : std::string_view());
    if (module) scratch_ += '.';
    scratch_ += mention;
    const auto known = by_address_.find(scratch_);
    return known == by_address_.end() ? kNowhere : known->second;
  }

  bool open_to_all(const Resource& group) {
    bool open = false;
    this->tree_.each(this->tree_.find(group.properties, this->word_.ingress), [&](Value rule) {
      this->tree_.each(this->tree_.find(rule, this->word_.cidr),
                       [&](Value range) { open = open || this->tree_.text(range) == "0.0.0.0/0"; });
    });
    return open;
  }

  Key id_, module_;
  std::unordered_map<std::string_view, std::size_t> by_address_, by_id_;
  std::string subnet_vpc_, log_vpc_, scratch_;
};

/// Over a CloudFormation template. A reference is a `Ref`.
template <class Tree>
class TemplateChecks : public Checks<Tree> {
  using Base = Checks<Tree>;
  using typename Base::Key;
  using typename Base::Resource;
  using typename Base::Value;

 public:
  TemplateChecks(Tree& tree, Value root) : Base(tree) {
    this->word_ = {tree.key("DirectInternetAccess"),
                   tree.key("RootAccess"),
                   tree.key("VpcEndpointType"),
                   tree.key("SecurityGroupIngress"),
                   tree.key("CidrIp"),
                   tree.key("EnableDnsHostnames"),
                   tree.key("VpcId"),
                   tree.key("TrafficType"),
                   tree.key("ResourceId")};
    ref_ = tree.key("Ref");
    const Key type = tree.key("Type");
    const Key properties = tree.key("Properties");
    tree.each_member(tree.find(root, tree.key("Resources")),
                     [&](std::string_view name, Value entry) {
                       auto* list = list_of(tree.text(tree.find(entry, type)));
                       if (list != nullptr)
                         list->push_back({name, tree.find(entry, properties), entry});
                     });
    for (std::size_t i = 0; i < this->vpcs_.size(); ++i)
      by_name_.emplace(this->vpcs_[i].address, i);
  }

  std::vector<Finding> run() {
    this->findings_ = Base::run();
    for (const Resource& group : this->groups_) {
      if (open_to_all(group)) this->fail(kNested, group);
    }
    for (const Resource& subnet : this->subnets_) {
      const auto vpc = target(subnet, this->word_.vpc);
      if (vpc == kNowhere || !this->has_host_names(this->vpcs_[vpc])) this->fail(kJoin, subnet);
    }
    std::vector<bool> logged(this->vpcs_.size());
    for (const Resource& log : this->logs_) {
      const auto vpc = target(log, this->word_.resource);
      if (vpc != kNowhere && this->logs_all(log)) logged[vpc] = true;
    }
    for (std::size_t i = 0; i < logged.size(); ++i) {
      if (!logged[i]) this->fail(kReverse, this->vpcs_[i]);
    }
    return std::move(this->findings_);
  }

 private:
  static constexpr std::size_t kNowhere = ~std::size_t{0};

  std::vector<Resource>* list_of(std::string_view type) {
    if (type == "AWS::SageMaker::NotebookInstance") return &this->notebooks_;
    if (type == "AWS::EC2::VPCEndpoint") return &this->endpoints_;
    if (type == "AWS::EC2::SecurityGroup") return &this->groups_;
    if (type == "AWS::EC2::Subnet") return &this->subnets_;
    if (type == "AWS::EC2::VPC") return &this->vpcs_;
    return type == "AWS::EC2::FlowLog" ? &this->logs_ : nullptr;
  }

  std::size_t target(const Resource& from, Key key) {
    const Value value = this->tree_.find(from.properties, key);
    const Value ref = value ? this->tree_.find(value, ref_) : Value{};
    if (!ref) return kNowhere;
    const auto known = by_name_.find(this->tree_.text(ref));
    return known == by_name_.end() ? kNowhere : known->second;
  }

  bool open_to_all(const Resource& group) {
    bool open = false;
    this->tree_.each(this->tree_.find(group.properties, this->word_.ingress), [&](Value rule) {
      const Value range = this->tree_.find(rule, this->word_.cidr);
      open = open || (range && this->tree_.text(range) == "0.0.0.0/0");
    });
    return open;
  }

  Key ref_;
  std::unordered_map<std::string_view, std::size_t> by_name_;
};

}  // namespace cordon::bench

#endif  // CORDON_BENCH_HAND_WRITTEN_H_
