// How cost grows when resources double: the bundled library, and joins as one writes them first.
#include <algorithm>
#include <cstdio>

#include "generator.h"
#include "judge.h"
#include "measure.h"

namespace cordon::bench {
namespace {

/// Times the whole run at each size; the largest ratio of one size to the one before, by the least
/// time of each: a round in which a neighbour took the cache shows growth that the code has not.
double doubling(const Session& session, const Program& program, const char* what,
                const std::vector<std::uint32_t>& sizes, int rounds) {
  std::vector<std::string> documents;
  std::vector<Contender> all;
  documents.reserve(sizes.size());
  std::string copy;
  for (const std::uint32_t size : sizes) {
    documents.push_back(generate_plan(size, session.seed));
    all.push_back({std::to_string(size), [&] { whole(program, "plan.json", std::move(copy)); },
                   [&copy, &text = documents.back()] { copy = text; }});
  }
  const auto times = interleaved(all, rounds);
  std::printf("\n%s, whole run\n", what);
  double worst = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    std::printf("  %7u resources %10.2f ms", sizes[i], least(times[i]));
    if (i > 0) {
      const double step = least(times[i]) / least(times[i - 1]);
      worst = std::max(worst, step);
      std::printf("  %5.2f x the half", step);
    }
    std::printf("\n");
  }
  return worst;
}

}  // namespace

void growth(Session& session) {
  std::vector<std::uint32_t> sizes{1'000, 2'000, 4'000, 8'000, 16'000};
  if (session.large) sizes.insert(sizes.end(), {32'000, 64'000, 128'000});
  const double linear =
      doubling(session, bundled_program(), "doubling, bundled library", sizes, session.rounds);
  session.add({"doubling, bundled library", linear, 2.2, 0, false, "x"});
  const double joins =
      doubling(session, program_of(session.rules + "/naive_joins.cordon"), "doubling, naive joins",
               {1'000, 2'000, 4'000, 8'000}, session.rounds);
  session.add({"doubling, naive joins", joins, 2.2, 0, false, "x"});
}

}  // namespace cordon::bench
