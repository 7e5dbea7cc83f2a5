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
               std::size_t workers, std::vector<std::vector<Row>>& rows) {
  std::vector<double> cpu(workers);
  const double before = wall_ms();
  std::vector<std::thread> pool;
  for (std::size_t w = 0; w < workers; ++w) {
    pool.emplace_back([&, w] {
      for (std::size_t i = w; i < documents.size(); i += workers)
        rows[i] = whole(program, "plan.json", documents[i]).rows;
      cpu[w] = thread_ms();
    });
  }
  for (std::thread& worker : pool) worker.join();
  return {wall_ms() - before, *std::max_element(cpu.begin(), cpu.end())};
}

std::string_view resource_of(const Row& row) {
  return row.subject == nullptr ? std::string_view() : row.subject->resource;
}

bool same(const std::vector<std::vector<Row>>& a, const std::vector<std::vector<Row>>& b) {
  const auto alike = [](const Row& x, const Row& y) {
    return resource_of(x) == resource_of(y) && x.rule == y.rule && x.status == y.status &&
           x.requirements.size() == y.requirements.size();
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const auto& x, const auto& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), alike);
  });
}

}  // namespace

void threads(Session& session) {
  const Program program = bundled_program();
  std::vector<std::string> documents;
  for (std::size_t i = 0; i < kDocuments; ++i)
    documents.push_back(generate_plan(1'000, session.seed + i));
  std::vector<double> wall;
  std::vector<double> cpu;
  std::vector<std::vector<Row>> alone(kDocuments);
  std::vector<std::vector<Row>> together(kDocuments);
  times_of(program, documents, 2, together);
  for (int round = 0; round < session.rounds; ++round) {
    const Times one = times_of(program, documents, 1, alone);
    const Times two = times_of(program, documents, 2, together);
    session.wrong = session.wrong || !same(alone, together);
    wall.push_back(one.wall / two.wall);
    cpu.push_back(one.busiest / two.busiest);
  }
  std::printf(
      "\n%zu documents of 1,000 resources on two threads: %.2f x by wall time, %.2f x by the CPU "
      "time of the busier thread (what a machine without other work gives)\n",
      kDocuments, median(wall), median(cpu));
  session.add({"two threads on documents, wall time", median(wall), 1.7, 1.9, true, "x"});
  session.add({"two threads on documents, CPU time", median(cpu), 1.7, 1.9, true, "x"});
}

}  // namespace cordon::bench
