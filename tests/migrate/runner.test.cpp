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

const std::string a = "aaaaaaaaaaaa", b = "bbbbbbbbbbbb", c = "cccccccccccc", d = "dddddddddddd";

ids upgrade(const fresh_database& in, const project& from, std::string_view target = "head") {
    const directory files = from.load();
    return runner{*in.connect(), files}.upgrade(target);
}

ids downgrade(const fresh_database& in, const project& from, std::string_view target) {
    const directory files = from.load();
    return runner{*in.connect(), files}.downgrade(target);
}

std::set<std::string> applied(const fresh_database& in) { return state::read(*in.connect()).applied(); }

/// a <- b, c <- d.
void add_diamond(const project& to) {
    to.add(a, {}, "CREATE TABLE ta (x INTEGER);", "DROP TABLE ta;");
    to.add(b, {a}, "CREATE TABLE tb (x INTEGER);", "DROP TABLE tb;");
    to.add(c, {a}, "CREATE TABLE tc (x INTEGER);", "DROP TABLE tc;");
    to.add(d, {b, c}, "");
}

}  // namespace

TEST_CASE("revisions are applied in order and undone in reverse") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    add_diamond(p);
    CHECK(upgrade(db, p) == ids{a, b, c, d});
    CHECK(db.tables() == ids{"ta", "tb", "tc"});
    CHECK(applied(db) == std::set<std::string>{a, b, c, d});
    CHECK(upgrade(db, p).empty());
    CHECK(downgrade(db, p, "-1") == ids{d});
    CHECK(downgrade(db, p, a) == ids{c, b});
    CHECK(db.tables() == ids{"ta"});
    CHECK(upgrade(db, p, "+1") == ids{b});
    CHECK(downgrade(db, p, "base") == ids{b, a});
    CHECK(db.tables().empty());
    CHECK(applied(db).empty());
    CHECK(upgrade(db, p, "bbb") == ids{a, b});
}

TEST_CASE("a revision that was merged late is applied once, and those after it are not applied again") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    p.add(a, {}, "CREATE TABLE ta (x INTEGER);");
    p.add(c, {a}, "CREATE TABLE tc (x INTEGER);");
    CHECK(upgrade(db, p) == ids{a, c});
    p.add(b, {a}, "CREATE TABLE tb (x INTEGER);");
    CHECK_THROWS_MATCHES(upgrade(db, p), error,
                         MessageMatches(ContainsSubstring("there are 2 heads: bbbbbbbbbbbb, cccccccccccc")));
    CHECK(upgrade(db, p, "heads") == ids{b});
    p.add(d, {b, c}, "");
    CHECK(upgrade(db, p) == ids{d});
    CHECK(db.tables() == ids{"ta", "tb", "tc"});
}

TEST_CASE("a statement that fails leaves the database as it was, and its error tells where") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    p.add(a, {}, "CREATE TABLE ta (x INTEGER);");
    const std::string file =
        p.add(b, {a}, "CREATE TABLE tb (x INTEGER);\n\n-- why\nINSERT INTO nowhere\nVALUES (1);\nSELECT 1;\n");
    try {
        upgrade(db, p);
        FAIL("nothing was thrown");
    } catch (const migration_error& e) {
        const std::string what = e.what();
        CHECK(e.revision() == b);
        CHECK(e.file() == file);
        CHECK(e.line() == (db.kind() == dialect::sqlite ? 10U : 18U));
        CHECK_FALSE(e.report().server.empty());
        CHECK_THAT(what,
                   ContainsSubstring("tain: cannot apply revision " + b + " (m): nothing of this revision was kept"));
        CHECK_THAT(what, ContainsSubstring(file + ":" + std::to_string(e.line()) + ", in `-- tain:upgrade " +
                                           std::string{name(db.kind())} + "`"));
        CHECK_THAT(what, ContainsSubstring("SQL: INSERT INTO nowhere\n    VALUES (1)"));
        CHECK_THAT(what, ContainsSubstring(e.report().server));
        CHECK_THAT(what, ContainsSubstring(e.report().code));
    }
    CHECK(db.tables() == ids{"ta"});
    CHECK(applied(db) == std::set<std::string>{a});

    test::replace(file, "nowhere", "tb");
    test::replace(file, "nowhere", "tb");
    p.rehash({b});
    CHECK(upgrade(db, p) == ids{b});
    CHECK(db.values("SELECT x FROM tb") == ids{"1"});
}

