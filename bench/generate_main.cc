// cordon-bench-generate plan|template RESOURCES [SEED] > FILE
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "generator.h"

int main(int argc, char** argv) {
  const std::string_view what = argc > 2 ? argv[1] : "";
  if (what != "plan" && what != "template") {
    std::fputs("usage: cordon-bench-generate plan|template RESOURCES [SEED]\n", stderr);
    return 2;
  }
  const auto resources = static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10));
  const std::uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
  const std::string text = what == "plan" ? cordon::bench::generate_plan(resources, seed)
                                          : cordon::bench::generate_template(resources, seed);
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
