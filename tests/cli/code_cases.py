"""Every code that the sources use can be explained."""
import glob
import os
import re

import program
from program import ProgramCase


def sources():
    """Each source file with its text."""
    root = os.path.dirname(os.path.dirname(program.SCHEMA_PATH))
    for pattern in ("engine/src/**/*", "dsl/src/**/*", "bindings/c/src/*", "cli/*"):
        for path in glob.glob(os.path.join(root, pattern), recursive=True):
            if path.endswith((".cc", ".h", ".def")):
                with open(path, encoding="utf-8") as file:
                    yield os.path.relpath(path, root), file.read()


def used_codes():
    codes = set()
    for _, text in sources():
        codes.update(re.findall(r'"([ABDEILUVW]\d{4})"', text))
    return sorted(codes)


def defined_codes():
    """The files that define each code, one entry a definition."""
    codes = {}
    for path, text in sources():
        if path.endswith("codes.def"):
            for code in re.findall(r'^CORDON_CODE\("?(\w+)"?,', text, re.MULTILINE):
                codes.setdefault(code, []).append(path)
    return codes


class Codes(ProgramCase):
    def test_every_code_has_a_page(self):
        codes = used_codes()
        self.assertGreater(len(codes), 100)
        for code in codes:
            ran = self.run_program("explain", code)
            self.assertEqual(0, ran.code, code)
            self.assertRegex(ran.text, f"^{code}: .{{10,}}")

    def test_a_code_has_one_meaning(self):
        codes = defined_codes()
        self.assertGreater(len(codes), 100)
        self.assertEqual({}, {code: paths for code, paths in codes.items() if len(paths) > 1})
