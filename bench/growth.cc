// How cost grows when resources double: the bundled library, and joins as one writes them first.
#include <algorithm>
#include <cstdio>

#include "generator.h"
#include "judge.h"
#include "measure.h"

namespace cordon::bench {
namespace {

/// Times the whole run on a plan and on one of twice its resources, in turn, so that both are run
/// at the same speed of the machine; small ones more often. Gives the largest ratio of a size to
/// its half.
double doubling(const Session& session, const Program& program, const char* what,
                std::uint32_t smallest, std::uint32_t largest) {
  std::printf("\n%s, whole run\n", what);
  std::string half = generate_plan(smallest, session.seed);
  std::string copy;
  const auto runs = [&](const std::string& text) {
    return Contender{
        {}, [&] { whole(program, "plan.json", std::move(copy)); }, [&] { copy = text; }};
  };
  double worst = 0;
  for (std::uint32_t size = smallest; size < largest; size *= 2) {
    std::string twice = generate_plan(2 * size, session.seed);
    const int often = static_cast<int>(std::max(1U, 16'000U / size));
    const auto times = interleaved({runs(half), runs(twice)}, session.rounds * often);
    const double step = ratio(times[1], times[0]);
    worst = std::max(worst, step);
    std::printf("  %7u to %7u resources %10.2f to %10.2f ms  %5.2f x\n", size, 2 * size,
                median(times[0]), median(times[1]), step);
    half = std::move(twice);
  }
  return worst;
}

}  // namespace

void growth(Session& session) {
  const double linear = doubling(session, bundled_program(), "doubling, bundled library", 1'000,
                                 session.large ? 128'000 : 16'000);
  session.add({"doubling, bundled library", linear, 2.2, 0, false, "x"});
  const double joins = doubling(session, program_of(session.rules + "/naive_joins.cordon"),
                                "doubling, naive joins", 1'000, 8'000);
  session.add({"doubling, naive joins", joins, 2.2, 0, false, "x"});
}

}  // namespace cordon::bench
