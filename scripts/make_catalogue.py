#!/usr/bin/env python3
"""Merges public schemas into the property catalogue that rule checking uses.

    make_catalogue.py CLOUDFORMATION_SCHEMAS API_SHAPES --read DATE

Reads stdlib_rules/schemas/references.txt and facts.txt beside it and writes catalogue.txt there; the
format is described in stdlib_rules/schemas/README.md. The same inputs give the same bytes.
"""
import argparse
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent / "stdlib_rules" / "schemas"
MAX_PATTERN = 60


class Kind:
    """A property type. kind: a b i n s l m o (README)."""

    def __init__(self, kind, element=None, shape=None, enum=(), pattern=""):
        self.kind, self.element, self.shape = kind, element, shape
        self.enum, self.pattern, self.targets = tuple(enum), pattern, []


class Prop:
    def __init__(self, kind, flags=""):
        self.kind, self.flags = kind, flags


class Shape:
    def __init__(self):
        self.props = {}


def usable_pattern(text):
    """Only whole-string patterns in the subset that RE2 reads."""
    if not text or len(text) > MAX_PATTERN or not (text.startswith("^") and text.endswith("$")):
        return ""
    if re.search(r"\(\?|\\[0-9pPuUZ]|\\$|\n|\t|[^\x20-\x7e]|\[\^?\[", text):
        return ""
    if any(int(n) > 500 for n in re.findall(r"[{,](\d+)", text)):
        return ""
    return text if re.sub(r"[$^.*]", "", text) else ""


# ---------------------------------------------------------------- CloudFormation
class CloudFormation:
    def __init__(self, name, schema):
        self.schema, self.shapes = schema, {}
        self.definitions = schema.get("definitions", {})
        self.body = self.read_shape(schema)
        for path in schema.get("readOnlyProperties", []):
            self.flag(path, "r")
        for path in schema.get("deprecatedProperties", []):
            self.flag(path, "d")
        self.tags = self.tags_property(schema)

    def flag(self, path, mark):
        parts = path.split("/")[2:]
        if len(parts) == 1 and parts[0] in self.body.props:
            self.body.props[parts[0]].flags += mark

    @staticmethod
    def tags_property(schema):
        tagging = schema.get("tagging", {})
        path = tagging.get("tagProperty", "/properties/Tags").split("/")[-1]
        known = path in schema["properties"]
        return path if known and tagging.get("taggable", True) else ""

    def read_shape(self, schema, into=None):
        shape = into or Shape()
        required = set(schema.get("required", []))
        for name, sub in schema.get("properties", {}).items():
            if name not in shape.props:
                shape.props[name] = Prop(self.read(sub, 0), "q" if name in required else "")
        for key in ("oneOf", "anyOf", "allOf"):
            for option in schema.get(key, []):
                self.read_shape(self.resolve(option), shape)
        return shape

    def resolve(self, schema):
        for _ in range(8):
            if "$ref" not in schema:
                return schema
            schema = self.definitions[schema["$ref"].split("/")[-1]]
        return {}

    def read(self, schema, depth):
        if depth > 24:
            return Kind("a")
        name = schema["$ref"].split("/")[-1] if "$ref" in schema else None
        target = self.resolve(schema)
        declared = target.get("type")
        if isinstance(declared, list):
            return Kind("a")
        if declared == "array":
            return Kind("l", element=self.read(target.get("items", {}), depth + 1))
        if declared == "object" or (declared is None and self.members(target)):
            return self.read_object(target, name, depth)
        return self.read_scalar(target, declared)

    @staticmethod
    def members(schema):
        return schema.get("properties") or schema.get("patternProperties")

    def read_object(self, schema, name, depth):
        patterns = schema.get("patternProperties")
        closed = schema.get("properties") or any(k in schema for k in ("oneOf", "anyOf", "allOf"))
        if not closed:
            if patterns and len(patterns) == 1:
                return Kind("m", element=self.read(next(iter(patterns.values())), depth + 1))
            extra = schema.get("additionalProperties")
            if isinstance(extra, dict) and extra:
                return Kind("m", element=self.read(extra, depth + 1))
            return Kind("o")
        key = name or id(schema)
        if key not in self.shapes:
            self.shapes[key] = Shape()
            self.read_shape(schema, self.shapes[key])
        shape = self.shapes[key]
        return Kind("o", shape=shape if shape.props else None)

    def read_scalar(self, schema, declared):
        kinds = {"boolean": "b", "integer": "i", "number": "n", "string": "s"}
        if declared not in kinds:
            return Kind("a")
        if declared != "string":
            return Kind(kinds[declared])
        folded = schema.get("enumCaseInsensitive")
        enum = [] if folded else schema.get("enum", [schema["const"]] if "const" in schema else [])
        kind = Kind("s", enum=enum, pattern=usable_pattern(schema.get("pattern", "")))
        kind.targets = sorted(self.told_targets(schema))
        return kind

    @staticmethod
    def told_targets(schema):
        found = set()
        for part in [schema] + schema.get("anyOf", []) + schema.get("oneOf", []):
            form = re.fullmatch(r"(AWS::\w+::\w+)\.(Id|Arn|Name)s?", str(part.get("format", "")))
            if form:
                found.add(form.group(1))
            link = part.get("relationshipRef")
            # an attribute such as VPC.DefaultSecurityGroup is not the name of its resource
            if link and re.search(r"/(\w*(Id|Arn)|PublicIp)$", link["propertyPath"]):
                found.add(link["typeName"])
        return found


