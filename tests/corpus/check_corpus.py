#!/usr/bin/env python3
"""What is understood of each real plan and template, against a committed table: `check_corpus.py CORDON [--write]`.
One line a document: sha256, format, then `resources N types ...` with unmapped native types, or the refusal's code.
The documents are read from CORDON_CORPUS, or from ../shared/corpus beside the project when it is there."""
import concurrent.futures as futures, hashlib, json, os, pathlib, subprocess, sys
here = pathlib.Path(__file__).resolve().parent
program, write = str(pathlib.Path(sys.argv[1]).resolve()), "--write" in sys.argv
corpus = os.environ.get("CORDON_CORPUS") or str(here.parent.parent.parent / "shared" / "corpus")
table = here / "table.tsv"
if not os.path.isdir(corpus):
    print("skipped: no corpus (set CORDON_CORPUS to compare the table)")
    sys.exit(0)
print(f"reading the corpus at {'CORDON_CORPUS' if os.environ.get('CORDON_CORPUS') else 'the folder beside the project'}")
files = sorted(p for kind in ("tfplan", "tfplan-gen", "tfplan-own", "cfn") for p in pathlib.Path(corpus, kind).rglob("*") if p.is_file())


def line(path):
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    run = subprocess.run([program, "inventory", "--format", "json", str(path)], capture_output=True, text=True, check=False, timeout=60)
    result = json.loads(run.stdout)
    document = result["documents"][0]
    if document["status"] != "read":
        codes = [p["code"] for p in document["problems"]]
        return f"{digest}\t{document['format'] or '-'}\trefused {codes[-1] if codes else '?'}"
    unmapped = " ".join(f"{name}:{count}" for name, count in sorted(result["unmapped_types"].items()))
    return f"{digest}\t{document['format']}\tresources {document['resources']}\t{unmapped}".rstrip()


with futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    now = sorted(set(pool.map(line, files)))
if write:
    table.write_text("\n".join(now) + "\n", encoding="utf-8")
known = table.read_text(encoding="utf-8").splitlines()
changed = sorted(set(now) ^ set(known))
for text in changed[:20]:
    print(("now  " if text in now else "was  ") + text)
refused = sum("\trefused " in text for text in now)
print(f"{len(now)} documents, {refused} refused, {len(changed)} lines differ from the table")
sys.exit(bool(changed) or not now)
