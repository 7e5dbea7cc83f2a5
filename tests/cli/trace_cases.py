import json

from program import RULE, ProgramCase, template, validate

SUBJECTLESS = """language 1
package t
rule enough {
  require count(AWS::SageMaker::NotebookInstance) >= 2 else "too few"
}
"""
SECRET = json.dumps({"Parameters": {"P": {"Type": "String", "NoEcho": True, "Default": "hunter2"}},
                     "Resources": {"N": {"Type": "AWS::SageMaker::NotebookInstance",
                                         "Properties": {"DirectInternetAccess": {"Ref": "P"}}}}})
ENDLESS = """language 1
package t
rule endless for nb in AWS::SageMaker::NotebookInstance {
  require every a in nb.Tags : every b in nb.Tags : every c in nb.Tags : a.Key != "x"
    else "has x"
}
"""


def nodes(clauses):
    for node in clauses:
        yield node
        yield from nodes(node["parts"])


class Trace(ProgramCase):
    def trace(self, *arguments, code=0, **options):
        ran = self.run_program("trace", "-f", "json", "--as-of", "2026-11-21", *arguments, code=code, **options)
        if code != 0:
            self.assertEqual(b"", ran.out)
            return ran
        result = json.loads(ran.out)
        validate(result, "trace")
        return result

    def test_a_row_is_traced_with_values_and_places(self):
        (row,) = self.trace("T-NET-1", "bad.json", "-r", "r.cordon", "--resource", "N")["rows"]
        (clause,) = row["clauses"]
        self.assertEqual(("fail", "require", "fail"), (row["status"], clause["construct"], clause["status"]))
        self.assertEqual(("r.cordon", 7), (clause["rule_location"]["file"], clause["rule_location"]["line"]))
        value = clause["parts"][0]
        self.assertEqual(("nb.DirectInternetAccess", "Enabled", "bad.json"),
                         (value["expression"], value["value"], value["location"]["file"]))

    def test_the_status_is_that_of_check(self):
        self.write("t.json", template(A="Disabled", B="Enabled", C=None))
        rows = self.check("t.json", code=1)["rows"]
        self.assertEqual(3, len(rows))
        for row in rows:
            traced = self.trace("T-NET-1", "t.json", "-r", "r.cordon", "--resource", row["resource"])
            self.assertEqual([row["status"]], [r["status"] for r in traced["rows"]])

    def test_every_row_of_the_bundled_rules_can_be_traced(self):
        self.write("n.json", template(A="Disabled", B="Enabled"))
        rows = self.check("n.json", rules=None, code=1)["rows"]
        self.assertGreater(len(rows), 5)
        for row in rows:
            arguments = ["--resource", row["resource"]] if row["resource"] else []
            (traced,) = self.trace(row["rule"], "n.json", *arguments)["rows"]
            self.assertEqual((row["status"], row["reason"]), (traced["status"], traced["reason"]))

    def test_an_expression_is_shown_with_its_last_bracket(self):
        text = 'nb.RootAccess == "Disabled" or (nb.DirectInternetAccess == "Disabled")'
        self.write("b.cordon", f"""language 1
package t
fn closed(nb: AWS::SageMaker::NotebookInstance): bool = {text}
rule both for nb in AWS::SageMaker::NotebookInstance {{ require closed(nb) else "open" }}
""")
        open_both = {"Type": "AWS::SageMaker::NotebookInstance",
                     "Properties": {"RootAccess": "Enabled", "DirectInternetAccess": "Enabled"}}
        self.write("both.json", json.dumps({"Resources": {"N": open_both}}))
        (row,) = self.trace("t.both", "both.json", "-r", "b.cordon", "--resource", "N")["rows"]
        self.assertIn(text, [node.get("expression") for node in nodes(row["clauses"][0]["parts"])])

    def test_a_rule_without_subject_needs_no_resource(self):
        self.write("s.cordon", SUBJECTLESS)
        (row,) = self.trace("t.enough", "good.json", "-r", "s.cordon")["rows"]
        self.assertEqual(("fail", None), (row["status"], row["resource"]))
        self.assertIn("judges the documents as a whole",
                      self.trace("t.enough", "good.json", "-r", "s.cordon", "--resource", "N", code=2).notes)

    def test_a_resource_in_several_documents_is_traced_in_each(self):
        rows = self.trace("T-NET-1", "bad.json", "good.json", "-r", "r.cordon", "--resource", "N")["rows"]
        self.assertEqual([(0, "fail"), (1, "pass")], [(row["document"], row["status"]) for row in rows])

    def test_mistakes_give_2_and_a_suggestion(self):
        self.assertIn("did you mean T-NET-1?", self.trace("T-NET-2", "bad.json", "-r", "r.cordon", code=2).notes)
        self.assertIn("it judges: N", self.trace("T-NET-1", "bad.json", "-r", "r.cordon", code=2).notes)
        self.assertIn("the rule judges no resource M",
                      self.trace("T-NET-1", "bad.json", "-r", "r.cordon", "--resource", "M", code=2).notes)
        self.trace("T-NET-1", "nope.json", "-r", "r.cordon", "--resource", "N", code=2)
        self.write("broken.json", "{")
        self.trace("T-NET-1", "broken.json", "bad.json", "-r", "r.cordon", "--resource", "N", code=2)
        self.run_program("trace", "T-NET-1", code=2)

    def test_no_secret_is_printed(self):
        self.write("secret.json", SECRET)
        arguments = ["trace", "T-NET-1", "secret.json", "-r", "r.cordon", "--resource", "N"]
        for more in ([], ["-f", "json"], ["--redact"], ["--redact", "-f", "json"]):
            self.assertNotIn(b"hunter2", self.run_program(*arguments, *more, code=0).out)
        self.assertIn("(sensitive, not shown)", self.run_program(*arguments, code=0).text)

    def test_redacted_traces_show_places_only(self):
        ran = self.run_program("trace", "T-NET-1", "bad.json", "-r", "r.cordon", "--resource", "N", "--redact", code=0)
        self.assertNotIn("Enabled", ran.text)
        self.assertIn("at bad.json:1:", ran.text)

    def test_a_long_run_is_cut_and_says_so(self):
        tags = [{"Key": f"k{i}", "Value": "v"} for i in range(40)]
        notebook = {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"Tags": tags}}
        self.write("long.json", json.dumps({"Resources": {"N": notebook}}))
        self.write("e.cordon", ENDLESS)
        (row,) = self.trace("t.endless", "long.json", "-r", "e.cordon", "--resource", "N")["rows"]
        self.assertEqual("pass", row["status"])
        every = list(nodes(row["clauses"]))
        self.assertLessEqual(len(every), 5000)
        self.assertTrue(any(node["omitted"] > 0 for node in every))
