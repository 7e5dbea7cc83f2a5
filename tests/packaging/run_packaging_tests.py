#!/usr/bin/env python3
"""Installs into a folder of the build and builds the examples against what is there, as a host would.

usage: run_packaging_tests.py SOURCE BUILD STAGE CC CXX GENERATOR FLAGS
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

SOURCE, BUILD, STAGE = (pathlib.Path(p).resolve() for p in sys.argv[1:4])
CC, CXX, GENERATOR, FLAGS = sys.argv[4:8]
DAY = "2026-11-24"
DOCUMENTS = SOURCE / "examples" / "sagemaker"
PREFIX = STAGE / "prefix"
failures = []


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)
    return done.returncode, done.stdout, done.stderr


def must(*command, **options):
    code, out, err = run(*command, **options)
    if code != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {code}:\n{out}{err}")
    return out


def expect(holds, text):
    if not holds:
        failures.append(text)


def install():
    shutil.rmtree(STAGE, ignore_errors=True)
    must("cmake", "--install", BUILD, "--prefix", PREFIX)


def build(folder, *settings, **options):
    """Plain cmake against the installed package; gives the program."""
    target = STAGE / folder.name
    must("cmake", "-S", folder, "-B", target, "-G", GENERATOR, f"-DCMAKE_PREFIX_PATH={PREFIX}", f"-DCMAKE_C_COMPILER={CC}",
         f"-DCMAKE_CXX_COMPILER={CXX}", f"-DCMAKE_C_FLAGS={FLAGS}", f"-DCMAKE_CXX_FLAGS={FLAGS}", *settings, **options)
    must("cmake", "--build", target)
    return target / folder.name


def build_without_dependencies(folder):
    """The same where neither pkg-config nor cmake finds what the static library needs."""
    hidden = dict(os.environ, PKG_CONFIG_LIBDIR=str(STAGE / "none"), PKG_CONFIG_PATH="")
    return build(folder, "-DCMAKE_DISABLE_FIND_PACKAGE_re2=ON", env=hidden)


def library_folder():
    found = list(PREFIX.rglob("libcordon.so"))
    expect(len(found) == 1, f"one libcordon.so was expected, not {found}")
    return found[0].parent


def build_by_pkg_config(std, source):
    """A program with the compiler alone."""
    compiler = CXX if std.startswith("c++") else CC
    strict = [] if std.startswith("c++") else ["-Wstrict-prototypes"]
    folder = library_folder()
    environment = dict(os.environ, PKG_CONFIG_PATH=str(folder / "pkgconfig"))
    flags = must("pkg-config", "--cflags", "--libs", "cordon", env=environment).split()
    program = STAGE / f"{source.stem}_{std}"
    must(compiler, f"-std={std}", "-Wall", "-Wextra", "-pedantic", *strict, "-Werror", *FLAGS.split(), source,
         "-o", program, *flags, f"-Wl,-rpath,{folder}")
    return program


def test_page(page):
    """The programs that the page shows, as they stand there: every block of C and C++."""
    text = (SOURCE / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    wanted = {"c": ("c99", "SMN-MODE-01 fails on Notebook in line 1"), "cpp": ("c++17", "ACME-1: it is Enabled")}
    expect([language for language, _ in blocks] == list(wanted), f"{page}: other blocks than one of C, one of C++")
    for language, block in blocks:
        std, line = wanted[language]
        source = STAGE / f"page.{language}"
        source.write_text(block, encoding="utf-8")
        code, out, err = run(build_by_pkg_config(std, source))
        expect(code == 1 and line in out, f"{page}: {language}: {code} {out}{err}")


def test_c(program):
    code, out, err = run(program, DAY, DOCUMENTS / "secure.yaml")
    expect(code == 0 and "exit 0" in out, f"{program}: secure.yaml: {code} {out}{err}")
    code, out, err = run(program, DAY, DOCUMENTS / "insecure.yaml")
    expect(code == 1 and "SMN-MODE-01 fail" in out and "rows fail" in out, f"{program}: insecure.yaml: {code} {out}{err}")
    code, out, err = run(program, DAY, DOCUMENTS / "insecure.plan.json", DOCUMENTS / "secure.plan.json")
    expect(code == 1, f"{program}: two documents: {code} {out}{err}")
    code, out, err = run(program, "never", DOCUMENTS / "secure.yaml")
    expect(code == 2 and "U0306" in err, f"{program}: a wrong day: {code} {out}{err}")
    code, out, err = run(program, DAY, DOCUMENTS / "map.tsv")
    expect(code == 2, f"{program}: no document: {code} {out}{err}")
    test_orders(program)
    code, out, err = run(program, DAY, "::error::\x1b")
    expect(code == 2 and err == "* ::error::\\x1b cannot be read\n", f"{program}: no file: {code} {out}{err}")


def test_orders(program):
    """No name or message is an order to a build system."""
    template = STAGE / "::error file=##vso[x].json"
    template.write_text('{"Resources":{"##[N]":{"Type":"AWS::SageMaker::NotebookInstance",'
                        '"Properties":{"DirectInternetAccess":"Enabled"}}}}')
    # The name is the path as it is given: relative, it begins the text.
    code, out, err = run(program, DAY, template.name, cwd=STAGE)
    orders = [line for line in out.splitlines() if re.search(r"^\s*::|##(vso)?\[", line)]
    expect(code == 1 and "::error file=" in out and not orders, f"{program}: orders: {code} {out}{err}")


def test_cpp(program):
    code, out, err = run(program, DAY, DOCUMENTS / "secure.yaml", DOCUMENTS / "insecure.plan.json")
    expect(code == 0 and out.count("0 fail, 1 pass") == 2, f"{program}: {code} {out}{err}")
    untagged = STAGE / "untagged.json"
    untagged.write_text('{"Resources":{"N":{"Type":"AWS::SageMaker::NotebookInstance","Properties":{}}}}')
    code, out, err = run(program, DAY, DOCUMENTS / "secure.yaml", untagged)
    expect(code == 1 and "ACME-1 line 1, 1 requirements" in out, f"{program}: untagged: {code} {out}{err}")
    refused = STAGE / "refused.json"
    refused.write_text("[")
    empty = STAGE / "empty.json"
    empty.write_text('{"Resources":{"B":{"Type":"AWS::S3::Bucket"}}}')
    # Of several the strongest, which is neither the last nor the largest number.
    for documents, wanted in (((untagged, empty), 4), ((empty, untagged), 4), ((empty, refused, untagged), 2)):
        code, out, err = run(program, DAY, *documents)
        expect(code == wanted, f"{program}: {documents}: {code} {out}{err}")


def test_nlohmann(program):
    code, out, err = run(program, DAY, DOCUMENTS / "insecure.plan.json")
    expect(code == 0 and not err, f"{program}: {code} {out}{err}")
    before, after = (set(line.split(": ")[1].split()) for line in out.splitlines())
    expect(before - after == {"SMN-DNS-01"} and after < before, f"{program}: {out}")


def test_static(program):
    for name, wanted in (("secure.yaml", 0), ("insecure.plan.json", 1)):
        code, out, err = run(program, DAY, DOCUMENTS / name)
        expect(code == wanted, f"{program}: {name}: {code} {out}{err}")


def test_plain_c(program):
    code, out, err = run(program)
    expect(code == 0 and out.strip(), f"{program}: {code} {out}{err}")


def main():
    install()
    test_plain_c(build_without_dependencies(SOURCE / "tests/packaging/plain_c"))
    test_c(build(SOURCE / "examples/embed_c"))
    for std in ("c99", "c11"):
        test_c(build_by_pkg_config(std, SOURCE / "examples/embed_c/main.c"))
    test_page("docs/embedding.md")
    test_cpp(build(SOURCE / "examples/embed_cpp"))
    test_nlohmann(build(SOURCE / "examples/embed_nlohmann"))
    test_static(build(SOURCE / "tests/packaging/static_cpp"))
    print("\n".join(failures) or "packaging: every example builds against the installed package and runs")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
