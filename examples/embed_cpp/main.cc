// Judges each document by itself, several at once: the program is shared, each thread has a
// session.
//
//   embed_cpp YYYY-MM-DD FILE...
//
// The exit code is the strongest of all verdicts: 2, then 4, 1, 3, and 0 is the weakest.
#include <algorithm>
#include <cordon.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

using namespace cordon::embed;

namespace {

struct Outcome {
  int code = 2;
  std::string text;
};

// One rule of our own.
const char kRules[] = R"(language 1
package acme.tags

@id("ACME-1") @title("notebooks say their environment") @severity("low")
rule environment_tag for nb in AWS::SageMaker::NotebookInstance {
  require nb@tags.Environment is present else "no tag Environment"
}
)";

Result<CheckResult> judge(const Engine& engine, const Program& program, const std::string& day,
                          const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto document = Document::parse(engine, path, bytes);
  if (!document) return std::move(document).take_error();
  auto session = Session::make(program);
  if (!session) return std::move(session).take_error();
  CheckOptions options;
  options.as_of = day;
  return session->check({&*document}, options);
}

// The name of a file may hold anything; a line begins with a mark of ours, so that no build system
// takes it for an order ("::error::").
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : text) out += c >= 0x20 && c < 0x7F && c != '#' ? c : '?';
  return out;
}

Outcome run(const Engine& engine, const Program& program, const std::string& day,
            const std::string& path) {
  const auto result = judge(engine, program, day, path);
  if (!result) return {2, std::string(result.error().render())};
  const cordon_summary summary = result->summary();
  Outcome outcome{result->exit_code(), "* " + plain(path) + ": " + std::to_string(summary.fail) +
                                           " fail, " + std::to_string(summary.pass) + " pass\n"};
  for (const Row& row : result->rows()) {
    if (row.status == CORDON_STATUS_PASS || row.status == CORDON_STATUS_SKIPPED) continue;
    outcome.text += "  " + std::string(row.rule_id) + " line " + std::to_string(row.place.line) +
                    ", " + std::to_string(result->requirements(row).size()) + " requirements\n";
  }
  return outcome;
}

// That a document could not be judged is more than that there was nothing to judge, that more than
// a failure, and that more than what is undecided. A code of a later version is as strong as 2.
int strength(int code) {
  constexpr int kWeakestFirst[] = {0, 3, 1, 4};
  const auto* const at = std::find(std::begin(kWeakestFirst), std::end(kWeakestFirst), code);
  return static_cast<int>(at - std::begin(kWeakestFirst));
}

int give_up(const Error& error) {
  std::fputs(std::string(error.render()).c_str(), stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: embed_cpp YYYY-MM-DD FILE...\n", stderr);
    return 2;
  }
  const auto engine = Engine::make();
  if (!engine) return give_up(engine.error());
  const auto program = Program::compile(*engine, {{"acme.cordon", kRules}});
  if (!program) return give_up(program.error());
  const std::vector<std::string> paths(argv + 2, argv + argc);
  std::vector<Outcome> outcomes(paths.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < paths.size(); ++i)
    threads.emplace_back([&, i] { outcomes[i] = run(*engine, *program, argv[1], paths[i]); });
  for (std::thread& thread : threads) thread.join();
  int code = 0;
  for (const Outcome& outcome : outcomes) {
    std::fputs(outcome.text.c_str(), stdout);
    if (strength(outcome.code) > strength(code)) code = outcome.code;
  }
  return code;
}
