// refinement [--statuses N] [--seed S]: hiding a value of a document may only turn a row into
// `undetermined` (language 4.5). Random values of generated documents are replaced by a parameter
// without value; every row must then be undetermined or what it was, `pass` and `skipped` being one
// class. The other way round, parameters of the document get values, which decides conditions:
// what a row was must then have been undetermined, or stay. The machine and the oracle are asked.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <string>

#include "document/reader.h"
#include "generate.h"
#include "pair.h"

namespace cordon::oracle {
namespace {

struct Hole {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_function(const Store& store, const Node& v) {
  if (!v.is_object() || v.len != 1) return false;
  const std::string_view key = store.symbols.text(Store::keys(v)[0]);
  return key == "Ref" || key == "Condition" || key.starts_with("Fn::");
}

/// A value that counts as absent is no completion of one that is hidden.
bool may_be_absent(std::string_view text) {
  return text == "null" || text == "\"\"" || text == "[]" || text == "{}" ||
         text.find("NoValue") != std::string_view::npos ||
         text.find("\"\"") != std::string_view::npos;
}

/// A reference to nothing is an error of the document, no completion of a hidden value.
bool is_broken(std::string_view document, std::string_view hole) {
  constexpr std::string_view kRef = "{\"Ref\":\"";
  for (std::size_t at = hole.find(kRef); at != std::string_view::npos; at = hole.find(kRef, at)) {
    at += kRef.size();
    const std::string name(hole.substr(at, hole.find('"', at) - at));
    const std::size_t named = document.find('"' + name + "\":{");
    if (name.starts_with("AWS::")) continue;
    if (named == std::string_view::npos) return true;
    // What a condition removes is not there to be referred to.
    constexpr std::string_view kCondition = "\"Condition\":";
    if (document.substr(named, document.find("\"Properties\"", named) - named).find(kCondition) !=
        std::string_view::npos)
      return true;
  }
  return false;
}

void collect_holes(const Store& store, const Source& source, const Node& v,
                   std::vector<Hole>& out) {
  const Hole hole{v.at - source.base, store.end_of(v) - source.base};
  const std::string_view text = source.text.substr(hole.begin, hole.end - hole.begin);
  if (!may_be_absent(text) && !is_broken(source.text, text)) out.push_back(hole);
  if (is_function(store, v) || (!v.is(Kind::kList) && !v.is_object())) return;
  for (const Node& m : v.members()) collect_holes(store, source, m, out);
}

/// Every value under the properties of a resource that may be hidden.
std::vector<Hole> holes(const std::string& text, World world) {
  Store store;
  const Source* source = store.sources.add("document.json", text);
  const Result<Reading> read = read_json(store, *source, DocumentLimits{});
  std::vector<Hole> out;
  if (!read.ok()) return out;
  const Node* resources = &read.value().roots[0];
  if (world == World::kTemplate) resources = store.find(*resources, "Resources");
  if (resources == nullptr) return out;
  for (const Node& resource : resources->members()) {
    const Node* properties = store.find(resource, "Properties");
    if (properties == nullptr) continue;
    for (const Node& m : properties->members()) collect_holes(store, *source, m, out);
  }
  return out;
}

/// What stands for a hidden value: each is a parameter of its own, for two values are not one.
std::string mask(World world, std::size_t& parameters) {
  if (world != World::kTemplate) return "\"<unknown>\"";
  return "{\"Ref\":\"Hidden" + std::to_string(parameters++) + "\"}";
}

void declare(std::string& text, std::size_t parameters) {
  const std::string_view section = "\"Parameters\":{";
  std::string all;
  for (std::size_t i = 0; i < parameters; ++i)
    all += "\"Hidden" + std::to_string(i) + "\":{\"Type\":\"String\"},";
  text.insert(text.find(section) + section.size(), all);
}

std::string hide(Random& random, const std::string& text, World world) {
  std::vector<Hole> all = holes(text, world);
  std::string out = text;
  const std::size_t n = 1 + random.below(25);
  std::size_t before = out.size();
  std::size_t parameters = 0;
  std::vector<Hole> chosen;
  for (std::size_t i = 0; i < n && !all.empty(); ++i)
    chosen.push_back(all[random.below(all.size())]);
  std::sort(chosen.begin(), chosen.end(),
            [](const Hole& a, const Hole& b) { return a.begin > b.begin; });
  for (const Hole& hole : chosen) {
    if (hole.end > before) continue;
    out.replace(hole.begin, hole.end - hole.begin, mask(world, parameters));
    before = hole.begin;
  }
  if (world == World::kTemplate) declare(out, parameters);
  return out;
}

/// The template with values for some of its parameters.
std::string decide(Random& random, std::string text) {
  struct Given {
    std::string_view declaration;
    std::initializer_list<std::string_view> values;
  };
  const Given all[] = {{R"("P":{"Type":"String")", {"x", "a", "10.0.0.0/8"}},
                       {R"("W":{"Type":"String")", {"a", "b", "Enabled"}},
                       {R"("L":{"Type":"CommaDelimitedList")", {"a", "a, b", "c"}}};
  for (const Given& one : all) {
    const std::size_t at = text.find(one.declaration);
    if (at == std::string::npos || !random.chance(70)) continue;
    text.insert(at + one.declaration.size(), ",\"Default\":\"" + random.pick(one.values) + '"');
  }
  return text;
}

int status_class(Status status) {
  return status == Status::kSkipped ? static_cast<int>(Status::kPass) : static_cast<int>(status);
}

struct Totals {
  std::size_t statuses = 0;
  std::size_t weakened = 0;
  std::size_t flips = 0;
};

/// Rows with the names of their subjects, which conditions may remove.
struct Rows {
  std::vector<OracleRow> rows;
  const Inventory* inventory = nullptr;

