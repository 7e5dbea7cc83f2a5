#!/usr/bin/env python3
"""Links of all pages resolve; the examples of the language pass their tests and are what the pages print.

usage: check_docs.py PROGRAM
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LANGUAGE = ROOT / "docs" / "language"
EXAMPLES = LANGUAGE / "examples"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")


def pages():
    """The Markdown files of the project; folders of builds and hidden ones hold none of them."""
    for path in sorted(ROOT.rglob("*.md")):
        folders = path.relative_to(ROOT).parts[:-1]
        if not any(folder.startswith(("build", ".")) for folder in folders):
            yield path


def anchors(text):
    """The anchors that the headings of a page have, as the usual viewers derive them."""
    headings = re.findall(r"^#+ (.*)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def wrong_links(page):
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text(encoding="utf-8")))
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists():
            yield f"{page.relative_to(ROOT)}: nothing is at {target}"
        elif anchor and anchor not in anchors(file.read_text(encoding="utf-8")):
            yield f"{page.relative_to(ROOT)}: no heading for {target}"


def wrong_blocks(page, examples):
    """A rule or document that a page prints stands in an example, so it has been run."""
    for language, block in FENCE.findall(page.read_text(encoding="utf-8")):
        if language in ("cordon", "yaml") and not any(block in text for text in examples):
            first = block.splitlines()[0]
            yield f"{page.relative_to(ROOT)}: in no file of examples/: {first}"


def wrong_tests(program):
    done = subprocess.run([program, "test", "--strict", str(EXAMPLES)], capture_output=True,
                          text=True, timeout=300, check=False)
    if done.returncode != 0:
        yield f"cordon test ended with {done.returncode}:\n{done.stdout}{done.stderr}"


def wrong_run(program):
    """The run that the tour shows."""
    done = subprocess.run(
        [program, "check", "-r", "first.cordon", "notebook.yaml"], cwd=EXAMPLES,
        capture_output=True, text=True, timeout=300, check=False)
    line = "notebook.yaml:7:19  high  TOUR-1  fail  root access is Enabled"
    if done.returncode != 1 or line not in done.stdout:
        yield f"the tour's run ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    if line not in (LANGUAGE / "README.md").read_text(encoding="utf-8"):
        yield "the tour does not show its run"


def wrong_trace(program):
    """The run that the page of traces shows."""
    command = "trace TOUR-1 notebook.yaml -r first.cordon --resource Notebook"
    done = subprocess.run([program, *command.split()], cwd=EXAMPLES, capture_output=True, text=True,
                          timeout=300, check=False)
    block = f"$ cordon {command}\n{done.stdout}"
    if block not in (ROOT / "docs" / "trace.md").read_text(encoding="utf-8"):
        yield f"docs/trace.md does not show its run:\n{block}{done.stderr}"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = sys.argv[1]
    examples = [path.read_text(encoding="utf-8") for path in EXAMPLES.iterdir()]
    found = list(pages())
    wrong = [text for page in found for text in wrong_links(page)]
    for page in sorted(LANGUAGE.glob("*.md")):
        wrong += wrong_blocks(page, examples)
    wrong += wrong_tests(program)
    wrong += wrong_run(program)
    wrong += wrong_trace(program)
    print("\n".join(wrong) or f"docs: {len(found)} pages and {len(examples)} examples are in order")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
