import json
import os
import re

from program import RULE, ProgramCase, template


class Check(ProgramCase):
    def test_the_secure_document_is_green_and_the_insecure_one_is_not(self):
        self.assertEqual({("T-NET-1", "N"): "pass"}, self.statuses(self.check("good.json", code=0)))
        self.assertEqual({("T-NET-1", "N"): "fail"}, self.statuses(self.check("bad.json", code=1)))

    def test_a_finding_has_the_place_of_its_fact(self):
        self.write("t.json", json.dumps(json.loads(template(N="Enabled")), indent=2))
        row = self.check("t.json", code=1)["rows"][0]
        fact = row["requirements"][0]["evidence"][0]
        self.assertEqual("Enabled", fact["value"])
        line = self.read("t.json").decode().split("\n")[fact["location"]["line"] - 1]
        self.assertIn("Enabled", line[fact["location"]["column"] - 1:])
        self.assertEqual("direct internet access is Enabled", row["requirements"][0]["message"])
        self.assertEqual("set it to Disabled", row["remediation"])

    def test_the_threshold_decides_what_a_failure_does(self):
        self.check("--fail-on", "high", "bad.json", code=1)
        self.check("--fail-on", "critical", "bad.json", code=0)
        self.check("--fail-on", "never", "bad.json", code=0)
        self.check("--fail-on", "high", "--profile", "dev", "bad.json", code=0)

    def test_an_undetermined_row_gives_3_unless_told_otherwise(self):
        text = json.loads(template(N="x"))
        text["Parameters"] = {"P": {"Type": "String"}}
        text["Resources"]["N"]["Properties"]["DirectInternetAccess"] = {"Ref": "P"}
        self.write("open.json", json.dumps(text))
        result = self.check("open.json", code=3)
        self.assertTrue(result["rows"][0]["requirements"][0]["causes"])
        self.check("--undetermined", "pass", "open.json", code=0)
        self.check("--undetermined", "fail", "open.json", code=1)
        self.check("--fail-on", "critical", "open.json", code=0)
        self.check("open.json", "bad.json", code=1)

    def test_nothing_checked_gives_4(self):
        self.write("other.json", '{"Resources":{"T":{"Type":"AWS::SNS::Topic","Properties":{}}}}')
        result = self.check("other.json", code=4)
        self.assertEqual(["T-NET-1"], result["summary"]["rules_without_subject"])
        self.check("--allow-empty", "other.json", code=0)

    def test_expected_minima_give_4(self):
        self.check("--expect-min-rules", "1", "--expect-min-resources", "1", "good.json", code=0)
        self.check("--expect-min-rules", "2", "good.json", code=4)
        self.check("--expect-min-resources", "2", "good.json", code=4)

    def test_a_broken_document_does_not_stop_the_others(self):
        self.write("broken.json", template(N="Disabled")[:-3])
        result = self.check("broken.json", "bad.json", code=2)
        self.assertEqual([("T-NET-1", "fail")], [(r["rule"], r["status"]) for r in result["rows"]])
        self.assertEqual(["read", "refused"], sorted(d["status"] for d in result["documents"]))
        self.assertIn("1 row fails", result["summary"]["because"])

    def test_a_missing_file_stops_the_run(self):
        result = self.check("good.json", "nope.json", code=2)
        self.assertEqual([], result["rows"])
        self.assertEqual("U0201", result["problems"][0]["code"])

    def test_a_mistake_in_a_rule_stops_the_run(self):
        self.write("broken.cordon", RULE.replace("Access ==", "Acess =="))
        result = self.check("bad.json", code=2, rules="broken.cordon")
        self.assertEqual([], result["rows"])
        self.assertEqual([], result["documents"])
        problem = result["problems"][0]
        self.assertEqual("E0302", problem["code"])
        self.assertEqual(("broken.cordon", 7), (problem["location"]["file"], problem["location"]["line"]))

    def test_a_folder_without_documents_gives_4_and_is_named(self):
        os.mkdir(self.path("empty"))
        ran = self.run_program("check", "-r", "r.cordon", "empty", code=4)
        self.assertIn("there is no document in empty", ran.notes)
        self.check("empty", "good.json", code=4)
        self.check("--allow-empty", "empty", "good.json", code=0)

    def test_a_folder_is_walked_in_order_and_strangers_are_ignored(self):
        self.write("in/b/z.json", template(Z="Disabled"))
        self.write("in/a.json", template(A="Disabled"))
        self.write("in/package.json", '{"name":"x","version":"1.0.0"}')
        self.write("in/notes.txt", "not a document")
        self.write("in/.git/config.json", "broken")
        result = self.check("in", code=0)
        self.assertEqual([("in/a.json", "read"), ("in/b/z.json", "read"), ("in/package.json", "ignored")],
                         sorted((d["path"], d["status"]) for d in result["documents"]))
        self.assertEqual(["A", "Z"], [r["resource"] for r in result["rows"]])
        self.check("--strict", "in", code=2)

    def test_what_is_counted_for_text_is_the_same_with_strict(self):
        """With --strict every row is listed for the report, without it findings alone."""
        for document, code in (("good.json", 0), ("bad.json", 1)):
            texts = [re.sub(r"[0-9]+ ms", "", str(self.run_program(
                "check", "-r", "r.cordon", "--as-of", "2026-11-21", *option, document, code=code).out))
                for option in ((), ("--strict",))]
            self.assertEqual(texts[0], texts[1])
            self.assertIn("1 document read", texts[0])

    def test_what_a_document_makes_and_does_not_show_is_a_warning_that_strict_counts(self):
        loop = json.loads(template(G="Disabled"))
        loop["Transform"] = "AWS::LanguageExtensions"
        loop["Resources"]["Fn::ForEach::N"] = ["I", ["A"], {"N${I}": loop["Resources"]["G"]}]
        self.write("loop.json", json.dumps(loop))
        stack = {"address": "aws_cloudformation_stack.s", "mode": "managed", "type": "aws_cloudformation_stack",
                 "name": "s", "change": {"actions": ["create"], "after": {"template_body": "{}"}}}
        self.write("plan.json", json.dumps({"format_version": "1.2", "resource_changes": [stack], "configuration": {},
                                            "planned_values": {}}))
        for path, code in (("loop.json", "I0309"), ("plan.json", "I0315")):
            result = self.check("--allow-empty", path, code=0)
            (problem,) = result["documents"][0]["problems"]
            self.assertEqual((code, "warning"), (problem["code"], problem["severity"]))
            self.assertTrue(problem["help"])
            self.check("--allow-empty", "--strict", path, code=2)
            ran = self.run_program("check", "-r", "r.cordon", "--allow-empty", path, code=0)
            self.assertIn(f"warning[{code}]", ran.notes)

    def test_endings_of_a_folder_are_compared_without_regard_to_case(self):
        for name in ("a.JSON", "b.Yaml", "c.YML", "d.Template", "e.JSONL"):
            self.write("in/" + name, template(N="Enabled"))
        result = self.check("in", code=1)
        self.assertEqual(5, len(result["documents"]))
        self.assertEqual({"read"}, {d["status"] for d in result["documents"]})

    def test_links_and_pipes_of_a_folder_are_counted_and_not_followed(self):
        self.write("in/a.json", template(A="Disabled"))
        os.symlink("/", self.path("in/root"))
        os.symlink(self.path("bad.json"), self.path("in/l.json"))
        os.mkfifo(self.path("in/p.json"))
        result = self.check("in", code=0)
        self.assertEqual(["in/a.json"], [d["path"] for d in result["documents"]])
        self.assertEqual({"U0204"}, {p["code"] for p in result["problems"]})
        self.assertIn("2 symbolic links", result["problems"][0]["message"])
        self.check("--strict", "in", code=2)

    def test_standard_input_is_a_document(self):
        result = self.check("-", code=1, input=template(N="Enabled").encode())
        self.assertEqual("-", result["documents"][0]["path"])
        self.check("-", "-", code=2, input=b"{}")

    def test_a_file_that_is_named_twice_is_one_document(self):
        self.assertEqual(1, len(self.check("good.json", "./good.json", code=0)["documents"]))

    def test_two_runs_give_the_same_bytes(self):
        self.write("many.json", template(**{f"N{i}": ("Enabled", "Disabled", None)[i % 3] for i in range(30)}))
        runs = {self.run_program("check", "-r", "r.cordon", "-f", "json", "--as-of", "2026-11-21", "many.json",
                                 "good.json").out for _ in range(3)}
        self.assertEqual(1, len(runs))

    def test_numeric_parts_of_names_are_ordered_as_numbers(self):
        self.write("many.json", template(N10="Disabled", N9="Disabled", N1="Disabled"))
        self.assertEqual(["N1", "N9", "N10"], [r["resource"] for r in self.check("many.json", code=0)["rows"]])

    def test_redaction_prints_no_value(self):
        self.write("secret.json", template(N="hunter2canary"))
        for form in ("json", "text"):
            ran = self.run_program("check", "-r", "r.cordon", "-f", form, "secret.json", code=1)
            self.assertIn("hunter2canary", ran.text)
            ran = self.run_program("check", "-r", "r.cordon", "-f", form, "--redact", "secret.json", code=1)
            self.assertNotIn("hunter2canary", ran.text + ran.notes)

    def test_sensitive_values_are_never_printed(self):
        text = json.loads(template(N="x"))
        text["Parameters"] = {"P": {"Type": "String", "NoEcho": True, "Default": "hunter2canary"}}
        text["Resources"]["N"]["Properties"]["DirectInternetAccess"] = {"Ref": "P"}
        self.write("secret.json", json.dumps(text))
        result = self.check("secret.json", code=1)
        self.assertTrue(result["rows"][0]["requirements"][0]["evidence"][0]["sensitive"])
        self.assertNotIn("canary", json.dumps(result))
        ran = self.run_program("check", "-r", "r.cordon", "secret.json", code=1)
        self.assertNotIn("canary", ran.text + ran.notes)
        ran = self.run_program("inventory", "--with-properties", "-f", "json", "secret.json", code=0)
        self.assertNotIn("canary", ran.text + ran.notes)

    def test_neighbours_of_a_fact_are_not_printed(self):
        text = json.loads(template(N="Enabled"))
        text["Resources"]["N"]["Properties"] = {"KmsKeyId": "hunter2canary", "DirectInternetAccess": "Enabled",
                                                "RoleArn": "hunter3canary"}
        self.write("flat.json", json.dumps(text))
        ran = self.run_program("check", "-r", "r.cordon", "flat.json", code=1)
        self.assertIn('"DirectInternetAccess": "Enabled"', ran.text)
        self.assertNotIn("canary", ran.text + ran.notes)

    def test_the_text_ends_with_what_was_read_and_judged(self):
        ran = self.run_program("check", "-r", "r.cordon", "bad.json", code=1)
        lines = ran.text.rstrip("\n").split("\n")
        self.assertRegex(lines[0], r"^bad\.json:1:\d+  high  T-NET-1  fail  direct internet access is Enabled$")
        self.assertRegex(lines[-1], r"^1 document read \(cloudformation\), 0 ignored, 0 refused; 1 resource, 1 rule "
                                    r"\(r\.cordon\): 1 fail \(1 high\), 0 undetermined, .* ms$")
        self.assertEqual("exit 1: 1 row fails", lines[-2])

    def test_too_few_subjects_weigh_as_the_profile_tells(self):
        self.write("few.cordon", """language 1
package t
@severity("high", staging: null, dev: "low") @min_subjects(2)
rule enough for nb in AWS::SageMaker::NotebookInstance { require nb.DirectInternetAccess is present else "no" }
""")
        for profile, expected in {"prod": ("fail", "high"), "dev": ("fail", "low"), "staging": ("skipped", "medium")}.items():
            rows = self.check("bad.json", "--profile", profile, rules="few.cordon", code=4 if profile == "staging" else 1)["rows"]
            self.assertEqual([expected], [(r["status"], r["severity"]) for r in rows if r["resource"] is None])

    def test_subjects_that_may_not_exist_are_not_enough(self):
        self.write("few.cordon", """language 1
package t
@severity("high") @min_subjects(2)
rule enough for nb in AWS::SageMaker::NotebookInstance { require nb.DirectInternetAccess == "Enabled" else "no" }
""")
        document = json.loads(template(N="Enabled", M="Enabled"))
        document["Parameters"] = {"P": {"Type": "String"}}
        document["Conditions"] = {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}
        document["Resources"]["M"]["Condition"] = "C"
        self.write("maybe.json", json.dumps(document))
        rows = self.check("maybe.json", rules="few.cordon", code=3)["rows"]
        whole = [r for r in rows if r["resource"] is None]
        self.assertEqual(["undetermined"], [r["status"] for r in whole])
        self.assertIn("of which some may not exist", whole[0]["requirements"][0]["message"])
        self.assertEqual("unknown", whole[0]["requirements"][0]["causes"][0]["kind"])

    def test_the_bundled_library_runs_by_default_and_is_named(self):
        result = self.check("bad.json", rules=None)
        self.assertEqual("bundled", result["run"]["rules"]["source"])
        self.assertGreater(result["run"]["rules"]["count"], 0)
        ran = self.run_program("check", "bad.json")
        self.assertIn("(bundled library)", ran.text)


