#include "memory/scenarios.h"

#include <utility>

#include "catalogue/embedded.h"
#include "cordon/bundle.h"
#include "cordon/dsl/compile.h"
#include "cordon/listing.h"
#include "cordon/report.h"
#include "document/reader.h"
#include "inventory/inventory.h"
#include "syntax/parser.h"

namespace cordon::memory {
namespace {

const std::vector<std::string>& rule_texts() {
  static const std::vector<std::string> texts = {
      "rule r for d in Json::Document { require d.a == 1 else \"no: \\(d.a)\" }\n",
      "rule r for v in AWS::EC2::VPC where v.CidrBlock is present { require v.EnableDnsSupport ?? "
      "true else \"x\" }\n",
      "fn f(x: int) = x + 1\nfn g(x: int) = f(x) * 2\nrule r for d in Json::Document { require "
      "g(1) == d.a else \"x\" }\n",
      "rule r for d in Json::Document { for x in d.xs { when x > 1 { require every y in d.xs : y < "
      "x else \"\\(x)\" } } }\n",
      "let c = [1, 2, {a: \"b\"}]\nrule r for d in Json::Document { require d.a in c else \"x\" "
      "}\n",
      "rule r for d in Json::Document { require match d.a { \"x\" => true, 1 => d.b == 2, _ => "
      "false } else \"x\" }\n",
      "rule r for d in Json::Document { require d.s matches re\"^(a|b)+$\" and d.s like \"a*\" "
      "else \"x\" }\n",
      "param p: list<cidr> = [cidr\"10.0.0.0/8\"]\nrule r for d in Json::Document { require "
      "count(p) == 1 else \"x\" }\n",
      "@id(\"A-1\") @title(\"t\") @severity(\"high\", dev: \"low\") @groups([\"g\"]) "
      "@remediation(\"do\")\n"
      "rule r for d in Json::Document { require d.a == 1 else \"x\" }\n",
      "rule r { require count([v for v in AWS::EC2::VPC where v.CidrBlock is present]) >= 1 else "
      "\"none\" }\n",
      "rule r for d in Json::Document { require d.a = 1 else \"x\" }\n",
      "rule r for n in AWS::SageMaker::NotebookInstance { require n.DirectInternetAcess == "
      "\"Disabled\" else \"x\" }\n",
      "fn f(x: int) = f(x)\nlet unused = 1\nimport nothing\n",
      "let x = ((((1)))\nlet y = \"\nlet z = [\n"};
  return texts;
}

const std::vector<std::string>& documents() {
  static const std::vector<std::string> texts = {
      "{\"a\":1,\"b\":[1,2.5,\"x\\u00e9\",null,true],\"s\":\"abab\",\"xs\":[1,2,3]}",
      "[[[{\"a\":{\"b\":{}}}]],123456789012345678901234567890]",
      "{\"a\":1,\"a\":2}",
      "{\"a\":[1,2,}",
      "\"" + std::string(3'000, 'x') + "\\n\"",
      "a: 1\nb: [x, 'y', \"z\\n\"]\nc: &a {d: e}\nf: *a\n",
      "---\na: !Sub \"${B}\"\n---\n- |\n  text\n- >\n  more\n",
      "a: yes\nb: 010\nc: !!str 1\n",
      "a: [\nb",
      "a: *b\n"};
  return texts;
}

const std::vector<std::string>& infrastructures() {
  static const std::vector<std::string> texts = {
      R"({"Resources":{"N":{"Type":"AWS::SageMaker::NotebookInstance","Properties":{"DirectInternetAccess":"Enabled"}}}})",
      R"({"Parameters":{"P":{"Type":"String"}},"Conditions":{"C":{"Fn::Equals":[{"Ref":"P"},"x"]}},"Resources":{
        "V":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":"10.0.0.0/16","Tags":[{"Key":"a","Value":{"Fn::Sub":"${P}-x"}}]}},
        "S":{"Type":"AWS::EC2::Subnet","Condition":"C","Properties":{"VpcId":{"Ref":"V"}}},
        "N":{"Type":"AWS::SageMaker::NotebookInstance","Properties":{"SubnetId":{"Fn::If":["C",{"Ref":"S"},{"Ref":"AWS::NoValue"}]}}}}})",
      R"({"Mappings":{"M":{"a":{"b":"c"}}},"Resources":{"X":{"Type":"Custom::T","Properties":{
        "J":{"Fn::Join":["-",["a",{"Fn::FindInMap":["M","a","b"]}]]},"S":{"Fn::Select":[0,{"Fn::Split":[",","a,b"]}]}}}}})",
      R"({"Resources":{"A":{"Type":1},"B":{}},"Conditions":{"C":{"Condition":"C"}}})",
      R"({"format_version":"1.2","resource_changes":[{"address":"module.m[\"k\"].aws_security_group.g[0]","module_address":
        "module.m[\"k\"]","mode":"managed","type":"aws_security_group","name":"g","change":{"actions":["create"],"after":{
        "ingress":[{"from_port":1,"to_port":2,"protocol":"tcp","cidr_blocks":["0.0.0.0/0"]}]},"after_unknown":{"id":true}}}],
        "configuration":{"root_module":{"module_calls":{"m":{"expressions":{"v":{"references":["var.x"]}},"module":{
        "resources":[{"mode":"managed","type":"aws_security_group","name":"g","expressions":{}}]}}}}}})",
      R"({"format_version":"9.0","resource_changes":[]})",
      R"({"some":"thing"})"};
  return texts;
}

