#!/usr/bin/env python3
"""Writes the seeds that are made rather than found: fuzz/seeds/<target>/made<number>. Equal bytes at every run.

usage: fuzz/make_seeds.py
"""
import itertools
import json
import pathlib
import random

SEEDS = pathlib.Path(__file__).resolve().parent / "seeds"


def write(target, seeds):
    folder = SEEDS / target
    folder.mkdir(exist_ok=True)
    for old in folder.glob("made*"):
        old.unlink()
    for number, seed in enumerate(seeds):
        (folder / f"made{number:02}").write_bytes(seed if isinstance(seed, bytes) else seed.encode())


# ---- rules

EXPRESSIONS = [
    "d.n <= 10", "d.a == d.b or d.c != null", "not (d.x is present)", "d.s matches re\"^a+$\"",
    "every a in d.l : a > 1", "some a in d.l : a.k == \"v\" and a.n in [1, 2]", "no a in d.l : a like \"*x\"",
    "count(x in d.l where x > 1) >= 1", "[x * 2 for x in d.l where x > 0] == [2, 4]", "d.l[0] ?? 3 < d.m[\"k\"]",
    "cidr(d.c) within cidr\"10.0.0.0/8\"", "ip\"10.0.0.1\" within cidr(d.c)", "(if d.a then 1 else 2) == 1",
    "match d.k { \"a\" => true, \"b\" => false } ?? true", "d.s contains \"x\" and d.s starts_with \"y\"",
    "date(d.day) > date\"2026-01-02\"", "-(d.n) + 2 * (d.m - 1) % 7 >= 0", "d[\"odd key\"] is string",
    "count(d.l[*].k) == count(d.l)", "{a: d.a, \"b\": [d.b]}.a == 1", "1 < 2", "helper(d.n)",
]
REFERENCES = [
    "v.CidrBlock is present", "every s in v<-AWS::EC2::Subnet.VpcId : s.MapPublicIpOnLaunch != true",
    "some e in AWS::EC2::VPCEndpoint : e.VpcId refers_to v", "v.Tags[*].Key contains \"Owner\"", "v@id == v@address",
    "no s in AWS::EC2::Subnet : s.VpcId->CidrBlock == v.CidrBlock", "helper(v.EnableDnsSupport)",
]


def rules():
    for e in EXPRESSIONS:
        yield (f"package t\nfn helper(x) = x == 1\nrule r for d in Json::Document {{\n  require {e} else "
               f"\"n is \\(d.n)\"\n}}\n")
    for e in REFERENCES:
        yield f"package t\nfn helper(x) = x == true\nrule r for v in AWS::EC2::VPC {{\n  require {e}\n}}\n"
    yield from [
        "", "package a.b.c\n", "# only a comment\n", "import std.dns\n", "let k = [1, 2,\n  3]\n", "param p: list<string> = [\"a\"]\n",
        "package t\n@id(\"A-1\") @title(\"t\") @severity(\"high\", dev: null) @groups([\"g\"])\nrule r { require true else \"m\" }\n",
        "package t\nrule r for s in AWS::EC2::Subnet where s.VpcId is present {\n  let m = s.VpcId->CidrBlock\n"
        "  when m is string {\n    for i, t in s.Tags {\n      require t.Key != \"\" else \"\\(i) of \\(m)\"\n    }\n  }\n}\n",
        "package t\nrule r for d in Json::Document {\n  require d.text == \"\"\"\n    two\n    lines\n    \"\"\"\n}\n",
        "package t\ntest \"t\" {\n  given json { \"n\": 1 }\n  expect pass r\n}\nrule r for d in Json::Document { require d.n == 1 }\n",
        "package t\nfn f(x: number) = g(x)\nfn g(x: number) = f(x)\n", "package t\nfn f(a) = a\nfn f(b) = b\n",
        "rule r for d in Json::Document { require d.n = 1 }\n", "rule r for v in AWS::EC2::VPCC { require true }\n",
        "rule r for v in AWS::EC2::VPC { require v.CidrBlok == 1 }\n", "rule r { require \"unfinished\n",
        "rule r { require ((((((((((1 == 1)))))))))) }\n", "rule r { require not not not not true }\n",
        "package t\n# before\nrule r { # inside\n  require true # behind\n  # last\n}\n# end\n",
        "package t\nlet a = re\"x{2,3}|[^y]\"\nrule r for d in Json::Document { require d.s matches a }\n",
        "package t\nrule r for v in TF::aws_vpc { require v.cidr_block is present }\n",
        "package t\nrule r for v in AWS::EC2::* { require v@tags is present }\n",
    ]


