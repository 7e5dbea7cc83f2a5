#!/usr/bin/env python3
"""Includes follow the arrows of ARCHITECTURE.md and never return. A file in no stage fails, too."""
import pathlib, re, sys
ROOT = pathlib.Path(__file__).resolve().parent.parent
ENGINE = {"base": [], "diagnostic": ["base"], "value": ["base"], "document": ["value", "base", "diagnostic"], "catalogue": ["base"],
          "inventory": ["document", "catalogue", "value", "base", "diagnostic"], "bytecode": ["value", "base", "diagnostic"],
          "bundle": ["bytecode", "catalogue", "value", "base", "diagnostic"],
          "vm": ["bytecode", "inventory", "document", "catalogue", "value", "base", "diagnostic"],
          "rows": ["vm", "bytecode", "inventory", "document", "catalogue", "value", "base", "diagnostic"],
          "report": ["bytecode", "document", "diagnostic", "value", "base"]}
DSL = {"syntax": [], "check": ["syntax"], "lower": ["check", "syntax"], "format": ["syntax"]}
FROM_ENGINE = {"syntax": ["base", "diagnostic", "value"], "check": ["base", "diagnostic", "value", "catalogue"],
               "lower": ["base", "diagnostic", "value", "catalogue", "bytecode"], "format": ["base", "diagnostic", "value"]}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
wrong = []


def check(stage, allowed, path):
    for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        if name.startswith("cordon/"):
            if name.startswith("cordon/dsl/") and stage in ENGINE:
                wrong.append(f"{path}: the engine includes {name}")
            continue
        top = name.split("/")[0]
        if "/" in name and top != stage and top not in allowed:
            wrong.append(f"{path}: {stage} may not include {name}")


for root, stages in (("engine/src", ENGINE), ("dsl/src", DSL)):
    for path in sorted((ROOT / root).rglob("*")):
        if path.suffix not in (".h", ".cc", ".def"):
            continue
        stage = path.relative_to(ROOT / root).parts[0]
        if stage not in stages:
            wrong.append(f"{path}: no stage of that name")
        elif path.suffix != ".def":
            check(stage, stages[stage] + (FROM_ENGINE[stage] if stages is DSL else []), path)
for path in sorted([*(ROOT / "cli").glob("*.[hc]*"), *(ROOT / "bindings/c/src").glob("*.[hc]*")]):
    for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        if "/" in name and not name.startswith("cordon/"):
            wrong.append(f"{path}: cli and bindings see public headers only, not {name}")
for path in sorted((ROOT / "bindings/cpp").rglob("*.hpp")):
    for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        if name not in ("cordon.h", "cordon.hpp"):
            wrong.append(f"{path}: the wrapper stands on cordon.h alone, not {name}")
print("\n".join(wrong) or "layers: every include follows the arrows")
sys.exit(bool(wrong))
