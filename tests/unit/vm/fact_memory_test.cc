// Facts keep their values and nothing of what they made on the way.
#include "vm/fact_memory.h"

#include <string>
#include <vector>

#include "bytecode/program.h"
#include "catch_compat.h"
#include "cordon/dsl/compile.h"
#include "rows/run.h"
#include "value/store.h"

namespace cordon {
namespace {

struct Judged {
  std::vector<std::string> messages;
  std::size_t kept = 0;
};

/// Rows of all rules over `n` VPCs, with the rows' memory written over between them.
Judged judge(const std::string& body, std::uint32_t n) {
  const auto done = dsl::compile({{"t.cordon", "language 1\npackage t\n" + body, false, true}}, {});
  for (const auto& p : done.problems) UNSCOPED_INFO(p.code << " " << p.message);
  REQUIRE(done.program);
  const bytecode::Program& code = done.program.code();
  std::string text =
      R"({"Parameters": {"P": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, ""]}},
          "Resources": {)";
  for (std::uint32_t i = 0; i < n; ++i) {
    text += (i == 0 ? "\"V" : ",\"V") + std::to_string(i) +
            R"(": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::If": ["C", "a", "b"]},
               "InstanceTenancy": "Default", "Ipv4IpamPoolId": {"Fn::Sub": "ABC-${P}-D"}}})";
  }
  Store store;
  Inventory inventory(store, *code.catalogue, {});
  inventory.add("d.json", text + "}}", true);
  rows::Run run(code, inventory, {}, {}, 20'786, Environment::kProd);
  Judged out;
  for (std::uint32_t rule = 0; rule < code.rules.size(); ++rule) {
    for (const ResourceId subject : run.subjects(rule)) {
      const rows::RunRow row = run.row(rule, subject, true);
      for (const vm::RawRequirement& r : row.requirements) out.messages.push_back(r.message);
      run.env().row_memory.clear();
      const std::string noise(4096, '#');
      for (int i = 0; i < 16; ++i) run.env().row_memory.copy(std::string_view(noise));
      run.env().row_memory.clear();
    }
  }
  out.kept = run.env().run_memory.bytes();
  return out;
}

}  // namespace

TEST_CASE("values_that_share_a_text_go_on_sharing_it") {
  Arena row;
  Arena run;
  const auto mark = row.mark();
  const std::string_view text = row.copy(std::string(100'000, 'x'));
  std::vector<Node> all(1000, Node::string(text));
  all.push_back(Node::string(text.substr(0, 5)));
  const Node list = Store::list_in(row, all);
  const std::size_t before = run.bytes();
  const Node copy = vm::kept(run, row, mark, list);
  row.rewind(mark);
  CHECK(run.bytes() - before < std::size_t{4} << 20U);
  REQUIRE(copy.len == 1001);
  for (const Node& member : copy.members().first(1000)) CHECK(member.text().size() == 100'000);
  CHECK(copy.kids[0].text() == std::string(100'000, 'x'));
  CHECK(copy.kids[1000].text() == "xxxxx");
}

TEST_CASE("values_of_facts_outlive_the_rows_that_made_them") {
  const std::string facts = R"~(
fn text(v: AWS::EC2::VPC) = "<\(lower(v.InstanceTenancy))>"
fn twice(v: AWS::EC2::VPC) = [text(v), upper(text(v)), "\(text(v))+\(lower("X"))"]
fn object(v: AWS::EC2::VPC) = {A: twice(v), B: {C: [trim(text(v))], D: []}}
fn filtered(v: AWS::EC2::VPC) = [lower(x) for x in twice(v) where x != ""]
fn choice(v: AWS::EC2::VPC) = upper(v.CidrBlock)
fn parts(v: AWS::EC2::VPC) = lower(v.Ipv4IpamPoolId)
fn absent(v: AWS::EC2::VPC) = twice(v)[7]
fn broken(v: AWS::EC2::VPC) = cidr(text(v))
fn network(v: AWS::EC2::VPC) = cidr("10.\(count(twice(v))).0.0/16")
rule r for v in AWS::EC2::VPC {
  require text(v) == "" else "\(text(v)) \(twice(v)) \(object(v)) \(filtered(v)) \(network(v))"
  require choice(v) == "c" else "c"
  require parts(v) == "ABC" else "p"
  require absent(v) == "" else "a"
  require prefix(broken(v)) == 1 else "b"
}
)~";
  const std::string again =
      facts + "rule again" + facts.substr(facts.find(" for v in AWS::EC2::VPC {"));
  const Judged once = judge(facts, 3);
  const Judged both = judge(again, 3);
  REQUIRE(once.messages.size() == 15);
  CHECK(once.messages[0] ==
        R"(<default> ["<default>","<DEFAULT>","<default>+x"] )"
        R"({"A":["<default>","<DEFAULT>","<default>+x"],"B":{"C":["<default>"],"D":[]}} )"
        R"(["<default>","<default>","<default>+x"] 10.3.0.0/16)");
  REQUIRE(both.messages.size() == 30);
  for (std::size_t i = 0; i < 30; ++i) CHECK(both.messages[i] == once.messages[i % 15]);
}

TEST_CASE("a_fact_that_filters_a_type_keeps_what_it_found") {
  const std::string body = R"(
fn others(v: AWS::EC2::VPC) =
  [x for x in AWS::EC2::VPC where lower(x.InstanceTenancy ?? "") == upper(v.InstanceTenancy ?? "")]
rule r for v in AWS::EC2::VPC { require count(others(v)) == 0 else "x" }
)";
  const std::size_t few = judge(body, 50).kept;
  const std::size_t many = judge(body, 200).kept;
  CHECK(many <= 4 * few + 4096);
  CHECK(many <= 200 * 256);
}

TEST_CASE("shared_parts_are_kept_once") {
  Arena from;
  Arena to;
  const Arena::Mark mark = from.mark();
  Node node = Node::string(from.copy(std::string_view("leaf")));
  for (int i = 0; i < 60; ++i) {
    const Node pair[2] = {node, node};
    node = Store::list_in(from, pair);
  }
  const Node copy = vm::kept(to, from, mark, node);
  CHECK(to.bytes() < 16'384);
  from.rewind(mark);
  from.copy(std::string_view(std::string(8192, '#')));
  Node at = copy;
  for (int i = 0; i < 60; ++i) at = at.members()[1];
  CHECK(at.text() == "leaf");
}

TEST_CASE("what_was_there_before_is_shared") {
  Arena from;
  Arena to;
  const Node before = Node::string(from.copy(std::string_view("before")));
  const Arena::Mark mark = from.mark();
  const Node list = Store::list_in(from, {&before, 1});
  const Node empty = Store::list_in(from, {}, 7, 9);
  CHECK(vm::kept(to, from, mark, before).chars == before.chars);
  CHECK(vm::kept(to, from, mark, list).members()[0].chars == before.chars);
  CHECK(vm::kept(to, from, mark, list).kids != list.kids);
  CHECK(vm::kept(to, from, mark, empty).kids != empty.kids);
  CHECK(vm::kept(to, from, mark, Node::integer(3)).i == 3);
}

}  // namespace cordon
