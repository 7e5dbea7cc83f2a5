// Values of a program, one by one: what rule text can make is accepted, anything else is refused.
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "bytecode/verify_parts.h"
#include "catch_compat.h"
#include "value/network.h"

namespace {

using namespace cordon;
using bytecode::ValueUse;

/// A program that is nothing but a source of 100 bytes.
class Values {
 public:
  Values() : program_() {
    program_.store = std::make_shared<Store>();
    at = program_.store->sources.add("t.cordon", std::string(100, ' '))->base;
  }
  Store& store() { return *program_.store; }
  [[nodiscard]] bool fits(const Node& value, ValueUse use) const {
    return bytecode::verify_value(program_, value, use).empty();
  }
  [[nodiscard]] bool constant(const Node& v) const { return fits(v, ValueUse::kConstant); }
  [[nodiscard]] bool parameter(const Node& v) const { return fits(v, ValueUse::kParameter); }
  [[nodiscard]] bool document(const Node& v) const { return fits(v, ValueUse::kDocument); }

  Node network(Kind kind, const Cidr& cidr) {
    Node node = Node::of(kind);
    node.cidr = store().arena.make<Cidr>(cidr);
    return node;
  }
  Node unknown(const std::function<void(Unknown&)>& change) {
    Unknown u;
    change(u);
    return Node::make_unknown(store().arena.make<Unknown>(u));
  }
  Node error(Kind kind, std::string_view code) {
    return Node::make_error(store().arena.make<Cause>(Cause{kind, code, "x", 0}));
  }
  Node object(std::vector<Symbol> keys, std::vector<Node> values, At begin = 0, At end = 0) {
    return store().object(keys, values, begin, end);
  }

  At at;

 private:
  bytecode::Program program_;
};

Node bignum(std::string_view text) {
  Node node = Node::string(text);
  node.kind_ = static_cast<std::uint32_t>(Kind::kBignum) & 31U;
  return node;
}

Node unsigned_number(std::uint64_t value) {
  Node node = Node::of(Kind::kUint);
  node.u = value;
  return node;
}

Node day(std::int64_t days) {
  Node node = Node::of(Kind::kDate);
  node.i = days;
  return node;
}

Cidr parsed(std::string_view text, bool address) {
  Cidr cidr;
  std::string why;
  REQUIRE((address ? parse_ip(text, cidr, why) : parse_cidr(text, cidr, why)));
  return cidr;
}

}  // namespace

TEST_CASE("plain_scalars_are_values_everywhere") {
  const Values v;
  for (const Node& node : {Node::null(), Node::boolean(true), Node::boolean(false),
                           Node::integer(-1), Node::string("x"), Node::real(0.5),
                           unsigned_number(UINT64_MAX), bignum("-9223372036854775809")}) {
    CHECK(v.constant(node));
    CHECK(v.parameter(node));
    CHECK(v.document(node));
  }
}

