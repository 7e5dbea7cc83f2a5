// Random documents: templates with parameters, undecided conditions and the functions of
// CloudFormation, inline resources with unknowns, and free JSON. A value is first what its property
// wants; then, with a small chance, it is hidden, made conditional, missing, null, or of another
// kind.
#include <array>

#include "generate.h"

namespace cordon::oracle {
namespace {

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

class DocumentMaker {
 public:
  DocumentMaker(Random& random, World world) : r_(random), world_(world) {}

  std::string template_text() {
    std::string out = "{\"Parameters\":{" + parameters() + "},\"Conditions\":{" + conditions() +
                      "},\"Resources\":{" + resources() + "}}";
    return out;
  }

  std::string resources() {
    for (const TypeShape& shape : shapes()) {
      const std::size_t n = r_.chance(25) ? 0 : 1 + r_.below(shape.type == "AWS::EC2::VPC" ? 2 : 3);
      for (std::size_t i = 0; i < n; ++i)
        names_.emplace_back(&shape, std::string(shape.prefix) + std::to_string(i));
    }
    std::string out;
    for (const auto& [shape, name] : names_) {
      out += out.empty() ? "" : ",\n ";
      out += quoted(name) + ":{\"Type\":" + quoted(shape->type);
      if (world_ == World::kTemplate && r_.chance(12))
        out += ",\"Condition\":" + quoted(condition());
      out += ",\"Properties\":" + properties(*shape) + "}";
    }
    return out;
  }

  std::string free(int depth) {
    const std::size_t kind = r_.below(depth <= 0 ? 7 : 10);
    switch (kind) {
      case 0:
        return r_.pick({"0", "1", "2", "443", "-1", "1.5", "2.0", "1e3"});
      case 1:
        return r_.pick({"true", "false", "null"});
      case 2:
        return r_.pick({"9223372036854775807", "9223372036854775808", "-9223372036854775808",
                        "18446744073709551616", "-92233720368547758080", "0.1"});
      case 3:
        return quoted(r_.pick(ranges()));
      case 4:
      case 5:
        return quoted(r_.pick(words()));
      case 6:
        return world_ == World::kJson ? quoted(r_.pick(words())) : hidden();
      case 7:
      case 8: {
        std::string out = "[";
        for (std::size_t i = r_.below(4); i > 0; --i) out += free(depth - 1) + (i > 1 ? "," : "");
        return out + "]";
      }
      default:
        return object(depth - 1);
    }
  }

  /// Keys that programs ask for: t text, n number, l list, o object, x anything.
  std::string object(int depth) {
    std::string out;
    const auto add = [&](std::string_view key, const std::string& value) {
      out += (out.empty() ? "" : ",") + quoted(key) + ":" + value;
    };
    if (r_.chance(80)) add("t", r_.chance(85) ? wrapped(quoted(r_.pick(words()))) : free(0));
    if (r_.chance(80)) add("n", r_.chance(85) ? wrapped(std::to_string(r_.below(4))) : free(0));
    if (r_.chance(70)) add("b", wrapped(r_.pick({"true", "false"})));
    if (r_.chance(60)) add("c", wrapped(quoted(r_.pick(ranges()))));
    if (r_.chance(70)) add("l", wrapped(list(depth)));
    if (r_.chance(60)) add("x", free(depth));
    if (depth > 0 && r_.chance(60)) add("o", object(depth - 1));
    if (depth > 0 && r_.chance(50))
      add("m", "[" + object(depth - 1) + "," + wrapped(object(depth - 1)) + "]");
    if (r_.chance(40)) add("Statement", statements());
    return "{" + out + "}";
  }

 private:
  std::string list(int depth) {
    std::string out;
    const bool numbers = r_.chance(30);
    for (std::size_t i = r_.below(5); i > 0; --i) {
      out += out.empty() ? "" : ",";
      if (r_.chance(15)) {
        out += free(depth - 1);
      } else {
        out += wrapped(numbers ? std::to_string(r_.below(4)) : quoted(r_.pick(words())));
      }
    }
    return "[" + out + "]";
  }

  std::string statements() {
    std::string out;
    for (std::size_t i = r_.below(3); i > 0; --i) out += (out.empty() ? "" : ",") + statement();
    return r_.chance(25) ? statement() : wrapped("[" + out + "]");
  }

  std::string texts(std::initializer_list<std::string_view> from) {
    if (r_.chance(50)) return wrapped(quoted(r_.pick(from)));
    return wrapped("[" + wrapped(quoted(r_.pick(from))) + "," + quoted(r_.pick(from)) + "]");
  }

