"""Runs the program in a folder of its own and holds every JSON output against the published schema."""
import copy
import json
import os
import shutil
import subprocess
import tempfile
import unittest

import jsonschema

PROGRAM = None
SCHEMA = None
SCHEMA_PATH = None


def closed(schema):
    """The schema with every object closed: what this version writes is described in full."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(value) for key, value in schema.items()}
    if "properties" in result and isinstance(result["properties"], dict) and "required" in result:
        result.setdefault("additionalProperties", False)
    return result


def use(program, schema_path):
    global PROGRAM, SCHEMA, SCHEMA_PATH
    SCHEMA_PATH = os.path.abspath(schema_path)
    PROGRAM = os.path.abspath(program)
    with open(schema_path, encoding="ascii") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    SCHEMA = closed(schema)


def validate(value, name="result"):
    schema = copy.copy(SCHEMA)
    schema["$ref"] = "#/$defs/" + name
    jsonschema.Draft202012Validator(schema).validate(value)


class Ran:
    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout
        self.err = done.stderr

    @property
    def text(self):
        return self.out.decode("utf-8")

    @property
    def notes(self):
        return self.err.decode("utf-8")


NOTEBOOK = {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {}}
RULE = r'''language 1
package t

@id("T-NET-1") @title("notebooks have no direct internet access") @severity("high", dev: "low")
@groups(["mode"]) @controls(["X:1"]) @remediation("disable it", cloudformation: "set it to Disabled")
rule no_internet for nb in AWS::SageMaker::NotebookInstance {
  require nb.DirectInternetAccess == "Disabled"
    else "direct internet access is \(nb.DirectInternetAccess)"
}
'''
TESTED_RULE = RULE + r'''
test "open and closed" {
  given cloudformation { Resources: {
    good: { Type: "AWS::SageMaker::NotebookInstance", Properties: { DirectInternetAccess: "Disabled" } },
    bad: { Type: "AWS::SageMaker::NotebookInstance", Properties: { DirectInternetAccess: "Enabled" } } } }
  expect pass no_internet on "good"
  expect fail no_internet on "bad" message "Enabled"
}
'''


def template(**notebooks):
    """A template with one notebook per argument; the value is its DirectInternetAccess."""
    resources = {}
    for name, access in notebooks.items():
        resources[name] = copy.deepcopy(NOTEBOOK)
        if access is not None:
            resources[name]["Properties"]["DirectInternetAccess"] = access
    return json.dumps({"Resources": resources})


class ProgramCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        os.mkdir(os.path.join(self.folder, ".git"))  # the search for cordon.toml ends here
        self.write("good.json", template(N="Disabled"))
        self.write("bad.json", template(N="Enabled"))
        self.write("r.cordon", RULE)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode("utf-8"))
        return name

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def run_program(self, *arguments, code=None, **options):
        options.setdefault("cwd", self.folder)
        options.setdefault("stdin", subprocess.DEVNULL)
        if "input" in options:
            del options["stdin"]
        environment = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "CLICOLOR_FORCE")}
        environment.update(options.pop("env", {}))
        options.setdefault("stdout", subprocess.PIPE)
        done = subprocess.run([PROGRAM, *arguments], stderr=subprocess.PIPE, timeout=300,
                              env=environment, check=False, **options)
        ran = Ran(done)
        if code is not None:
            self.assertEqual(code, ran.code, f"{arguments}: {(ran.out or b'')[-300:]!r} {ran.err[-300:]!r}")
        for stream in (ran.out or b"", ran.err):
            self.assert_harmless(stream)
        return ran

    def assert_harmless(self, stream):
        """Only printable text, TAB and LF; no line that a build system would obey."""
        text = stream.decode("utf-8")
        for line in text.split("\n"):
            self.assertFalse(line.lstrip().startswith("::"), line)
            self.assertNotIn("##vso[", line)
            for c in line:
                hidden = ord(c) < 32 and c != "\t" or 127 <= ord(c) < 160 or c in "\u202a\u202e\u2066\u2028\u200b\ufeff"
                self.assertFalse(hidden, repr(line))

    def check(self, *arguments, code=None, rules="r.cordon", **options):
        """Runs `check` with JSON on standard output and gives the valid result."""
        rule_arguments = ["-r", rules] if rules else []
        ran = self.run_program("check", "--format", "json", "--as-of", "2026-11-21", *rule_arguments,
                               *arguments, code=code, **options)
        result = json.loads(ran.out)
        validate(result)
        self.assertEqual(ran.code, result["summary"]["exit"])
        if code == 2:
            self.assertTrue(ran.err.strip(), "an error without a word on standard error")
        return result

    def statuses(self, result):
        return {(row["rule"], row["resource"]): row["status"] for row in result["rows"]}