std::vector<dsl::RuleSource> source(const std::string& text) {
  return {{"t.cordon", "language 1\npackage t\n" + text, false, true}};
}

std::string parsed(const std::string& text) {
  SourceSpace space;
  const auto parse = syntax::parse(*space.add("t.cordon", "language 1\n" + text), {});
  return std::to_string(parse.diagnostics.size());
}

std::string compiled(const std::string& text) {
  return text_problems(dsl::compile(source(text), {}).problems, false);
}

std::string read(const std::string& text) {
  Store store;
  const auto result = read_document(store, *store.sources.add("t", text), {});
  return result.ok() ? std::to_string(result->roots.size()) : result.error().message;
}

CheckOptions options_for(const Program& program) {
  CheckOptions options;
  options.as_of = "2026-11-21";
  if (!program) return options;
  for (std::uint32_t i = 0; i < program.rules().size(); ++i) options.rules.push_back(i);
  return options;
}

/// Compiled before anything fails.
const Program& program(std::size_t i) {
  static std::vector<Program> all = [] {
    std::vector<Program> made;
    for (const std::string& text : rule_texts()) {
      const Program one = dsl::compile(source(text), {}).program;
      if (one) made.push_back(one);
    }
    return made;
  }();
  return all[i % all.size()];
}

std::string checked(const Program& rules, const std::string& text, const std::string& type) {
  CheckOptions options = options_for(rules);
  options.type = type;
  auto result = evaluate(rules, {{"t", text, true}}, options);
  if (!result.ok()) return result.error().message;
  Report report;
  report.program = &rules;
  report.result = std::move(*result);
  return text_report(report, {}) + json_report(report);
}

const Catalogue& catalogue() {
  static const Catalogue loaded = Catalogue::load(catalogue_text()).value();
  return loaded;
}

/// The inventory alone: it does not read the catalogue again.
std::string understood(const std::string& text) {
  Store store;
  Inventory inventory(store, catalogue(), {});
  const InventoryDocument& document = inventory.add("t", text, true);
  std::size_t known = document.problems.size();
  for (ResourceId id = 0; id < inventory.resources().size(); ++id) {
    for (const Symbol name : inventory.property_names(id, kCanonical)) {
      References found;
      inventory.collect(inventory.property(id, kCanonical, name), nullptr, found);
      known += found.exact.size();
    }
    inventory.attribute(id, store.symbols.intern("tags"));
  }
  return std::to_string(known);
}

std::string listed(const std::string& text) {
  const auto result = read_inventory({{"t", text, true}}, options_for({}), true);
  return result.ok() ? inventory_json(*result) + inventory_text(*result) : result.error().message;
}

/// A program that comes from a bundle, which was written before anything fails.
std::string carried(std::size_t i) {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> bytes;
    for (std::size_t k = 0; k < 9; ++k) bytes.push_back(save_bundle(program(k)));
    return bytes;
  }();
  const Result<Program> loaded = load_bundle(all[i]);
  return loaded ? loaded->digest() + checked(*loaded, documents()[0], "json")
                : loaded.error().message;
}

std::string tested() {
  static const Program rules =
      dsl::compile(source(rule_texts()[0] + "test \"t\" { given resources { x: { Type: "
                                            "\"Json::Document\", Properties: {a: 2} } } "
                                            "expect fail r on \"x\" message \"no\" expect "
                                            "fail r message re\"n.\" }\n"),
                   {})
          .program;
  const auto refuse = [](const std::string&) -> Result<std::string> { return Diagnostic{}; };
  const TestReport report{run_tests(rules, refuse, {}), {}, false, 0, {}};
  return tests_json(report) + tests_text(report);
}

}  // namespace

std::vector<Scenario> scenarios() {
  std::vector<Scenario> all;
  const auto numbered = [&](const char* what, const std::vector<std::string>& texts,
                            const auto& run) {
    for (std::size_t i = 0; i < texts.size(); ++i)
      all.push_back({what + std::string(" ") + std::to_string(i),
                     [&texts, run, i] { return run(texts[i]); }});
  };
  numbered("parse", rule_texts(), parsed);
  numbered("compile", rule_texts(), compiled);
  numbered("format", rule_texts(), [](const std::string& text) {
    return dsl::format("t", "language 1\n" + text, {}).text;
  });
  numbered("read", documents(), read);
  numbered("understand", infrastructures(), understood);
  for (std::size_t i = 0; i < 9; ++i) {
    all.push_back({"check " + std::to_string(i),
                   [i] { return checked(program(i), documents()[0], "json"); }});
  }
  numbered("check rule 1 on", infrastructures(),
           [](const std::string& text) { return checked(program(1), text, ""); });
  for (const std::size_t i : {std::size_t{3}, std::size_t{8}}) {
    all.push_back({"save " + std::to_string(i), [i] { return save_bundle(program(i)); }});
    all.push_back({"load " + std::to_string(i), [i] { return carried(i); }});
  }
  all.push_back({"list", [] { return listed(infrastructures()[1]); }});
  all.push_back({"list a plan", [] { return listed(infrastructures()[4]); }});
  all.push_back({"test", tested});
  all.push_back({"list rules", [] {
                   return rules_json(program(8).rules(), program(8).parameters(), {0}) +
                          rule_page(program(8).rules()[0], {});
                 }});
  return all;
}

}  // namespace cordon::memory
