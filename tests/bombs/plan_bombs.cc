// Terraform plans: modules, keys, references and repetition that grow out of bounds.
#include "bombs/inventory_bomb.h"
#include "catch_compat.h"

namespace cordon::bombs {
namespace {

std::string plan(const std::string& changes, const std::string& configuration = "{}") {
  return R"({"format_version":"1.2","resource_changes":[)" + changes +
         R"(],"configuration":{"root_module":)" + configuration + "}}";
}

struct Change {
  std::string type = "aws_security_group";
  std::string name = "x";
  std::string module;  ///< address
  std::string key;     ///< "[0]"
  std::string after = "{}";
  std::string unknown = "{}";
};

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '"' ? std::string("\\\"") : std::string(1, c);
  return out;
}

std::string change(const Change& c) {
  const std::string address =
      (c.module.empty() ? "" : c.module + ".") + c.type + "." + c.name + c.key;
  const std::string module =
      c.module.empty() ? "" : "\"module_address\":\"" + escaped(c.module) + "\",";
  return "{\"address\":\"" + escaped(address) + "\"," + module + R"("mode":"managed","type":")" +
         c.type + R"(","name":")" + c.name + R"(","change":{"actions":["create"],"after":)" +
         c.after + ",\"after_unknown\":" + c.unknown + "}}";
}

/// A notebook whose groups are known after apply.
std::string notebook(const std::string& key = "", const std::string& name_ = "n") {
  Change c;
  c.type = "aws_sagemaker_notebook_instance";
  c.name = name_;
  c.key = key;
  c.unknown = R"({"security_groups":true,"subnet_id":true})";
  return change(c);
}

std::string block(const std::string& type, const std::string& name_, const std::string& expressions,
                  const std::string& more = "") {
  return R"({"mode":"managed","type":")" + type + R"(","name":")" + name_ + R"(","expressions":{)" +
         expressions + "}" + more + "}";
}

std::string mentions(const std::string& property, const std::string& references) {
  return "\"" + property + "\":{\"references\":[" + references + "]}";
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string notebook_block(const std::string& references, const std::string& more = "") {
  return block("aws_sagemaker_notebook_instance", "n", mentions("security_groups", references),
               more);
}

std::string groups(std::size_t n) {
  return each(
      n,
      [](std::size_t i) {
        Change c;
        c.name = name("g", i);
        return change(c);
      },
      ",");
}

std::string group_blocks(std::size_t n) {
  return each(
      n, [](std::size_t i) { return block("aws_security_group", name("g", i), ""); }, ",");
}

std::string group_mentions(std::size_t n) {
  return each(
      n, [](std::size_t i) { return quoted("aws_security_group." + name("g", i)); }, ",");
}

/// A module that calls a module ..., n deep, each handing on its variable `v`.
std::string modules(std::size_t n, const std::string& innermost) {
  return repeated(R"({"module_calls":{"m":{"expressions":{"v":{"references":["var.v"]}},"module":)",
                  n) +
         innermost + repeated("}}}", n);
}

Bomb bomb(const char* what, std::size_t size, const char* code,
          const std::function<std::string(std::size_t)>& make) {
  return {what, size, code, [make](std::size_t n) { return understood(make(n)); }};
}

}  // namespace

TEST_CASE("modules_of_plans_are_bounded") {
  explode({
      bomb("an address of modules", 1'000, "ok",
           [](std::size_t n) {
             Change c;
             c.module = "module.m" + repeated(".module.m", n);
             return plan(change(c));
           }),
      bomb("addresses of modules", 50, "ok",
           [](std::size_t n) {
             return plan(each(
                 n,
                 [](std::size_t i) {
                   Change c;
                   c.module = "module." + name("m", i) + repeated(".module.m", 100);
                   return change(c);
                 },
                 ","));
           }),
      bomb("calls of modules", 1'000, "D0202",
           [](std::size_t n) { return plan(notebook(), modules(n, "{}")); }),
      bomb("calls of modules at the limit", 7, "ok",
           [](std::size_t n) {
             Change c;
             c.type = "aws_sagemaker_notebook_instance";
             c.name = "n";
             c.module = "module.m" + repeated(".module.m", n - 1);
             c.unknown = R"({"security_groups":true})";
             return plan(change(c),
                         modules(n, "{\"resources\":[" + notebook_block(quoted("var.v")) + "]}"));
           }),
      bomb("child modules of planned values", 1'000, "D0202",
           [](std::size_t n) {
             return R"({"format_version":"1.2","planned_values":{"root_module":)" +
                    repeated("{\"child_modules\":[", n) + repeated("]}", n) + "}}";
           }),
      bomb("keys of an address", 1'000, "ok",
           [](std::size_t n) {
             Change c;
             c.key = repeated("[0]", n);
             return plan(change(c));
           }),
      bomb("a long key", 50'000, "ok",
           [](std::size_t n) {
             Change c;
             c.key = "[\"" + repeated("k", n) + "\"]";
             return plan(change(c));
           }),
      bomb("brackets that do not close", 20'000, "ok",
           [](std::size_t n) {
             Change c;
             c.module = "module.m" + repeated("[", n);
             return plan(change(c));
           }),
  });
}

