#include "catch_compat.h"
#include "checked.h"

namespace cordon::check {
namespace {

using syntax::Resolved;

TEST_CASE("every_binder_has_a_slot_of_its_own") {
  const auto subject = check_texts({R"rule(
fn f(a: list<int>, b: int): bool = some x in a : x == b and (every y in a where y > b : y > x)
rule r for v in AWS::EC2::VPC {
  let n = count(t in v@tags where t != "")
  for k, w in v@tags { require w != k and n > 0 and f([n], 1) else "\(k)" }
})rule"});
  CHECK(subject->codes().empty());
  const syntax::Decl* f = subject->decl("f");
  REQUIRE(f != nullptr);
  CHECK(f->slots == 4);
  CHECK(f->args[0].slot == 0);
  CHECK(f->args[1].slot == 1);
  CHECK(f->result->clauses[0].first_slot == 2);
  const syntax::Decl* r = subject->decl("r");
  CHECK(r->subject_slot == 0);
  CHECK(r->slots == 5);
  CHECK(r->body[0]->slot == 2);
  CHECK(r->body[1]->clause.first_slot == 3);
  CHECK(r->body[1]->clause.second_slot == 4);
}

TEST_CASE("names_resolve_to_what_they_stand_for") {
  const auto subject = check_texts({R"(
param p: int = 1
let c = 2
fn f(a: int): list<int> = [a, p, c, count([])]
rule r { require f(1) == [1] else "m" }
)"});
  CHECK(subject->codes().empty());
  const syntax::Expr& list = *subject->decl("f")->result;
  CHECK(list.kids[0]->resolved.kind == Resolved::Kind::kLocal);
  CHECK(list.kids[1]->resolved.kind == Resolved::Kind::kParam);
  CHECK(list.kids[1]->resolved.decl == subject->decl("p"));
  CHECK(list.kids[2]->resolved.kind == Resolved::Kind::kConstant);
  CHECK(list.kids[3]->resolved.kind == Resolved::Kind::kBuiltin);
}

TEST_CASE("imports_bring_functions_parameters_and_constants") {
  const auto subject = check_texts({R"(package a.b
param p: map<int> = {}
let c = {k: 1}
fn f(x: int): int = x
)",
                                    R"(package d
import a.b as q
import a.b (f)
rule r { require f(q.c.k) == q.f(1) and q.p.k == 1 else "m" }
)"});
  CHECK(subject->codes().empty());
  REQUIRE(subject->checked.rules.size() == 1);
  CHECK(subject->checked.rules[0].info.name == "d.r");
  CHECK(subject->checked.rules[0].info.parameters == std::vector<std::string>{"a.b.p"});
  const syntax::Expr& call = *subject->decl("r")->body[0]->expr->kids[0]->kids[0];
  const syntax::Expr& constant = *call.kids[0];
  CHECK(constant.kids[0]->resolved.decl == subject->decl("c"));
  CHECK(constant.ops[0].note == 1);
  CHECK(constant.ops[1].note == 0);
}

TEST_CASE("built_in_packages_join_library_functions") {
  CHECK(check_texts(
            {"package std.aws.net\nfn own(s: string): bool = service(s).ui\n",
             "import std.aws.net as net\nrule r { require net.own(\"a\") and net.service(\"a\")"
             ".fips else \"m\" }"})
            ->codes()
            .empty());
}

TEST_CASE("unknown_names_are_E0201_with_a_suggestion") {
  CHECK(
      summary_of("rule r for vpc in AWS::EC2::VPC { require vpd.CidrBlock == \"a\" else \"m\" }") ==
      "E0201 2:43");
  const auto subject =
      check_texts({"rule r for vpc in AWS::EC2::VPC { require vpd.a else \"m\" }"});
  CHECK(subject->find("E0201")->message == "unknown name vpd; did you mean vpc?");
  CHECK(codes_of("import a.b\nrule r { require false else \"m\" }") == "E0201");
  CHECK(check_texts({"package a\nfn f() = 1", "import a (g)\nrule r { require false else \"m\" }"})
            ->codes() == "W0204 W0204 E0201");
  CHECK(check_texts({"package a\nlet c = 1", "import a\nrule r { require a.d == 1 else \"m\" }"})
            ->codes() == "W0204 E0201");
}

TEST_CASE("functions_that_are_not_there_are_E0202") {
  CHECK(codes_of("rule r { require lowr(\"a\") == \"a\" else \"m\" }") == "E0202");
  CHECK(body("AWS::EC2::VPC", "require x.lower() == \"a\" else \"m\"") == "E0202");
  const auto planned = check_texts({"rule r { require length(\"a\") == 1 else \"m\" }"});
  CHECK(planned->find("E0202")->message == "function length is not supported in this version");
  CHECK(codes_of("import std.aws.iam\nrule r { require iam.everyone(1) else \"m\" }") == "E0202");
}

TEST_CASE("no_name_hides_another") {
  CHECK(
      codes_of("param v: int = 1\nrule r for v in AWS::EC2::VPC { require v.CidrBlock == \"\" else "
               "\"m\" }") == "W0204 E0203");
  CHECK(codes_of("fn f() = 1\nfn f() = 2\nrule r { require f() == 1 else \"m\" }") ==
        "E0203 W0204");
  CHECK(codes_of("fn count(a: int) = a\nrule r { require count([]) == 0 else \"m\" }") ==
        "E0203 W0204");
  CHECK(codes_of("fn length(a: int) = a\nrule r { require false else \"m\" }") == "E0203 W0204");
  CHECK(codes_of("rule r { let f = 1 require f(f) == f else \"m\" }\nfn f(a: int) = a").empty());
}

TEST_CASE("what_nothing_uses_is_W0204") {
  CHECK(body("AWS::EC2::VPC", "let y = 1\nrequire x.EnableDnsSupport == true else \"m\"") ==
        "W0204");
  CHECK(body("AWS::EC2::VPC", "let _y = 1\nrequire x.EnableDnsSupport == true else \"m\"").empty());
  CHECK(body("AWS::EC2::VPC", "let y = 1\nrequire x.EnableDnsSupport == true else \"\\(y)\"")
            .empty());
  CHECK(body("AWS::EC2::VPC", "for t in x@tags { require false else \"\\(x)\" }") == "W0204");
  CHECK(body("AWS::EC2::VPC", "for k, v in x@tags { require false else \"\\(k)\" }").empty());
  CHECK(body("AWS::EC2::VPC", "for k, v in x@tags { require false else \"\\(v)\" }") == "W0204");
  CHECK(codes_of("fn f(a: int, b: int) = a\nrule r { require f(1, 2) == 1 else \"m\" }") ==
        "W0204");
}

TEST_CASE("recursion_is_E0205_at_each_function") {
  CHECK(summary_of("fn f(a: int): int = g(a)\nfn g(a: int): int = h(a)\nfn h(a: int): int = f(a)\n"
                   "rule r { require f(1) == 1 else \"m\" }") == "E0205 2:4 E0205 3:4 E0205 4:4");
  CHECK(codes_of("fn f(a: int): int = f(a)\nrule r { require f(1) == 1 else \"m\" }") == "E0205");
  CHECK(codes_of("let a = b\nlet b = a\nrule r { require a == 1 else \"m\" }") == "E0205 E0205");
}

TEST_CASE("functions_come_called_before_caller") {
  const auto subject = check_texts({R"(
fn a(): int = b() + c()
fn b(): int = c()
fn c(): int = 1
rule r { require a() == 1 else "m" }
)"});
  std::string order;
  for (const CheckedFunction& function : subject->checked.functions) {
    order += function.decl->name.text;
  }
  CHECK(order == "cba");
}

TEST_CASE("a_chain_of_calls_as_long_as_a_file_does_not_overflow") {
  std::string text;
  for (int i = 0; i < 5000; ++i) {
    text += "fn f" + std::to_string(i) + "(): int = f" + std::to_string(i + 1) + "()\n";
  }
  text += "fn f5000(): int = 1\nrule r { require f0() == 1 else \"m\" }";
  CHECK(codes_of(text).empty());
}

TEST_CASE("import_cycles_are_E0206") {
  const auto subject =
      check_texts({"package a\nimport b\nfn f() = b.g()", "package b\nimport a\nfn g() = a.f()"});
  CHECK(subject->find("E0206") != nullptr);
  CHECK(codes_of("package a\nimport a\nrule r { require false else \"m\" }") == "E0206");
}

TEST_CASE("rules_are_not_merged") {
  CHECK(codes_of("rule r { require false else \"m\" }\nrule r { require false else \"m\" }") ==
        "E0207");
}

TEST_CASE("facts_have_no_parameter_or_one_resource") {
  const auto subject = check_texts({R"(
fn none() = 1
fn one(v: AWS::EC2::VPC | AWS::EC2::Subnet) = v@id
fn group(c: Types::carrier) = c@id
fn text(s: string) = s
fn two(v: AWS::EC2::VPC, s: string) = [v@id, s]
)"});
  std::string facts;
  for (const CheckedFunction& function : subject->checked.functions) {
    if (function.is_fact) facts += std::string(function.decl->name.text) + " ";
  }
  CHECK(facts == "none one group ");
}

}  // namespace
}  // namespace cordon::check