  [[nodiscard]] std::string_view subject(const OracleRow& row) const {
    return row.subject == kNoResource ? std::string_view()
                                      : inventory->resources()[row.subject].address;
  }
  [[nodiscard]] const OracleRow* find(const OracleRow& like, std::string_view address) const {
    const auto it = std::find_if(rows.begin(), rows.end(), [&](const OracleRow& row) {
      return row.rule == like.rule && subject(row) == address;
    });
    return it == rows.end() ? nullptr : &*it;
  }
};

/// A row that flips, or nothing.
std::string flip(const Rows& known, const Rows& hidden, Totals& totals) {
  for (const OracleRow& was : known.rows) {
    const OracleRow* is = hidden.find(was, known.subject(was));
    if (is == nullptr || was.reason == "limit" || is->reason == "limit") continue;
    ++totals.statuses;
    // Nothing was decided that hiding could flip: two different unknowns may become one that is
    // easier to see through.
    if (was.status == Status::kUndetermined) continue;
    const bool weaker = is->status == Status::kUndetermined;
    totals.weakened += static_cast<std::size_t>(weaker);
    if (weaker || status_class(was.status) == status_class(is->status)) continue;
    return "rule " + std::to_string(was.rule) + " on " + std::string(known.subject(was)) + ": " +
           name_of(was.status) + " becomes " + name_of(is->status);
  }
  return {};
}

/// What the machine and the oracle say of one document.
struct Said {
  Said(const Rules& rules, const std::string& text, const std::string& family)
      : documents(read_documents(text, family)) {
    if (!documents->problem.empty()) return;
    machine = {run_machine(rules, *documents, false, nullptr), documents->inventory.get()};
    oracle = {run_oracle(rules.unit.checked, *documents->inventory, {}, documents->store),
              documents->inventory.get()};
  }
  std::unique_ptr<Documents> documents;
  Rows machine, oracle;
};

/// Compares what is said of a document with what is said where some of it is hidden.
void compare(const Said& known, const Said& hidden, const std::string& told, Totals& totals,
             std::size_t shown) {
  if (!known.documents->problem.empty() || !hidden.documents->problem.empty()) return;
  Totals asked;
  const std::string found = flip(known.machine, hidden.machine, totals);
  const std::string other = flip(known.oracle, hidden.oracle, asked);
  if (found.empty() && other.empty()) return;
  if (++totals.flips > shown) return;
  std::printf("== machine: %s; oracle: %s\n%s", found.c_str(), other.c_str(), told.c_str());
}

void one_program(std::uint64_t seed, Totals& totals, std::size_t shown) {
  Random random(seed);
  const World world = random.chance(80) ? World::kTemplate : World::kResources;
  const std::string text = make_program(random, world);
  const bool monotone =
      text.find("known)") == std::string::npos && text.find("is known") == std::string::npos;
  if (!monotone || text.find("is unknown") != std::string::npos) return;
  const auto rules = read_rules(text);
  if (rules->code == nullptr) return;
  const std::string family = world == World::kTemplate ? "cloudformation" : "resources";
  const std::string document = make_document(random, world);
  const Said plain(*rules, document, family);
  const std::string told =
      "seed " + std::to_string(seed) + "\n" + text + "-- document\n" + document;
  for (int i = 0; i < 4; ++i) {
    const std::string masked = hide(random, document, world);
    compare(plain, Said(*rules, masked, family), told + "\n-- hidden\n" + masked + "\n", totals,
            shown);
  }
  if (world != World::kTemplate) return;
  for (int i = 0; i < 3; ++i) {
    const std::string decided = decide(random, document);
    compare(Said(*rules, decided, family), plain, told + "\n-- decided\n" + decided + "\n", totals,
            shown);
  }
}

}  // namespace
}  // namespace cordon::oracle

int main(int argc, char** argv) {
  std::size_t statuses = 4'000;
  std::uint64_t seed = 1'000'000;
  std::size_t shown = 3;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const std::uint64_t value = std::strtoull(argv[i + 1], nullptr, 10);
    if (name == "--statuses") statuses = value;
    if (name == "--seed") seed = value;
    if (name == "--shown") shown = value;
  }
  cordon::oracle::Totals totals;
  while (totals.statuses < statuses) cordon::oracle::one_program(seed++, totals, shown);
  std::printf("statuses %zu, undetermined by hiding %zu, flips %zu\n", totals.statuses,
              totals.weakened, totals.flips);
  return totals.flips == 0 && totals.weakened > 0 ? 0 : 1;
}
