// SPDX-License-Identifier: BSL-1.0
#include "migrate/fixture.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/runner.hpp>
#include <tain/migrate/state.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>
#include <vector>

namespace {

using namespace tain;
using namespace tain::migrate;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using ids = std::vector<std::string>;
using test::fresh_database;
using test::project;

const std::string a = "aaaaaaaaaaaa", b = "bbbbbbbbbbbb";

ids upgrade(const fresh_database& in, const project& from, run_options how = {}) {
    const directory files = from.load();
    return runner{*in.connect(), files, std::move(how)}.upgrade("head");
}

std::optional<progress> unfinished(const fresh_database& in) {
    const state now = state::read(*in.connect());
    const std::string* const id = now.unfinished();
    return id == nullptr ? std::nullopt : now.rows().at(*id).unfinished;
}

/// What the database looks like when the process died: after `steps` statements, in the middle of the next or not.
void interrupt(const fresh_database& in, const project& p, const std::string& id, std::size_t steps, bool in_doubt) {
    const auto open = in.connect();
    const directory files = p.load();
    const std::string digest = statements_digest(*files.at(id).find(direction::upgrade, in.kind()), steps, in.kind());
    state_writer{*open}.reached(id, files.digest(id), {direction::upgrade, steps, digest, in_doubt});
}

}  // namespace

TEST_CASE("a section without a transaction goes on after the statement that failed") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    const std::string file = p.add(a, {},
                                   "-- tain:no-transaction\nCREATE TABLE t (x INTEGER);\nINSERT INTO t VALUES (1);\n"
                                   "INSERT INTO nowhere VALUES (2);\nINSERT INTO t VALUES (3);\n");
    CHECK_THROWS_MATCHES(upgrade(db, p), migration_error,
                         MessageMatches(ContainsSubstring("its first 2 statements stay and will not be run again") &&
                                        ContainsSubstring("SQL: INSERT INTO nowhere VALUES (2)")));
    REQUIRE(unfinished(db));
    CHECK(unfinished(db)->steps == 2);
    CHECK_FALSE(unfinished(db)->in_doubt);
    CHECK(state::read(*db.connect()).applied().empty());

    SECTION("what comes after it may be edited") {
        for (int twice = 0; twice < 2; ++twice) test::replace(file, "nowhere", "t");
        p.rehash({a});
        CHECK(upgrade(db, p) == ids{a});
        CHECK(db.values("SELECT x FROM t ORDER BY x") == ids{"1", "2", "3"});
        CHECK_FALSE(unfinished(db));
        CHECK(upgrade(db, p).empty());
        CHECK(state::read(*db.connect()).edited(p.load()).empty());
    }
    SECTION("what is done may not be edited") {
        for (int twice = 0; twice < 2; ++twice) test::replace(file, "VALUES (1)", "VALUES (9)");
        p.rehash({a});
        CHECK_THROWS_MATCHES(
            upgrade(db, p), error,
            MessageMatches(ContainsSubstring("interrupted here after 2 of its statements, and those were edited")));
    }
    SECTION("it is not undone before it is whole") {
        const directory files = p.load();
        CHECK_THROWS_MATCHES(
            (runner{*db.connect(), files}.downgrade("base")), error,
            MessageMatches(ContainsSubstring("applied only in part") || ContainsSubstring("is applied only")));
        CHECK(runner{*db.connect(), files}.stamp("base") == ids{a});
        CHECK_FALSE(unfinished(db));
    }
}

TEST_CASE("an interrupted section goes on at the statement that it reached") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    p.add(
        a, {},
        "-- tain:no-transaction\nCREATE TABLE t (x INTEGER);\nINSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);\n");
    db.connect()->script("CREATE TABLE t (x INTEGER)");
    interrupt(db, p, a, 1, false);
    CHECK(upgrade(db, p) == ids{a});
    CHECK(db.values("SELECT x FROM t ORDER BY x") == ids{"1", "2"});
}

TEST_CASE("an interruption after the last statement leaves the record to be made") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    p.add(a, {}, "-- tain:no-transaction\nCREATE TABLE t (x INTEGER);\n");
    db.connect()->script("CREATE TABLE t (x INTEGER)");
    interrupt(db, p, a, 1, false);
    CHECK(upgrade(db, p) == ids{a});
    CHECK_FALSE(unfinished(db));
}

TEST_CASE("an interrupted downgrade goes on as a downgrade only") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    p.add(a, {}, "CREATE TABLE t (x INTEGER);\nCREATE TABLE u (x INTEGER);",
          "-- tain:no-transaction\nDROP TABLE t;\nDROP TABLE nowhere;\n");
    upgrade(db, p);
    const directory files = p.load();
    CHECK_THROWS_AS((runner{*db.connect(), files}.downgrade("base")), migration_error);
    CHECK(db.tables() == ids{"u"});
    CHECK(state::read(*db.connect()).applied() == std::set<std::string>{a});
    CHECK_THROWS_MATCHES(
        upgrade(db, p), error,
        MessageMatches(ContainsSubstring("undone only in part") || ContainsSubstring("finish it with `downgrade`")));
    db.connect()->script("CREATE TABLE nowhere (x INTEGER)");
    CHECK(runner{*db.connect(), files}.downgrade("base") == ids{a});
    CHECK(state::read(*db.connect()).rows().empty());
}