TEST_CASE("what cannot run in a transaction is told to be marked so") {
    const fresh_database db{dialect::postgresql};
    const project p;
    p.add(a, {}, "CREATE TABLE ta (x INTEGER);\nCREATE INDEX CONCURRENTLY ix ON ta (x);");
    CHECK_THROWS_MATCHES(upgrade(db, p), migration_error,
                         MessageMatches(ContainsSubstring("put `-- tain:no-transaction` at the top of its section")));
    CHECK(db.tables().empty());
}

TEST_CASE("what is found at COMMIT only is an error of the revision") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    p.add(a, {},
          "CREATE TABLE ta (x INTEGER PRIMARY KEY, y INTEGER REFERENCES ta (x) DEFERRABLE INITIALLY DEFERRED);\nINSERT "
          "INTO ta VALUES (1, 2);");
    CHECK_THROWS_MATCHES(upgrade(db, p), migration_error,
                         MessageMatches(ContainsSubstring("cannot apply revision " + a)));
    CHECK(db.tables().empty());
    CHECK(applied(db).empty());
}

TEST_CASE("a revision that was edited after it was applied is refused by name") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    add_diamond(p);
    upgrade(db, p, b);
    for (int twice = 0; twice < 2; ++twice) test::replace(p.directory() + "/" + a + "_m.sql", "ta (x", "ta (y");
    p.rehash({a});
    const auto refused = [&](auto&& call) {
        CHECK_THROWS_MATCHES(call(), error,
                             MessageMatches(ContainsSubstring(a + "_m.sql was edited after it was applied here") &&
                                            !ContainsSubstring(b + "_m.sql")));
    };
    refused([&] { upgrade(db, p); });
    refused([&] { downgrade(db, p, "base"); });
    CHECK(applied(db) == std::set<std::string>{a, b});
    const directory files = p.load();
    CHECK(runner{*db.connect(), files}.accept({a}) == ids{a, b});
    CHECK(upgrade(db, p) == ids{c, d});
}

TEST_CASE("accepting one edit does not accept another") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    add_diamond(p);
    upgrade(db, p, b);
    for (const std::string& id : {a, b}) {
        for (int twice = 0; twice < 2; ++twice) test::replace(p.directory() + "/" + id + "_m.sql", "(x", "(y");
        p.rehash({id});
    }
    const directory files = p.load();
    CHECK(runner{*db.connect(), files}.accept({a}) == ids{a});
    CHECK_THROWS_MATCHES(upgrade(db, p), error, MessageMatches(ContainsSubstring(b + "_m.sql was edited")));
}

TEST_CASE("a database that knows revisions which the files don't is refused") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p, other;
    p.add(a, {}, "CREATE TABLE ta (x INTEGER);");
    other.add(b, {}, "CREATE TABLE tb (x INTEGER);");
    upgrade(db, p);
    CHECK_THROWS_MATCHES(upgrade(db, other), error,
                         MessageMatches(ContainsSubstring(a + " (applied ") &&
                                        ContainsSubstring("the database is ahead of these files")));
    CHECK(db.tables() == ids{"ta"});
}