# ---- templates

def template(resources, **sections):
    return json.dumps({**sections, "Resources": resources})


def vpc(**properties):
    return {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", **properties}}


VALUES = [
    {"Ref": "P"}, {"Ref": "L"}, {"Ref": "AWS::Region"}, {"Ref": "AWS::NoValue"}, {"Ref": "Missing"}, {"Fn::GetAtt": ["W", "CidrBlock"]},
    {"Fn::GetAtt": "W.VpcId"}, {"Fn::Sub": "${P}-${AWS::Region}-${!x}"}, {"Fn::Sub": ["${a}${W}", {"a": {"Ref": "P"}}]},
    {"Fn::Join": ["/", ["10.0.0.0", {"Ref": "P"}]]}, {"Fn::Select": [1, {"Ref": "L"}]}, {"Fn::Select": ["0", {"Fn::Split": [",", "a,b"]}]},
    {"Fn::Select": [{"Ref": "P"}, ["a", "b"]]}, {"Fn::Cidr": ["10.0.0.0/16", 2, 8]}, {"Fn::Select": [0, {"Fn::GetAZs": ""}]},
    {"Fn::FindInMap": ["M", "a", "b"]}, {"Fn::FindInMap": ["M", {"Ref": "P"}, "b", {"DefaultValue": 1}]}, {"Fn::ImportValue": "x"},
    {"Fn::If": ["C", "10.1.0.0/16", {"Ref": "AWS::NoValue"}]}, {"Fn::If": ["C", {"Fn::If": ["D", 1, 2]}, [{"Fn::If": ["E", 3, 4]}]]},
    {"Fn::Length": {"Ref": "L"}}, {"Fn::ToJsonString": {"a": {"Ref": "P"}}}, {"Fn::Transform": {"Name": "AWS::Include"}},
    {"Fn::Sub": "${Unclosed"}, {"Fn::Base64": "x"}, {"Fn::Join": ["", "no list"]}, [], {}, None, True, -1.5, "{{resolve:ssm:/a/b}}",
]
SECTIONS = {
    "Parameters": {"P": {"Type": "String", "AllowedValues": ["1", "x"]}, "L": {"Type": "CommaDelimitedList", "Default": "a,b"},
                   "S": {"Type": "String", "NoEcho": True, "Default": "secret"}},
    "Mappings": {"M": {"a": {"b": "c", "l": [1, 2]}}},
    "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}, "D": {"Fn::Not": [{"Condition": "C"}]},
                   "E": {"Fn::And": [{"Condition": "C"}, {"Fn::Or": [{"Condition": "D"}, {"Fn::Equals": [1, 1]}]}]}},
}
RESOURCES = [
    {"V": vpc(), "S": {"Type": "AWS::EC2::Subnet", "DependsOn": "V", "Properties": {"VpcId": {"Ref": "V"}, "MapPublicIpOnLaunch": "true"}}},
    {"V": vpc(Tags=[{"Key": "Owner", "Value": {"Ref": "P"}}, {"Key": "Environment", "Value": "prod"}])},
    {"N": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"SubnetId": {"Ref": "S"}, "DirectInternetAccess": {"Fn::If": ["C", "Enabled", "Disabled"]},
                                                                     "SecurityGroupIds": [{"Fn::GetAtt": ["G", "GroupId"]}]}},
     "S": {"Type": "AWS::EC2::Subnet", "Condition": "C", "Properties": {"VpcId": "vpc-1"}}, "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {}}},
    {"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "g", "SecurityGroupIngress": [
        {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}, {"IpProtocol": 6, "FromPort": "443", "ToPort": 443, "CidrIpv6": "::/0"},
        {"Fn::If": ["C", {"IpProtocol": "tcp", "SourceSecurityGroupId": {"Ref": "G"}}, {"Ref": "AWS::NoValue"}]}]}},
     "I": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"GroupId": {"Ref": "G"}, "IpProtocol": "udp", "FromPort": 1, "ToPort": 2}}},
    {"D": {"Type": "AWS::SageMaker::Domain", "Properties": {"VpcId": {"Ref": "V"}, "SubnetIds": [{"Ref": "S"}], "AppNetworkAccessType": "VpcOnly",
                                                           "DefaultUserSettings": {"SecurityGroups": {"Ref": "L"}}}}, "V": vpc(), "S": {"Type": "AWS::EC2::Subnet"}},
    {"E": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "V"}, "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.sagemaker.api"},
           "PolicyDocument": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"s3:*\"],\"Resource\":\"*\"}]}"}}, "V": vpc()},
    {"T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "V"}}}, "R": {"Type": "AWS::EC2::Route", "Properties": {
        "RouteTableId": {"Ref": "T"}, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": {"Ref": "G"}}}, "G": {"Type": "AWS::EC2::InternetGateway"}, "V": vpc(),
     "A": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {"SubnetId": {"Ref": "S"}, "RouteTableId": {"Ref": "T"}}}},
    {"F": {"Type": "AWS::EC2::FlowLog", "Properties": {"ResourceId": {"Ref": "V"}, "ResourceType": "VPC", "TrafficType": "ALL"}}, "V": vpc()},
    {"M": {"Type": "AWS::SageMaker::Model", "Properties": {"EnableNetworkIsolation": True, "VpcConfig": {"Subnets": ["subnet-1", {"Ref": "S"}]}}}},
    {"X": {"Type": "Custom::Thing"}, "Y": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "x"}}, "Z": {"Type": "Vendor::A::B"}},
    {"X": 1, "Y": {"Type": 2}, "Z": {"Type": "AWS::EC2::VPC", "Properties": []}, "": {}},
    {"Fn::ForEach::A": ["I", ["a", "b"], {"V${I}": vpc()}]},
]
TEXTS = [
    "Resources:\n  V:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: !Select [0, !Cidr [10.0.0.0/8, 4, 16]]\n",
    "Parameters:\n  P: {Type: String}\nConditions:\n  C: !Not [!Equals [!Ref P, '']]\nResources:\n  S:\n    Type: AWS::EC2::Subnet\n    Condition: C\n"
    "    Properties:\n      VpcId: !If [C, !Ref P, !Ref AWS::NoValue]\n      Tags: [{Key: a, Value: !Sub 'x-${P}'}]\n",
    "Resources:\n  V: &v {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}\n  W: *v\n",
    "AWSTemplateFormatVersion: 2010-09-09\nTransform: AWS::Serverless-2016-10-31\nResources: {}\n",
    "Resources:\n  E:\n    Type: AWS::EC2::VPCEndpoint\n    Properties:\n      PolicyDocument: |\n        {\"Statement\": []}\n      VpcId: !ImportValue x\n",
    "Resources:\n", "{\"Resources\": []}", "{\"Resources\": {}, \"Conditions\": {\"A\": {\"Condition\": \"B\"}, \"B\": {\"Condition\": \"A\"}}}",
]


