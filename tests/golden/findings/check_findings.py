#!/usr/bin/env python3
"""The text of six findings, whole: `check_findings.py CORDON [--write]`. A golden text changes only with its reason."""
import pathlib, re, subprocess, sys
here = pathlib.Path(__file__).resolve().parent
program, write = str(pathlib.Path(sys.argv[1]).resolve()), "--write" in sys.argv
wrong = 0
folders = sorted(p for p in here.iterdir() if p.is_dir() and (p / "rules.cordon").exists())
for folder in folders:
    document = next(p for p in sorted(folder.iterdir()) if p.suffix in (".json", ".yaml"))
    run = subprocess.run([program, "check", "--as-of", "2026-11-21", "--color", "never", "-r", "rules.cordon", document.name],
                         cwd=folder, capture_output=True, text=True, check=False)
    text = re.sub(r" \S \d+ ms\n", "\n", run.stdout) + f"exit {run.returncode}\n" + run.stderr
    golden = folder / "expected.txt"
    if write:
        golden.write_text(text, encoding="utf-8")
    elif not golden.exists() or golden.read_text(encoding="utf-8") != text:
        wrong += 1
        print(f"{folder.name}: the text differs from {golden.name}; it is now:\n{text}")
print(f"{len(folders) - wrong} of {len(folders)} findings read as they must")
sys.exit(bool(wrong) or len(folders) != 6)
