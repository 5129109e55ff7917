// SPDX-License-Identifier: BSL-1.0
#include "migrate/fixture.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/runner.hpp>
#include <tain/migrate/state.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace tain;
using namespace tain::migrate;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using ids = std::vector<std::string>;
using test::fresh_database;
using test::project;

std::string id(int number) {
    std::string made = std::to_string(number);
    return std::string(12 - made.size(), '0') + made;
}

/// Runs `count` migrators at once, and returns what each did.
std::vector<ids> race(const fresh_database& in, const project& from, int count) {
    std::vector<ids> done(static_cast<std::size_t>(count));
    std::vector<std::string> failures(done.size());
    std::vector<std::thread> threads;
    std::atomic<int> waiting = count;
    for (std::size_t i = 0; i < done.size(); ++i)
        threads.emplace_back([&, i] {
            try {
                const directory files = from.load();
                const auto open = in.connect();
                --waiting;
                while (waiting > 0) std::this_thread::yield();
                done[i] = runner{*open, files}.upgrade("head");
            } catch (const std::exception& e) {
                failures[i] = e.what();
            }
        });
    for (std::thread& one : threads) one.join();
    for (const std::string& failure : failures) CHECK(failure == "");
    return done;
}

}  // namespace

TEST_CASE("migrators at once apply each revision once") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    const std::string mark = GENERATE("", "-- tain:no-transaction\n");
    constexpr int count = 8;
    for (int i = 0; i < count; ++i)
        p.add(id(i), i == 0 ? ids{} : ids{id(i - 1)},
              mark + (i == 0 ? "CREATE TABLE log (x INTEGER);\n" : "") + "INSERT INTO log VALUES (" +
                  std::to_string(i) + ");\nINSERT INTO log VALUES (" + std::to_string(i + 100) + ");\n");
    const std::vector<ids> done = race(db, p, 4);
    ids all;
    for (const ids& one : done) all.insert(all.end(), one.begin(), one.end());
    std::sort(all.begin(), all.end());
    CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
    CHECK(state::read(*db.connect()).applied().size() == count);
    CHECK(db.values("SELECT count(*) FROM log") == ids{std::to_string(2 * count)});
    CHECK(db.values("SELECT count(DISTINCT x) FROM log") == ids{std::to_string(2 * count)});
}

TEST_CASE("a migrator that waits does not keep an index from being built concurrently") {
    const fresh_database db{dialect::postgresql};
    const project p;
    p.add(id(1), {}, "CREATE TABLE t (x INTEGER);");
    p.add(id(2), {id(1)}, "-- tain:no-transaction\nCREATE INDEX CONCURRENTLY ix ON t (x);\n");
    // The SQLite section is never run.
    race(db, p, 3);
    CHECK(db.values("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix'::regclass") == ids{"t"});
}

TEST_CASE("a migrator gives up waiting with a word on who is in the way") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    p.add(id(1), {}, "CREATE TABLE t (x INTEGER);");
    const directory files = p.load();
    const auto holder = db.connect();
    run_options how{.lock_timeout = std::chrono::milliseconds{200}};
    const auto url = db.kind() == dialect::sqlite ? db.url() + "?busy_timeout=50" : db.url();
    if (db.kind() == dialect::sqlite) {
        holder->script("BEGIN IMMEDIATE");
        CHECK_THROWS_MATCHES((runner{*test::open(url), files, how}.upgrade("head")), error,
                             MessageMatches(ContainsSubstring("another connection writes to this database")));
        holder->script("ROLLBACK");
    } else {
        // The lock is the migrator's own: taken while a revision runs.
        how.begin = [&](const revision&, direction) {
            CHECK_THROWS_MATCHES(
                (runner{*test::open(url), files, {.lock_timeout = std::chrono::milliseconds{200}}}.upgrade("head")),
                error,
                MessageMatches(
                    ContainsSubstring("another migrator works on this database: the session with process id ")));
        };
    }
    CHECK(runner{*holder, files, how}.upgrade("head") == ids{id(1)});
    CHECK(runner{*db.connect(), files}.upgrade("head").empty());
}

TEST_CASE("a migrator whose connection is lost leaves nothing behind, not even its lock") {
    const fresh_database db{dialect::postgresql};
    const project p;
    p.add(id(1), {}, "CREATE TABLE t (x INTEGER);\nSELECT pg_terminate_backend(pg_backend_pid());\n");
    const directory files = p.load();
    CHECK_THROWS_MATCHES((runner{*db.connect(), files}.upgrade("head")), migration_error,
                         MessageMatches(ContainsSubstring("cannot apply revision " + id(1))));
    CHECK(db.tables().empty());
    test::replace(p.directory() + "/" + id(1) + "_m.sql", "pg_terminate_backend(pg_backend_pid())", "1");
    test::replace(p.directory() + "/" + id(1) + "_m.sql", "pg_terminate_backend(pg_backend_pid())", "1");
    p.rehash({id(1)});
    CHECK(runner{*db.connect(), p.load()}.upgrade("head") == ids{id(1)});
}