TEST_CASE("references_of_plans_are_bounded") {
  explode({
      bomb("mentions of one expression", 500, "ok",
           [](std::size_t n) {
             return plan(groups(n) + "," + notebook(), "{\"resources\":[" + group_blocks(n) + "," +
                                                           notebook_block(group_mentions(n)) +
                                                           "]}");
           }),
      bomb("mentions of one resource", 5'000, "ok",
           [](std::size_t n) {
             return plan(
                 groups(1) + "," + notebook(),
                 "{\"resources\":[" + group_blocks(1) + "," +
                     notebook_block(
                         repeated("\"aws_security_group.g0.id\",\"aws_security_group.g0\",", n) +
                         "\"var.x\"") +
                     "]}");
           }),
      bomb("mentions of what is not there", 5'000, "ok",
           [](std::size_t n) {
             return plan(notebook(), "{\"resources\":[" + notebook_block(group_mentions(n)) + "]}");
           }),
      bomb("a long mention", 5'000, "ok",
           [](std::size_t n) {
             return plan(notebook(),
                         "{\"resources\":[" +
                             notebook_block(quoted("aws_security_group.g" + repeated(".a[0]", n))) +
                             "]}");
           }),
      bomb(
          "a cycle of variables and outputs", 500, "ok",
          [](std::size_t n) {
            return plan(
                notebook(),
                "{\"resources\":[" + notebook_block("\"module.m.o\"") +
                    R"(],"module_calls":{"m":{"expressions":{"v":{"references":[)" +
                    repeated("\"module.m.o\",", n) + "\"module.m.o\"" +
                    R"(]}},"module":{"outputs":{"o":{"expression":{"references":["var.v"]}}}}}}})");
          }),
      bomb("a cycle of for_each", 500, "ok",
           [](std::size_t n) {
             return plan(
                 notebook("[\"a\"]"),
                 "{\"resources\":[" +
                     notebook_block(
                         repeated("\"each.value\",", n) + "\"each.value\"",
                         R"(,"for_each_expression":{"references":["each.value","each.value"]})") +
                     "]}");
           }),
      bomb(
          "modules that double", 5, "ok",
          [](std::size_t n) {
            // Each output mentions the one inside twice: 2^n paths if nobody counts.
            std::string text =
                "{\"outputs\":{\"o\":{\"expression\":{\"references\":[\"aws_security_group.g0\"]}}}"
                "}";
            for (std::size_t i = 0; i < n; ++i) {
              text =
                  R"({"outputs":{"o":{"expression":{"references":["module.m.o","module.m","module.m.o","module.m"]}}},"module_calls":{"m":{"module":)" +
                  text + "}}}";
            }
            return plan(notebook(), "{\"resources\":[" + notebook_block("\"module.m.o\"") +
                                        "],\"module_calls\":{\"m\":{\"module\":" + text + "}}}");
          }),
  });
}

TEST_CASE("repetition_in_plans_is_bounded") {
  explode({
      bomb("instances of one block", 500, "ok",
           [](std::size_t n) {
             return plan(
                 each(
                     n, [](std::size_t i) { return notebook("[" + std::to_string(i) + "]"); }, ","),
                 "{\"resources\":[" + notebook_block("\"var.x\"", R"(,"count_expression":{})") +
                     "]}");
           }),
      bomb("instances that mention all instances", 50, "ok",
           [](std::size_t n) {
             const std::string all = each(
                 n,
                 [](std::size_t i) {
                   Change c;
                   c.name = "g";
                   c.key = "[" + std::to_string(i) + "]";
                   return change(c);
                 },
                 ",");
             return plan(all + "," + notebook(),
                         "{\"resources\":[" +
                             block("aws_security_group", "g", "", R"(,"count_expression":{})") +
                             "," + notebook_block("\"aws_security_group.g\"") + "]}");
           }),
      bomb("one address many times", 2'000, "ok",
           [](std::size_t n) { return plan(repeated(change({}) + ",", n) + change({})); }),
      bomb("entries that are damaged", 2'000, "I0314",
           [](std::size_t n) { return plan(repeated("{},", n) + "1"); }),
      bomb("inline rules", 2'000, "ok",
           [](std::size_t n) {
             Change c;
             c.after =
                 "{\"ingress\":[" +
                 repeated(
                     R"({"from_port":1,"to_port":2,"protocol":"tcp","cidr_blocks":["0.0.0.0/0"]},)",
                     n) +
                 R"({"from_port":1}]})";
             return plan(change(c));
           }),
      bomb("peers of a stand-alone rule", 2'000, "ok",
           [](std::size_t n) {
             Change c;
             c.type = "aws_security_group_rule";
             c.after =
                 R"({"type":"ingress","from_port":1,"to_port":2,"protocol":"tcp","cidr_blocks":[)" +
                 repeated("\"10.0.0.0/8\",", n) + R"("10.0.0.0/8"]})";
             return plan(change(c));
           }),
      bomb("unknowns of unknowns", 20, "ok",
           [](std::size_t n) {
             Change c;
             c.unknown = repeated("{\"tags\":", n) + "true" + repeated("}", n);
             return plan(change(c));
           }),
  });
}

TEST_CASE("plans_are_judged_at_linear_cost") {
  const auto judged = [](const char* what, std::size_t size,
                         const std::function<std::string(std::size_t)>& make) {
    return Bomb{what, size, "ok", [make](std::size_t n) { return judged_by_library(make(n)); }};
  };
  explode({
      judged("judged: notebooks of a plan", 50,
             [](std::size_t n) {
               return plan(each(
                   n, [](std::size_t i) { return notebook("", name("n", i)); }, ","));
             }),
      judged("judged: mentions of one expression", 50,
             [](std::size_t n) {
               return plan(groups(n) + "," + notebook(),
                           "{\"resources\":[" + group_blocks(n) + "," +
                               notebook_block(group_mentions(n)) + "]}");
             }),
  });
}

}  // namespace cordon::bombs
