// What a document costs, stage by stage, against simdjson's parse of the same bytes.
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "cordon/report.h"
#include "document/reader.h"
#include "generator.h"
#include "judge.h"
#include "measure.h"
#include "trees.h"

namespace cordon::bench {
namespace {

/// Times the stages over one text and prints them. Gives the ratios to simdjson, in order.
std::vector<double> stages(const Session& session, const Program& program, const std::string& name,
                           const std::string& text) {
  simdjson::dom::parser parser;
  const simdjson::padded_string padded(text);
  std::optional<Store> store;
  std::optional<Judgement> judgement;
  std::optional<CheckResult> result;
  std::string copy;
  // What is destroyed and copied here is not timed: a host keeps its bytes and its arenas.
  const auto fresh = [&] {
    result.reset();
    judgement.reset();
    store.reset();
    copy = text;
  };
  const std::vector<Contender> all = {
      {"simdjson DOM, parser reused",
       [&] {
         if (parser.parse(padded).error() != simdjson::SUCCESS) std::abort();
       }},
      {"reading",
       [&] {
         store.emplace();
         const Source* source = store->sources.add(name + ".json", std::move(copy));
         if (!read_json(*store, *source, DocumentLimits{}).ok()) std::abort();
       },
       fresh},
      {"+ inventory",
       [&] {
         judgement.emplace(program);
         judgement->read(name + ".json", std::move(copy));
       },
       fresh},
      {"+ prepare",
       [&] {
         judgement.emplace(program);
         judgement->read(name + ".json", std::move(copy));
         judgement->prepare();
       },
       fresh},
      {"whole run, bundled library",
       [&] { result = whole(program, name + ".json", std::move(copy)); }, fresh},
      {"whole run, every row listed",
       [&] { result = whole(program, name + ".json", std::move(copy), Listing::kRows); }, fresh},
      {"whole run, rows and digests",
       [&] { result = whole(program, name + ".json", std::move(copy), Listing::kRowsAndDigests); },
       fresh},
      {"nlohmann DOM", [&] {
         if (nlohmann::json::parse(text).is_null()) std::abort();
       }}};
  const auto times = interleaved(all, session.rounds);
  std::vector<double> ratios;
  std::printf("\n%s, %.1f MB, CPU time\n", name.c_str(), static_cast<double>(text.size()) / 1e6);
  for (std::size_t i = 0; i < all.size(); ++i) {
    ratios.push_back(ratio(times[i], times[0]));
    const double ms = median(times[i]);
    std::printf("  %-30s %9.2f ms %8.0f MB/s %7.2f x\n", all[i].name.c_str(), ms,
                static_cast<double>(text.size()) / 1e3 / ms, ratios.back());
  }
  return ratios;
}

}  // namespace

void reading(Session& session) {
  const Program program = bundled_program();
  const auto plan = stages(session, program, "plan-10k", generate_plan(10'000, session.seed));
  stages(session, program, "plan-1k", generate_plan(1'000, session.seed));
  const auto cfn =
      stages(session, program, "template-10k", generate_template(10'000, session.seed));
  session.add({"reading, plan-10k", plan[1], 2.5, 2.0, false, "x simdjson DOM"});
  session.add({"reading, template-10k", cfn[1], 2.5, 2.0, false, "x simdjson DOM"});
  session.add({"reading + inventory + prepare, plan-10k", plan[3], 4, 3, false, "x simdjson DOM"});
  session.add({"whole run, plan-10k", plan[4], 5, 3.5, false, "x simdjson DOM"});
}

}  // namespace cordon::bench