  std::string statement() {
    std::string out = "\"Effect\":" + wrapped(r_.pick({"\"Allow\"", "\"Deny\""}));
    if (r_.chance(30)) out += ",\"Sid\":\"a\"";
    out += r_.chance(80) ? ",\"Action\":" : ",\"NotAction\":";
    out += texts({"*", "s3:Get*", "iam:PassRole"});
    if (r_.chance(90)) out += ",\"Resource\":" + texts({"*", "arn:aws:s3:::b"});
    if (r_.chance(50)) {
      out += ",\"Principal\":" +
             (r_.chance(50) ? quoted("*") : "{\"AWS\":" + texts({"*", "123456789012"}) + "}");
    }
    if (r_.chance(50)) {
      out += ",\"Condition\":" +
             wrapped("{" +
                     quoted(r_.pick({"Bool", "StringEqualsIfExists", "ForAllValues:StringLike"})) +
                     ":{\"aws:SecureTransport\":" +
                     wrapped(r_.pick({"\"false\"", "false", "[\"a\",true]"})) + "}}");
    }
    return "{" + out + "}";
  }

  std::string parameters() {
    return "\"P\":{\"Type\":\"String\"},\"Q\":{\"Type\":\"String\",\"Default\":\"a\"},"
           "\"W\":{\"Type\":\"String\",\"AllowedValues\":[\"a\",\"b\",\"Enabled\"]},"
           "\"H\":{\"Type\":\"Number\",\"MinValue\":1,\"MaxValue\":3},"
           "\"L\":{\"Type\":\"CommaDelimitedList\"},\"K\":{\"Type\":\"CommaDelimitedList\","
           "\"Default\":\"a, b\"},"
           "\"Y\":{\"Type\":\"AWS::EC2::VPC::Id\"},\"Z\":{\"Type\":\"List<AWS::EC2::Subnet::Id>\"},"
           "\"X\":{\"Type\":\"String\",\"NoEcho\":true,\"Default\":\"abc\"}";
  }

  static std::string conditions() {
    return "\"C0\":{\"Fn::Equals\":[{\"Ref\":\"P\"},\"x\"]},\"C1\":{\"Fn::Equals\":[{\"Ref\":\"Q\"}"
           ",\"a\"]},"
           "\"C2\":{\"Fn::Not\":[{\"Condition\":\"C0\"}]},\"C3\":{\"Fn::Equals\":[{\"Ref\":\"W\"},"
           "\"a\"]},"
           "\"C4\":{\"Fn::Not\":[{\"Condition\":\"C1\"}]}";
  }

  std::string condition() { return r_.pick({"C0", "C0", "C1", "C2", "C3", "C4"}); }

  /// A value that is not known, or a text that is known in part.
  std::string hidden() {
    if (world_ == World::kResources) return r_.pick({"\"<unknown>\"", "\"<unknown?>\""});
    if (world_ == World::kJson) return "null";
    return r_.pick({"{\"Ref\":\"P\"}", "{\"Ref\":\"W\"}", "{\"Ref\":\"H\"}", "{\"Ref\":\"L\"}",
                    "{\"Fn::ImportValue\":\"i\"}", "{\"Ref\":\"X\"}", "{\"Ref\":\"Q\"}",
                    "{\"Fn::Sub\":\"a${P}b\"}", "{\"Fn::Sub\":\"${AWS::Region}a\"}",
                    "{\"Ref\":\"AWS::Region\"}", "{\"Fn::Join\":[\"-\",[\"a\",{\"Ref\":\"P\"}]]}",
                    "{\"Ref\":\"V0\"}", "{\"Fn::Select\":[0,{\"Ref\":\"K\"}]}",
                    "{\"Fn::Select\":[\"1\",{\"Fn::GetAZs\":\"\"}]}"});
  }

  /// The value itself, or something that a template may write in its place.
  std::string wrapped(const std::string& value) {
    if (world_ == World::kJson || r_.chance(70)) return value;
    if (world_ == World::kResources) return r_.chance(50) ? hidden() : value;
    switch (r_.below(6)) {
      case 0:
        return "{\"Fn::If\":[" + quoted(condition()) + "," + value + "," + value + "]}";
      case 1:
        return "{\"Fn::If\":[" + quoted(condition()) + "," + value +
               ",{\"Ref\":\"AWS::NoValue\"}]}";
      case 2:
        return "{\"Fn::If\":[" + quoted(condition()) + "," + hidden() + "," + value + "]}";
      case 3:
        return hidden();
      default:
        return value;
    }
  }