class Selection(ProgramCase):
    SECOND = '''language 1
package u
@id("U-TAG-1") @title("a second rule") @severity("low") @groups(["tags"]) @controls(["Y:2"])
rule second for nb in AWS::SageMaker::NotebookInstance {
  require nb.DirectInternetAccess in ["Disabled", "Enabled"] else "it is another word"
}
'''

    def setUp(self):
        super().setUp()
        self.write("rules/a.cordon", RULE)
        self.write("rules/b.cordon", self.SECOND)

    def chosen(self, *arguments, code=None):
        return [r["rule"] for r in self.check(*arguments, "good.json", rules="rules", code=code)["rows"]]

    def test_selectors_know_ids_names_patterns_groups_severities_and_controls(self):
        self.assertEqual(["T-NET-1", "U-TAG-1"], self.chosen())
        for selector in ("T-NET-1", "t.no_internet", "T-*", "?-NET-1", "group:mode", "severity:high", "control:X:1"):
            self.assertEqual(["T-NET-1"], self.chosen("--select", selector), selector)
            self.assertEqual(["U-TAG-1"], self.chosen("--ignore", selector), selector)
        self.assertEqual(["T-NET-1", "U-TAG-1"], self.chosen("--select", "all"))
        self.assertEqual(["T-NET-1", "U-TAG-1"], self.chosen("--enable", "all"))

    def test_selectors_repeat(self):
        self.assertEqual(["T-NET-1", "U-TAG-1"], self.chosen("--select", "T-NET-1", "--select", "group:tags"))

    def test_a_severity_selector_means_the_profile(self):
        self.assertEqual(["T-NET-1", "U-TAG-1"], self.chosen("--profile", "dev", "--select", "severity:low"))

    def test_a_selector_that_matches_nothing_is_a_mistake(self):
        for option in ("--enable", "--select", "--ignore"):
            result = self.check(option, "T-NET-2", "good.json", rules="rules", code=2)
            self.assertEqual("U0104", result["problems"][0]["code"])
            self.assertEqual("did you mean T-NET-1?", result["problems"][0]["help"])
            self.assertEqual([], result["rows"])

    def test_no_rule_left_gives_4(self):
        self.assertEqual([], self.chosen("--ignore", "all", code=4))

    def test_a_rule_folder_without_rules_gives_4(self):
        os.mkdir(self.path("norules"))
        result = self.check("good.json", rules="norules", code=4)
        self.assertEqual("U0108", result["problems"][0]["code"])

    def test_endings_of_rule_files_are_compared_without_regard_to_case(self):
        self.write("upper/A.CORDON", RULE)
        self.check("bad.json", rules="upper", code=1)
        self.write("upper/b.CordonB", b"CORDONB\x00\x01\x02")
        self.assertEqual("U0106", self.check("good.json", rules="upper", code=2)["problems"][0]["code"])

    def test_a_broken_bundle_is_refused_by_its_content(self):
        self.write("x.cordon", b"CORDONB\x00\x01\x02")
        self.assertEqual("B0102", self.check("good.json", rules="x.cordon", code=2)["problems"][0]["code"])
        self.write("x.cordonb", "language 1\n")
        self.assertEqual("U0106", self.check("good.json", rules="x.cordonb", code=2)["problems"][0]["code"])

    def test_a_missing_rule_file_is_a_mistake(self):
        self.assertEqual("U0107", self.check("good.json", rules="nope.cordon", code=2)["problems"][0]["code"])


