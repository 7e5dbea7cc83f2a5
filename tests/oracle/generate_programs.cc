// Random programs: rules over the generated types and over free JSON, with every kind of statement,
// expression, operator and built-in. Expressions follow the types enough to pass checking; the
// function `g` hides a type, so what goes wrong goes wrong at run time.
#include <array>

#include "generate.h"

namespace cordon::oracle {
namespace {

struct Var {
  enum class Type : std::uint8_t { kResource, kAny, kText, kInt };
  std::string name;
  Type type;
  std::string_view resource;
};

class ProgramMaker {
 public:
  ProgramMaker(Random& random, World world) : r_(random), world_(world) {}

  std::string make() {
    std::string out = "language 1\n";
    if (r_.chance(50)) out += "package gen\n";
    const std::string head = "import std.aws.iam as iam\nimport std.aws.net as net\n";
    out += head +
           "param texts: list<string> = [\"a\", \"sts\", \"443\"]\nparam port: int = 443\n"
           "param range: cidr = cidr\"10.0.0.0/16\"\nparam spare: string?\n"
           "let known = [\"a\", \"b\", \"ab\"]\n"
           "fn g(x: any): any = x\n"
           "fn pair(x: any, y: any) {\n  let both = [x, y]\n  return both\n}\n";
    if (world_ != World::kJson) {
      vars_.push_back({"s", Var::Type::kResource, "AWS::EC2::Subnet"});
      out += "fn fact(s: AWS::EC2::Subnet) = " + value(2) + "\n";
      vars_.clear();
    }
    for (std::size_t i = 1 + r_.below(3); i > 0; --i) out += rule(i);
    return out;
  }

 private:
  std::string fresh(std::string_view stem) { return std::string(stem) + std::to_string(++names_); }

  std::string rule(std::size_t number) {
    std::string out;
    if (r_.chance(20)) out += "@severity(\"high\", dev: \"low\")\n";
    out += "rule r" + std::to_string(number);
    vars_.clear();
    if (world_ == World::kJson) {
      vars_.push_back({"d", Var::Type::kAny, ""});
      out += " for d in Json::Document";
    } else if (!r_.chance(10)) {
      const TypeShape& shape = shapes()[r_.below(shapes().size())];
      vars_.push_back({"w", Var::Type::kResource, shape.type});
      out += " for w in " + std::string(shape.type);
    }
    if (!vars_.empty() && r_.chance(25)) out += " where " + guard();
    return out + " {\n" + statements(2, 1) + "}\n";
  }

  std::string statements(int depth, int indent) {
    const std::string tab(static_cast<std::size_t>(indent) * 2, ' ');
    const std::size_t kept = vars_.size();
    std::string out;
    for (std::size_t i = 1 + r_.below(2); i > 0; --i) {
      const std::size_t kind = depth > 0 ? r_.below(10) : 9;
      if (kind == 0) {
        const std::string name = fresh("k");
        const bool whole = r_.chance(20);
        out += tab + "let " + name + " = " + (whole ? number(2) : any(3)) + "\n";
        vars_.push_back({name, whole ? Var::Type::kInt : Var::Type::kAny, ""});
      } else if (kind == 1) {
        out += tab + "when " + guard() + " {\n" + statements(depth - 1, indent + 1) + tab + "}\n";
      } else if (kind == 2) {
        const std::size_t before = vars_.size();
        const std::string head = binder(3);
        out += tab + "for " + head + where() + " {\n" + statements(depth - 1, indent + 1) + tab +
               "}\n";
        vars_.resize(before);
      }
      out += tab + "require " + condition(3) +
             (r_.chance(80) ? "\n" + tab + "  else " + message() : "") + "\n";
    }
    vars_.resize(kept);
    return out;
  }

  std::string message() {
    std::string out = "\"m";
    for (std::size_t i = r_.below(3); i > 0; --i) out += " \\(" + value(2) + ")";
    return out + "\"";
  }

  std::string where() { return r_.chance(35) ? " where " + guard() : ""; }

