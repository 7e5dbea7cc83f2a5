// cordon-bench-hand FILE: the requirements of rules.cordon over a plan, written by hand over
// simdjson's document, as a program of its own: what a cold process costs at the least.
#include <cstdio>

#include "hand_written.h"
#include "trees.h"

int main(int argc, char** argv) {
  using namespace cordon::bench;
  simdjson::dom::parser parser;
  DomTree tree;
  DomTree::Value root;
  if (argc != 2 || parser.load(argv[1]).get(root.element) != simdjson::SUCCESS) {
    std::fputs("usage: cordon-bench-hand PLAN\n", stderr);
    return 2;
  }
  root.there = true;
  PlanChecks<DomTree> checks(tree, root);
  const auto findings = checks.run();
  for (const Finding& finding : findings) {
    std::printf("%.*s %.*s\n", static_cast<int>(kRuleIds[finding.rule].size()),
                kRuleIds[finding.rule].data(), static_cast<int>(finding.address.size()),
                finding.address.data());
  }
  return findings.empty() ? 0 : 1;
}
