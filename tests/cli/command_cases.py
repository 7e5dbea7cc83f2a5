import json
import os

from program import RULE, TESTED_RULE, ProgramCase, template, validate


class Rules(ProgramCase):
    def listed(self, *arguments):
        ran = self.run_program("rules", "-f", "json", *arguments, code=0)
        result = json.loads(ran.out)
        validate(result, "rules")
        return result["rules"]

    def test_a_rule_is_described(self):
        (rule,) = self.listed("-r", "r.cordon")
        self.assertEqual("T-NET-1", rule["id"])
        self.assertEqual("t.no_internet", rule["name"])
        self.assertEqual({"prod": "high", "staging": "high", "dev": "low", "sensitive": None}, rule["severity"])
        self.assertEqual(["AWS::SageMaker::NotebookInstance"], rule["subjects"])

    def test_the_bundled_library_is_listed(self):
        rules = self.listed()
        self.assertTrue(rules)
        self.assertTrue(all(rule["bundled"] for rule in rules))
        self.assertIn(f"{len(rules)} rule", self.run_program("rules", code=0).text)

    def test_a_mistake_gives_2_and_no_list(self):
        self.assertEqual(b"", self.run_program("rules", "-r", "nope", code=2).out)
        self.run_program("rules", "--select", "NOPE", code=2)


class Explain(ProgramCase):
    def test_a_rule_is_explained_by_id_and_name(self):
        page = self.run_program("explain", "T-NET-1", "-r", "r.cordon", code=0).text
        self.assertIn("fix in CloudFormation: set it to Disabled\n", page)
        self.assertIn("require nb.DirectInternetAccess", page)
        self.assertEqual(page, self.run_program("explain", "t.no_internet", "-r", "r.cordon", code=0).text)

    def test_every_bundled_rule_is_explained(self):
        for rule in json.loads(self.run_program("rules", "-f", "json", code=0).out)["rules"]:
            self.assertIn(rule["title"], self.run_program("explain", rule["id"], code=0).text)

    def test_a_code_is_explained(self):
        self.assertIn("U0104: A selector", self.run_program("explain", "U0104", code=0).text)

    def test_an_unknown_name_gets_a_suggestion(self):
        ran = self.run_program("explain", "T-NET-2", "-r", "r.cordon", code=2)
        self.assertIn("did you mean T-NET-1?", ran.notes)


PARAMETERS = r'''language 1
package t

param none: list<string> = []
param empty: string = ""
param ranges: list<cidr> = [cidr"10.0.0.0/8"]
param maybe: int?
param limits: map<int> = {a: -1, "b\"c": 2}
param wanted: int
rule reads for v in AWS::EC2::VPC {
  require [none, empty, ranges, maybe, limits, wanted] == v.Tags else "never"
}
'''


class Parameters(ProgramCase):
    """A parameter is required where it has no default, and only there."""
    DEFAULTS = {"none": [], "empty": "", "ranges": ["10.0.0.0/8"], "maybe": None, "limits": {"a": -1, 'b"c': 2}}

    def setUp(self):
        super().setUp()
        self.write("p.cordon", PARAMETERS)

    def test_defaults_are_listed(self):
        (rule,) = json.loads(self.run_program("rules", "-f", "json", "-r", "p.cordon", code=0).out)["rules"]
        by_name = {p["name"].removeprefix("t."): p for p in rule["parameters"]}
        self.assertTrue(by_name.pop("wanted")["required"])
        self.assertEqual(self.DEFAULTS, {name: p["default"] for name, p in by_name.items()})
        self.assertEqual({False}, {p["required"] for p in by_name.values()})

    def test_defaults_are_explained(self):
        page = self.run_program("explain", "t.reads", "-r", "p.cordon", code=0).text
        self.assertIn("parameter: t.none: list<string> = []\n", page)
        self.assertIn('parameter: t.empty: string = ""\n', page)
        self.assertIn('parameter: t.ranges: list<cidr> = ["10.0.0.0/8"]\n', page)
        self.assertIn("parameter: t.maybe: int? = null\n", page)
        self.assertIn("parameter: t.wanted: int (required)\n", page)


class Inventory(ProgramCase):
    def inventory(self, *arguments, code=0):
        ran = self.run_program("inventory", "-f", "json", *arguments, code=code)
        result = json.loads(ran.out)
        validate(result, "inventory")
        return result

    def test_resources_are_listed_with_their_place(self):
        (resource,) = self.inventory("good.json")["resources"]
        self.assertEqual(("N", "AWS::SageMaker::NotebookInstance"), (resource["resource"], resource["type"]))
        self.assertEqual("good.json", resource["location"]["file"])
        self.assertNotIn("properties", resource)

    def test_properties_on_demand(self):
        (resource,) = self.inventory("--with-properties", "good.json")["resources"]
        self.assertEqual("Disabled", resource["properties"]["DirectInternetAccess"])

    def test_a_document_of_any_shape_by_type(self):
        self.write("any.json", '{"a": 1}')
        self.inventory("any.json", code=2)
        (resource,) = self.inventory("--type", "json", "any.json")["resources"]
        self.assertEqual(("/", "Json::Document"), (resource["resource"], resource["type"]))

    def test_a_broken_document_gives_2(self):
        self.write("broken.json", "{")
        self.assertEqual("refused", self.inventory("broken.json", code=2)["documents"][0]["status"])
        self.run_program("inventory", "nope.json", code=2)
        os.mkdir(self.path("empty"))
        self.run_program("inventory", "empty", code=2)


