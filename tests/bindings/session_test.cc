// Sessions: threads, callbacks, cancelling, deadlines.
#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <thread>

#include "catch_compat.h"
#include "host.h"

namespace cordon::test {
namespace {

/// Calls what a test wants from inside a check.
struct Progress {
  std::function<int32_t()> body;
  static int32_t call(void* user, size_t /*done*/, size_t /*total*/) {
    return static_cast<Progress*>(user)->body();
  }
  void in(Host& host) {
    host.options.progress = &Progress::call;
    host.options.progress_user = this;
  }
};

}  // namespace

TEST_CASE("another_thread_finds_a_session_busy") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse(R"({"n": 1})"));
  REQUIRE(host.open());
  Failure seen;
  Progress progress{[&] {
    std::thread([&] {
      cordon_result* result = nullptr;
      cordon_error* error = nullptr;
      const cordon_check_options options = Host::json_options();
      seen = {cordon_session_check(host.session, nullptr, 0, &options, &result, &error), error};
    }).join();
    return 0;
  }};
  progress.in(host);
  REQUIRE(host.check());
  CHECK(seen.status == CORDON_E_BUSY);
  CHECK(seen.code == "A0105");
  CHECK(cordon_result_exit_code(host.result) == 0);
}

TEST_CASE("a_callback_that_uses_its_session_is_told") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse(R"({"n": 1})"));
  REQUIRE(host.open());
  Failure seen;
  Progress progress{[&] {
    cordon_result* result = nullptr;
    cordon_error* error = nullptr;
    seen = {cordon_session_check(host.session, nullptr, 0, &host.options, &result, &error), error};
    return 0;
  }};
  progress.in(host);
  REQUIRE(host.check());
  CHECK(seen.status == CORDON_E_REENTRANT);
}

TEST_CASE("a_session_that_is_released_by_its_callback_ends_its_check_in_peace") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse(R"({"n": 1})"));
  REQUIRE(host.open());
  Progress progress{[&] {
    cordon_session_release(host.session);
    cordon_document_release(host.documents[0]);
    return 0;
  }};
  progress.in(host);
  REQUIRE(host.check());
  CHECK(cordon_result_row_count(host.result) == 1);
  CHECK(cordon_session_cancel(host.session) == CORDON_E_MISUSE);
}

TEST_CASE("a_callback_that_fails_or_throws_ends_the_check") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse(R"({"n": 1})"));
  REQUIRE(host.open());
  int called = 0;
  Progress progress{[&] {
    ++called;
    return 1;
  }};
  progress.in(host);
  CHECK_FALSE(host.check());
  CHECK(host.failure.status == CORDON_E_CALLBACK);
  progress.body = [&]() -> int32_t {
    ++called;
    throw std::runtime_error("not the library's");
  };
  CHECK_FALSE(host.check());
  CHECK(host.failure.status == CORDON_E_CALLBACK);
  progress.body = [&]() -> int32_t { throw 7; };  // not even a std::exception
  CHECK_FALSE(host.check());
  CHECK(host.failure.status == CORDON_E_CALLBACK);
  CHECK(called == 2);
  // The session is none the worse.
  host.options.progress = nullptr;
  CHECK(host.check());
}

TEST_CASE("a_report_writer_that_fails_or_throws_is_told") {
  Host host;
  REQUIRE(host.judge(kRule, R"({"n": 1})"));
  std::string all;
  const cordon_write_fn collect = [](void* user, const char* data, size_t size) -> int32_t {
    static_cast<std::string*>(user)->append(data, size);
    return 0;
  };
  CHECK(cordon_result_write(host.result, CORDON_FORMAT_JSON, collect, &all, nullptr) == CORDON_OK);
  CHECK(all == host.report(CORDON_FORMAT_JSON));
  const cordon_write_fn full = [](void*, const char*, size_t) -> int32_t { return 28; };
  CHECK(cordon_result_write(host.result, CORDON_FORMAT_JSON, full, nullptr, nullptr) ==
        CORDON_E_CALLBACK);
  const cordon_write_fn throws = [](void*, const char*, size_t) -> int32_t { throw 1; };
  CHECK(cordon_result_write(host.result, CORDON_FORMAT_JSON, throws, nullptr, nullptr) ==
        CORDON_E_CALLBACK);
  CHECK(cordon_result_write(host.result, 99, collect, &all, nullptr) == CORDON_E_OPTION);
}

