// SPDX-License-Identifier: BSL-1.0
//
// Many threads on one engine, for a bounded number of turns. Under the thread sanitizer (the preset `tsan`) this is what looks
// at the pool's quick ways: the spare connection that is taken and given back without a lock.
#include <tain/engine/sqlite.hpp>
#include <tain/sql/dsl.hpp>

#include "support/temporary_directory.hpp"

#include <boost/describe.hpp>

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <latch>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace pool_test {

struct Counter {
    std::int64_t id = 0;
    std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(Counter, (), (id, value))

}  // namespace pool_test

template <>
inline constexpr auto tain::mapping<pool_test::Counter> = table("counters");

namespace {

using namespace tain;
using namespace tain::dsl;
using pool_test::Counter;

constexpr auto create =
    "CREATE TABLE counters (id INTEGER PRIMARY KEY, value INTEGER NOT NULL);"
    "INSERT INTO counters VALUES (1, 0)";

/// Runs `turn(thread)` so many times on each of so many threads, which begin together. Returns how many turns threw.
template <class Turn>
int on_threads(int threads, int turns, Turn turn) {
    std::atomic<int> failed{0};
    std::latch begin{threads};
    std::vector<std::jthread> running;
    for (int thread = 0; thread < threads; ++thread)
        running.emplace_back([&, thread] {
            begin.arrive_and_wait();
            for (int i = 0; i < turns; ++i) try {
                    turn(thread);
                } catch (const std::exception&) {
                    ++failed;
                }
        });
    running.clear();
    return failed;
}

void add_one(transaction& tx) {
    Counter now = tx.get<Counter>(1).value();
    ++now.value;
    tx.update(now);
}

}  // namespace

TEST_CASE("threads that share the one connection of a database in memory take turns") {
    const engine db = sqlite::open(":memory:");
    db.script(create);
    CHECK(on_threads(4, 200, [&](int thread) {
              if (thread % 2 == 0) {
                  db.transaction([](transaction& tx) { add_one(tx); });
              } else if (!db.get<Counter>(1)) {
                  throw error("the row is gone");
              }
          }) == 0);
    CHECK(db.get<Counter>(1)->value == 400);
}

TEST_CASE("a thread uses its connection again while a result or a transaction of its own holds it") {
    const engine db = sqlite::open(":memory:");
    db.script(create);
    CHECK(on_threads(3, 100, [&](int) {
              for (const Counter& each : db.execute(select<Counter>())) {
                  const auto again = db.get<Counter>(each.id);
                  if (!again || again->value != each.value) throw error("another thread came between");
              }
              db.transaction([&](transaction& tx) {
                  add_one(tx);
                  if (!db.get<Counter>(1)) throw error("the row is gone");
              });
          }) == 0);
    CHECK(db.get<Counter>(1)->value == 300);
}

TEST_CASE("more threads than connections wait for one another, and none is forgotten") {
    const test::temporary_directory directory;
    const engine db = sqlite::open({.path = directory.file("pool.db"), .busy_timeout = std::chrono::seconds{30}},
                                   {.size = 2, .wait_at_most = std::chrono::seconds{60}});
    db.script(create);
    CHECK(on_threads(6, 40, [&](int thread) {
              if (thread < 2) {
                  db.transaction([](transaction& tx) { add_one(tx); });
              } else if (!db.get<Counter>(1)) {
                  throw error("the row is gone");
              }
          }) == 0);
    CHECK(db.get<Counter>(1)->value == 80);
}

TEST_CASE("a thread that waits is woken as soon as the connection is given back") {
    const engine db = sqlite::open({.path = ":memory:"}, {.wait_at_most = std::chrono::seconds{60}});
    db.script(create);
    // A wake-up that got lost would cost the whole minute.
    const auto start = std::chrono::steady_clock::now();
    CHECK(on_threads(2, 300, [&](int) {
              const lease held = db.connect();
              std::this_thread::yield();
          }) == 0);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{50});
}

TEST_CASE("a thread that gets no connection in time is told how many there are") {
    const engine db = sqlite::open({.path = ":memory:"}, {.wait_at_most = std::chrono::milliseconds{20}});
    const lease held = db.connect();
    std::string said;
    std::jthread([&] {
        try {
            db.script("SELECT 1");
        } catch (const connection_error& refused) {
            said = refused.what();
        }
    }).join();
    CHECK(said.find("all 1 connections") != std::string::npos);
}
