// Whole runs from small to large: the ratio to the parse says what size does to the rest.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "generator.h"
#include "judge.h"
#include "measure.h"
#include "trees.h"

namespace cordon::bench {
namespace {

/// Parses and judges one text in turn, and prints both.
void compare(const Session& session, const Program& program, const char* name, std::uint32_t size,
             const std::string& text) {
  simdjson::dom::parser parser;
  const simdjson::padded_string padded(text);
  std::string copy;
  const std::vector<Contender> all = {
      {"parse",
       [&] {
         if (parser.parse(padded).error() != simdjson::SUCCESS) std::abort();
       }},
      {"whole run", [&] { whole(program, std::string(name) + ".json", std::move(copy)); },
       [&] { copy = text; }}};
  const int rounds = size >= 100'000 ? std::max(3, session.rounds / 3) : session.rounds;
  const auto times = interleaved(all, rounds);
  std::printf("  %-8s %7u resources %7.1f MB %10.2f ms %6.0f MB/s %6.2f x simdjson DOM\n", name,
              size, static_cast<double>(text.size()) / 1e6, median(times[1]),
              static_cast<double>(text.size()) / 1e3 / median(times[1]), ratio(times[1], times[0]));
}

}  // namespace

void sizes(Session& session) {
  const Program program = bundled_program();
  std::printf("\nwhole runs by size, bundled library, findings listed, CPU time\n");
  for (const std::uint32_t size : {100U, 1'000U, 10'000U, 100'000U}) {
    compare(session, program, "plan", size, generate_plan(size, session.seed));
    compare(session, program, "template", size, generate_template(size, session.seed));
  }
}

}  // namespace cordon::bench
