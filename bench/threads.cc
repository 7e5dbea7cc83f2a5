// Two threads over several documents: nothing is shared but the program.
#include <algorithm>
#include <cstdio>
#include <thread>

#include "generator.h"
#include "judge.h"
#include "measure.h"

namespace cordon::bench {
namespace {

constexpr std::size_t kDocuments = 8;

struct Times {
  double wall = 0;
  double busiest = 0;  ///< CPU time of the thread that had most
};

Times times_of(const Program& program, const std::vector<std::string>& documents,
               std::size_t workers) {
  std::vector<double> cpu(workers);
  const double before = wall_ms();
  std::vector<std::thread> pool;
  for (std::size_t w = 0; w < workers; ++w) {
    pool.emplace_back([&, w] {
      for (std::size_t i = w; i < documents.size(); i += workers)
        whole(program, "plan.json", documents[i]);
      cpu[w] = thread_ms();
    });
  }
  for (std::thread& worker : pool) worker.join();
  return {wall_ms() - before, *std::max_element(cpu.begin(), cpu.end())};
}

}  // namespace

void threads(Session& session) {
  const Program program = bundled_program();
  std::vector<std::string> documents;
  for (std::size_t i = 0; i < kDocuments; ++i)
    documents.push_back(generate_plan(1'000, session.seed + i));
  std::vector<double> wall;
  std::vector<double> cpu;
  times_of(program, documents, 2);
  for (int round = 0; round < session.rounds; ++round) {
    const Times one = times_of(program, documents, 1);
    const Times two = times_of(program, documents, 2);
    wall.push_back(one.wall / two.wall);
    cpu.push_back(one.busiest / two.busiest);
  }
  std::printf(
      "\n%zu documents of 1,000 resources on two threads: %.2f x by wall time, %.2f x by the CPU "
      "time of the busier thread (what a machine without other work gives)\n",
      kDocuments, median(wall), median(cpu));
  session.add({"two threads on documents, wall time", median(wall), 1.7, 1.85, true, "x"});
  session.add({"two threads on documents, CPU time", median(cpu), 1.7, 1.85, true, "x"});
}

}  // namespace cordon::bench
