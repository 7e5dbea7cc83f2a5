// memory_test N|all: lets allocations of each scenario fail, one run each, N of them spread over
// the run or every one (of calls that read the whole catalogue, 1,000); once alone and once with
// all that follow. The call ends in std::bad_alloc or as if nothing had happened, gives back
// everything, and works the next time. What libyaml asks for fails, too. Cannot fail: what the C
// library allocates by itself (malloc). Does not fail: what RE2 allocates while it compiles a
// pattern or searches, since it does not expect that.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include "memory/failing_new.h"
#include "memory/scenarios.h"

namespace cordon::memory {
namespace {

/// A call with more of them reads the whole catalogue anew; so many of its allocations fail.
constexpr std::uint64_t kMost = 20'000;
constexpr std::uint64_t kOfTooMany = 1'000;
constexpr std::uint64_t kFewer = 5;  ///< of a sample, so many times fewer

int failures = 0;

void fail(const Scenario& scenario, std::uint64_t n, const char* what) {
  std::printf("%s, allocation %llu: %s\n", scenario.name.c_str(),
              static_cast<unsigned long long>(n), what);
  ++failures;
}

struct Tally {
  std::uint64_t refused = 0;  ///< calls that ended with std::bad_alloc
  std::uint64_t spared = 0;   ///< allocations that RE2 got
};

void run_once(const Scenario& scenario, std::uint64_t n, bool forever, const std::string& expected,
              Tally& tally) {
  const std::int64_t before = live();
  {
    std::string result;
    try {
      fail_at(n, forever);
      result = scenario.run();
      stop_failing();
      if (result != expected) fail(scenario, n, "another result, as if nothing had failed");
    } catch (const std::bad_alloc&) {
      stop_failing();
      ++tally.refused;
    } catch (const std::exception& error) {
      stop_failing();
      fail(scenario, n, error.what());
    }
  }
  tally.spared += spared_for_re2();
  if (live() != before) fail(scenario, n, "something was not given back");
}

void judge(const Scenario& scenario, std::uint64_t samples) {
  const std::string expected = scenario.run();  // what is made once is made here
  fail_at(0, false);
  const std::string again = scenario.run();
  const std::uint64_t total = stop_failing();
  if (again != expected) return fail(scenario, 0, "two calls say different things");
  const bool long_call = total > kMost;
  const std::uint64_t most = samples == 0 ? (long_call ? kOfTooMany : total)
                                          : (long_call ? samples / kFewer + 1 : samples);
  const std::uint64_t step = total <= most ? 1 : total / most;
  Tally tally;
  for (std::uint64_t n = 1; n <= total; n += step) {
    for (const bool forever : {false, true}) run_once(scenario, n, forever, expected, tally);
    if (scenario.run() != expected) fail(scenario, n, "the next call says something else");
  }
  if (tally.refused == 0 && total > 0) fail(scenario, total, "no failure was ever seen");
  std::printf("%-22s %8llu allocations, %llu calls refused, %llu spared for RE2\n",
              scenario.name.c_str(), static_cast<unsigned long long>(total),
              static_cast<unsigned long long>(tally.refused),
              static_cast<unsigned long long>(tally.spared));
}

}  // namespace
}  // namespace cordon::memory

int main(int argc, char** argv) {
  const std::string mode = argc == 2 ? argv[1] : "";
  const std::uint64_t samples = mode == "all" ? 0 : std::strtoull(mode.c_str(), nullptr, 10);
  if (mode != "all" && samples == 0) {
    std::printf("usage: memory_test N|all\n");
    return 2;
  }
  if (!cordon::memory::knows_re2()) {
    std::printf("RE2 is not a shared library here\n");
    return 2;
  }
  auto all = cordon::memory::scenarios();
  for (auto& scenario : cordon::memory::c_scenarios()) all.push_back(std::move(scenario));
  for (const auto& scenario : all) cordon::memory::judge(scenario, samples);
  std::printf("%zu scenarios, %d failures\n", all.size(), cordon::memory::failures);
  return cordon::memory::failures == 0 ? 0 : 1;
}