  /// A condition that decides whether something applies: what may be absent is settled first.
  std::string guard() {
    switch (r_.below(4)) {
      case 0:
        return "(" + value(1) + " ?? \"a\") == " + word();
      case 1:
        return value(1) + " is " + r_.pick({"present", "absent", "not present", "known"});
      case 2:
        return "g(" + condition(2) + ")";
      default:
        return condition(2);
    }
  }

  /// `x in xs`, and x is known from then on.
  std::string binder(int depth) {
    if (world_ != World::kJson && r_.chance(50)) {
      std::string_view type;
      const std::string list = resources(depth, type);
      const std::string name = fresh("e");
      vars_.push_back({name, Var::Type::kResource, type});
      return name + " in " + list;
    }
    const std::string domain = "g(" + list(depth - 1) + ")";
    const std::string name = fresh("x");
    if (r_.chance(20)) {
      const std::string key = fresh("i");
      vars_.push_back({key, Var::Type::kAny, ""});
      vars_.push_back({name, Var::Type::kAny, ""});
      return key + ", " + name + " in " + domain;
    }
    vars_.push_back({name, Var::Type::kAny, ""});
    return name + " in " + domain;
  }

  /// A variable of a resource type that has a property of one of the forms; empty: none.
  std::string property(std::initializer_list<Form> forms, const PropertyShape** which = nullptr) {
    for (int tries = 0; tries < 8 && !vars_.empty(); ++tries) {
      const Var& var = vars_[r_.below(vars_.size())];
      if (var.type != Var::Type::kResource) continue;
      const auto all = shape_of(var.resource).properties;
      if (all.empty()) continue;
      const PropertyShape& p = all[r_.below(all.size())];
      for (const Form form : forms) {
        if (p.form != form) continue;
        if (which != nullptr) *which = &p;
        return var.name + "." + std::string(p.name);
      }
    }
    return {};
  }

  std::string variable(Var::Type type, std::string_view resource = "") {
    for (int tries = 0; tries < 6 && !vars_.empty(); ++tries) {
      const Var& var = vars_[r_.below(vars_.size())];
      if (var.type == type && (resource.empty() || var.resource == resource)) return var.name;
    }
    return {};
  }

  /// List of resources; `type` tells which.
  std::string resources(int depth, std::string_view& type) {
    const PropertyShape* p = nullptr;
    if (const std::string refs = property({Form::kReferences}, &p);
        !refs.empty() && r_.chance(40)) {
      type = p->target;
      return (r_.chance(50) ? "(" + refs + " ?? [])" : refs) + "[*]->" + std::string(type);
    }
    if (r_.chance(60)) {
      const TypeShape& shape = shapes()[r_.below(shapes().size())];
      for (const PropertyShape& q : shape.properties) {
        const bool refers = q.form == Form::kReference || q.form == Form::kReferences;
        if (!refers || r_.chance(25)) continue;
        type = shape.type;
        const std::string back = "<-" + std::string(shape.type) + "." + std::string(q.name);
        if (const std::string v = variable(Var::Type::kResource, q.target); !v.empty())
          return v + back;
        if (const std::string ref = property({Form::kReference}, &p);
            !ref.empty() && p->target == q.target) {
          return ref + "->" + std::string(q.target) + back;
        }
        if (depth > 1 && r_.chance(30)) return std::string(q.target) + back;
      }
    }
    type = shapes()[r_.below(shapes().size())].type;
    if (depth > 1 && r_.chance(15)) {
      const std::string name = fresh("q");
      return "[" + name + " for " + name + " in " + std::string(type) + " where " + name +
             "@id != " + word() + "]";
    }
    return std::string(type);
  }

  std::string word() { return "\"" + r_.pick(words()) + "\""; }

