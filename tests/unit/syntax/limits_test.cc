// Limits: sizes, nesting, steps; on a small stack; linear growth.
#include <pthread.h>

#include <functional>

#include "catch_compat.h"
#include "format/printer.h"
#include "parsed.h"
#include "syntax/equal.h"

namespace cordon::syntax {
namespace {

std::string repeated(std::string_view text, std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += text;
  return out;
}

/// Runs on a thread with a small stack.
void on_small_stack(const std::function<void()>& work) {
#if defined(__SANITIZE_ADDRESS__)
  constexpr std::size_t kStack = std::size_t{4} << 20;  // instrumented frames are larger
#else
  constexpr std::size_t kStack = std::size_t{256} << 10;
#endif
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStack);
  pthread_t thread{};
  const auto run = [](void* work_ptr) -> void* {
    (*static_cast<const std::function<void()>*>(work_ptr))();
    return nullptr;
  };
  std::function<void()> copy = work;
  REQUIRE(pthread_create(&thread, &attributes, run, &copy) == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

/// The ways to nest, `n` deep.
std::string nested(int way, std::size_t n) {
  const std::string let = "language 1\nlet x = ";
  switch (way) {
    case 0:
      return let + repeated("(", n) + "1" + repeated(")", n);
    case 1:
      return let + repeated("not ", n) + "a";
    case 2:
      return let + repeated("- ", n) + "a";
    case 3:
      return "language 1\nrule r {" + repeated("when a {", n) + repeated("}", n) + "}";
    case 4:
      return "language 1\nparam p: " + repeated("list<", n) + "int" + repeated(">", n);
    case 5:
      return let + repeated("{a:", n) + "1" + repeated("}", n);
    case 6:
      return let + repeated("[", n) + "1" + repeated("]", n);
    case 7:
      return let + repeated("[x for x in ", n) + "y" + repeated("]", n);
    case 8:
      return let + repeated("f(", n) + "1" + repeated(")", n);
    case 9:
      return let + repeated("a[", n) + "1" + repeated("]", n);
    case 10:
      return let + repeated("if a then b else ", n) + "c";
    case 11:
      return let + repeated("every x in xs : ", n) + "c";
    case 12:
      return let + repeated("\"\\(", n) + "c" + repeated(")\"", n);
    case 13:
      return let + repeated("match a { _ => ", n) + "c" + repeated("}", n);
    case 14:
      return "language 1\n@a(" + repeated("[", n) + repeated("]", n) + ") rule r {}";
    default:
      return "language 1\ntest \"t\" { given {a:" + repeated("{a:", n) + "1" +
             repeated("}", n + 1) + "}";
  }
}
constexpr int kWays = 16;

}  // namespace

TEST_CASE("nesting_ends_in_its_own_error_at_any_depth") {
  for (int way = 0; way < kWays; ++way) {
    for (const std::size_t depth : {std::size_t{49}, std::size_t{20'000}, std::size_t{100'000}}) {
      std::string text = nested(way, depth);
      RuleLimits limits;
      limits.max_columns = 10'000'000;
      limits.max_bytes = 10'000'000;
      const Parsed parsed(std::move(text), limits);
      INFO("way " << way << " depth " << depth << "\n" << parsed.errors());
      CHECK(parsed.code() == "E0130");
    }
  }
}

TEST_CASE("the_deepest_nesting_parses_and_prints_on_a_small_stack") {
  int accepted = 0;
  on_small_stack([&accepted] {
    for (int way = 0; way < kWays; ++way) {
      for (std::size_t depth = 48; depth > 0; --depth) {
        const Parsed parsed(nested(way, depth));
        if (!parsed.ok()) continue;
        const Parsed again(format::print(*parsed.parse.file));
        if (again.ok() && same(*parsed.parse.file, *again.parse.file)) ++accepted;
        break;
      }
    }
  });
  CHECK(accepted == kWays);
}

TEST_CASE("one_construct_is_an_entry_of_a_counted_rule") {
  // A pair of parentheses opens Expr, NotExpr and Unary.
  CHECK(Parsed(nested(0, 15)).ok());
  CHECK(Parsed(nested(0, 16)).code() == "E0130");
  CHECK(Parsed(nested(4, 47)).ok());
  CHECK(Parsed(nested(4, 48)).code() == "E0130");
}

TEST_CASE("a_chain_of_any_length_is_no_nesting") {
  const std::pair<const char*, std::size_t> chains[] = {{" and\na", 200'000}, {"\n.a", 200'000},
                                                        {" +\na", 20'000},    {" ??\na", 20'000},
                                                        {"[0]\n.b", 20'000},  {" *\na", 20'000}};
  for (const auto& [link, times] : chains) {
    RuleLimits limits;
    limits.max_bytes = 10'000'000;
    limits.max_lines = 1'000'000;
    const Parsed parsed("language 1\nlet x = a" + repeated(link, times), limits);
    INFO(link << parsed.errors());
    REQUIRE(parsed.ok());
  }
}

TEST_CASE("nesting_costs_linear_steps") {
  RuleLimits limits;
  limits.max_nesting = 1000;
  for (int way = 0; way < kWays; ++way) {
    const Parsed ten(nested(way, 10), limits);
    const Parsed twenty(nested(way, 20), limits);
    const Parsed forty(nested(way, 40), limits);
    INFO("way " << way << forty.errors());
    REQUIRE(forty.ok());
    const std::uint64_t first = twenty.steps - ten.steps;
    const std::uint64_t second = forty.steps - twenty.steps;
    CHECK(second <= 2 * first + 20);
  }
}

TEST_CASE("each_limit_has_its_code_and_exact_bound") {
  RuleLimits limits;
  const std::string text = "language 1\nlet x = 1\n";
  limits.max_bytes = text.size();
  CHECK(Parsed(text, limits).ok());
  limits.max_bytes = text.size() - 1;
  CHECK(Parsed(text, limits).code() == "L0101");
  limits = {};
  limits.max_lines = 2;
  CHECK(Parsed(text, limits).ok());
  CHECK(Parsed(text + "#", limits).errors() == "L0102 3:1\n");
  limits = {};
  limits.max_columns = 10;
  CHECK(Parsed(text, limits).ok());
  limits.max_columns = 9;
  CHECK(Parsed(text, limits).errors() == "L0103 1:10\n");
  limits = {};
  limits.steps_base = 0;
  limits.steps_per_byte = 1;
  CHECK(Parsed(text + "let y = ((((((a.b))))))\n", limits).code() == "L0104");
}

TEST_CASE("a_text_over_the_limit_is_refused_by_its_size_and_not_even_kept") {
  RuleLimits limits;
  limits.max_bytes = 20;
  const std::string text = "language 1\nlet x = 1\n";
  SourceSpace sources;
  const Parse parsed = parse(sources, "r.cordon", text, limits);
  CHECK(parsed.file == nullptr);
  REQUIRE(parsed.diagnostics.size() == 1);
  CHECK(parsed.diagnostics[0].code == "L0101");
  CHECK(sources[0].text.empty());
  const Place place = sources.place(parsed.diagnostics[0].span.begin);
  REQUIRE(place);
  CHECK(place.source->name == "r.cordon");
  CHECK(place.line == 1);
  CHECK(place.column == 1);
}

TEST_CASE("columns_are_counted_in_scalar_values") {
  RuleLimits limits;
  limits.max_columns = 12;
  CHECK(Parsed("language 1\n# " + repeated("\xC3\xA9", 10), limits).ok());
}

}  // namespace cordon::syntax
