#include "vm/operators.h"

#include <re2/re2.h>

#include <string>
#include <vector>

#include "catalogue/embedded.h"
#include "catch_compat.h"
#include "value/builtins.h"
#include "value/truth.h"
#include "vm/choices.h"
#include "vm/machine.h"
#include "vm/parts.h"

namespace {

using namespace cordon;
using enum Truth;

struct Fixture {
  Store store;
  Catalogue catalogue = Catalogue::load(catalogue_text()).value();
  Inventory inventory{store, catalogue, {}};
  vm::Env env{inventory, {}};

  Node symbolic(std::initializer_list<Part> parts) {
    Unknown u;
    u.written = true;
    u.parts = store.arena.copy(std::span<const Part>(parts.begin(), parts.size()));
    return store.unknown(u);
  }
  Fixture() { env.fuel = 1'000'000; }
};

Truth t(const Node& n) { return truth_of(n); }

}  // namespace

TEST_CASE("the_connectives_are_those_of_the_truth_tables") {
  const Truth all[] = {kT, kF, kM, kE, kU};
  for (const Truth a : all) {
    CHECK(both(a, kF) == kF);
    CHECK(either(a, kT) == kT);
    CHECK(negate(negate(a)) == a);
    for (const Truth b : all) {
      CHECK(both(a, b) == both(b, a));
      CHECK(either(a, b) == either(b, a));
      CHECK(negate(both(a, b)) == either(negate(a), negate(b)));
      for (const Truth c : all) CHECK(both(both(a, b), c) == both(a, both(b, c)));
    }
  }
  CHECK(both(kM, kE) == kE);
  CHECK(both(kE, kU) == kU);
  CHECK(either(kM, kF) == kM);
}

TEST_CASE_METHOD(Fixture, "confusable_scalars_are_an_error_not_false") {
  CHECK(t(vm::equal(env, Node::string("443"), Node::integer(443))) == kE);
  CHECK(t(vm::equal(env, Node::boolean(true), Node::string("true"))) == kE);
  CHECK(t(vm::equal(env, Node::null(), Node::integer(0))) == kF);
  CHECK(t(vm::equal(env, Node::integer(1), Node::real(1.0))) == kT);
}

TEST_CASE_METHOD(Fixture, "strict_operators_take_error_over_missing_over_unknown") {
  const Node u = store.unknown(Unknown());
  const Node m = Node::make_missing();
  const Node e = env.error("V0101", "x");
  CHECK(t(vm::equal(env, u, m)) == kM);
  CHECK(t(vm::equal(env, m, e)) == kE);
  CHECK(t(vm::less(env, u, Node::integer(1), false)) == kU);
}

TEST_CASE_METHOD(Fixture, "an_unknown_that_may_be_an_error_is_not_beaten_by_what_is_missing") {
  // Were it known, it could be an error, and an error is not missing.
  const Node u = env.computed(store.unknown(Unknown()));
  const Node m = Node::make_missing();
  CHECK(t(vm::equal(env, u, m)) == kU);
  CHECK(t(vm::less(env, m, u, true)) == kU);
  CHECK(t(vm::member_of(env, u, Node::null())) == kU);
  CHECK(vm::arithmetic(env, bytecode::Op::kAdd, u, m).is(Kind::kUnknown));
  CHECK(t(vm::equal(env, u, env.error("V0101", "x"))) == kE);
}

TEST_CASE_METHOD(Fixture, "what_was_computed_from_an_unknown_decides_nothing_by_its_parts") {
  const Node sts = symbolic({{"com.amazonaws.", 0}, {{}, 7}, {".sts", 0}});
  CHECK(t(vm::equal(env, sts, Node::string("x"))) == kF);
  CHECK(t(vm::equal(env, env.computed(sts), Node::string("x"))) == kU);
}

TEST_CASE_METHOD(Fixture, "a_list_within_a_list_is_no_text_to_search") {
  const Node inner = Node::string("abc");
  const Node nested = store.list({&inner, 1});
  const Node outer = store.list({&nested, 1});
  CHECK(t(vm::matches(env, outer, re2::RE2("a"), true)) == kE);
  CHECK(t(vm::matches(env, nested, re2::RE2("a"), true)) == kT);
}

