import json
import os

from program import RULE, ProgramCase, template, validate

EVIL = "evil\x1b[2J\n::error ::x\u202e\u009b\u2028##vso[task]"


class Hostile(ProgramCase):
    """Every output goes through assert_harmless."""

    def both(self, *arguments, code):
        text = self.run_program("check", "-r", "r.cordon", *arguments, code=code)
        ran = self.run_program("check", "-r", "r.cordon", "-f", "json", *arguments, code=code)
        result = json.loads(ran.out)
        validate(result)
        return text, result

    def test_names_of_files(self):
        name = self.write(EVIL + ".json", template(N="Enabled"))
        _, result = self.both(name, code=1)
        self.assertEqual(name, result["documents"][0]["path"])
        broken = self.write("::error ::y.json", "{")
        self.both(broken, code=2)
        self.both(EVIL, code=2)

    def test_names_that_are_no_utf8(self):
        path = os.path.join(self.folder.encode(), b"a\xff\x9b.json")
        with open(path, "wb") as file:
            file.write(template(N="Enabled").encode())
        self.both(path, code=1)
        self.both(b"nope\xff", code=2)

    def test_values_and_names_of_resources(self):
        self.write("t.json", template(**{EVIL: EVIL}))
        _, result = self.both("t.json", code=1)
        self.assertEqual(EVIL, result["rows"][0]["resource"])
        self.assertIn(EVIL, result["rows"][0]["requirements"][0]["message"])
        arguments = ["trace", "T-NET-1", "t.json", "-r", "r.cordon", "--resource", EVIL]
        self.run_program(*arguments, code=0)
        traced = json.loads(self.run_program(*arguments, "-f", "json", code=0).out)
        self.assertEqual(EVIL, traced["rows"][0]["resource"])

    def test_keys_and_types(self):
        self.write("t.json", json.dumps({"Resources": {"a": {"Type": EVIL, "Properties": {EVIL: EVIL}}}}))
        self.run_program("check", "-r", "r.cordon", "t.json")
        self.run_program("inventory", "t.json")
        ran = self.run_program("inventory", "-f", "json", "--with-properties", "t.json")
        validate(json.loads(ran.out), "inventory")

    def test_words_of_the_command_line(self):
        for arguments in (["check", "--type", EVIL, "good.json"], ["check", "--" + EVIL, "good.json"],
                          ["check", "--param", EVIL + "=1", "good.json"], ["check", "--select", EVIL, "good.json"],
                          ["check", "-r", EVIL, "good.json"], ["check", "-o", EVIL + "/x", "good.json"],
                          [EVIL], ["explain", EVIL], ["lint", EVIL], ["trace", EVIL, "good.json"],
                          ["trace", "T-NET-1", "good.json", "-r", "r.cordon", "--resource", EVIL], ["fmt", EVIL], ["test", EVIL], ["rules", EVIL]):
            self.run_program(*arguments, code=2)

    def test_rule_texts(self):
        self.write("evil.cordon", RULE.replace("have no", EVIL.replace("\n", " ")))
        self.run_program("check", "-r", "evil.cordon", "bad.json")
        self.write("evil.cordon", "language 1\n" + EVIL)
        self.run_program("check", "-r", "evil.cordon", "bad.json", code=2)
        self.run_program("fmt", "evil.cordon", code=2)
        self.run_program("lint", "evil.cordon", code=2)

    def test_the_text_of_a_document_is_not_quoted_in_its_errors(self):
        self.write("shadow.json", '{"password": "hunter2canary" oops}')
        text, result = self.both("shadow.json", code=2)
        self.assertNotIn("hunter2canary", text.text + text.notes + json.dumps(result))

    def test_an_empty_document_is_an_error(self):
        for content in (b"", b" \n", b"\xef\xbb\xbf", b"\0"):
            self.write("e.json", content)
            self.both("e.json", code=2)
        self.both("/dev/null", code=2)
