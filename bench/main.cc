// cordon-bench [--rounds N] [--large] [--cordon PROGRAM] [--hand PROGRAM] [--rules FOLDER]
//              [--folder FOLDER] [reading|evaluation|sizes|growth|processes|threads|small]...
// Prints what was measured and how it stands to the bars. Exits 1 if findings or outputs differ, 3
// if a bar falls short.
#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "measure.h"

namespace cordon::bench {
namespace {

using Section = std::pair<std::string_view, void (*)(Session&)>;
constexpr Section kSections[] = {
    {"reading", reading},     {"evaluation", evaluation}, {"sizes", sizes}, {"growth", growth},
    {"processes", processes}, {"threads", threads},       {"small", small}};

bool holds(const Bar& bar) {
  return bar.value >= 0 && (bar.at_least ? bar.value >= bar.bar : bar.value <= bar.bar);
}

void print_bars(const Session& session) {
  std::printf("\n%-42s %9s %9s %7s\n", "bar", "measured", "bar", "goal");
  for (const Bar& bar : session.bars) {
    std::printf("%-42s %9.2f %s %6.2f ", bar.what.c_str(), bar.value,
                bar.at_least ? ">=" : "<=", bar.bar);
    if (bar.goal > 0) {
      std::printf("%7.2f", bar.goal);
    } else {
      std::printf("%7s", "-");
    }
    std::printf(" %-15s %s\n", bar.unit.c_str(), holds(bar) ? "OK" : "falls short");
  }
  std::printf(
      "not measured: other engines on the same rules, which are no part of this program; memory "
      "of NDJSON that is streamed, which this version does not do\n");
}

bool take_option(Session& session, const std::string& name, const char* value) {
  if (name == "--rounds") {
    session.rounds = std::atoi(value);
  } else if (name == "--seed") {
    session.seed = std::strtoull(value, nullptr, 10);
  } else if (name == "--cordon") {
    session.cordon = value;
  } else if (name == "--hand") {
    session.hand = value;
  } else if (name == "--rules") {
    session.rules = value;
  } else if (name == "--folder") {
    session.folder = value;
  } else {
    return false;
  }
  return true;
}

int run(int argc, char** argv) {
  Session session;
  session.self = argv[0];
  session.rules = CORDON_BENCH_RULES;
  session.folder = ".";
  if (argc == 4 && std::string_view(argv[1]) == "--memory") return memory_of(argv[2], argv[3]);
  std::vector<std::string> chosen;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--large") {
      session.large = true;
    } else if (word.starts_with("--")) {
      if (i + 1 >= argc || !take_option(session, word, argv[i + 1])) return 2;
      ++i;
    } else {
      chosen.push_back(word);
    }
  }
  for (const auto& [name, section] : kSections) {
    bool wanted = chosen.empty();
    for (const std::string& one : chosen) wanted = wanted || one == name;
    if (wanted) section(session);
    std::fflush(stdout);
  }
  print_bars(session);
  if (session.wrong) return 1;
  return std::all_of(session.bars.begin(), session.bars.end(), holds) ? 0 : 3;
}

}  // namespace
}  // namespace cordon::bench

int main(int argc, char** argv) {
  // Memory that was freed stays with the process: what is timed are reused arenas, as for the
  // parser that is compared with. Fresh processes are measured apart.
  if (argc < 2 || std::string_view(argv[1]) != "--memory") {
    mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that glibc takes
    mallopt(M_TRIM_THRESHOLD, 2'000'000'000);
    mallopt(M_TOP_PAD, 64 << 20);
  }
  const int code = cordon::bench::run(argc, argv);
  if (code == 2) std::fputs("usage: see bench/main.cc\n", stderr);
  return code;
}