def templates():
    for value in VALUES:
        yield template({"V": vpc(CidrBlock=value), "W": vpc()}, **SECTIONS)
    for resources in RESOURCES:
        yield template(resources, **SECTIONS)
    yield from TEXTS


# ---- plans

def change(kind, name, after, unknown=None, sensitive=None, actions=("create",), module=""):
    prefix = f"{module}." if module else ""
    out = {"address": f"{prefix}{kind}.{name}", "mode": "managed", "type": kind, "name": name, "provider_name": "registry.terraform.io/hashicorp/aws",
           "change": {"actions": list(actions), "before": None, "after": after, "after_unknown": unknown or {}, "after_sensitive": sensitive or {}}}
    if module:
        out["module_address"] = module
    return out


def planned(changes):
    resources = [{**{k: c[k] for k in ("address", "mode", "type", "name", "provider_name")}, "schema_version": 0, "values": c["change"]["after"],
                  "sensitive_values": c["change"]["after_sensitive"]} for c in changes if isinstance(c["change"]["after"], dict)]
    return {"root_module": {"resources": resources}}


def configured(kind, name, expressions, **more):
    return {"address": f"{kind}.{name}", "mode": "managed", "type": kind, "name": name, "provider_config_key": "aws", "expressions": expressions, "schema_version": 0, **more}


