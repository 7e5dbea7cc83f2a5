#!/usr/bin/env python3
"""The SageMaker example and its insecure twin: exit codes, findings, and the same status in both formats.

    check_examples.py CORDON EXAMPLES
"""
import json
import pathlib
import subprocess
import sys

THIRTEEN = {
    "SMN-MODE-01", "SMN-MODE-02", "SMN-MODE-05", "SMN-MODE-06", "SMN-SUB-01", "SMN-AZ-01", "SMN-ISO-02",
    "SMN-SG-02", "SMN-VPCE-23", "SMN-DNS-01", "SMN-DNS-02", "SMN-LOG-01", "SMN-TAG-01",
}
problems = []


def expect(holds, text):
    if not holds:
        problems.append(text)


def run(cordon, path):
    done = subprocess.run([cordon, "check", "-f", "json", str(path)], capture_output=True, text=True)
    if not done.stdout:
        sys.exit(f"{path}: no result (exit {done.returncode}): {done.stderr}")
    return done.returncode, json.loads(done.stdout)["rows"]


def address_map(path):
    pairs = (line.split("\t") for line in path.read_text().splitlines() if not line.startswith("#"))
    return {logical: address for logical, address in pairs}


def statuses(rows, names):
    """Rule and common name -> status; `names` maps a resource to its common name."""
    found = {}
    for row in rows:
        name = names.get(row["resource"])
        expect(name is not None, f"{row['resource']} of {row['rule']} is not in map.tsv")
        found[row["rule"], name] = row["status"]
    return found


def check_secure(path, code, rows):
    expect(code == 0, f"{path}: exit {code}, expected 0")
    for row in rows:
        good = row["status"] in ("pass", "skipped")
        expect(good, f"{path}: {row['rule']} on {row['resource']} is {row['status']}: {row['requirements']}")
    passed = {row["rule"] for row in rows if row["status"] == "pass"}
    expect(passed == THIRTEEN, f"{path}: nothing passes of {sorted(THIRTEEN - passed)}")


def check_insecure(path, code, rows):
    expect(code == 1, f"{path}: exit {code}, expected 1")
    failed = {row["rule"] for row in rows if row["status"] == "fail"}
    expect(failed == THIRTEEN, f"{path}: nothing fails of {sorted(THIRTEEN - failed)}")
    for row in rows:
        decided = row["status"] in ("pass", "skipped", "fail")
        expect(decided, f"{path}: {row['rule']} on {row['resource']} is {row['status']}")
        for requirement in row["requirements"]:
            for fact in requirement["evidence"]:
                expect(fact["location"] is None or fact["location"]["line"] > 0, f"{path}: {fact} has no line")


def check_twin(cordon, examples, name, judge):
    logical = address_map(examples / "map.tsv")
    seen = []
    for path, names in ((examples / f"{name}.yaml", {key: key for key in logical}),
                        (examples / f"{name}.plan.json", {value: key for key, value in logical.items()})):
        code, rows = run(cordon, path)
        judge(path, code, rows)
        seen.append(statuses(rows, names))
    template, plan = seen
    for key in sorted(template.keys() | plan.keys()):
        expect(template.get(key) == plan.get(key),
               f"{name}: {key}: {template.get(key)} in the template, {plan.get(key)} in the plan")


def main():
    cordon, examples = sys.argv[1], pathlib.Path(sys.argv[2]) / "sagemaker"
    check_twin(cordon, examples, "secure", check_secure)
    check_twin(cordon, examples, "insecure", check_insecure)
    print("\n".join(problems) or "the examples are as they should be")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
