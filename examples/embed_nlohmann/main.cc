// A host that has its documents as nlohmann::json already: changes one, judges it, and reads the
// result as JSON.
//
//   embed_nlohmann YYYY-MM-DD FILE
//
// Prints the failing rules before and after a change that turns DNS on.
#include <cordon/nlohmann.hpp>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

using nlohmann::json;
using namespace cordon::embed;

namespace {

Result<json> judge(const Engine& engine, const Program& program, const std::string& day,
                   const json& document) {
  auto parsed = parse_json(engine, "memory.json", document);
  if (!parsed) return std::move(parsed).take_error();
  // What was read is what we have.
  if (to_json(*parsed->root()) != document) std::fputs("the value changed on the way\n", stderr);
  auto session = Session::make(program);
  if (!session) return std::move(session).take_error();
  CheckOptions options;
  options.as_of = day;
  auto result = session->check({&*parsed}, options);
  if (!result) return std::move(result).take_error();
  return to_json(*result);
}

std::set<std::string> failing(const json& result) {
  std::set<std::string> rules;
  for (const json& row : result["rows"]) {
    if (row["status"] == "fail") rules.insert(row["rule"].get<std::string>());
  }
  return rules;
}

/// Turns DNS on in the VPCs of a plan.
void turn_dns_on(json& plan) {
  for (json& change : plan["resource_changes"]) {
    if (change["type"] == "aws_vpc") change["change"]["after"]["enable_dns_support"] = true;
  }
  for (json& resource : plan["planned_values"]["root_module"]["resources"]) {
    if (resource["type"] == "aws_vpc") resource["values"]["enable_dns_support"] = true;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: embed_nlohmann YYYY-MM-DD PLAN.json\n", stderr);
    return 2;
  }
  std::ifstream file(argv[2]);
  json plan = json::parse(file, nullptr, false);
  if (plan.is_discarded()) {
    std::fputs("the plan is not JSON\n", stderr);
    return 2;
  }
  const auto engine = Engine::make();
  if (!engine) return 2;
  const auto program = Program::compile(*engine);
  if (!program) return 2;
  for (const bool changed : {false, true}) {
    if (changed) turn_dns_on(plan);
    const auto result = judge(*engine, *program, argv[1], plan);
    if (!result) {
      std::fputs(std::string(result.error().render()).c_str(), stderr);
      return 2;
    }
    std::printf("%s:", changed ? "with DNS" : "as planned");
    for (const std::string& rule : failing(*result)) std::printf(" %s", rule.c_str());
    std::printf("\n");
  }
  return 0;
}
