// SPDX-License-Identifier: BSL-1.0
#include "fault/failing_connection.hpp"
#include "rebuilding.hpp"
#include "support/failing_files.hpp"

#include <tain/driver/error.hpp>
#include <tain/driver/sqlite/connection.hpp>
#include <tain/migrate/runner.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>

namespace {

using namespace tain;
using namespace tain::migrate;
using namespace tain::test;

const run_options impatient{.lock_timeout = std::chrono::seconds{10}};

void go(driver::connection& on, const rebuilding& p, direction way) {
    runner run{on, p.of, impatient};
    if (way == direction::upgrade)
        run.upgrade("head");
    else
        run.downgrade(p.first);
}

/// What a connection is like that another may use after the migrator.
void check_at_rest(driver::connection& on) {
    CHECK_FALSE(on.in_transaction());
    if (on.kind() == dialect::postgresql) {
        CHECK(lines(on, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")[0] ==
              "|0");
        CHECK(lines(on, "SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()")[0] == "|0");
        return;
    }
    CHECK(lines(on, "PRAGMA foreign_keys")[0] == "|1");
    CHECK(lines(on, "PRAGMA legacy_alter_table")[0] == "|0");
    CHECK(lines(on, "SELECT count(*) FROM sqlite_temp_schema")[0] == "|0");
}

/// Fails the n-th call of a migration. True when there was one.
bool fail(const fresh_database& db, const rebuilding& p, direction way, std::size_t n, failure how,
          const contents& from, const contents& to) {
    const auto calls = std::make_shared<failing_calls>();
    bool threw = false, reached = false;
    {
        failing_connection on{db.connect(), calls};
        calls->fail_at(n, how);
        try {
            go(on, p, way);
        } catch (const error& e) {
            threw = true;
            CHECK(std::string{e.what()}.starts_with("tain: "));
        }
        reached = calls->failed();
        calls->fail_at(0, how);
        CHECK(on.usable() == (!reached || how == failure::before));
        if (on.usable()) check_at_rest(on);
    }
    const auto fresh = db.connect();
    const contents now = contents_of(*fresh);
    INFO((threw ? "it threw" : "it did not throw"));
    CHECK((now == from || now == to));
    if (!threw) CHECK(now == to);
    // Nothing is in the way of the next migrator.
    go(*fresh, p, way);
    check_at_rest(*fresh);
    REQUIRE(contents_of(*fresh) == to);
    return reached;
}

}  // namespace

TEST_CASE("an upgrade with a rebuild survives each call that fails: old or new, never a mix") {
    const dialect kind = GENERATE(dialect::sqlite, dialect::postgresql);
    const failure how = GENERATE(failure::before, failure::after, failure::lost);
    const rebuilding p;
    const fresh_database db{kind};
    p.begin(*db.connect(), 5);
    const auto [before, after] = p.settle(*db.connect());
    REQUIRE(before != after);
    // One call of three where each takes a while or most are alike, and every one in `make test-long`.
    const std::size_t step =
        (how == failure::before && kind == dialect::sqlite) || std::getenv("TAIN_EVERY_STATEMENT") ? 1 : 3;
    std::size_t n = 1;
    for (bool up = true, down = true; up || down; n += step) {
        INFO(name(kind) << ", call " << n << ", way " << static_cast<int>(how));
        up = fail(db, p, direction::upgrade, n, how, before, after);
        down = fail(db, p, direction::downgrade, n, how, after, before);
    }
    CHECK(n > 20);
}

TEST_CASE("an upgrade with a rebuild survives each write that fails") {
    const int code = GENERATE(SQLITE_IOERR_WRITE, SQLITE_FULL);
    const rebuilding p;
    failing_files files;
    const temporary_directory place;
    const driver::sqlite::options file{.path = place.file("app.db"), .wal = false};
    p.begin(*driver::sqlite::connect(file), 40);
    const auto [before, after] = p.settle(*driver::sqlite::connect(file));
    int n = 1;
    for (bool reached = true; reached; ++n) {
        INFO("write " << n);
        bool threw = false;
        {
            const auto on = driver::sqlite::connect(file);
            files.fail_at(n, code);
            try {
                go(*on, p, direction::upgrade);
            } catch (const error& e) {
                threw = true;
                CHECK(std::string{e.what()}.starts_with("tain: "));
            }
            reached = files.failed();
            files.fail_at(0, code);
            check_at_rest(*on);
        }
        const auto on = driver::sqlite::connect(file);
        const contents now = contents_of(*on);
        CHECK((now == before || now == after));
        if (!threw) CHECK(now == after);
        CHECK(lines(*on, "PRAGMA integrity_check")[0] == "|ok");
        CHECK(lines(*on, "PRAGMA foreign_key_check").empty());
        go(*on, p, direction::upgrade);
        REQUIRE(contents_of(*on) == after);
        go(*on, p, direction::downgrade);
        REQUIRE(contents_of(*on) == before);
    }
    CHECK(n > 20);
}