# ---------------------------------------------------------------- service API
class Api:
    def __init__(self, shapes):
        self.raw, self.shapes = shapes, {}

    def body(self, name):
        return self.shape(name)

    def shape(self, name):
        if name not in self.shapes:
            shape = self.shapes[name] = Shape()
            raw = self.raw[name]
            required = set(raw.get("required", []))
            for member, ref in raw.get("members", {}).items():
                flags = "q" if member in required else ""
                shape.props[member] = Prop(self.read(ref["shape"], 0), flags)
        return self.shapes[name]

    def read(self, name, depth):
        raw = self.raw.get(name)
        if raw is None or depth > 24:
            return Kind("a")
        form = raw["type"]
        if form == "list":
            return Kind("l", element=self.read(raw["member"]["shape"], depth + 1))
        if form == "map":
            return Kind("m", element=self.read(raw["value"]["shape"], depth + 1))
        if form == "structure":
            shape = self.shape(name)
            return Kind("o", shape=shape)
        simple = {"boolean": "b", "integer": "i", "long": "i", "float": "n", "double": "n"}
        if form in simple:
            return Kind(simple[form])
        if form in ("string", "timestamp", "blob"):
            return Kind("s", enum=raw.get("enum", []),
                        pattern=usable_pattern(raw.get("pattern", "")) if form == "string" else "")
        return Kind("a")


def take_enums(shape, api_shape, seen, members=False):
    """Enumerations that the API knows and the template schema does not say; with `members` also
    properties that only the API has."""
    if shape is None or api_shape is None or (id(shape), id(api_shape)) in seen:
        return
    seen.add((id(shape), id(api_shape)))
    for name, prop in shape.props.items():
        if name in api_shape.props and "x" not in prop.flags:
            join(prop.kind, api_shape.props[name].kind, seen, members)
    for name, prop in api_shape.props.items() if members else ():
        shape.props.setdefault(name, Prop(prop.kind, "x"))


def join(kind, api_kind, seen, members):
    if kind.kind != api_kind.kind:
        return
    if kind.kind == "s" and not kind.enum and not kind.targets:
        kind.enum = api_kind.enum
    elif kind.kind in "lm":
        join(kind.element, api_kind.element, seen, members)
    elif kind.kind == "o":
        take_enums(kind.shape, api_kind.shape, seen, members)