def plan(changes, configuration=(), version="1.2", **more):
    return json.dumps({"format_version": version, "terraform_version": "1.9.0", "planned_values": planned(changes), "resource_changes": changes,
                       "configuration": {"provider_config": {"aws": {"name": "aws", "expressions": {"region": {"constant_value": "eu-west-1"}}}},
                                         "root_module": {"resources": list(configuration)}}, **more})


def refers(*names):
    return {"references": list(names)}


PLANS = [
    ([change("aws_vpc", "v", {"cidr_block": "10.0.0.0/16", "enable_dns_support": True, "tags": {"Owner": "a"}}, {"id": True, "arn": True})], []),
    ([change("aws_vpc", "v", {"cidr_block": "10.0.0.0/16"}, {"id": True}), change("aws_subnet", "s", {"map_public_ip_on_launch": False}, {"id": True, "vpc_id": True})],
     [configured("aws_vpc", "v", {"cidr_block": {"constant_value": "10.0.0.0/16"}}), configured("aws_subnet", "s", {"vpc_id": refers("aws_vpc.v.id", "aws_vpc.v")})]),
    ([change("aws_security_group", "g", {"ingress": [{"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"], "self": False}]}, {"id": True}),
      change("aws_security_group_rule", "r", {"type": "ingress", "from_port": 1, "to_port": 2, "protocol": "tcp"}, {"security_group_id": True})],
     [configured("aws_security_group_rule", "r", {"security_group_id": refers("aws_security_group.g.id", "aws_security_group.g")})]),
    ([change("aws_route_table", "t", {"route": [{"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}]}, {"id": True, "vpc_id": True}),
      change("aws_route", "r", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": True, "gateway_id": True}),
      change("aws_route_table_association", "a", {}, {"subnet_id": True, "route_table_id": True})], []),
    ([change("aws_vpc_endpoint", "e", {"service_name": "com.amazonaws.eu-west-1.s3", "policy": "{\"Statement\":[]}", "private_dns_enabled": True}, {"id": True, "vpc_id": True}),
      change("aws_vpc_endpoint_policy", "p", {"policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"}, {"vpc_endpoint_id": True})], []),
    ([change("aws_sagemaker_notebook_instance", "n", {"direct_internet_access": "Enabled", "subnet_id": None, "security_groups": ["sg-1"]}, {"id": True})], []),
    ([change("aws_sagemaker_domain", "d", {"app_network_access_type": "VpcOnly", "default_user_settings": [{"security_groups": ["sg-1"]}]}, {"subnet_ids": True, "vpc_id": True})], []),
    ([change("aws_sagemaker_model", "m", {"enable_network_isolation": None, "vpc_config": [{"subnets": ["a"], "security_group_ids": []}]})], []),
    ([change("aws_sagemaker_endpoint_configuration", "c", {"production_variants": [{"model_name": "m"}]})], []),
    ([change("aws_flow_log", "f", {"traffic_type": "ALL", "log_destination": "arn:aws:s3:::x"}, {"vpc_id": True})], [configured("aws_flow_log", "f", {"vpc_id": refers("module.net.vpc_id", "module.net")})]),
    ([change("aws_network_interface", "i", {"subnet_id": "subnet-1", "security_groups": ["sg-1"]}, {"private_ips": [True]})], []),
    ([change("aws_ec2_managed_prefix_list", "l", {"entry": [{"cidr": "10.0.0.0/8"}], "max_entries": 2}), change("aws_ec2_managed_prefix_list_entry", "e", {"cidr": "0.0.0.0/0"}, {"prefix_list_id": True})], []),
    ([change("awscc_ec2_vpc", "v", {"cidr_block": "10.0.0.0/16"})], []),
    ([change("aws_cloudcontrolapi_resource", "c", {"type_name": "AWS::EC2::VPC", "desired_state": "{}"})], []),
    ([change("aws_cloudformation_stack", "s", {"template_body": "{}"})], []),
    ([change("aws_vpc", "v", None, actions=["delete"])], []),
    ([change("aws_vpc", "v", {"cidr_block": "10.0.0.0/16"}, actions=["delete", "create"])], []),
    ([change("aws_vpc", "v", {"cidr_block": "10.0.0.0/16"}, actions=["no-op"])], []),
    ([change("aws_vpc", "v", True, True, True)], []),
    ([change("aws_vpc", "v", {"cidr_block": 7, "tags": ["a"], "enable_dns_support": "x"})], []),
    ([change("google_x", "v", {"a": 1})], []),
]
SECRETS = ["direct_internet_access", "subnet_id", "security_groups", "role_arn", "tags"]


def modules():
    inner = change("aws_vpc", "v", {"cidr_block": "10.0.0.0/16"}, {"id": True}, module="module.net[\"a\"]")
    outer = change("aws_subnet", "s", {}, {"vpc_id": True})
    module = {"source": "./net", "for_each_expression": refers("var.names"), "expressions": {"cidr": refers("var.cidr")},
              "module": {"outputs": {"id": {"expression": refers("aws_vpc.v.id", "aws_vpc.v")}}, "variables": {"cidr": {}},
                         "resources": [configured("aws_vpc", "v", {"cidr_block": refers("var.cidr")})]}}
    yield json.dumps({"format_version": "1.2", "resource_changes": [inner, outer], "variables": {"cidr": {"value": "10.0.0.0/16"}}, "planned_values": {
        "root_module": {"resources": [], "child_modules": [{"address": "module.net[\"a\"]", "resources": [
            {"address": inner["address"], "mode": "managed", "type": "aws_vpc", "name": "v", "values": {"cidr_block": "10.0.0.0/16"}}]}]}},
        "configuration": {"root_module": {"resources": [configured("aws_subnet", "s", {"vpc_id": refers("module.net[\"a\"].id", "module.net[\"a\"]", "module.net")})],
                                          "module_calls": {"net": module}, "variables": {"cidr": {"default": "10.0.0.0/8"}}}}})
    counted = [{**change("aws_subnet", "s", {"cidr_block": f"10.0.{n}.0/24"}, {"vpc_id": True}), "address": f"aws_subnet.s[{n}]", "index": n} for n in range(2)]
    yield plan(counted, [configured("aws_subnet", "s", {"vpc_id": refers("each.value")}, count_expression={"constant_value": 2})])
    data = {**change("aws_vpc", "d", {"id": "vpc-1"}, actions=["read"]), "mode": "data", "address": "data.aws_vpc.d"}
    yield plan([data, change("aws_subnet", "s", {"vpc_id": "vpc-1"})])
    yield plan([], prior_state={"format_version": "1.0", "values": {"root_module": {"resources": [
        {"address": "data.aws_region.r", "mode": "data", "type": "aws_region", "name": "r", "values": {"name": "eu-west-1"}}]}}})


def plans():
    for changes, configuration in PLANS:
        yield plan(changes, configuration)
    for name in SECRETS:
        for value in ("Sesame42", ["Sesame42"], {"k": "Sesame42"}):
            yield plan([change("aws_sagemaker_notebook_instance", "n", {"direct_internet_access": "Disabled", name: value}, sensitive={name: True})])
    yield from modules()
    for version in ("0.1", "1.0", "2.0", ""):
        yield plan([change("aws_vpc", "v", {"cidr_block": "10.0.0.0/16"})], version=version)
    yield plan([change("aws_vpc", "v", {})], complete=False, errored=True)
    yield plan([{**change("aws_vpc", "v", {}), "deposed": "1"}], deferred_changes=[{"reason": "x"}])
    yield from ['{"format_version":"1.2","planned_values":{}}', '{"format_version":"1.2","resource_changes":[1,{}],"configuration":[]}', "{}", "[]"]


# ---- bytes

def calls():
    """Names of functions in the order of c_calls.cc, then short sequences of them."""
    names = ("parse open check release root value result render write error bytes cancel engine program compile load save").split()
    code = {name: bytes([number]) for number, name in enumerate(names)}
    # The last handle made, no faults in texts, an error asked for.
    simple = {
        "parse": b"\0\0\0\0\0\0\0\1", "open": b"\0\0\0\0\0\1", "check": b"\0\0\0\0\0\0\1\0\0\0\0\0\0\1\0\0\1", "render": b"\0\1\1", "write": b"\0\0\0\1\0",
        "engine": b"\0\0\0\0\1", "compile": b"\0\0\0\0\0\0\0\0\0\1", "load": b"\0\1\0\0\0\1", "save": b"\0\1", "root": b"\0\0", "value": b"\0\0\0\0",
        "result": b"\0" * 12, "error": b"\0\0\0", "bytes": b"\0", "cancel": b"\0", "program": b"\0\0\0\0",
    }
    def call(name, arguments=None):
        return code[name] + (simple[name] if arguments is None else arguments)
    def release(kind):
        return code["release"] + bytes([kind, 0])
    judge = [call("parse"), call("open"), call("check")]
    for names_of in itertools.permutations(["result", "render", "write"]):
        yield b"".join(judge + [call(n) for n in names_of])
    for kind in range(7):
        yield b"".join(judge + [call("render"), release(kind), call("result"), call("bytes"), call("check"), release(kind)])
    for name in simple:
        yield call(name)
        yield call("parse") + code[name] + b"\xff" * 8
    for plan_byte in range(4):
        yield b"".join(judge[:2]) + code["check"] + b"\0\0\0\0\0\0\1\0\0\0\0\0\3\0\1\0" + bytes([plan_byte]) + b"\1"
    yield b"".join([call("save"), code["load"] + b"\0\0\0\0\1", call("parse"), call("open"), call("check"), code["load"] + b"\0\0\1\x20\0\1"])
    yield b"".join([call("parse"), call("root"), call("value"), call("value"), release(2), call("value")])
    yield b"".join([call("engine"), call("parse"), call("compile"), call("open"), call("check"), release(0), call("check")])


def drawn():
    """Any bytes, then each hostile text of draw.cc by its number, so that every field of a report has it."""
    random_bytes = random.Random(20261129)
    yield b""
    for size in (1, 16, 64, 200, 500, 900, 1500, 2500, 4000):
        for _ in range(5):
            yield random_bytes.randbytes(size)
    for byte in (0, 1, 7, 128, 130, 200, 255):
        yield bytes([byte]) * 400
    for text in range(24):
        yield bytes([next(b for b in range(128, 256) if b % 24 == text), 7]) * 150


JSON = ['{"a":[1,{"b":"\\"\\\\"}],"c":{"":null}}', '["\\ud83d\\ude00","\\u0000\\u001f"]', "[-0.0,1E+2,1e-2]", '{"k":{"k":{"k":[]}}}', '"\u2028\u2029"', "[[],[[]],{}]", " [ ] ", "-1", '"' + "x" * 300 + '"']
YAML = ["a: {b: [1, 2], c: ~}\n", "- |-\n  x\n- >+\n  y\n\n", "? a\n: - b\n  - c\n", "a: !!float 1\nb: !!null ''\n", "--- !Sub\n- ${a}\n- a: b\n", "a: 'x\n  y'\n", "- 1_000\n- 0b1\n- 1e3\n- +1\n"]


def main():
    write("rule_pipeline", rules())
    write("template", templates())
    write("plan", plans())
    write("c_calls", calls())
    write("report", drawn())
    write("json", JSON)
    write("yaml", YAML)


if __name__ == "__main__":
    main()
