#!/usr/bin/env python3
"""The traces of a pass, a fail and an undetermined row, whole: `check_traces.py CORDON [--write]`. A golden text changes only with its reason."""
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
program, write = str(pathlib.Path(sys.argv[1]).resolve()), "--write" in sys.argv
ROWS = {"pass": "Good", "fail": "Bad", "undetermined": "Later"}
wrong = 0
for status, resource in ROWS.items():
    for form, ending in (("text", "txt"), ("json", "json")):
        run = subprocess.run([program, "trace", "TRACE-1", "network.yaml", "--resource", resource, "--as-of", "2026-11-21",
                              "--color", "never", "-r", "rules.cordon", "-f", form],
                             cwd=here, capture_output=True, text=True, check=False)
        text = run.stdout + run.stderr
        golden = here / f"{status}.{ending}"
        if write:
            golden.write_text(text, encoding="utf-8")
        elif not golden.exists() or golden.read_text(encoding="utf-8") != text or run.returncode != 0:
            wrong += 1
            print(f"{golden.name}: the trace differs (exit {run.returncode}); it is now:\n{text}")
    if not (here / f"{status}.txt").read_text(encoding="utf-8").startswith(f"TRACE-1  {status}  {resource} "):
        wrong += 1
        print(f"{status}.txt: not a trace of a row that is {status}")
print(f"{2 * len(ROWS) - min(wrong, 2 * len(ROWS))} of {2 * len(ROWS)} traces read as they must")
sys.exit(bool(wrong))
