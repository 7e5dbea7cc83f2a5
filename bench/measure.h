#ifndef CORDON_BENCH_MEASURE_H_
#define CORDON_BENCH_MEASURE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::bench {

/// Processor time of this thread, and wall time, in milliseconds.
double thread_ms();
double wall_ms();

/// One of several ways that are timed in turn. `prepare` is not timed.
struct Contender {
  std::string name;
  std::function<void()> work;
  std::function<void()> prepare = {};
};

/// Runs all contenders once a round, so that a busy neighbour disturbs them alike, after one round
/// that does not count. times[contender][round], in milliseconds of this thread.
std::vector<std::vector<double>> interleaved(const std::vector<Contender>& contenders, int rounds);

double median(std::vector<double> values);
/// The median over the rounds of a[i] / b[i].
double ratio(const std::vector<double>& a, const std::vector<double>& b);

/// A promise, what was measured, and whether it holds.
struct Bar {
  std::string what;
  double value = 0;
  double bar = 0;
  double goal = 0;  ///< 0: none
  bool at_least = false;
  std::string unit = {};
};

/// What the sections share: how often they run, where programs and rules are, what they found.
struct Session {
  int rounds = 15;
  std::uint64_t seed = 1;
  std::string cordon;  ///< the command line program
  std::string hand;    ///< the hand-written program
  std::string rules;   ///< folder of the rule files
  std::string self;    ///< this program
  std::string folder;  ///< for documents
  bool large = false;  ///< the sizes that take minutes, too
  bool wrong = false;  ///< findings or outputs differ: no time is worth anything
  std::vector<Bar> bars;

  void add(Bar bar) { bars.push_back(std::move(bar)); }
};

void reading(Session& session);
void evaluation(Session& session);
void sizes(Session& session);
void growth(Session& session);
void processes(Session& session);
void threads(Session& session);
void small(Session& session);
/// In a process of its own: reads PATH and prints the new resident memory per input byte.
int memory_of(std::string_view what, const std::string& path);

std::string file_text(const std::string& path);

}  // namespace cordon::bench

#endif  // CORDON_BENCH_MEASURE_H_
