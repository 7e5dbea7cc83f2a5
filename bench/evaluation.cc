// Evaluation alone: the machine against the same requirements written by hand over the same tree.
// Findings are compared before anything is timed.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>

#include "generator.h"
#include "hand_written.h"
#include "judge.h"
#include "measure.h"
#include "trees.h"

namespace cordon::bench {
namespace {

std::vector<std::string> texts(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& f : findings)
    out.push_back(std::string(kRuleIds[f.rule]) + " " + std::string(f.address));
  return out;
}

bool same(std::vector<std::string> ours, std::vector<std::string> theirs, const char* what) {
  std::sort(ours.begin(), ours.end());
  std::sort(theirs.begin(), theirs.end());
  if (ours == theirs) return true;
  std::printf("  %s: findings DIFFER: %zu by the rules, %zu by hand\n", what, ours.size(),
              theirs.size());
  return false;
}

template <template <class> class Hand>
void compare(Session& session, const Program& program, const char* name, std::string text,
             int passes) {
  Judgement judgement(program);
  judgement.read(std::string(name) + ".json", std::move(text));
  judgement.prepare();
  StoreTree tree(judgement.store());
  Hand<StoreTree> hand(tree, &judgement.store().roots()[0]);
  std::vector<std::string> ours;
  const double before = thread_ms();
  const std::size_t rows = judgement.evaluate();
  const double first = thread_ms() - before;
  judgement.evaluate(&ours);
  if (!same(std::move(ours), texts(hand.run()), name)) {
    session.wrong = true;
    return;
  }
  const auto times = interleaved({{"by hand",
                                   [&] {
                                     for (int i = 0; i < passes; ++i) hand.run();
                                   }},
                                  {"rules",
                                   [&] {
                                     for (int i = 0; i < passes; ++i) judgement.evaluate();
                                   }}},
                                 session.rounds);
  const double per_row = 1e6 / static_cast<double>(rows) / passes;
  const double value = ratio(times[1], times[0]);
  std::printf(
      "  %-14s %7zu rows: by hand %7.1f ns a row, rules %7.1f ns, %6.2f x "
      "(first pass, with properties made: %.1f ns)\n",
      name, rows, median(times[0]) * per_row, median(times[1]) * per_row, value,
      first * 1e6 / static_cast<double>(rows));
  session.add({std::string("evaluation alone, ") + name, value, 1.6, 1.3, false, "x by hand"});
}

}  // namespace

void evaluation(Session& session) {
  const Program program = program_of(session.rules + "/rules.cordon");
  std::printf("\nevaluation alone, outcomes only (findings compared first)\n");
  compare<PlanChecks>(session, program, "plan-100", generate_plan(100, session.seed), 200);
  compare<PlanChecks>(session, program, "plan-10k", generate_plan(10'000, session.seed), 2);
  compare<TemplateChecks>(session, program, "template-100", generate_template(100, session.seed),
                          200);
  compare<TemplateChecks>(session, program, "template-10k", generate_template(10'000, session.seed),
                          2);
}

}  // namespace cordon::bench