TEST_CASE_METHOD(Fixture, "parts_decide_what_every_completion_agrees_on") {
  const Node sts = symbolic({{"com.amazonaws.", 0}, {{}, 7}, {".sts", 0}});
  const Node logs = symbolic({{"com.amazonaws.", 0}, {{}, 7}, {".logs", 0}});
  CHECK(t(vm::ends_with(env, sts, Node::string(".sts"))) == kT);
  CHECK(t(vm::ends_with(env, sts, Node::string(".logs"))) == kF);
  CHECK(t(vm::equal(env, sts, sts)) == kT);
  CHECK(t(vm::equal(env, sts, logs)) == kF);
  CHECK(t(vm::equal(env, sts, Node::string("com.amazonaws.eu-west-1.sts"))) == kU);
  CHECK(t(vm::equal(env, sts, Node::string("com.amazonaws.sts"))) == kF);
}

TEST_CASE_METHOD(Fixture, "comparing_parts_takes_fuel") {
  const std::string long_text(500, 'a');
  const Node a = symbolic({{"x", 0}, {"", 1}, {long_text, 0}, {"", 2}, {"y", 0}});
  const Node b = symbolic({{"x", 0}, {"", 3}, {long_text, 0}, {"", 4}, {"y", 0}});
  const std::uint64_t before = env.fuel;
  CHECK(t(vm::equal(env, a, b)) == kU);
  CHECK(before - env.fuel > 500 * 500 / 8);
  env.fuel = 1'000;
  vm::equal(env, a, b);
  CHECK(env.fuel == 0);
}

TEST_CASE("parts_that_begin_or_end_alike_are_left_out_in_one_pass") {
  const auto steps = [](std::size_t n) {
    std::vector<Part> a;
    for (std::size_t i = 0; i < n; ++i) {
      a.push_back({"k", 0});
      a.push_back({"", 7});
    }
    std::vector<Part> b = a;
    b[n].text = "other";
    const vm::PartsAgree found = vm::parts_equal(a, b);
    CHECK(found.truth == Truth::kF);
    return found.steps;
  };
  const std::uint64_t some = steps(10'000);
  CHECK(steps(20'000) < some * 22 / 10);
}

TEST_CASE_METHOD(Fixture, "a_choice_is_decided_where_its_branches_agree") {
  Unknown condition;
  const Node a =
      store.choice({store.arena.make<Unknown>(condition), Node::string("x"), Node::string("y")});
  CHECK(t(vm::equal(env, a, Node::string("z"))) == kF);
  CHECK(t(vm::equal(env, a, Node::string("x"))) == kU);
  const Node maybe =
      store.choice({store.arena.make<Unknown>(condition), Node::string("x"), Node::make_missing()});
  CHECK(t(vm::is_test(env, maybe, bytecode::Word::kPresent, nullptr)) == kU);
  CHECK(t(vm::equal(env, vm::coalesce(env, maybe, Node::string("x")), Node::string("x"))) == kT);
}

TEST_CASE_METHOD(Fixture, "a_count_decides_by_its_interval") {
  const Node items[] = {Node::integer(1), Node::integer(2)};
  const Node presence[] = {Node::boolean(true), Node::make_unknown(nullptr)};
  ComputedList list;
  list.items = items;
  list.presence = presence;
  const Node value = Store::computed_list_in(store.arena, list);
  const Node count =
      vm::call_builtin(env, static_cast<std::uint32_t>(Builtin::k_count), {&value, 1});
  CHECK(t(vm::less(env, count, Node::integer(3), false)) == kT);
  CHECK(t(vm::less(env, count, Node::integer(1), false)) == kF);
  CHECK(t(vm::less(env, count, Node::integer(2), false)) == kU);
}

TEST_CASE_METHOD(Fixture, "a_sensitive_value_is_never_part_of_a_text") {
  const Node secret = Node::string("hunter2").with(kSensitive);
  std::string text;
  vm::append_text(env, text, secret);
  CHECK(text == "<sensitive>");
  const Node joined = vm::interpolate(env, Node::string("p="), secret, false);
  CHECK(joined.has(kSensitive));
  bool cut = false;
  bool sensitive = false;
  CHECK(vm::json_text(env, joined, 100, cut, sensitive) == "\"<sensitive>\"");
  CHECK(sensitive);
}

TEST_CASE_METHOD(Fixture, "overflow_is_an_error") {
  CHECK(t(vm::arithmetic(env, bytecode::Op::kAdd, Node::integer(INT64_MAX), Node::integer(1))) ==
        kE);
  CHECK(vm::arithmetic(env, bytecode::Op::kModulo, Node::integer(-7), Node::integer(3)).i == 2);
  CHECK(t(vm::arithmetic(env, bytecode::Op::kModulo, Node::integer(1), Node::integer(0))) == kE);
}