TEST_CASE("an index is built concurrently, and a failed or interrupted build is repeated") {
    const fresh_database db{dialect::postgresql};
    const project p;
    p.add(a, {}, "CREATE TABLE t (x INTEGER);\nINSERT INTO t VALUES (1), (1);");
    p.add_on(dialect::postgresql, b, {a},
             "-- tain:no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY \"ix t\" ON t (x);\nDROP INDEX CONCURRENTLY "
             "\"ix t\";\n"
             "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_x ON t (x);\n");
    const auto valid = [&] {
        return db.values(
            "SELECT c.relname || ' ' || i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "WHERE c.relnamespace = current_schema()::regnamespace AND c.relname LIKE 'ix%'");
    };
    const auto open = db.connect();

    SECTION("a build that fails leaves an invalid index, which the next run removes") {
        CHECK_THROWS_MATCHES(upgrade(db, p), migration_error, MessageMatches(ContainsSubstring("23505")));
        CHECK(valid() == ids{"ix t false"});
        REQUIRE(unfinished(db));
        CHECK_FALSE(unfinished(db)->in_doubt);
        open->script("DELETE FROM t");
        CHECK(upgrade(db, p) == ids{b});
        CHECK(valid() == ids{"ix_x true"});
    }
    SECTION("a build whose end was never recorded is found done") {
        runner{*open, p.load()}.upgrade(a);
        open->script("DELETE FROM t");
        upgrade(db, p);
        open->script("DELETE FROM tain_version WHERE revision = '" + b +
                     "'; DROP INDEX ix_x; CREATE UNIQUE INDEX \"ix t\" ON t (x)");
        interrupt(db, p, b, 0, true);
        CHECK(upgrade(db, p) == ids{b});
        CHECK(valid() == ids{"ix_x true"});
    }
    SECTION("a drop whose end was never recorded is found done") {
        runner{*open, p.load()}.upgrade(a);
        open->script("DELETE FROM t");
        interrupt(db, p, b, 1, true);
        CHECK(upgrade(db, p) == ids{b});
    }
    SECTION("an index of that name that was there before is no success") {
        runner{*open, p.load()}.upgrade(a);
        open->script("DELETE FROM t");
        open->script("CREATE INDEX \"ix t\" ON t (x)");
        CHECK_THROWS_MATCHES(upgrade(db, p), migration_error, MessageMatches(ContainsSubstring("42P07")));
    }
}

TEST_CASE("a statement that nobody can know about is left to the person") {
    const fresh_database db{dialect::postgresql};
    const project p;
    p.add_on(
        dialect::postgresql, a, {},
        "CREATE TABLE t (x INTEGER);\nCREATE PROCEDURE fill() LANGUAGE plpgsql AS $$\nBEGIN\n  INSERT INTO t VALUES "
        "(1); COMMIT;\nEND $$;\n");
    p.add(b, {a}, "-- tain:no-transaction\nCALL fill();\nINSERT INTO t VALUES (2);\n");
    SECTION("it commits by itself, so it runs outside a transaction") {
        CHECK(upgrade(db, p) == ids{a, b});
        CHECK(db.values("SELECT x FROM t ORDER BY x") == ids{"1", "2"});
    }
    SECTION("after an interruption") {
        runner{*db.connect(), p.load()}.upgrade(a);
        interrupt(db, p, b, 0, true);
        CHECK_THROWS_MATCHES(upgrade(db, p), error,
                             MessageMatches(ContainsSubstring("--in-doubt again or --in-doubt done")));
        CHECK(db.values("SELECT x FROM t").empty());
        SECTION("done") {
            CHECK(upgrade(db, p, {.in_doubt = in_doubt::done}) == ids{b});
            CHECK(db.values("SELECT x FROM t") == ids{"2"});
        }
        SECTION("again") {
            CHECK(upgrade(db, p, {.in_doubt = in_doubt::again}) == ids{b});
            CHECK(db.values("SELECT x FROM t ORDER BY x") == ids{"1", "2"});
        }
    }
}

TEST_CASE("SQLite's statements that cannot be in a transaction run outside") {
    const fresh_database db{dialect::sqlite};
    const project p;
    p.add(a, {}, "-- tain:no-transaction\nCREATE TABLE t (x INTEGER);\nPRAGMA user_version = 7;\nVACUUM;\n");
    CHECK(upgrade(db, p) == ids{a});
    CHECK(db.values("PRAGMA user_version") == ids{"7"});
}