# ---------------------------------------------------------------- hand-made lists
def lines(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        line = line.strip()
        if line and not line.startswith("#"):
            yield number, line


def step(types, path):
    """The kind that `TYPE.a.b[].c` names."""
    name, rest = path.split(".", 1)
    shape, kind = types[name].body, None
    for part in rest.split("."):
        bare = part.replace("[]", "")
        if shape is None or bare not in shape.props:
            sys.exit(f"references.txt: {path}: {name} has no {bare} there")
        kind = shape.props[bare].kind
        for _ in range(part.count("[]")):
            if kind.kind != "l":
                sys.exit(f"references.txt: {path}: {bare} is not a list")
            kind = kind.element
        shape = kind.shape
    if kind.kind not in "sa":
        sys.exit(f"references.txt: {path}: is not a string")
    return kind


def apply_references(types, path):
    for number, line in lines(path):
        left, right = (part.strip() for part in line.split("->"))
        kind = step(types, left)
        kind.kind, kind.enum, kind.pattern = "s", (), ""
        kind.targets = [t.strip() for t in right.split("|")]
        for target in kind.targets:
            if target not in types:
                sys.exit(f"{path.name}:{number}: unknown type {target}")


class Type:
    def __init__(self, body, tags):
        self.body, self.tags, self.prefixes, self.retired = body, tags, [], False


def apply_facts(types, api, path):
    groups = []
    for number, line in lines(path):
        word, *rest = line.split()
        if word == "extra":
            body = Api(api["sagemaker"]["shapes"]).body(rest[2])
            types[rest[0]] = Type(body, "Tags" if "Tags" in body.props else "")
            continue
        if word == "group":
            for member in rest[1:]:
                if member not in types:
                    sys.exit(f"{path.name}:{number}: unknown type {member}")
            groups.append((rest[0], sorted(rest[1:])))
            continue
        name, _, prop = rest[0].partition(".")
        if name not in types:
            sys.exit(f"{path.name}:{number}: unknown type {name}")
        if word == "fact":
            add_fact(types[name].body, prop, rest[1], rest[2:])
        elif word == "prefix":
            types[name].prefixes = rest[1:]
        elif word == "retired":
            types[name].retired = True
        elif word == "tags":
            types[name].tags = rest[1]
        elif word == "enums":
            take_enums(types[name].body, Api(api[rest[2]]["shapes"]).body(rest[3]), set())
        else:
            sys.exit(f"{path.name}:{number}: unknown word {word}")
    return groups


def add_fact(body, prop, kind, values):
    if prop in body.props:
        body.props[prop].flags = body.props[prop].flags.replace("r", "")
        return
    body.props[prop] = Prop(Kind(kind[0], enum=values), "fx")


# ---------------------------------------------------------------- output
class Writer:
    def __init__(self, types, groups):
        self.types, self.groups = types, groups
        self.enums, self.enum_lines = {}, []
        self.shape_ids, self.texts, self.shape_lines = {}, {}, []
        self.open = set()
        self.cyclic = set()

    def enum(self, values):
        values = tuple(dict.fromkeys(values))
        if values not in self.enums:
            self.enums[values] = len(self.enums)
            self.enum_lines.append("E\t" + "\t".join(values))
        return self.enums[values]

    def kind(self, kind):
        if kind.kind in "lm":
            return kind.kind + self.kind(kind.element)
        if kind.kind == "o":
            return "o" if kind.shape is None else f"o{self.shape(kind.shape)}"
        if kind.kind == "s":
            text = "s"
            if kind.enum and all("\t" not in v and v for v in kind.enum):
                text += f":{self.enum(kind.enum)}"
            targets = [t for t in kind.targets if t in self.types]
            if targets:
                text += ">" + "|".join(targets)
            elif kind.pattern and not kind.enum:
                text += "/" + kind.pattern
            return text
        return kind.kind

    def props(self, shape):
        out = []
        for name in sorted(shape.props):
            prop = shape.props[name]
            flags = "".join(sorted(set(prop.flags)))
            out.append(f"{name}\t{flags}\t{self.kind(prop.kind)}")
        return out

    def shape(self, shape):
        if id(shape) in self.shape_ids:
            return self.shape_ids[id(shape)]
        if id(shape) in self.open:  # a cycle: number first, text later
            self.shape_ids[id(shape)] = self.new_id()
            self.cyclic.add(id(shape))
            return self.shape_ids[id(shape)]
        self.open.add(id(shape))
        text = "\n".join(self.props(shape))
        self.open.discard(id(shape))
        if id(shape) in self.cyclic:
            number = self.shape_ids[id(shape)]
        elif text in self.texts:
            number = self.texts[text]
        else:
            number = self.texts[text] = self.new_id()
        self.shape_ids[id(shape)] = number
        self.shape_lines[number] = text
        return number

    def new_id(self):
        self.shape_lines.append("")
        return len(self.shape_lines) - 1

    def text(self, header):
        bodies = []
        for name in sorted(self.types):
            entry = self.types[name]
            head = ["T", name, entry.tags, ",".join(entry.prefixes), "retired" if entry.retired else ""]
            bodies.append("\t".join(head).rstrip("\t"))
            bodies += self.props(entry.body)
        out = list(header) + self.enum_lines
        for text in self.shape_lines:
            out.append("S")
            out += text.split("\n") if text else []
        out += bodies
        out += ["G\t" + "\t".join([name] + members) for name, members in self.groups]
        return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cloudformation")
    parser.add_argument("api")
    parser.add_argument("--read", required=True, help="date on which the sources were read")
    parser.add_argument("--output", default=str(HERE / "catalogue.txt"))
    options = parser.parse_args()
    schemas = json.loads(pathlib.Path(options.cloudformation).read_text())
    api = json.loads(pathlib.Path(options.api).read_text())
    types = {}
    for name, schema in sorted(schemas.items()):
        read = CloudFormation(name, schema)
        types[name] = Type(read.body, read.tags)
    merge_sagemaker(types, api)
    groups = apply_facts(types, api, HERE / "facts.txt")
    apply_references(types, HERE / "references.txt")
    versions = ", ".join(f"{service} {data['apiVersion']}" for service, data in sorted(api.items()))
    header = [
        "cordon-catalogue\t1",
        "# Generated by scripts/make_catalogue.py; do not edit.",
        f"# Source: CloudFormation resource provider schemas of {len(schemas)} types, public registry,"
        f" read {options.read}.",
        f"# Source: AWS API models ({versions}), read {options.read}.",
        "# Source: references.txt and facts.txt beside this file.",
    ]
    pathlib.Path(options.output).write_text(Writer(types, groups).text(header))


def merge_sagemaker(types, api):
    """Enumerations, and properties that only the request of the service has."""
    shapes = api["sagemaker"]["shapes"]
    for name, entry in types.items():
        request = next((r for r in (f"Create{name.split('::')[-1]}{end}" for end in ("Request", "Input"))
                        if name.startswith("AWS::SageMaker::") and r in shapes), None)
        if request is None:
            continue
        take_enums(entry.body, Api(shapes).body(request), set(), members=True)


if __name__ == "__main__":
    main()
