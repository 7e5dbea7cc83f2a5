import json
import os

from program import RULE, TESTED_RULE, ProgramCase, validate

UNTESTED = TESTED_RULE.replace('  expect pass no_internet on "good"\n', "")
CLEAN = TESTED_RULE.rstrip("}\n") + '''
}
test "not known yet" {
  given resources { later: { Type: "AWS::SageMaker::NotebookInstance", Properties: { DirectInternetAccess: unknown } } }
  expect undetermined no_internet on "later"
}
'''


class Lint(ProgramCase):
    def lint(self, *arguments, code):
        ran = self.run_program("lint", "-f", "json", *arguments, code=code)
        result = json.loads(ran.out)
        validate(result, "lint")
        return result

    def test_clean_files_give_0(self):
        self.write("rules/c.cordon", CLEAN)
        result = self.lint("rules", code=0)
        self.assertEqual((1, 1, 0, 0, []), tuple(result.values()))
        self.assertEqual("1 file, 1 rule: 0 errors, 0 warnings\n", self.run_program("lint", "rules", code=0).text)

    def test_the_bundled_library_is_clean(self):
        result = self.lint(code=0)
        self.assertGreater(result["rules"], 10)

    def test_a_warning_gives_1_and_its_place(self):
        self.write("w.cordon", UNTESTED)
        result = self.lint("w.cordon", code=1)
        self.assertEqual(["W0501", "W0501"], [problem["code"] for problem in result["problems"]])
        self.assertEqual(("w.cordon", 6), (result["problems"][0]["location"]["file"],
                                           result["problems"][0]["location"]["line"]))
        text = self.run_program("lint", "w.cordon", code=1)
        self.assertIn("warning[W0501]: rule no_internet has no passing expectation\n  --> w.cordon:6:6\n", text.text)
        self.assertTrue(text.text.endswith("1 file, 1 rule: 0 errors, 2 warnings\n"))
        self.assertEqual("", text.notes)
        self.lint("--strict", "w.cordon", code=2)

    def test_an_error_gives_2(self):
        self.write("e.cordon", RULE.replace("nb.Direct", "nb.Dirct", 1))
        result = self.lint("e.cordon", code=2)
        self.assertEqual((["E0302"], 1, 0),
                         ([p["code"] for p in result["problems"]], result["errors"], result["rules"]))
        self.write("e.cordon", "language 1\nrule {")
        self.assertEqual(1, self.lint("e.cordon", code=2)["errors"])

    def test_every_problem_is_listed_in_the_order_of_the_text(self):
        self.write("m.cordon", "language 1\n" + "".join(f"let a{i} = 1\n" for i in range(30)))
        lines = [problem["location"]["line"] for problem in self.lint("m.cordon", code=1)["problems"]]
        self.assertEqual(list(range(2, 32)), lines)
        self.assertEqual(30, self.run_program("lint", "m.cordon", code=1).text.count("warning[W0204]"))

    def test_what_cannot_be_read_gives_2(self):
        self.assertEqual("U0107", self.lint("nope.cordon", code=2)["problems"][0]["code"])
        os.mkdir(self.path("empty"))
        self.lint("empty", code=2)
        self.run_program("lint", "--wat", code=2)

    def test_the_report_goes_to_a_file(self):
        self.write("w.cordon", UNTESTED)
        self.assertEqual(b"", self.run_program("lint", "-f", "json", "-o", "out.json", "w.cordon", code=1).out)
        validate(json.loads(self.read("out.json")), "lint")
