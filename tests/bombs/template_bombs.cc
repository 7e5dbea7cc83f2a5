// CloudFormation templates: conditions, functions and references that grow out of bounds.
#include <algorithm>

#include "bombs/equal_hash.h"
#include "bombs/inventory_bomb.h"
#include "catch_compat.h"

namespace cordon::bombs {
namespace {

std::string template_of(const std::string& resources, const std::string& sections = "") {
  return "{" + sections + "\"Resources\":{" + resources + "}}";
}

/// A resource of the type with the properties.
std::string resource(const std::string& id, const std::string& properties,
                     const std::string& type = "AWS::SageMaker::NotebookInstance") {
  return "\"" + id + "\":{\"Type\":\"" + type + "\",\"Properties\":{" + properties + "}}";
}

std::string role(const std::string& value) { return resource("A", "\"RoleArn\":" + value); }

Bomb bomb(const char* what, std::size_t size, const char* code,
          const std::function<std::string(std::size_t)>& make) {
  return {what, size, code, [make](std::size_t n) { return understood(make(n)); }};
}

/// n conditions, each made of the next; the last by `last`.
std::string conditions(std::size_t n, const std::function<std::string(std::size_t)>& next,
                       const std::string& last) {
  return "\"Conditions\":{" +
         each(
             n,
             [&](std::size_t i) {
               return "\"" + name("C", i) + "\":" + (i + 1 < n ? next(i + 1) : last);
             },
             ",") +
         "},";
}

std::string condition(std::size_t i) { return "{\"Condition\":\"" + name("C", i) + "\"}"; }

const std::string kAsked = "\"Parameters\":{\"P\":{\"Type\":\"String\"}},";
const std::string kAsks = R"({"Fn::Equals":[{"Ref":"P"},"x"]})";

/// Nested calls `open ... close` around a reference, as deep as a document may be.
std::string nested(std::size_t n, const std::string& open, const std::string& close) {
  return repeated(open, n) + "{\"Ref\":\"P\"}" + repeated(close, n);
}

std::string undecided_if(const std::string& then, const std::string& otherwise) {
  return R"({"Fn::If":["C0",)" + then + "," + otherwise + "]}";
}

/// A chain of resources whose RoleArn is that of the next, by `link(next)`.
std::string chained(std::size_t n, const std::function<std::string(const std::string&)>& link,
                    const std::string& last) {
  return template_of(each(
      n,
      [&](std::size_t i) {
        return resource(name("R", i), "\"RoleArn\":" + (i + 1 < n ? link(name("R", i + 1)) : last));
      },
      ","));
}

std::string attribute_of(const std::string& id) {
  return R"({"Fn::GetAtt":[")" + id + R"(","RoleArn"]})";
}

}  // namespace

TEST_CASE("conditions_of_templates_are_bounded") {
  explode({
      bomb("a cycle of conditions", 15, "I0303",
           [](std::size_t n) {
             return template_of(role("\"x\""), conditions(n, condition, condition(0)));
           }),
      bomb("a chain of conditions", 1'000, "I0306",
           [](std::size_t n) {
             return template_of(role("\"x\""), conditions(n, condition, kAsks) + kAsked);
           }),
      bomb("conditions that name the next twice", 8, "ok",
           [](std::size_t n) {
             const auto twice = [](std::size_t i) {
               return "{\"Fn::And\":[" + condition(i) + "," + condition(i) + "]}";
             };
             return template_of(role("\"x\""), conditions(n, twice, kAsks) + kAsked);
           }),
      bomb("a wide condition", 5'000, "ok",
           [](std::size_t n) {
             const auto none = [](std::size_t) { return std::string(); };
             return template_of(
                 role("\"x\""),
                 conditions(1, none, "{\"Fn::Or\":[" + repeated(kAsks + ",", n) + kAsks + "]}") +
                     kAsked);
           }),
      bomb("nested negations", 10, "ok",
           [](std::size_t n) {
             const auto none = [](std::size_t) { return std::string(); };
             return template_of(
                 role("\"x\""),
                 conditions(1, none, repeated("{\"Fn::Not\":[", n) + kAsks + repeated("]}", n)) +
                     kAsked);
           }),
  });
}

TEST_CASE("functions_of_templates_are_bounded") {
  const auto asked = [](const std::string& value) {
    const auto none = [](std::size_t) { return std::string(); };
    return template_of(role(value), conditions(1, none, kAsks) + kAsked);
  };
  const auto calls = [=](const char* what, const std::string& open, const std::string& close) {
    // Up to 20 calls, some of which take four levels of the document.
    return Bomb{what, 5, "ok",
                [=](std::size_t n) { return understood(asked(nested(n, open, close))); }};
  };
  explode({
      calls("joins of joins", R"({"Fn::Join":["-",["a",)", "]]}"),
      bomb("subs of subs", 15, "I0307",
           [=](std::size_t n) {
             return asked(
                 nested(std::min<std::size_t>(n, 40), R"({"Fn::Sub":["${x}-${x}",{"x":)", "}]}"));
           }),
      calls("ifs of ifs", R"({"Fn::If":["C0","a",)", "]}"),
      calls("selects of splits", R"({"Fn::Select":[0,{"Fn::Split":["-",)", "]}]}"),
      calls("maps of maps", R"({"Fn::FindInMap":["M",)", ",\"x\"]}"),
      calls("ifs in both branches", R"({"Fn::If":["C0",{"Fn::Join":["",["a",{"Ref":"P"}]]},)",
            "]}"),
      bomb("a join of ifs", 100, "ok",
           [=](std::size_t n) {
             return asked(R"({"Fn::Join":["",[)" +
                          repeated(undecided_if("\"a\"", "\"b\"") + ",", n) + "\"c\"]]}");
           }),
      bomb("a list of ifs", 500, "ok",
           [=](std::size_t n) {
             return asked("[" +
                          repeated(undecided_if("\"a\"", "{\"Ref\":\"AWS::NoValue\"}") + ",", n) +
                          "\"c\"]");
           }),
      bomb("properties of ifs", 500, "ok",
           [=](std::size_t n) {
             return asked("{" +
                          each(
                              n,
                              [](std::size_t i) {
                                return "\"" + name("k", i) + "\":" + undecided_if("\"a\"", "\"b\"");
                              },
                              ",") +
                          "}");
           }),
      bomb("a sub of variables", 2'000, "ok",
           [=](std::size_t n) { return asked("{\"Fn::Sub\":\"" + repeated("${P}-", n) + "\"}"); }),
      bomb("a sub of openings", 50'000, "ok",
           [=](std::size_t n) { return asked("{\"Fn::Sub\":\"" + repeated("${", n) + "\"}"); }),
      bomb("a sub of names that are not there", 5'000, "I0304",
           [=](std::size_t n) {
             return asked("{\"Fn::Sub\":\"" +
                          each(n, [](std::size_t i) { return "${" + name("x", i) + "}"; }) + "\"}");
           }),
      bomb("a split of delimiters", 50'000, "ok",
           [=](std::size_t n) {
             return asked(R"({"Fn::Split":[",",")" + repeated(",", n) + "\"]}");
           }),
      bomb("a list parameter", 50'000, "ok",
           [](std::size_t n) {
             return template_of(role("{\"Fn::Select\":[0,{\"Ref\":\"L\"}]}"),
                                R"("Parameters":{"L":{"Type":"CommaDelimitedList","Default":")" +
                                    repeated(",", n) + "\"}},");
           }),
      bomb("the length of a list", 5'000, "ok",
           [=](std::size_t n) { return asked("{\"Fn::Length\":[" + repeated("1,", n) + "1]}"); }),
  });
}