TEST_CASE("a_value_has_no_flag_and_stands_in_a_source") {
  const Values v;
  CHECK_FALSE(v.document(Node::integer(1).with(kSensitive)));
  CHECK(v.document(Node::integer(1, v.at)));
  CHECK_FALSE(v.document(Node::integer(1, 4'000'000'000U)));
}

TEST_CASE("a_number_has_one_kind") {
  const Values v;
  CHECK_FALSE(v.constant(unsigned_number(INT64_MAX)));
  CHECK_FALSE(v.constant(Node::real(std::numeric_limits<double>::infinity())));
  CHECK_FALSE(v.constant(Node::real(std::numeric_limits<double>::quiet_NaN())));
  for (const char* text : {"", "-", "0", "-0", "01", "12", "-12", "9223372036854775808", "1.5",
                           "18446744073709551615", "-9223372036854775808", "18446744073709551616x"})
    CHECK_FALSE(v.constant(bignum(text)));
  CHECK(v.constant(bignum("18446744073709551616")));
  CHECK(v.constant(bignum("-18446744073709551616")));
}

TEST_CASE("a_network_is_what_its_text_gives") {
  Values v;
  const Cidr net = parsed("10.0.0.0/8", false);
  const Cidr address = parsed("10.0.0.1", true);
  const Cidr six = parsed("2001:db8::/32", false);
  for (const Node& node :
       {v.network(Kind::kCidr, net), v.network(Kind::kIp, address), v.network(Kind::kCidr, six)}) {
    CHECK(v.constant(node));
    CHECK(v.parameter(node));
    CHECK_FALSE(v.document(node));  // a document holds texts
  }
  CHECK_FALSE(v.constant(Node::of(Kind::kCidr)));
  Cidr host_bits = net;
  host_bits.bytes[3] = 1;
  CHECK_FALSE(v.constant(v.network(Kind::kCidr, host_bits)));
  Cidr hidden = net;
  hidden.bytes[15] = 1;
  CHECK_FALSE(v.constant(v.network(Kind::kCidr, hidden)));
  Cidr narrow = address;
  narrow.prefix = 8;
  CHECK_FALSE(v.constant(v.network(Kind::kIp, narrow)));
  Cidr neither = six;
  neither.version = 5;
  CHECK_FALSE(v.constant(v.network(Kind::kCidr, neither)));
}

TEST_CASE("a_day_lies_in_the_calendar") {
  const Values v;
  CHECK(v.constant(day(-719'528)));
  CHECK(v.parameter(day(2'932'896)));
  CHECK_FALSE(v.constant(day(-719'529)));
  CHECK_FALSE(v.constant(day(2'932'897)));
  CHECK_FALSE(v.document(day(0)));
}

TEST_CASE("an_unknown_of_a_test_says_no_more_than_that") {
  Values v;
  CHECK(v.document(v.unknown([](Unknown&) {})));
  CHECK(v.document(v.unknown([](Unknown& u) { u.written = true; })));
  CHECK(v.parameter(v.unknown([](Unknown&) {})));
  CHECK_FALSE(v.constant(v.unknown([](Unknown&) {})));
  CHECK_FALSE(v.document(Node::make_unknown(nullptr)));
  const Part part{"x", 0};
  const Node value = Node::integer(1);
  const ResourceId id = 0;
  const std::vector<std::function<void(Unknown&)>> more = {
      [](Unknown& u) { u.cause.kind = Kind::kMissing; },
      [](Unknown& u) { u.cause.code = "V0101"; },
      [](Unknown& u) { u.symbol = 1; },
      [](Unknown& u) { u.family = 1; },
      [](Unknown& u) { u.member = 1; },
      [](Unknown& u) { u.expect = Expect::kString; },
      [](Unknown& u) { u.non_empty = true; },
      [](Unknown& u) { u.assumed = true; },
      [](Unknown& u) { u.has_interval = true; },
      [](Unknown& u) { u.candidates_closed = true; },
      [&](Unknown& u) {
        u.parts = {&part, 1};
      },
      [&](Unknown& u) {
        u.domain = {&value, 1};
      },
      [&](Unknown& u) {
        u.candidates = {&id, 1};
      },
      [](Unknown& u) { u.attribute = 1; }};
  for (const auto& change : more) CHECK_FALSE(v.document(v.unknown(change)));
}

TEST_CASE("an_error_is_one_that_a_match_gives") {
  Values v;
  CHECK(v.constant(v.error(Kind::kError, "V0101")));
  CHECK_FALSE(v.document(v.error(Kind::kError, "V0101")));
  CHECK_FALSE(v.constant(v.error(Kind::kError, "V0102")));
  CHECK_FALSE(v.constant(v.error(Kind::kMissing, "V0101")));
  CHECK_FALSE(v.constant(Node::make_error(nullptr)));
}

TEST_CASE("what_only_a_machine_makes_is_no_value") {
  const Values v;
  for (const Node& node : {Node::resource(0), Node::reference(0, 0, 0), Node::make_missing(),
                           Node::of(Kind::kComputedList), Node::of(Kind::kChoice)}) {
    CHECK_FALSE(v.constant(node));
    CHECK_FALSE(v.parameter(node));
    CHECK_FALSE(v.document(node));
  }
}

TEST_CASE("the_only_list_of_code_is_that_of_the_keys_of_an_object") {
  Values v;
  const auto list = [&](const std::vector<Node>& members) { return v.store().list(members); };
  CHECK(v.constant(list({})));
  CHECK(v.constant(list({Node::string("a"), Node::string("b")})));
  CHECK_FALSE(v.constant(list({Node::string("a"), Node::string("a")})));
  CHECK_FALSE(v.constant(list({Node::integer(1)})));
  CHECK_FALSE(v.constant(list({Node::string("a").with(kSensitive)})));
  CHECK_FALSE(v.constant(list({Node::string("a", v.at)})));
  CHECK_FALSE(v.constant(v.object({}, {})));
}

TEST_CASE("containers_of_documents_have_their_end_and_different_keys") {
  Values v;
  const Symbol a = v.store().symbols.intern("a");
  const Symbol b = v.store().symbols.intern("b");
  const std::vector<Node> ones{Node::integer(1), Node::integer(2)};
  CHECK(v.document(v.object({a, b}, ones)));
  CHECK_FALSE(v.document(v.object({a, a}, ones)));
  CHECK(v.document(v.object({a, b}, ones, v.at, v.at + 100)));
  CHECK_FALSE(v.document(v.object({a, b}, ones, v.at, v.at + 101)));
  CHECK_FALSE(v.document(v.object({a, b}, ones, v.at + 1, v.at)));
  CHECK_FALSE(v.document(v.object({a, b}, {Node::integer(1), Node::resource(0)})));
  Node nested = Node::integer(1);
  for (int depth = 0; depth < 64; ++depth) nested = v.store().list({&nested, 1});
  CHECK(v.document(nested));
  CHECK_FALSE(v.document(v.store().list({&nested, 1})));
}
