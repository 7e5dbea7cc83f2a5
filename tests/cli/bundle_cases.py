import hashlib
import json
import os
import struct

from program import TESTED_RULE, ProgramCase


def resealed(bundle, old, new):
    """The bundle with bytes of its constants (section 8) replaced, and digests that fit."""
    table = 32
    count = struct.unpack_from("<H", bundle, 22)[0]
    out = bytearray(bundle)
    for entry in range(table, table + 44 * count, 44):
        number, offset, length = struct.unpack_from("<III", out, entry)
        content = bytes(out[offset : offset + length])
        if number == 8:
            content = content.replace(old, new)
            out[offset : offset + length] = content
        out[entry + 12 : entry + 44] = hashlib.sha256(content).digest()
    end = table + 44 * count
    out[end : end + 32] = hashlib.sha256(bytes(out[:end])).digest()
    return bytes(out)


class Bundles(ProgramCase):
    def compiled(self, *rules, name="x.cordonb"):
        self.run_program("compile", *rules, "-o", name, code=0)
        return name

    def test_a_bundle_gives_the_same_bytes_of_result_as_its_rules(self):
        bundle = self.compiled("r.cordon")
        for command in (["check", "-f", "json", "bad.json", "good.json", "--as-of", "2026-01-02"],
                        ["rules", "-f", "json"], ["explain", "T-NET-1"]):
            text = self.run_program(*command, "-r", "r.cordon")
            code = self.run_program(*command, "-r", bundle)
            self.assertEqual(text.code, code.code)
            self.assertEqual(text.text, code.text.replace('"source": "x.cordonb"', '"source": "r.cordon"'))

    def test_the_tests_of_a_bundle_run(self):
        self.write("t.cordon", TESTED_RULE)
        bundle = self.compiled("t.cordon")
        results = []
        for rules in ("t.cordon", bundle):
            results.append(json.loads(self.run_program("test", "-f", "json", rules, code=0).out))
        # What is to be said of the rules was said when they were compiled.
        self.assertTrue(results[0].pop("problems"))
        self.assertEqual([], results[1].pop("problems"))
        self.assertEqual(*results)

    def test_the_digest_is_that_of_the_rules(self):
        bundle = self.compiled("r.cordon")
        digests = set()
        for rules in ("r.cordon", bundle):
            ran = self.run_program("check", "-f", "json", "-r", rules, "good.json", code=0)
            digests.add(json.loads(ran.out)["run"]["rules"]["digest"])
        self.assertEqual(1, len(digests))
        self.assertIn(digests.pop(), self.run_program("verify", bundle, code=0).text)

    def test_compiling_is_reproducible_and_verify_compares_sources(self):
        self.compiled("r.cordon")
        self.compiled("r.cordon", name="y.cordonb")
        self.assertEqual(self.read("x.cordonb"), self.read("y.cordonb"))
        self.run_program("verify", "--sources", "r.cordon", "x.cordonb", code=0)
        self.write("r.cordon", self.read("r.cordon") + b"\n")
        self.assertIn("U0111", self.run_program("verify", "--sources", "r.cordon", "x.cordonb", code=2).notes)

    def test_a_changed_bundle_is_refused(self):
        bundle = self.read(self.compiled("r.cordon"))
        self.write("cut", bundle[:-1])
        self.write("changed", bundle[:-1] + bytes([bundle[-1] ^ 1]))
        self.write("more", bundle + b"\0")
        for name, code in (("cut", "B0107"), ("changed", "B0108"), ("more", "B0107")):
            self.assertIn(code, self.run_program("verify", name, code=2).notes)
            ran = self.run_program("check", "-f", "json", "-r", name, "good.json", code=2)
            self.assertEqual([code], [p["code"] for p in json.loads(ran.out)["problems"]])
            self.assertEqual([], json.loads(ran.out)["rows"])

    def test_verify_says_what_it_was_compared_with(self):
        bundle = self.compiled("r.cordon")
        self.assertIn("not compared with rules", self.run_program("verify", bundle, code=0).text)
        ran = self.run_program("verify", "--sources", "r.cordon", bundle, code=0)
        self.assertIn("it is what r.cordon compile to", ran.text)
        self.assertIn("it is the bundled rules", self.run_program("verify", self.compiled(name="own"), code=0).text)

    def test_rules_at_a_path_called_bundled_are_not_the_bundled_ones(self):
        self.write("bundled", self.read("r.cordon"))
        ran = self.run_program("check", "-r", "bundled", "good.json", code=0)
        self.assertIn("(./bundled)", ran.text)
        ran = self.run_program("check", "-f", "json", "-r", "bundled", "good.json", code=0)
        self.assertEqual("./bundled", json.loads(ran.out)["run"]["rules"]["source"])

    def test_what_has_the_digest_of_the_bundled_rules_is_them(self):
        self.compiled(name="own.cordonb")
        ran = json.loads(self.run_program("check", "-f", "json", "bad.json").out)
        self.assertIn(ran["run"]["rules"]["digest"], self.run_program("verify", "own.cordonb", code=0).text)
        bundle = self.read("own.cordonb")
        self.write("same", resealed(bundle, b"Disabled", b"Disabled"))
        self.assertEqual(bundle, self.read("same"))
        self.write("forged", resealed(bundle, b"Disabled", b"Enabled "))
        self.assertNotEqual(bundle, self.read("forged"))
        for command in (["verify", "forged"], ["check", "-r", "forged", "bad.json"], ["disasm", "forged"]):
            self.assertIn("B0118", self.run_program(*command, code=2).notes)

    def test_a_bundle_that_is_too_large_is_not_read(self):
        with open(self.path("big.cordonb"), "wb") as file:
            file.truncate((64 << 20) + 1)
        for name in ("verify", "disasm"):
            self.assertIn("error[B0106]", self.run_program(name, "big.cordonb", code=2).notes)

    def test_a_bundle_stands_alone(self):
        bundle = self.compiled("r.cordon")
        self.run_program("check", "-r", bundle, "-r", "r.cordon", "good.json", code=2)
        self.run_program("compile", bundle, "-o", "z", code=2)
        self.run_program("test", "--mutate", bundle, code=2)
        self.run_program("verify", "r.cordon", code=2)
        self.run_program("verify", "nope", code=2)
        self.write("folder/r.cordon", self.read("r.cordon"))
        self.write("folder/x.cordonb", self.read(bundle))
        self.assertIn("U0106", self.run_program("check", "-r", "folder", "good.json", code=2).notes)

    def test_compile_writes_whole_or_not_at_all(self):
        self.assertIn("--output", self.run_program("compile", "r.cordon", code=2).notes)
        self.write("broken.cordon", "language 1\nrule")
        self.run_program("compile", "broken.cordon", "-o", "b.cordonb", code=2)
        self.assertFalse(os.path.exists(self.path("b.cordonb")))
        self.run_program("compile", "r.cordon", "-o", "no/such/folder", code=2)

    def test_the_listing_is_the_same_and_shows_the_rule_text(self):
        text = self.run_program("disasm", "r.cordon", code=0).text
        self.assertIn('r.cordon:7 | require nb.DirectInternetAccess == "Disabled"', text)
        self.assertRegex(text, r"\n +\d+  Get +r\d+ r0 whole \.DirectInternetAccess\n")
        self.assertEqual(text, self.run_program("disasm", self.compiled("r.cordon"), code=0).text)
        self.run_program("disasm", "nope", code=2)

    def test_the_library_is_compiled_already(self):
        bundle = self.compiled(name="lib.cordonb")
        text = self.run_program("rules", "-f", "json", code=0)
        self.assertEqual(text.out, self.run_program("rules", "-f", "json", "-r", bundle, code=0).out)
