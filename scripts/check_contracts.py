#!/usr/bin/env python3
"""Every function and callback type of cordon.h has a contract block; the functions stand in symbols.txt, and nothing else does.

usage: check_contracts.py [LIBRARY]    with a library: it exports these symbols and no others
"""
import pathlib, re, subprocess, sys
ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADER = ROOT / "bindings/c/include/cordon.h"
LIST = ROOT / "bindings/c/symbols.txt"
WORDS = ("NULL:", "Errors:", "Ownership:", "Threads:", "Cost:", "Since:")
# A callback is the host's: what counts is what it may do, not what it costs.
CALLBACK_WORDS = ("NULL:", "Errors:", "Ownership:", "Threads:", "Calls:", "Since:")
CALLBACK = re.compile(r"^typedef \w+ \(\*(cordon_\w+_fn)\)\(([^;]*)\);", re.MULTILINE)
FUNCTION = re.compile(r"^CORDON_API\s[^;]*?\b(cordon_\w+)\(([^;]*)\);", re.MULTILINE)
wrong = []


def block_before(text, at):
    """The comment that ends right before the declaration."""
    end = text[:at].rstrip()
    return end[end.rfind("/**"):] if end.endswith("*/") else ""


def check_words(name, block, words):
    missing = [word for word in words if word not in block]
    if missing:
        wrong.append(f"{HEADER.name}: the contract of {name} lacks {' '.join(missing)}")
    ownership = re.search(r"Ownership:(.*?)(Threads:)", block, re.DOTALL)
    if ownership and not re.search(r"borrowed|copied|transferred|nothing changes hands", ownership[1]):
        wrong.append(f"{HEADER.name}: {name} does not say who owns what")


def check_callbacks(text):
    names = []
    for match in CALLBACK.finditer(text):
        names.append(match[1])
        check_words(match[1], block_before(text, match.start()), CALLBACK_WORDS)
        if not match[2].startswith("void* user"):
            wrong.append(f"{HEADER.name}: the first parameter of {match[1]} is not its user pointer")
    pointers = len(re.findall(r"\(\s*\*\s*\w+\s*\)\s*\(", text))
    if pointers != len(names):
        wrong.append(f"{HEADER.name}: {pointers - len(names)} pointers to functions have no type cordon_..._fn")
    return names


def check_header(text):
    names = []
    for match in FUNCTION.finditer(text):
        name, parameters = match.groups()
        names.append(name)
        block = block_before(text, match.start())
        check_words(name, block, WORDS)
        if not parameters.strip():
            wrong.append(f"{HEADER.name}: {name}() has no prototype, write (void)")
        if re.search(r"_release$", name) and "NULL: does nothing" not in block:
            wrong.append(f"{HEADER.name}: {name}(NULL) must do nothing")
    declared = len(re.findall(r"^CORDON_API\b", text, re.MULTILINE))
    if declared != len(names):
        wrong.append(f"{HEADER.name}: {declared - len(names)} declarations are not understood")
    return names


def check_list(names):
    listed = LIST.read_text(encoding="ascii").split()
    if listed != sorted(listed):
        wrong.append(f"{LIST.name}: not in order")
    for name in sorted(set(names) ^ set(listed)):
        wrong.append(f"{name}: in {'the header' if name in names else LIST.name} only")
    return listed


def check_library(path, listed):
    lines = subprocess.run(["nm", "-D", "--defined-only", path], capture_output=True, text=True, check=True).stdout
    symbols = [line.split() for line in lines.splitlines()]
    exported = {parts[-1].split("@")[0] for parts in symbols if parts[-2] != "A"}
    for name in sorted(exported ^ set(listed)):
        wrong.append(f"{name}: {'exported and not listed' if name in exported else 'listed and not exported'}")


header = HEADER.read_text(encoding="ascii")
names = check_header(header)
callbacks = check_callbacks(header)
listed = check_list(names)
if len(sys.argv) > 1:
    check_library(sys.argv[1], listed)
print("\n".join(wrong) or f"contracts: {len(callbacks)} callbacks are described, {len(names)} functions are described, listed" + (" and exported" if len(sys.argv) > 1 else ""))
sys.exit(bool(wrong))