  /// A path into free JSON.
  std::string path(int depth) {
    std::string root = variable(Var::Type::kAny);
    if (root.empty()) root = property({Form::kFree});
    if (root.empty()) root = "g(" + (depth > 0 ? value(depth - 1) : word()) + ")";
    for (std::size_t i = r_.below(3); i > 0; --i) {
      switch (r_.below(12)) {
        case 0:
          root += "[" + r_.pick({"0", "1", "-1", "\"t\"", "5"}) + "]";
          break;
        case 1:
          root += "[*]";
          break;
        case 2:
          root += "[*]." + r_.pick({"t", "n", "o", "l"});
          break;
        case 3:
          root += "[*][*]";
          break;
        case 4:
          root += "@" + r_.pick({"id", "tags", "type"});
          break;
        case 5:
          root += r_.pick({"->AWS::EC2::VPC", "->VpcId", ".m[*].l[*]", ".o.o", "[*]->CidrBlock"});
          break;
        default:
          root += "." + r_.pick({"t", "n", "b", "c", "l", "o", "x", "m"});
      }
    }
    return root;
  }

  std::string text(int depth) {
    switch (r_.below(depth > 0 ? 12 : 3)) {
      case 0:
        return word();
      case 1: {
        const std::string p = property({Form::kText, Form::kRange, Form::kZone});
        return p.empty() ? word() : p;
      }
      case 2: {
        const std::string v = variable(Var::Type::kResource);
        return v.empty() ? word()
                         : v + r_.pick({"@id", "@type", "@address", "@tags.env", "@tags[\"env\"]",
                                        "@region"});
      }
      case 3:
        return "lower(" + text(depth - 1) + ")";
      case 4:
        return r_.pick({"upper(", "trim("}) + text(depth - 1) + ")";
      case 5:
        return "\"a\\(" + value(depth - 1) + ")" +
               r_.pick({"", "b", "-\\(" + word_for_hole() + ")"}) + "\"";
      case 6:
        return "(" + text(depth - 1) + " ?? " + word() + ")";
      case 7:
        return "(if " + condition(depth - 1) + " then " + text(depth - 1) + " else " +
               text(depth - 1) + ")";
      case 8: {
        const std::string p = property({Form::kReference});
        return p.empty() ? word() : p;
      }
      case 9:
        return r_.pick({"profile()", "net.service(" + service() + ").name",
                        "net.service(" + service() + ").region"});
      case 10:
        return "(match g(" + text(depth - 1) + ") { \"a\" => " + text(depth - 1) +
               ", \"b\" => \"c\", _ => " + word() + " })";
      default:
        return path(depth - 1);
    }
  }

  std::string word_for_hole() { return r_.pick({"1", "port", "true", "as_of()", "known"}); }

  std::string service() {
    const std::string p = property({Form::kText});
    return !p.empty() && p.ends_with("ServiceName")
               ? p
               : "\"com.amazonaws.eu-west-1." + r_.pick({"sts", "s3-fips"}) + "\"";
  }

  std::string number(int depth) {
    switch (r_.below(depth > 0 ? 11 : 3)) {
      case 0:
        return r_.pick({"0", "1", "2", "443", "1.5", "9223372036854775807"});
      case 1: {
        const std::string p = property({Form::kInt});
        return p.empty() ? "port" : p;
      }
      case 2: {
        const std::string v = variable(Var::Type::kInt);
        return v.empty() ? "3" : v;
      }
      case 3:
        return "count(" + list(depth - 1) + ")";
      case 4: {
        const std::size_t kept = vars_.size();
        const std::string head = binder(depth);
        const std::string out = "count(" + head + where() + ")";
        vars_.resize(kept);
        return out;
      }
      case 5:
        return "(" + number(depth - 1) + r_.pick({" + ", " - ", " * ", " % "}) + number(depth - 1) +
               ")";
      case 6:
        return "(-" + r_.pick({"", " "}) + "(" + number(depth - 1) + "))";
      case 7:
        return "prefix(g(" + range(depth - 1) + "))";
      case 8:
        return "ip_version(g(" + range(depth - 1) + "))";
      case 9:
        return "(" + number(depth - 1) + " ?? 1)";
      default:
        return path(depth - 1);
    }
  }