TEST_CASE("references_between_resources_are_bounded") {
  explode({
      bomb("references under conditions that imply nothing", 500, "ok",
           [](std::size_t n) {
             // Each condition of the chain holds the next twice; none says anything of D.
             const auto twice = [](std::size_t i) {
               return "{\"Fn::And\":[" + condition(i) + "," + condition(i) + "]}";
             };
             std::string all = conditions(30, twice, kAsks);
             all.insert(all.size() - 2, R"(,"D":{"Fn::Equals":[{"Ref":"P"},"y"]})");
             const std::string text = "\"" + repeated("${R}", n) + "\"";
             return template_of(
                 R"("R":{"Type":"AWS::IAM::Role","Condition":"D"},)"
                 R"("A":{"Type":"AWS::SageMaker::NotebookInstance","Condition":"C0",)"
                 R"("Properties":{"RoleArn":{"Fn::Join":["",[)" +
                     repeated(R"({"Fn::Sub":"${R}"},)", n) + text + "]]}}}",
                 all + kAsked);
           }),
      bomb("a chain of attributes", 500, "I0306",
           [](std::size_t n) { return chained(n, attribute_of, "\"x\""); }),
      bomb("a cycle of attributes", 500, "I0306",
           [](std::size_t n) { return chained(n, attribute_of, attribute_of("R0")); }),
      bomb("a text that doubles with each resource", 20, "I0306",
           [](std::size_t n) {
             return chained(
                 std::min<std::size_t>(n, 45),
                 [](const std::string& id) {
                   return "{\"Fn::Sub\":\"${" + id + ".RoleArn}${" + id + ".RoleArn}\"}";
                 },
                 "\"0123456789\"");
           }),
      bomb("references of one list", 2'000, "ok",
           [](std::size_t n) {
             return template_of(each(
                                    n,
                                    [](std::size_t i) {
                                      return resource(name("G", i), "", "AWS::EC2::SecurityGroup");
                                    },
                                    ",") +
                                "," +
                                resource("A", "\"SecurityGroupIds\":[" +
                                                  each(
                                                      n,
                                                      [](std::size_t i) {
                                                        return "{\"Ref\":\"" + name("G", i) + "\"}";
                                                      },
                                                      ",") +
                                                  "]"));
           }),
      bomb("references to one resource", 2'000, "ok",
           [](std::size_t n) {
             return template_of(resource("G", "", "AWS::EC2::SecurityGroup") + "," +
                                each(
                                    n,
                                    [](std::size_t i) {
                                      return resource(name("A", i),
                                                      "\"SecurityGroupIds\":[{\"Ref\":\"G\"}]");
                                    },
                                    ","));
           }),
      bomb("resources of one name", 500, "ok",
           [](std::size_t n) {
             return template_of(each(
                 n,
                 [](std::size_t i) {
                   return resource(name("R", i), "\"NotebookInstanceName\":\"same\"");
                 },
                 ","));
           }),
      bomb("logical ids of one hash", 1'000, "ok",
           [](std::size_t n) {
             std::string all;
             for (const std::string& key : keys_of_one_hash(n)) {
               std::string id;
               for (const char c : key) {
                 const auto byte = static_cast<unsigned char>(c);
                 const char* hex = "0123456789abcdef";
                 id += std::string("\\u00") + hex[byte >> 4U] + hex[byte & 0xFU];
               }
               all += (all.empty() ? "" : ",") + resource(id, "\"RoleArn\":\"x\"");
             }
             return template_of(all);
           }),
      bomb("tags", 2'000, "ok",
           [](std::size_t n) {
             return template_of(resource("A", "\"Tags\":[" +
                                                  each(
                                                      n,
                                                      [](std::size_t i) {
                                                        return "{\"Key\":\"" + name("k", i) +
                                                               "\",\"Value\":\"v\"}";
                                                      },
                                                      ",") +
                                                  "]"));
           }),
      bomb("tags of one key", 2'000, "ok",
           [](std::size_t n) {
             return template_of(resource(
                 "A",
                 "\"Tags\":[" +
                     each(
                         n,
                         [](std::size_t) { return std::string("{\"Key\":\"k\",\"Value\":\"v\"}"); },
                         ",") +
                     "]"));
           }),
      bomb("entries that are no resources", 2'000, "I0301",
           [](std::size_t n) {
             return template_of(
                 each(
                     n, [](std::size_t i) { return "\"" + name("R", i) + "\":1"; }, ",") +
                 "," + resource("A", ""));
           }),
  });
}