class TestCommand(ProgramCase):
    def outcome(self, *arguments, code):
        ran = self.run_program("test", "-f", "json", *arguments, code=code)
        result = json.loads(ran.out)
        validate(result, "tests")
        return result

    def test_passing_tests_give_0(self):
        self.write("t.cordon", TESTED_RULE)
        result = self.outcome("t.cordon", code=0)
        self.assertEqual((1, 1, []), (result["tests"], result["passed"], result["failed"]))
        self.assertIsNone(result["mutants"])

    def test_a_failing_test_gives_1_and_is_named(self):
        self.write("t.cordon", TESTED_RULE.replace("expect pass no_internet", "expect fail no_internet"))
        result = self.outcome("t.cordon", code=1)
        self.assertEqual("open and closed", result["failed"][0]["name"])
        self.assertTrue(result["failed"][0]["failures"])

    def test_no_test_gives_4_and_a_mistake_2(self):
        self.outcome("r.cordon", code=4)
        self.write("broken.cordon", "language 1\nrule")
        self.assertTrue(self.outcome("broken.cordon", code=2)["problems"])
        self.run_program("test", "nope.cordon", code=2)

    def test_mutants_are_counted_and_survivors_listed(self):
        self.write("t.cordon", TESTED_RULE)
        mutants = self.outcome("--mutate", "t.cordon", code=0)["mutants"]
        self.assertGreater(mutants["total"], 0)
        self.assertEqual(mutants["total"], mutants["killed"], mutants["survivors"])
        weak = TESTED_RULE.replace('  expect pass no_internet on "good"\n', "")
        self.write("t.cordon", weak)
        self.assertTrue(self.outcome("--mutate", "t.cordon", code=0)["mutants"]["survivors"])

    def test_case_files_are_read_beside_the_rules_and_nowhere_else(self):
        cases = '\ntest "file" { given cloudformation file "%s"  expect fail no_internet on "N" }\n'
        self.write("rules/t.cordon", RULE + cases % "case.json")
        self.write("rules/case.json", template(N="Enabled"))
        self.assertEqual(1, self.outcome("rules", code=0)["passed"])
        for name in ("../bad.json", self.path("bad.json"), "nope.json"):
            self.write("rules/t.cordon", RULE + cases % name)
            self.run_program("test", "rules", code=1)

    def test_the_bundled_library_passes_its_tests(self):
        result = self.outcome(code=0)
        self.assertGreater(result["tests"], 0)


class Fmt(ProgramCase):
    UGLY = RULE.replace("  require", "      require")

    def test_a_file_is_rewritten_and_then_stays(self):
        self.write("f.cordon", self.UGLY)
        self.run_program("fmt", "f.cordon", code=0)
        once = self.read("f.cordon")
        self.assertNotEqual(self.UGLY.encode(), once)
        self.run_program("fmt", "f.cordon", code=0)
        self.assertEqual(once, self.read("f.cordon"))
        self.run_program("fmt", "--check", "f.cordon", code=0)

    def test_check_and_diff_write_nothing(self):
        self.write("f.cordon", self.UGLY)
        self.assertEqual(b"f.cordon\n", self.run_program("fmt", "--check", "f.cordon", code=1).out)
        diff = self.run_program("fmt", "--diff", "f.cordon", code=1).text
        self.assertIn("--- f.cordon\n", diff)
        self.assertIn("-      require", diff)
        self.assertIn("+  require", diff)
        self.assertEqual(self.UGLY.encode(), self.read("f.cordon"))

    def test_standard_input_goes_to_standard_output(self):
        out = self.run_program("fmt", "-", code=0, input=self.UGLY.encode()).out
        self.assertEqual(out, self.run_program("fmt", "-", code=0, input=out).out)
        self.assertIn(b"  require", out)

    def test_what_does_not_parse_is_left_alone(self):
        self.write("f.cordon", "language 1\nrule {")
        self.run_program("fmt", "f.cordon", code=2)
        self.assertEqual(b"language 1\nrule {", self.read("f.cordon"))

    def test_comments_are_kept(self):
        self.write("f.cordon", self.UGLY + "# the end\n")
        self.run_program("fmt", "f.cordon", code=0)
        self.assertIn(b"# the end", self.read("f.cordon"))

    def test_links_are_not_written_through(self):
        self.write("f.cordon", self.UGLY)
        os.symlink("f.cordon", self.path("l.cordon"))
        self.run_program("fmt", "l.cordon", code=2)
        self.assertEqual(self.UGLY.encode(), self.read("f.cordon"))
