import json
import os

from program import ProgramCase, template, validate

LATER_COMMANDS = ["diff", "drift", "diagnose", "cost", "reach",
                  "repl", "lsp", "baseline", "report", "init", "config", "completion"]
LATER_OPTIONS = ["--waivers", "--config", "--baseline", "--baseline-findings", "--open-world", "--closed-world",
                 "--show-inline-marks", "--template-param", "--jobs"]


class Usage(ProgramCase):
    def refused(self, *arguments, says):
        ran = self.run_program(*arguments, code=2)
        self.assertIn(says, ran.notes)
        self.assertEqual(b"", ran.out)

    def test_an_unknown_command_gets_a_suggestion(self):
        self.refused("chek", "good.json", says="unknown command chek, did you mean check?")

    def test_a_missing_command_is_told(self):
        self.refused(says="a command is missing")

    def test_commands_of_later_versions_are_refused_by_name(self):
        for command in LATER_COMMANDS:
            self.refused(command, "x", says="cordon: not available in this version: " + command)

    def test_options_of_later_versions_are_refused_by_name(self):
        for option in LATER_OPTIONS:
            self.refused("check", option, "x", "good.json", says=option + " is not available in this version")
            self.refused("check", option + "=x", "good.json", says=option + " is not available in this version")

    def test_an_unknown_option_gets_a_suggestion(self):
        self.refused("check", "--profle", "dev", "good.json", says="check has no option --profle")
        self.refused("check", "--profle", "dev", "good.json", says="did you mean --profile?")

    def test_what_is_given_twice_is_refused(self):
        ran = self.run_program("check", "--param", "a=1", "--param", "a=2", "good.json", code=2)
        self.assertIn("--param a is given twice", ran.notes)
        ran = self.run_program("check", "-f", "json=a.json", "-f", "text=./a.json", "good.json", code=2)
        self.assertIn("two reports would be written to", ran.notes)

    def test_check_needs_a_path(self):
        self.refused("check", says="check needs a path")
        self.refused("inventory", says="inventory needs a path")
        self.refused("explain", says="explain needs a name")

    def test_values_of_later_versions_are_refused_by_name(self):
        self.refused("check", "-f", "sarif", "-o", "x", "good.json", says="--format sarif is not available")
        self.refused("check", "--type", "kubernetes", "-o", "x", "good.json", says="--type kubernetes is not available")

    def test_unknown_values_list_the_known_ones(self):
        for option, known in (("--type", "cloudformation"), ("--profile", "staging"), ("--fail-on", "never"),
                              ("--references", "strict"), ("--undetermined", "pass"), ("--color", "auto")):
            result = self.check(option, "wat", "good.json", code=2)
            self.assertIn(option + " does not know wat", result["problems"][0]["message"])
            self.assertIn(known, result["problems"][0]["help"])
            self.assertEqual([], result["rows"])

    def test_numbers_and_days_are_checked(self):
        for option, value in (("--expect-min-rules", "-1"), ("--expect-min-rules", "1x"),
                              ("--expect-min-resources", "99999999999"), ("--as-of", "2026-02-30"),
                              ("--as-of", "2026-1-1"), ("--as-of", "tomorrow")):
            self.check(option + "=" + value, "good.json", code=2)

    def test_the_day_is_today_in_utc_by_default(self):
        ran = self.run_program("check", "-r", "r.cordon", "-f", "json", "good.json", code=0)
        self.assertRegex(json.loads(ran.out)["run"]["as_of"], r"^20\d\d-\d\d-\d\d$")

    def test_a_usage_mistake_still_gives_a_valid_result(self):
        ran = self.run_program("check", "--format", "json", "--wat", "good.json", code=2)
        result = json.loads(ran.out)
        validate(result)
        self.assertEqual([], result["rows"])
        self.assertEqual("U0101", result["problems"][0]["code"])
        self.assertEqual(["1 mistake stops the run"], result["summary"]["because"])

    def test_a_configuration_is_refused_by_name(self):
        self.write("cordon.toml", "")
        result = self.check("good.json", code=2)
        self.assertEqual("U0105", result["problems"][0]["code"])
        self.assertEqual([], result["rows"])

    def test_a_configuration_is_searched_up_to_the_root_of_the_repository(self):
        os.makedirs(self.path("a/b"))
        self.write("cordon.toml", "")
        self.check("../../good.json", code=2, rules="../../r.cordon", cwd=self.path("a/b"))
        os.mkdir(self.path("a/.git"))
        self.check("../../good.json", code=0, rules="../../r.cordon", cwd=self.path("a/b"))

    def test_a_configuration_beside_the_inputs_is_not_looked_for(self):
        self.write("in/cordon.toml", "")
        self.write("in/t.json", template(N="Disabled"))
        self.check("in", code=0)

    def test_help_and_version_are_on_standard_output(self):
        self.assertIn("usage: cordon", self.run_program("--help", code=0).text)
        self.assertIn("--fail-on", self.run_program("check", "--help", code=0).text)
        self.assertRegex(self.run_program("version", code=0).text, r"^cordon \d+\.\d+\.\d+ \(language 1\)\n$")
        self.assertEqual(self.run_program("version").out, self.run_program("--version").out)

    def test_no_variable_of_the_environment_changes_a_result(self):
        plain = self.run_program("check", "-r", "r.cordon", "--as-of", "2026-01-01", "-f", "json", "bad.json").out
        other = self.run_program("check", "-r", "r.cordon", "--as-of", "2026-01-01", "-f", "json", "bad.json",
                                 env={"LC_ALL": "C", "TZ": "Asia/Tokyo", "FORCE_COLOR": "1", "CORDON_FAIL_ON": "never"}).out
        self.assertEqual(plain, other)