TEST_CASE("templates_are_judged_at_linear_cost") {
  const auto judged = [](const char* what, std::size_t size,
                         const std::function<std::string(std::size_t)>& make) {
    return Bomb{what, size, "ok", [make](std::size_t n) { return judged_by_library(make(n)); }};
  };
  explode({
      judged("judged: notebooks", 50,
             [](std::size_t n) {
               return template_of(each(
                   n,
                   [](std::size_t i) {
                     return resource(name("R", i), "\"DirectInternetAccess\":\"Enabled\"");
                   },
                   ","));
             }),
      judged("judged: a wide list", 500,
             [](std::size_t n) {
               return template_of(resource(
                   "A", "\"SecurityGroupIds\":[" + repeated("\"sg-1\",", n) + "\"sg-2\"]"));
             }),
      judged("judged: a chain of attributes", 300,
             [](std::size_t n) { return chained(n, attribute_of, "\"x\""); }),
      judged("judged: rules of one group", 200,
             [](std::size_t n) {
               return template_of(
                   resource("G",
                            "\"SecurityGroupIngress\":[" +
                                each(
                                    n,
                                    [](std::size_t i) {
                                      return R"({"IpProtocol":"tcp","FromPort":)" +
                                             std::to_string(i) + R"(,"ToPort":)" +
                                             std::to_string(i) + R"(,"CidrIp":"0.0.0.0/0"})";
                                    },
                                    ",") +
                                "]",
                            "AWS::EC2::SecurityGroup") +
                   "," +
                   resource("A", R"("SecurityGroupIds":[{"Ref":"G"}],"SubnetId":"subnet-1")"));
             }),
  });
}

}  // namespace cordon::bombs
