#!/usr/bin/env python3
"""House rules that a machine can see: file sizes, ASCII sources, header guards, no marks of unfinished work, and that
the tests which comments and pages name are there."""
import pathlib, re, shutil, subprocess, sys
ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADERS = (".h", ".hpp")
CODE = (*HEADERS, ".c", ".cc")
READ = (*CODE, ".py", ".cordon", ".def", ".md")


def names_of_files():
    # Sources without their repository, or a machine without git: everything but what was built.
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False) if shutil.which("git") else None
    if listed and listed.stdout:
        return listed.stdout.split()
    found = [p.relative_to(ROOT) for p in ROOT.rglob("*") if p.is_file()]
    return [str(p) for p in found if "build" not in p.parts]


def named_tests(name, text):
    """Paths below tests/ that comments name. A file alone, as in `Tests: tests/unit/vm/a_test.cc, b_test.cc`, lies beside
    the one before it."""
    if not name.endswith(".md"):
        text = " ".join(line.strip() for line in re.findall(r"^\s*//+(.*)$", text, re.M))
    yield from re.findall(r"(?<![\w/.])tests/[\w/.*-]*\w", text)
    for sentence in re.findall(r"\bTests?: (.*?)\.(?:\s|$)", text):
        folder = None
        for word in re.findall(r"(?<![\w/.*])[\w/.*-]*\w", sentence):
            path = pathlib.PurePosixPath(word)
            if word.startswith("tests/"):
                folder = path.parent if path.suffix else path
            elif folder and re.fullmatch(r"[\w*]+\.(cc|h|py|cordon)", word):
                yield str(folder / word)


def faults_of_code(name, text):
    if not name.endswith(CODE):
        return
    if not text.isascii():
        yield "not ASCII"
    if name.endswith(HEADERS):
        parts = [p for p in pathlib.Path(name).with_suffix("").parts if p not in ("engine", "dsl", "src", "include")]
        stem = "_".join(parts).upper().replace("-", "_")
        guard = re.search(r"#ifndef (\w+)\n#define \1\n", text)
        if not guard or not guard.group(1).startswith("CORDON_"):
            yield f"no header guard CORDON_..._H_ ({stem})"


def faults(name):
    path = ROOT / name
    if path.suffix in (".profraw", ".orig"):
        yield "left by a tool"
    if path.suffix not in READ or not path.exists():
        return
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix != ".md":
        lines = text.count("\n")
        if lines > 800:
            yield f"{lines} lines; split it by noun (800 at most)"
        if re.search(r"TO" r"DO(?!\(#\d+\))|FIX" r"ME", text):
            yield "a mark of unfinished work without an issue"
    yield from faults_of_code(name, text)
    for test in sorted(set(named_tests(name, text))):
        if not any(ROOT.glob(test)):
            yield f"names {test}, which is not there"


def main():
    names = names_of_files()
    wrong = [f"{name}: {fault}" for name in names for fault in faults(name)]
    print("\n".join(wrong) or f"tree: {len(names)} files keep the house rules")
    sys.exit(bool(wrong))


main()