  std::string range(int depth) {
    switch (r_.below(depth > 0 ? 6 : 2)) {
      case 0:
        return "cidr\"" +
               r_.pick({"10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/24", "0.0.0.0/0", "2001:db8::/32"}) +
               "\"";
      case 1:
        return r_.pick({"range", "ip\"10.0.0.1\"", "ip\"10.1.0.1\""});
      case 2:
      case 3: {
        const std::string p = property({Form::kRange});
        return p.empty() ? "range" : "cidr(" + p + ")";
      }
      case 4:
        return r_.pick({"cidr(", "ip("}) + path(depth - 1) + ")";
      default:
        return path(depth - 1);
    }
  }

  std::string list(int depth) {
    switch (r_.below(depth > 0 ? 14 : 4)) {
      case 0:
        return "texts";
      case 1:
        return "[" + word() + ", " + word() + "]";
      case 2:
        return path(0);
      case 3:
        return r_.pick({"[]", "known", "[1, 2]", "{a: 1, b: \"a\"}"});
      case 4:
        return "distinct(" + list(depth - 1) + ")";
      case 5:
        return "concat(g(" + list(depth - 1) + "), g(" + list(depth - 1) + "))";
      case 6:
        return "compact(" + list(depth - 1) + ")";
      case 7:
      case 8: {
        const std::size_t kept = vars_.size();
        std::string out = "for " + binder(depth) + where();
        if (r_.chance(25)) out += " for " + binder(depth) + where();
        out = "[" + value(depth - 1) + " " + out + "]";
        vars_.resize(kept);
        return out;
      }
      case 9: {
        const std::string p = property({Form::kReferences, Form::kRules});
        return p.empty() ? path(depth - 1) : p;
      }
      case 10:
        return "[" + value(depth - 1) + ", " + value(depth - 1) + "]";
      case 11:
        return "iam.statements(" + path(depth - 1) + ")" +
               r_.pick({"", "", "[*].actions", "[*].conditions[*]", "[*].principals"});
      case 12:
        return "pair(" + value(depth - 1) + ", " + value(depth - 1) + ")";
      default: {
        std::string_view type;
        return world_ == World::kJson ? "(" + list(depth - 1) + " ?? [])" : resources(depth, type);
      }
    }
  }

  /// A value whose type is hidden from checking.
  std::string any(int depth) { return "g(" + value(depth) + ")"; }

  std::string value(int depth) {
    switch (r_.below(depth > 0 ? 15 : 4)) {
      case 0:
        return text(depth - 1);
      case 1:
        return number(depth - 1);
      case 2:
        return path(depth - 1);
      case 3:
        return r_.pick(
            {"null", "true", "false", "1", "\"a\"", "spare", "as_of()", "date\"2026-11-21\""});
      case 4:
        return list(depth - 1);
      case 5:
        return range(depth - 1);
      case 6:
        return "g({t: " + value(depth - 1) + ", n: " + value(depth - 1) + "})" +
               r_.pick({"", ".t", "[\"n\"]", ".l"});
      case 7:
        return "(" + condition(depth - 1) + ")";
      case 8: {
        const std::string v = variable(Var::Type::kResource);
        return v.empty() ? path(depth - 1) : v;
      }
      case 9:
        return "undecided(\"why\")";
      case 10: {
        const std::string v = variable(Var::Type::kResource, "AWS::EC2::Subnet");
        return v.empty() || vars_[0].name == "s" ? path(depth - 1) : "fact(" + v + ")";
      }
      case 11:
        return "(" + value(depth - 1) + " ?? " + value(depth - 1) + ")";
      case 12: {
        const PropertyShape* p = nullptr;
        const std::string ref = property({Form::kReference}, &p);
        if (ref.empty()) return path(depth - 1);
        const auto all = shape_of(p->target).properties;
        if (all.empty() || r_.chance(30)) return ref + "->" + std::string(p->target);
        return ref + "->" + std::string(all[r_.below(all.size())].name);
      }
      case 13:
        return "g(" + value(depth - 1) + ")";
      default:
        return path(depth);
    }
  }

