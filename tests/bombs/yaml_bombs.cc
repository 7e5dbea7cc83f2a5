// YAML streams: what libyaml and a naive composer die of.
#include "bombs/bomb.h"
#include "catch_compat.h"
#include "unit/document/reading.h"

namespace cordon::bombs {
namespace {

Outcome read(const std::string& text) {
  const test::Read result(text, test::As::kYaml, "test.yaml");
  Outcome out;
  if (!result.ok()) out.code = result.result.error().code;
  return out.count("arena bytes", result.store.arena.bytes());
}

Bomb bomb(const char* what, std::size_t size, const char* code,
          const std::function<std::string(std::size_t)>& make) {
  return {what, size, code, [make](std::size_t n) { return read(make(n)); }};
}

/// Each level names the one before ten times.
std::string laughs(std::size_t levels) {
  return "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + each(levels, [](std::size_t i) {
           return name("a", i + 1) + ": &" + name("a", i + 1) + " [" +
                  each(
                      10, [i](std::size_t) { return "*" + name("a", i); }, ",") +
                  "]\n";
         });
}

std::string stairs(std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += std::string(i, ' ') + "a:\n";
  return out;
}

}  // namespace

TEST_CASE("nesting_of_yaml_ends_at_the_limit") {
  explode({
      bomb("flow lists", 20'000, "D0202",
           [](std::size_t n) { return "a: " + repeated("[", n) + repeated("]", n); }),
      bomb("unclosed flow lists", 20'000, "D0202",
           [](std::size_t n) { return "a: " + repeated("[", n); }),
      bomb("flow maps", 20'000, "D0202",
           [](std::size_t n) { return "--- " + repeated("{a: ", n) + repeated("}", n); }),
      bomb("flow lists and maps", 20'000, "D0202",
           [](std::size_t n) { return "--- " + repeated("[{a: ", n) + repeated("}]", n); }),
      bomb("lists on one line", 20'000, "D0202", [](std::size_t n) { return repeated("- ", n); }),
      bomb("stairs", 200, "D0202", [](std::size_t n) { return stairs(n); }),
      bomb("complex keys", 20'000, "D0114", [](std::size_t n) { return repeated("? ", n) + "a"; }),
      bomb("flow lists as keys", 20'000, "D0202",
           [](std::size_t n) { return repeated("[", n) + repeated("]: a", n); }),
      bomb("short tags", 20'000, "D0110",
           [](std::size_t n) { return "a: " + repeated("!Not ", n) + "b"; }),
      bomb("short tags over lists", 20'000, "D0202",
           [](std::size_t n) { return "a: " + repeated("!Not [", n) + repeated("]", n); }),
  });
}

TEST_CASE("aliases_and_anchors_are_bounded") {
  explode({
      bomb("laughs", 10, "D0205", [](std::size_t n) { return laughs(n); }),
      bomb("a chain of aliases", 200, "D0202",
           [](std::size_t n) {
             return "a0: &a0 [x]\n" + each(n, [](std::size_t i) {
                      return name("a", i + 1) + ": &" + name("a", i + 1) + " [*" + name("a", i) +
                             "]\n";
                    });
           }),
      bomb("a list that holds itself", 1'000, "D0113",
           [](std::size_t n) { return "&a [" + repeated("x,", n) + "*a]"; }),
      bomb("anchors", 5'000, "ok",
           [](std::size_t n) {
             return each(n, [](std::size_t i) { return "- &" + name("a", i) + " x\n"; });
           }),
      bomb("one anchor again and again", 5'000, "ok",
           [](std::size_t n) { return repeated("- &a x\n- *a\n", n); }),
      bomb("aliases of a text", 5'000, "ok",
           [](std::size_t n) { return "- &a x\n" + repeated("- *a\n- y\n", n); }),
      bomb("aliases of a wide list", 1'500, "D0205",
           [](std::size_t n) {
             return "- &a [" + repeated("x,", n) + "x]\n" + repeated("- *a\n", n);
           }),
      bomb("aliases without an anchor", 5'000, "D0113",
           [](std::size_t n) { return repeated("- *a\n", n); }),
      bomb("long names of anchors", 50'000, "ok",
           [](std::size_t n) { return "- &" + repeated("a", n) + " x\n- *" + repeated("a", n); }),
      bomb("anchors with an equal beginning", 200, "ok",
           [](std::size_t n) {
             const std::string stem = repeated("a", 1'000);
             return each(n, [&](std::size_t i) { return "- &" + name(stem, i) + " x\n"; });
           }),
      bomb("merge keys", 2'000, "D0112",
           [](std::size_t n) { return "a: &a {b: 1}\nc:\n" + repeated("  <<: *a\n", n); }),
  });
}

TEST_CASE("directives_tags_and_documents_are_counted") {
  explode({
      bomb("%TAG", 5'000, "D0208",
           [](std::size_t n) {
             return each(
                        n,
                        [](std::size_t i) { return "%TAG !" + name("a", i) + "! tag:x,2000:\n"; }) +
                    "---\na";
           }),
      bomb("%YAML", 5'000, "D0208",
           [](std::size_t n) { return repeated("%YAML 1.2\n", n) + "---\na"; }),
      bomb("unknown directives", 5'000, "D0208",
           [](std::size_t n) { return repeated("%X y\n", n) + "---\na"; }),
      bomb("documents", 2'000, "ok", [](std::size_t n) { return repeated("---\na: 1\n", n); }),
      bomb("too many documents", 10'001, "D0209",
           [](std::size_t n) { return repeated("---\na\n", n); }),
      bomb("document ends", 20'000, "D0110", [](std::size_t n) { return repeated("...\n", n); }),
      bomb("tags", 5'000, "ok", [](std::size_t n) { return repeated("- !!str 1\n", n); }),
      bomb("unknown tags", 5'000, "D0111",
           [](std::size_t n) {
             return each(n, [](std::size_t i) { return "- !" + name("x", i) + " 1\n"; });
           }),
      bomb("a long tag", 50'000, "D0111",
           [](std::size_t n) { return "- !" + repeated("x", n) + " 1\n"; }),
      bomb("a long tag of escapes", 20'000, "D0111",
           [](std::size_t n) { return "- !" + repeated("%41", n) + " 1\n"; }),
  });
}

TEST_CASE("wide_and_long_yaml_is_linear") {
  explode({
      bomb("list", 5'000, "ok", [](std::size_t n) { return repeated("- a\n", n); }),
      bomb("map", 5'000, "ok",
           [](std::size_t n) {
             return each(n, [](std::size_t i) { return name("k", i) + ": 1\n"; });
           }),
      bomb("flow list", 5'000, "ok", [](std::size_t n) { return "[" + repeated("a, ", n) + "b]"; }),
      bomb("the same key again at the end", 5'000, "D0103",
           [](std::size_t n) {
             return each(n, [](std::size_t i) { return name("k", i) + ": 1\n"; }) + "k0: 2\n";
           }),
      bomb("comments", 20'000, "D0101", [](std::size_t n) { return repeated("# a\n", n); }),
      bomb("empty lines", 50'000, "D0101", [](std::size_t n) { return repeated("\n", n); }),
      bomb("plain text over lines", 10'000, "ok",
           [](std::size_t n) { return "a: b\n" + repeated("  c\n", n); }),
      bomb("folded text", 10'000, "ok",
           [](std::size_t n) { return "a: >\n" + repeated("  b\n", n); }),
      bomb("literal text", 10'000, "ok",
           [](std::size_t n) { return "a: |\n" + repeated("  b\n", n); }),
      bomb("quoted text of escapes", 20'000, "ok",
           [](std::size_t n) { return "a: \"" + repeated("\\u0041", n) + "\""; }),
      bomb("quoted text of breaks", 10'000, "ok",
           [](std::size_t n) { return "a: \"" + repeated("b\n\n ", n) + "\""; }),
      bomb("doubled quotes", 20'000, "ok",
           [](std::size_t n) { return "a: '" + repeated("''", n) + "'"; }),
      bomb("digits", 100'000, "ok", [](std::size_t n) { return "a: " + repeated("9", n); }),
      bomb("an exponent", 100'000, "D0109",
           [](std::size_t n) { return "a: 1e" + repeated("9", n); }),
      bomb("hexadecimal digits", 100'000, "D0109",
           [](std::size_t n) { return "a: 0x" + repeated("f", n); }),
      bomb("old booleans", 2'000, "ok", [](std::size_t n) { return repeated("- yes\n", n); }),
      bomb("tabs", 50'000, "D0110",
           [](std::size_t n) { return "a:\n" + repeated("\t", n) + "b: 1"; }),
      bomb("text without end", 50'000, "D0110",
           [](std::size_t n) { return "a: \"" + repeated("b", n); }),
      bomb("colons", 5'000, "D0110", [](std::size_t n) { return "a" + repeated(": ", n); }),
      bomb("signs of keys that may follow", 5'000, "D0110",
           [](std::size_t n) { return "[" + repeated("a, \"b\" ", n); }),
  });
}

}  // namespace cordon::bombs