TEST_CASE("a_report_writer_may_release_its_result") {
  Host host;
  REQUIRE(host.judge(kRule, R"({"n": 1})"));
  const std::string expected = host.report(CORDON_FORMAT_JSON);
  struct Taken {
    Host& host;
    std::string text;
  } taken{host, {}};
  const cordon_write_fn release = [](void* user, const char* data, size_t size) -> int32_t {
    auto& self = *static_cast<Taken*>(user);
    cordon_result_release(std::exchange(self.host.result, nullptr));
    self.text.append(data, size);
    return 0;
  };
  CHECK(cordon_result_write(host.result, CORDON_FORMAT_JSON, release, &taken, nullptr) ==
        CORDON_OK);
  CHECK(taken.text == expected);
}

TEST_CASE("cancelling_from_another_thread_ends_a_long_check_for_good") {
  Host host;
  REQUIRE(host.compile(kSlowRule));
  REQUIRE(host.parse(list_of(100'000)));
  auto limits = sized<cordon_limits>();
  limits.max_fuel_per_row = UINT64_MAX;  // ten thousand million steps: only cancelling ends it
  REQUIRE(host.open(&limits));
  std::atomic<bool> started{false};
  Progress progress{[&] {
    started = true;
    return 0;
  }};
  progress.in(host);
  std::thread canceller([&] {
    while (!started) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    cordon_session_cancel(host.session);
  });
  CHECK_FALSE(host.check());
  canceller.join();
  CHECK(host.failure.status == CORDON_E_CANCELLED);
  CHECK(host.failure.code == "L0207");
  CHECK_FALSE(host.check());
  CHECK(host.failure.status == CORDON_E_CANCELLED);
  // Another session of the same program is not concerned.
  limits.max_fuel_per_row = 1000;
  REQUIRE(host.open(&limits));
  host.options.progress = nullptr;
  CHECK(host.check());
}

TEST_CASE("a_callback_may_cancel_its_session") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse(R"({"n": 1})"));
  REQUIRE(host.open());
  Progress progress{[&] { return cordon_session_cancel(host.session); }};
  progress.in(host);
  CHECK_FALSE(host.check());
  CHECK(host.failure.status == CORDON_E_CANCELLED);
}

TEST_CASE("a_deadline_ends_a_check_and_names_its_limit") {
  Host host;
  REQUIRE(host.compile(kSlowRule));
  REQUIRE(host.parse(list_of(100'000)));
  auto limits = sized<cordon_limits>();
  limits.max_fuel_per_row = UINT64_MAX;
  limits.deadline_ns = 30'000'000;
  REQUIRE(host.open(&limits));
  CHECK_FALSE(host.check());
  CHECK(host.failure.status == CORDON_E_LIMIT);
  CHECK(host.failure.code == "L0208");
  // The session is none the worse, and far deadlines are no deadlines.
  limits.max_fuel_per_row = 1000;
  limits.deadline_ns = UINT64_MAX;
  REQUIRE(host.open(&limits));
  CHECK(host.check());
}

TEST_CASE("threads_share_programs_and_documents") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse(R"({"n": 11})"));
  std::vector<std::thread> threads;
  std::vector<std::string> reports(4);
  for (std::string& report : reports) {
    threads.emplace_back([&host, &report] {
      for (int i = 0; i < 5; ++i) {
        cordon_session* session = nullptr;
        cordon_result* result = nullptr;
        cordon_bytes* bytes = nullptr;
        cordon_value root{};
        cordon_place place{};
        const cordon_check_options options = Host::json_options();
        if (cordon_session_new(host.program, nullptr, &session, nullptr) != CORDON_OK) return;
        if (cordon_session_check(session, host.documents.data(), 1, &options, &result, nullptr) !=
            CORDON_OK)
          return;
        if (cordon_result_render(result, CORDON_FORMAT_JSON, &bytes, nullptr) != CORDON_OK) return;
        if (cordon_document_root(host.documents[0], 0, &root) != CORDON_OK) return;
        if (cordon_value_place(root, &place) != CORDON_OK) return;
        report = text(cordon_bytes_view(bytes));
        cordon_bytes_release(bytes);
        cordon_result_release(result);
        cordon_session_release(session);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK_FALSE(reports[0].empty());
  for (const std::string& report : reports) CHECK(report == reports[0]);
}

}  // namespace cordon::test
