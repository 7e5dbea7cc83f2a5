import json

from program import ProgramCase


class Bundled(ProgramCase):
    """What only a whole run of the bundled rules shows: severities, problems of documents."""

    def rows(self, template, *arguments, code=1):
        self.write("t.json", json.dumps(template))
        return self.check(*arguments, "t.json", code=code, rules=None)

    def severities(self, template, rule, *arguments):
        result = self.rows(template, *arguments)
        return {r["resource"]: r["severity"] for r in result["rows"] if r["rule"] == rule}

    def test_a_vpc_outside_the_input_leaves_the_severity_to_the_profile(self):
        template = {
            "Parameters": {"Vpc": {"Type": "AWS::EC2::VPC::Id"}},
            "Resources": {
                "Asked": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "Vpc"}}},
                "Literal": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": "vpc-1"}},
                "Own": {"Type": "AWS::EC2::SecurityGroup",
                        "Properties": {"VpcId": "vpc-1", "Tags": [{"Key": "Env", "Value": "dev"}]}}}}
        self.assertEqual({"Asked": "medium", "Literal": "medium", "Own": "low"},
                         self.severities(template, "SMN-TAG-01"))
        self.assertEqual({"Asked": "low", "Literal": "low", "Own": "low"},
                         self.severities(template, "SMN-TAG-01", "--profile", "dev"))

    def test_what_may_be_told_and_is_not_resolved_has_the_highest_severity(self):
        template = {
            "Parameters": {"Env": {"Type": "String"}},
            "Resources": {"G": {"Type": "AWS::EC2::SecurityGroup",
                                "Properties": {"Tags": [{"Key": "Env", "Value": {"Ref": "Env"}}]}}}}
        self.assertEqual({"G": "medium"}, self.severities(template, "SMN-TAG-01", "--profile", "dev"))

    def test_redaction_prints_no_key_of_a_tag_and_no_name_of_an_export(self):
        self.write("t.json", json.dumps({"Resources": {
            "G": {"Type": "AWS::EC2::SecurityGroup",
                  "Properties": {"VpcId": {"Fn::ImportValue": "canary-vpc"},
                                 "Tags": [{"Key": "canary-key", "Value": "canary-value"},
                                          {"Key": "canary-other", "Value": "x"}]}},
            "N": {"Type": "AWS::SageMaker::NotebookInstance",
                  "Properties": {"SubnetId": {"Fn::ImportValue": "canary-subnet"},
                                 "SecurityGroupIds": [{"Ref": "G"}]}}}}))
        for form in ("json", "text"):
            for command in (["inventory", "--with-properties"], ["check"]):
                ran = self.run_program(*command, "--redact", "-f", form, "t.json")
                self.assertNotIn("canary", ran.text + ran.notes)
        ran = self.run_program("inventory", "--redact", "-f", "json", "t.json", code=0)
        self.assertEqual(["<redacted 1>", "<redacted 2>"],
                         sorted(json.loads(ran.text)["resources"][0]["tags"]))
