// JSON texts: depth, width, keys, numbers, escapes, documents in texts.
#include "bombs/bomb.h"
#include "bombs/equal_hash.h"
#include "catch_compat.h"
#include "cordon/evaluate.h"
#include "unit/document/reading.h"

namespace cordon::bombs {
namespace {

using test::As;

Outcome read(const std::string& text, As as = As::kJson, const std::string& name = "test") {
  const test::Read result(text, as, name);
  Outcome out;
  if (!result.ok()) out.code = result.result.error().code;
  out.count("arena bytes", result.store.arena.bytes());
  out.count("symbols", result.store.symbols.size());
  return out.count("comparisons", result.store.symbols.comparisons());
}

Bomb bomb(const char* what, std::size_t size, const char* code,
          const std::function<std::string(std::size_t)>& make) {
  return {what, size, code, [make](std::size_t n) { return read(make(n)); }};
}

std::function<std::string(std::size_t)> around(const std::string& open, const std::string& close) {
  return [=](std::size_t n) { return repeated(open, n) + "1" + repeated(close, n); };
}

std::string listed(std::size_t n, const std::function<std::string(std::size_t)>& make) {
  return "[" + each(n, make, ",") + "]";
}

std::string keyed(std::size_t n, const std::function<std::string(std::size_t)>& key) {
  return "{" +
         each(
             n, [&](std::size_t i) { return "\"" + key(i) + "\":1"; }, ",") +
         "}";
}

/// The text as a JSON string literal.
std::string literal(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      out += std::string("\\u00") + kHex[byte >> 4U] + kHex[byte & 0xFU];
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// A document in a text in a text ..., read through to the innermost.
Outcome texts_in_texts(std::size_t levels) {
  std::string text = "{\"a\":1}";
  for (std::size_t i = 0; i < levels; ++i) text = "[" + literal(text) + "]";
  const test::Read outer(text);
  Outcome out;
  if (!outer.ok()) return out;
  Store& store = const_cast<Store&>(outer.store);
  Node at = outer.root();
  for (std::size_t i = 0; i < levels; ++i) {
    auto inner = read_embedded_json(store, at.kids[0], {});
    if (!inner.ok()) return {std::string(inner.error().code), {}};
    at = *inner;
    if (store.pointer(at.at).size() > 1000) return {"a long pointer", {}};
    if (!store.sources.place(at.at)) return {"no place", {}};
  }
  return out;
}

}  // namespace

TEST_CASE("nesting_of_json_ends_at_the_limit") {
  explode({
      bomb("lists", 50'000, "D0202", around("[", "]")),
      bomb("objects", 50'000, "D0202", around("{\"a\":", "}")),
      bomb("lists and objects", 50'000, "D0202", around("[{\"a\":", "}]")),
      bomb("unclosed lists", 50'000, "D0202", [](std::size_t n) { return repeated("[", n); }),
      bomb("unclosed objects", 50'000, "D0202",
           [](std::size_t n) { return repeated("{\"a\":", n); }),
      bomb("closing brackets", 50'000, "D0102", [](std::size_t n) { return repeated("]", n); }),
      bomb("lists at the limit, side by side", 200, "ok",
           [](std::size_t n) {
             return listed(n, [](std::size_t) { return repeated("[", 127) + repeated("]", 127); });
           }),
  });
}

TEST_CASE("wide_json_is_linear") {
  explode({
      bomb("numbers", 50'000, "ok",
           [](std::size_t n) { return listed(n, [](std::size_t) { return "0"; }); }),
      bomb("empty lists", 50'000, "ok",
           [](std::size_t n) { return listed(n, [](std::size_t) { return "[]"; }); }),
      bomb("empty objects", 50'000, "ok",
           [](std::size_t n) { return listed(n, [](std::size_t) { return "{}"; }); }),
      bomb("empty texts", 50'000, "ok",
           [](std::size_t n) { return listed(n, [](std::size_t) { return "\"\""; }); }),
      bomb("keys of one object", 20'000, "ok",
           [](std::size_t n) { return keyed(n, [](std::size_t i) { return name("k", i); }); }),
      bomb("a key of each object of its own", 10'000, "ok",
           [](std::size_t n) {
             return listed(n, [](std::size_t i) { return "{\"" + name("k", i) + "\":1}"; });
           }),
      bomb("objects of the same keys in other orders", 500, "ok",
           [](std::size_t n) {
             return listed(n, [](std::size_t i) {
               return keyed(60, [i](std::size_t k) { return name("k", (k * (i % 60 + 1)) % 61); });
             });
           }),
      bomb("the same key again at the end", 20'000, "D0103",
           [](std::size_t n) {
             return keyed(n, [n](std::size_t i) { return name("k", i + 1 == n ? 0 : i); });
           }),
      bomb("the same key everywhere", 20'000, "D0103",
           [](std::size_t n) { return keyed(n, [](std::size_t) { return "k"; }); }),
      bomb("more text", 50'000, "D0104", [](std::size_t n) { return "1" + repeated(" 2", n); }),
      {"lines", 5'000, "ok",
       [](std::size_t n) { return read(repeated("{\"a\":[1]}\n", n), As::kByName, "t.ndjson"); }},
      {"empty lines", 50'000, "D0101",
       [](std::size_t n) { return read(repeated("\n", n), As::kByName, "t.jsonl"); }},
  });
}

TEST_CASE("places_in_streams_are_found_without_looking_at_every_document") {
  explode({{"pointers into lines", 20'000, "ok", [](std::size_t n) {
              const test::Read lines(repeated("{\"a\":[1]}\n", n), As::kByName, "t.ndjson");
              Outcome out;
              for (std::size_t i = 0; i < n; ++i) {
                if (lines.store.pointer(lines.root(i).kids[0].at) != "/a") out.code = "another";
              }
              return out;
            }}});
}

TEST_CASE("keys_of_json_are_linear") {
  explode({
      bomb("long keys", 200, "ok",
           [](std::size_t n) {
             return keyed(n, [](std::size_t i) { return name(repeated("k", 4'000), i); });
           }),
      bomb("a key that is too long", 70'000, "D0206",
           [](std::size_t n) { return keyed(1, [n](std::size_t) { return repeated("k", n); }); }),
      bomb("keys with an equal beginning", 2'000, "ok",
           [](std::size_t n) {
             return keyed(n, [](std::size_t i) { return name(repeated("k", 400), i); });
           }),
      bomb("keys with an equal end", 2'000, "ok",
           [](std::size_t n) {
             return keyed(n, [](std::size_t i) { return std::to_string(i) + repeated("k", 400); });
           }),
      bomb("keys of one hash", 5'000, "ok",
           [](std::size_t n) {
             const auto keys = keys_of_one_hash(n);
             return "{" +
                    each(
                        n, [&](std::size_t i) { return literal(keys[i]) + ":1"; }, ",") +
                    "}";
           }),
      bomb("objects with a key of one hash each", 5'000, "ok",
           [](std::size_t n) {
             const auto keys = keys_of_one_hash(n);
             return listed(n, [&](std::size_t i) { return "{" + literal(keys[i]) + ":{}}"; });
           }),
      bomb("keys of escapes", 5'000, "ok",
           [](std::size_t n) {
             return keyed(n, [](std::size_t i) { return name("\\u0041\\n", i); });
           }),
  });
}

TEST_CASE("long_tokens_of_json_are_linear") {
  explode({
      bomb("digits", 250'000, "ok", [](std::size_t n) { return "[" + repeated("9", n) + "]"; }),
      bomb("negative digits", 250'000, "ok",
           [](std::size_t n) { return "[-" + repeated("9", n) + "]"; }),
      bomb("digits behind the point", 250'000, "ok",
           [](std::size_t n) { return "[0." + repeated("3", n) + "]"; }),
      bomb("zeros before a digit behind the point", 250'000, "D0109",
           [](std::size_t n) { return "[0." + repeated("0", n) + "1]"; }),
      bomb("a large exponent", 250'000, "D0109",
           [](std::size_t n) { return "[1e" + repeated("9", n) + "]"; }),
      bomb("a small exponent", 250'000, "D0109",
           [](std::size_t n) { return "[1e-" + repeated("9", n) + "]"; }),
      bomb("a text", 250'000, "ok", [](std::size_t n) { return "\"" + repeated("x", n) + "\""; }),
      bomb("a text without end", 250'000, "D0102",
           [](std::size_t n) { return "\"" + repeated("x", n); }),
      bomb("escapes", 100'000, "ok",
           [](std::size_t n) { return "\"" + repeated("\\u0041", n) + "\""; }),
      bomb("escaped quotes", 100'000, "ok",
           [](std::size_t n) { return "\"" + repeated("\\\"", n) + "\""; }),
      bomb("surrogate pairs", 50'000, "ok",
           [](std::size_t n) { return "\"" + repeated("\\ud83d\\ude00", n) + "\""; }),
      bomb("half of a surrogate pair", 50'000, "D0108",
           [](std::size_t n) { return "\"" + repeated("\\ud83d", n) + "\""; }),
      bomb("texts with escapes", 20'000, "ok",
           [](std::size_t n) { return listed(n, [](std::size_t) { return "\"\\n\""; }); }),
      bomb("blanks", 250'000, "ok", [](std::size_t n) { return repeated(" ", n) + "1"; }),
      bomb("nothing but blanks", 250'000, "D0101", [](std::size_t n) { return repeated(" ", n); }),
      bomb("bytes that are no UTF-8", 250'000, "D0105",
           [](std::size_t n) { return "\"" + repeated("\xff", n) + "\""; }),
      bomb("NUL bytes", 250'000, "D0106",
           [](std::size_t n) { return "[1]" + std::string(n, '\0'); }),
      bomb("byte order marks", 50'000, "D0102",
           [](std::size_t n) { return repeated("\xEF\xBB\xBF", n) + "1"; }),
  });
}

TEST_CASE("documents_in_texts_are_bounded") {
  explode({{"texts in texts", 3, "ok", [](std::size_t n) { return texts_in_texts(n); }},
           {"texts of lists", 2'000, "ok", [](std::size_t n) {
              return read(listed(n, [](std::size_t) { return literal("[[[{\"a\":[]}]]]"); }));
            }}});
}

}  // namespace cordon::bombs
