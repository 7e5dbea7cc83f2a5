// What hosts do often: one resource against many rules, and what authors wait for: a compilation.
#include <algorithm>
#include <cstdio>

#include "judge.h"
#include "measure.h"

namespace cordon::bench {
namespace {

/// Rules of one shape with names, texts and limits of their own.
std::string many_rules(int n) {
  std::string text = "language 1\npackage many\n";
  for (int i = 0; i < n; ++i) {
    const std::string id = std::to_string(i);
    text += "@id(\"M-" + id + "\") @title(\"rule " + id + "\") @severity(\"high\")\nrule r" + id +
            " for nb in AWS::SageMaker::NotebookInstance {\n"
            "  require nb.DirectInternetAccess == \"Disabled\" or nb.RoleArn == \"role-" +
            id +
            "\"\n    else \"access is \\(nb.DirectInternetAccess)\"\n"
            "  when nb.VolumeSizeInGB is present { require nb.VolumeSizeInGB <= " +
            std::to_string(1000 + i) + " else \"too large\" }\n}\n";
  }
  return text;
}

constexpr char kNotebook[] =
    R"({"Resources":{"N":{"Type":"AWS::SageMaker::NotebookInstance","Properties":{
  "DirectInternetAccess":"Disabled","InstanceType":"ml.t3.medium","VolumeSizeInGB":20,"RoleArn":"r",
  "SubnetId":"subnet-1","SecurityGroupIds":["sg-1"]}}}})";

double quantile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

}  // namespace

void small(Session& session) {
  constexpr int kCalls = 2'000;
  const Program rules = program_of_text("many.cordon", many_rules(70));
  const auto calls =
      interleaved({{"one resource", [&] { whole(rules, "n.json", kNotebook); }}}, kCalls);
  const double middle = 1e3 * quantile(calls[0], 0.5);
  const double most = 1e3 * quantile(calls[0], 0.99);
  std::printf("\none resource, 70 rules, the whole call: p50 %.1f us, p99 %.1f us\n", middle, most);
  session.add({"one resource, 70 rules, p50", middle, 20, 3, false, "us"});
  session.add({"one resource, 70 rules, p99", most, 20, 0, false, "us"});

  const std::string thousand = many_rules(1'000);
  const auto compiled =
      interleaved({{"compile", [&] { program_of_text("many.cordon", thousand); }}}, session.rounds);
  std::printf("compiling 1,000 rules, %.2f MB: %.1f ms\n",
              static_cast<double>(thousand.size()) / 1e6, median(compiled[0]));
  session.add({"compiling 1,000 rules", median(compiled[0]), 100, 20, false, "ms"});
}

}  // namespace cordon::bench