  std::string reference(std::string_view target) {
    std::vector<std::string> named;
    for (const auto& [shape, name] : names_) {
      if (shape->type == target) named.push_back(name);
    }
    if (r_.chance(8))
      return r_.pick(
          {"\"vpc-12345678\"", "\"subnet-12345678\"", "\"igw-12345678\"", "\"local\"", "\"\""});
    if (world_ == World::kResources && !named.empty()) {
      // Inline resources name each other by address.
      return r_.chance(15) ? hidden() : quoted(named[r_.below(named.size())]);
    }
    if (named.empty() || r_.chance(12)) {
      return world_ == World::kTemplate
                 ? r_.pick({"{\"Ref\":\"Y\"}", "{\"Ref\":\"P\"}", "{\"Fn::ImportValue\":\"v\"}"})
                 : hidden();
    }
    const std::string name = named[r_.below(named.size())];
    if (target == "AWS::EC2::SecurityGroup" && r_.chance(50))
      return "{\"Fn::GetAtt\":[" + quoted(name) + ",\"GroupId\"]}";
    return "{\"Ref\":" + quoted(name) + "}";
  }

  std::string references(std::string_view target) {
    if (world_ == World::kTemplate && r_.chance(8))
      return r_.pick({"{\"Ref\":\"Z\"}", "{\"Ref\":\"L\"}"});
    std::string out;
    for (std::size_t i = r_.below(4); i > 0; --i)
      out += (out.empty() ? "" : ",") + wrapped(reference(target));
    return "[" + out + "]";
  }

  std::string ingress() {
    std::string out;
    for (std::size_t i = r_.below(3); i > 0; --i) {
      out += out.empty() ? "{" : ",{";
      out += "\"IpProtocol\":" + wrapped(r_.pick({"\"tcp\"", "\"-1\""})) +
             ",\"FromPort\":" + wrapped(r_.pick({"443", "22", "\"443\""}));
      if (r_.chance(80)) out += ",\"ToPort\":" + wrapped("443");
      if (r_.chance(80)) out += ",\"CidrIp\":" + wrapped(quoted(r_.pick(ranges())));
      out += "}";
    }
    return wrapped("[" + out + "]");
  }

  std::string value(const PropertyShape& p) {
    if (r_.chance(4)) return free(1);
    switch (p.form) {
      case Form::kBool:
        return wrapped(r_.pick({"true", "false", "\"true\""}));
      case Form::kInt:
        return wrapped(r_.pick({"443", "22", "1", "0", "5"}));
      case Form::kText:
        return wrapped(quoted(p.values.empty() ? r_.pick(words()) : r_.pick(p.values)));
      case Form::kRange:
        return wrapped(quoted(r_.pick(ranges())));
      case Form::kZone:
        return wrapped(world_ == World::kTemplate && r_.chance(50)
                           ? r_.pick({"{\"Fn::Select\":[0,{\"Fn::GetAZs\":\"\"}]}",
                                      "{\"Fn::Select\":[1,{\"Fn::GetAZs\":\"\"}]}",
                                      "{\"Fn::Sub\":\"${AWS::Region}a\"}",
                                      "{\"Fn::Sub\":\"${AWS::Region}b\"}"})
                           : r_.pick({"\"eu-west-1a\"", "\"eu-west-1b\""}));
      case Form::kReference:
        return wrapped(reference(p.target));
      case Form::kReferences:
        return wrapped(references(p.target));
      case Form::kRules:
        return ingress();
      case Form::kFree:
        return r_.chance(10) ? quoted("{\\\"Statement\\\":[]}") : object(2);
    }
    return "null";
  }

  std::string properties(const TypeShape& shape) {
    std::string out;
    for (const PropertyShape& p : shape.properties) {
      if (r_.chance(20)) continue;
      std::string text = value(p);
      if (p.name == "ServiceName" && world_ == World::kTemplate && r_.chance(40)) {
        text = r_.pick(
            {"{\"Fn::Sub\":\"com.amazonaws.${AWS::Region}.sts\"}",
             "{\"Fn::Join\":[\".\",[\"com.amazonaws\",{\"Ref\":\"AWS::Region\"},\"logs\"]]}",
             "{\"Fn::Sub\":\"com.amazonaws.${P}\"}"});
      }
      out += (out.empty() ? "" : ",") + quoted(p.name) + ":" + text;
    }
    if (r_.chance(25)) {
      out += std::string(out.empty() ? "" : ",") +
             "\"Tags\":[{\"Key\":\"env\",\"Value\":" + wrapped(quoted(r_.pick(words()))) + "}]";
    }
    return "{" + out + "}";
  }

  Random& r_;
  World world_;
  std::vector<std::pair<const TypeShape*, std::string>> names_;
};

}  // namespace

std::string make_document(Random& random, World world) {
  DocumentMaker maker(random, world);
  if (world == World::kTemplate) return maker.template_text();
  if (world == World::kResources) return "{" + maker.resources() + "}";
  return maker.object(3);
}

}  // namespace cordon::oracle