class Parameters(ProgramCase):
    RULE = r'''language 1
package t
param allowed: list<string> = ["Disabled"]
param note: string? = null
@id("T-P-1") @title("parameters") @severity("low")
rule p for nb in AWS::SageMaker::NotebookInstance {
  require nb.DirectInternetAccess in allowed else "not in \(allowed)"
}
'''

    def setUp(self):
        super().setUp()
        self.write("p.cordon", self.RULE)

    def effective(self, *arguments, code=0, document="good.json"):
        result = self.check(*arguments, document, rules="p.cordon", code=code)
        return result["run"]["parameters"].get("allowed", {})

    def test_the_default_is_recorded(self):
        self.assertEqual({"value": ["Disabled"], "from": "default"}, self.effective())

    def test_values_come_from_the_command_line_and_files_later_ones_win(self):
        self.write("p.json", '{"allowed": ["Enabled", "a,}b"]}')
        self.assertEqual({"value": ["Enabled", "a,}b"], "from": "--params"},
                         self.effective("--params", "p.json", document="bad.json"))
        self.assertEqual({"value": ["x"], "from": "--param"},
                         self.effective("--param", 'allowed=["x"]', "--params", "p.json", code=1))
        self.assertEqual(["z"], self.effective("--param", 'allowed=["x"]', "--param", 't.allowed=["z"]', code=1)["value"])

    def test_mistakes_in_parameters_stop_the_run(self):
        for arguments in (["--param", "nope=1"], ["--param", "allowed=1"], ["--param", "allowed=[1]"],
                          ["--param", "allowed=[\"a\""], ["--param", "allowed"], ["--param", "=1"],
                          ["--params", "nope.json"]):
            result = self.check(*arguments, "good.json", rules="p.cordon", code=2)
            self.assertEqual([], result["rows"])
            self.assertTrue(result["problems"])

    def test_a_file_of_parameters_is_one_strict_object(self):
        for text in ("", "[]", "{", '{"allowed": }', '{"allowed": ["a"],}', '{"allowed": ["a"]} x',
                     '{"allowed": ["a"], "allowed": ["b"]}', '{allowed: ["a"]}', '{"allowed": ["a"] "note": "b"}',
                     '{"\\u0061llowed": ["a"]}', '{"allowed": ["a"]]}', '{"allowed": "a', '{"allowed": ["a"]}\0'):
            self.write("p.json", text)
            result = self.check("--params", "p.json", "good.json", rules="p.cordon", code=2)
            self.assertEqual([], result["rows"], text)
