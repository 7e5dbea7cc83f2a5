// Fresh processes: what a cold run costs beside the hand-written program, how long the program
// takes to start, and how much memory a document takes.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "document/reader.h"
#include "generator.h"
#include "judge.h"
#include "measure.h"

namespace cordon::bench {
namespace {

struct Cost {
  double cpu = -1;  ///< ms, user and system
  double wall = 0;
};

double ms_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

/// Runs a program with its output thrown away. cpu < 0: it could not run or exited above 4.
Cost run(const std::vector<std::string>& words) {
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const double before = wall_ms();
  const int failed = posix_spawn(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  Cost cost;
  if (failed != 0) return cost;
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child) return cost;
  cost.wall = wall_ms() - before;
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) return cost;
  cost.cpu = ms_of(usage.ru_utime) + ms_of(usage.ru_stime);
  return cost;
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  return out.good();
}

void cold(Session& session, const std::string& plan, const char* name, bool bar) {
  const std::vector<std::string> ours{
      session.cordon, "check", "-r", session.rules + "/rules.cordon", "--quiet", plan};
  const std::vector<std::string> library{session.cordon, "check", "--quiet", plan};
  std::vector<double> by_hand;
  std::vector<double> rules;
  std::vector<double> bundled;
  for (int round = 0; round < session.rounds; ++round) {
    by_hand.push_back(run({session.hand, plan}).cpu);
    rules.push_back(run(ours).cpu);
    bundled.push_back(run(library).cpu);
  }
  if (median(by_hand) < 0 || median(rules) < 0 || median(bundled) < 0) {
    std::printf("  %s: a program could not run\n", name);
    session.wrong = true;
    return;
  }
  const double value = ratio(rules, by_hand);
  std::printf(
      "  %-10s by hand %8.2f ms, the same rules %8.2f ms, %5.2f x; bundled library %8.2f ms\n",
      name, median(by_hand), median(rules), value, median(bundled));
  if (bar) session.add({"cold process, plan-10k", value, 2.0, 0, false, "x by hand"});
}

double per_byte(const Session& session, const char* what, const std::string& path) {
  const std::string command = session.self + " --memory " + what + " " + path;
  double value = -1;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return value;
  if (std::fscanf(pipe, "%lf", &value) != 1) value = -1;
  pclose(pipe);
  return value;
}

std::size_t status_kb(const std::string& name) {
  std::ifstream in("/proc/self/status");
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with(name)) return std::strtoul(line.c_str() + name.size() + 1, nullptr, 10);
  }
  return 0;
}

}  // namespace

int memory_of(std::string_view what, const std::string& path) {
  const Program program = bundled_program();
  std::string text = file_text(path);
  const auto bytes = static_cast<double>(text.size());
  const std::size_t before = status_kb("VmRSS");
  if (what == "reading") {
    Store store;
    const Source* source = store.sources.add("plan.json", std::move(text));
    if (!read_json(store, *source, DocumentLimits{}).ok()) return 1;
    std::printf("%f\n", static_cast<double>(status_kb("VmHWM") - before) * 1024 / bytes);
    return 0;
  }
  const CheckResult result = whole(program, "plan.json", std::move(text));
  std::printf("%f\n", static_cast<double>(status_kb("VmHWM") - before) * 1024 / bytes);
  return result.rows.empty() ? 1 : 0;
}

void processes(Session& session) {
  std::printf("\nfresh processes, CPU time (user and system)\n");
  for (const std::uint32_t size : {100U, 1'000U, 10'000U}) {
    const std::string name = "plan-" + std::to_string(size);
    const std::string path = session.folder + "/" + name + ".json";
    if (!write_file(path, generate_plan(size, session.seed))) {
      session.wrong = true;
      return;
    }
    cold(session, path, name.c_str(), size == 10'000);
  }
  const std::string tiny = session.folder + "/tiny.json";
  write_file(
      tiny,
      R"({"Resources":{"V":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":"10.0.0.0/16"}}}})");
  std::vector<double> start;
  std::vector<double> wall;
  for (int round = 0; round < session.rounds; ++round) {
    const Cost cost = run({session.cordon, "check", "--quiet", tiny});
    start.push_back(cost.cpu);
    wall.push_back(cost.wall);
  }
  std::printf("  start-up with the embedded library, one resource: %.2f ms CPU, %.2f ms wall\n",
              median(start), median(wall));
  session.add({"start-up with the embedded library", median(start), 5, 0, false, "ms"});

  const std::string plan = session.folder + "/plan-10000.json";
  const double reading = per_byte(session, "reading", plan);
  const double all = per_byte(session, "whole", plan);
  std::printf("\nnew resident memory per input byte, plan-10k: reading %.2f, whole run %.2f\n",
              reading, all);
  session.add({"memory, reading", reading, 3, 0, false, "B/B"});
  session.add({"memory, whole run", all, 3, 0, false, "B/B"});
}

}  // namespace cordon::bench
