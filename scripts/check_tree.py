#!/usr/bin/env python3
"""House rules that a machine can see: file sizes, ASCII sources, header guards, no marks of unfinished work."""
import pathlib, re, shutil, subprocess, sys
ROOT = pathlib.Path(__file__).resolve().parent.parent
# Sources without their repository, or a machine without git: everything but what was built.
names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split() if shutil.which("git") else []
if not names:
    found = [p.relative_to(ROOT) for p in ROOT.rglob("*") if p.is_file()]
    names = [str(p) for p in found if "build" not in p.parts]
wrong = []
for name in names:
    path = ROOT / name
    if path.suffix == ".profraw" or path.suffix == ".orig":
        wrong.append(f"{name}: left by a tool")
    if path.suffix not in (".h", ".hpp", ".c", ".cc", ".py", ".cordon", ".def") or name.startswith("fuzz/corpus/") or not path.exists():
        continue
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = text.count("\n")
    if lines > 800:
        wrong.append(f"{name}: {lines} lines; split it by noun (800 at most)")
    if path.suffix in (".h", ".hpp", ".c", ".cc") and not text.isascii():
        wrong.append(f"{name}: not ASCII")
    if re.search(r"TO" r"DO(?!\(#\d+\))|FIX" r"ME", text):
        wrong.append(f"{name}: a mark of unfinished work without an issue")
    if path.suffix in (".h", ".hpp"):
        parts = [p for p in pathlib.Path(name).with_suffix("").parts if p not in ("engine", "dsl", "src", "include")]
        stem = "_".join(parts).upper().replace("-", "_")
        guard = re.search(r"#ifndef (\w+)\n#define \1\n", text)
        if not guard or not guard.group(1).startswith("CORDON_"):
            wrong.append(f"{name}: no header guard CORDON_..._H_ ({stem})")
print("\n".join(wrong) or f"tree: {len(names)} files keep the house rules")
sys.exit(bool(wrong))