TEST_CASE("a missing section is found before anything runs") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    p.add(a, {}, "CREATE TABLE ta (x INTEGER);", "DROP TABLE ta;");
    const std::string file = p.add(b, {a}, "CREATE TABLE tb (x INTEGER);", "DROP TABLE tb;");
    const std::string text = test::read(file);
    test::write(file, text.substr(0, text.find("\n-- tain:upgrade")));
    p.rehash({b});
    const std::string section = "has no section `-- tain:upgrade " + std::string{name(db.kind())} + "`";
    CHECK_THROWS_MATCHES(upgrade(db, p), error, MessageMatches(ContainsSubstring(section)));
    CHECK(db.tables().empty());
    CHECK(applied(db).empty());
}

TEST_CASE("stamping says what a database has and runs nothing") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    add_diamond(p);
    const directory files = p.load();
    CHECK(runner{*db.connect(), files}.stamp("d") == ids{a, b, c, d});
    CHECK(db.tables().empty());
    CHECK(upgrade(db, p).empty());
    CHECK(runner{*db.connect(), files}.stamp(b) == ids{c, d});
    CHECK(applied(db) == std::set<std::string>{a, b});
    CHECK(runner{*db.connect(), files}.stamp(b).empty());
    CHECK(runner{*db.connect(), files}.stamp("base") == ids{a, b});
    CHECK(applied(db).empty());
}

TEST_CASE("a connection within a transaction is refused") {
    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const project p;
    add_diamond(p);
    const directory files = p.load();
    const auto open = db.connect();
    open->script("BEGIN");
    CHECK_THROWS_MATCHES((runner{*open, files}.upgrade("head")), error,
                         MessageMatches(ContainsSubstring("within a transaction")));
    CHECK(open->in_transaction());
}

TEST_CASE("a revision that changes search_path changes it for itself alone") {
    const fresh_database db{dialect::postgresql};
    const project p;
    p.add(a, {}, "SET search_path = pg_catalog;\nSELECT 1;");
    p.add(b, {a}, "CREATE TABLE tb (x INTEGER);");
    CHECK(upgrade(db, p) == ids{a, b});
    CHECK(db.tables() == ids{"tb"});
    CHECK(applied(db).size() == 2);
}

TEST_CASE("a SQLite section that rebuilds a table keeps the rows that refer to it") {
    const fresh_database db{dialect::sqlite};
    const project p;
    p.add_on(dialect::sqlite, a, {},
             "CREATE TABLE p (id INTEGER PRIMARY KEY, x TEXT);\n"
             "CREATE TABLE c (p INTEGER REFERENCES p (id) ON DELETE CASCADE);\n"
             "INSERT INTO p VALUES (1, 'one');\nINSERT INTO c VALUES (1);\n"
             "CREATE TRIGGER t AFTER DELETE ON p BEGIN DELETE FROM c; END;\nANALYZE;");
    const std::string rebuild =
        "-- tain:rebuild \"p\"\n"
        "CREATE TABLE \"_tain_new_p\" (\"id\" INTEGER PRIMARY KEY, \"x\" TEXT NOT NULL);\n"
        "INSERT INTO \"_tain_new_p\" (\"id\", \"x\") SELECT \"id\", \"x\" FROM \"p\";\n"
        "DROP TABLE \"p\";\nALTER TABLE \"_tain_new_p\" RENAME TO \"p\";\n";
    p.add_on(dialect::sqlite, b, {a}, rebuild);
    const auto open = db.connect();
    const directory files = p.load();
    CHECK(runner{*open, files}.upgrade("head") == ids{a, b});
    CHECK(open->rows("PRAGMA foreign_keys").rows[0][0] == "1");
    CHECK(db.values("SELECT p FROM c") == ids{"1"});
    CHECK(db.values("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'p'") == ids{"1"});
    CHECK(db.values("SELECT name FROM sqlite_schema WHERE type = 'trigger'") == ids{"t"});
    CHECK(db.values("SELECT count(*) FROM pragma_table_info('p') WHERE name = 'x' AND \"notnull\"") == ids{"1"});
}
