"""Every code that the sources use can be explained."""
import glob
import os
import re

import program
from program import ProgramCase


def used_codes():
    root = os.path.dirname(os.path.dirname(program.SCHEMA_PATH))
    codes = set()
    for pattern in ("engine/src/**/*", "dsl/src/**/*", "cli/*"):
        for path in glob.glob(os.path.join(root, pattern), recursive=True):
            if path.endswith((".cc", ".h", ".def")):
                with open(path, encoding="utf-8") as file:
                    codes.update(re.findall(r'"([BDEILUVW]\d{4})"', file.read()))
    return sorted(codes)


class Codes(ProgramCase):
    def test_every_code_has_a_page(self):
        codes = used_codes()
        self.assertGreater(len(codes), 100)
        for code in codes:
            ran = self.run_program("explain", code)
            self.assertEqual(0, ran.code, code)
            self.assertRegex(ran.text, f"^{code}: .{{10,}}")