  std::string condition(int depth) {
    if (depth <= 0) {
      switch (r_.below(4)) {
        case 0:
          return "g(" + value(0) + ")";
        case 1:
          return "(" + path(0) + " == " + word() + ")";
        case 2:
          return r_.pick({"true", "false"});
        default:
          return "(" + value(0) + " is present)";
      }
    }
    switch (r_.below(22)) {
      case 0:
      case 1:
        return "(" + text(depth) + r_.pick({" == ", " != "}) + "g(" + text(depth - 1) + "))";
      case 2:
        return "(" + number(depth) + r_.pick({" == ", " != ", " < ", " <= ", " > ", " >= "}) +
               "g(" + number(depth - 1) + "))";
      case 3:
        return "(g(" + value(depth - 1) + ")" + r_.pick({" == ", " != ", " < ", " >= "}) + "g(" +
               value(depth - 1) + "))";
      case 4:
        return "(" + any(depth - 1) + r_.pick({" in ", " not in "}) + list(depth) + ")";
      case 5:
        return "(" + list(depth) + " contains " + any(depth - 1) + ")";
      case 6:
        return "(" + text(depth) +
               r_.pick({" starts_with ", " ends_with ", " like ", " contains "}) + text(depth - 1) +
               ")";
      case 7:
        return "(" + text(depth) +
               r_.pick(
                   {" matches re\"a.*\"", " contains re\"^a\"", " like \"a*\"", " like \"?\""}) +
               ")";
      case 8:
        return "(g(" + range(depth) + ") within g(" + range(depth - 1) + "))";
      case 9:
        return "inside(g(" + range(depth - 1) + "), [g(" + range(depth - 1) + "), g(" +
               range(depth - 1) + ")])";
      case 10:
        return "(" + any(depth) + r_.pick({" is ", " is not "}) +
               r_.pick({"present",
                        "absent",
                        "null",
                        "known",
                        "unknown",
                        "empty",
                        "string",
                        "int",
                        "number",
                        "bool",
                        "list",
                        "object",
                        "reference",
                        "cidr",
                        "ip",
                        "date",
                        "AWS::EC2::VPC",
                        "AWS::EC2::InternetGateway",
                        "AWS::EC2::Subnet",
                        "AWS::EC2::*"}) +
               ")";
      case 11:
      case 12:
      case 13: {
        const std::size_t kept = vars_.size();
        const std::string head =
            "(" + r_.pick({"every ", "some ", "no "}) + binder(depth) + where();
        const std::string out = head + " : " + condition(depth - 1) + ")";
        vars_.resize(kept);
        return out;
      }
      case 14:
        return "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
      case 15:
        return "(" + condition(depth - 1) + " or " + condition(depth - 1) +
               (r_.chance(30) ? " or " + condition(depth - 1) : "") + ")";
      case 16:
        return "(not " + condition(depth - 1) + ")";
      case 17:
        return "(if " + condition(depth - 1) + " then " + condition(depth - 1) + " else " +
               condition(depth - 1) + ")";
      case 18: {
        const std::string v = variable(Var::Type::kResource);
        const std::string ref = property({Form::kReference, Form::kReferences});
        if (v.empty() || ref.empty())
          return "(g(" + value(depth - 1) + ") refers_to g(" + value(depth - 1) + "))";
        return "(" + ref + " refers_to " + v + ")";
      }
      case 19:
        return "g(" + value(depth - 1) + ")";
      case 20: {
        const std::string p = property({Form::kBool});
        return p.empty() ? "(g(" + list(depth - 1) + ") == " + list(depth - 1) + ")"
                         : "(" + p + " == true)";
      }
      default:
        return "(" + any(depth - 1) + " == " + value(depth - 1) + ")";
    }
  }

  Random& r_;
  World world_;
  std::vector<Var> vars_;
  std::size_t names_ = 0;
};

}  // namespace

std::string make_program(Random& random, World world) { return ProgramMaker(random, world).make(); }

}  // namespace cordon::oracle
