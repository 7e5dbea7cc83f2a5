#ifndef CORDON_TESTS_MEMORY_SCENARIOS_H_
#define CORDON_TESTS_MEMORY_SCENARIOS_H_

#include <functional>
#include <string>
#include <vector>

namespace cordon::memory {

/// A call of the library. `run` gives what it said, the same each time.
struct Scenario {
  std::string name;
  std::function<std::string()> run;
};

std::vector<Scenario> scenarios();
/// Those that go through the C interface; CORDON_E_NOMEM comes as std::bad_alloc.
std::vector<Scenario> c_scenarios();

}  // namespace cordon::memory

#endif  // CORDON_TESTS_MEMORY_SCENARIOS_H_
