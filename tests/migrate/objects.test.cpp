// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"

#include <tain/migrate/commands.hpp>
#include <tain/migrate/objects.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace tain::test {
namespace {

using Catch::Matchers::ContainsSubstring;

std::vector<std::string> names_of(const std::vector<migrate::object>& all) {
    std::vector<std::string> made;
    for (const migrate::object& one : all)
        made.push_back(one.kind + " " + one.name + (one.table.empty() ? "" : " of " + one.table));
    std::sort(made.begin(), made.end());
    return made;
}

}  // namespace

TEST_CASE("SQLite: views, triggers and virtual tables are told, and inspected with the tables") {
    const auto db = empty_database(dialect::sqlite);
    CHECK(migrate::other_objects(*db).empty());
    db->script(R"sql(
        CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);
        CREATE VIEW "v ""w""" AS SELECT n FROM t;
        CREATE TRIGGER bump AFTER INSERT ON t BEGIN UPDATE t SET n = 1; END;
        CREATE VIRTUAL TABLE words USING fts5 (word);)sql");
    CHECK(names_of(migrate::other_objects(*db)) ==
          std::vector<std::string>{"trigger bump of t", "view v \"w\"", "virtual table words"});
    const std::string sql = migrate::inspect(*db);
    CHECK_THAT(sql,
               ContainsSubstring("CREATE TABLE \"t\"") && ContainsSubstring("-- trigger bump of t\nCREATE TRIGGER"));

    // What is printed makes the same database.
    const auto again = empty_database(dialect::sqlite);
    again->script(sql);
    CHECK(migrate::inspect(*again) == sql);
    CHECK(names_of(migrate::other_objects(*again)) == names_of(migrate::other_objects(*db)));
    CHECK(migrate::inspect(*db, {{"t"}, {}}).find("trigger") == std::string::npos);
}

TEST_CASE("PostgreSQL: what stands beside tables is told, and what extensions own is not") {
    const auto db = empty_database(dialect::postgresql);
    CHECK(names_of(migrate::other_objects(*db)).empty());
    db->script(R"sql(
        CREATE EXTENSION IF NOT EXISTS citext SCHEMA tain_test;
        CREATE DOMAIN positive AS INTEGER NOT NULL DEFAULT 1 CONSTRAINT is_positive CHECK (VALUE > 0);
        CREATE TYPE pair AS (a INTEGER, b TEXT);
        CREATE TABLE t (id INTEGER PRIMARY KEY, n positive, r INT4RANGE, CONSTRAINT apart EXCLUDE USING gist (r WITH &&));
        CREATE VIEW v AS SELECT n FROM t;
        CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
        CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.n = 1; RETURN NEW; END';
        CREATE AGGREGATE product (INTEGER) (SFUNC = int4mul, STYPE = INTEGER, INITCOND = '1');
        CREATE PROCEDURE clean() LANGUAGE sql AS 'DELETE FROM t';
        CREATE TRIGGER bumps BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION bump();
        CREATE RULE keep AS ON DELETE TO t DO INSTEAD NOTHING;
        ALTER TABLE t ENABLE ROW LEVEL SECURITY;
        CREATE POLICY mine ON t FOR SELECT USING (n > 0);
        CREATE TABLE parts (at DATE NOT NULL) PARTITION BY RANGE (at);
        CREATE TABLE part_1 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');)sql");
    CHECK(names_of(migrate::other_objects(*db)) ==
          std::vector<std::string>{"aggregate product(integer)", "composite type pair", "domain positive",
                                   "exclusion constraint apart of t", "extension citext", "function bump()",
                                   "materialized view m", "partition key parts of parts", "partition part_1 of parts",
                                   "policy mine of t", "procedure clean()", "row security t of t", "rule keep of t",
                                   "trigger bumps of t", "view v"});
    const std::string sql = migrate::inspect(*db);
    CHECK_THAT(sql, ContainsSubstring("CREATE DOMAIN positive AS integer NOT NULL DEFAULT 1 CONSTRAINT is_positive") &&
                        ContainsSubstring("CREATE MATERIALIZED VIEW m AS\n") &&
                        ContainsSubstring("ALTER TABLE parts ATTACH PARTITION part_1 FOR VALUES FROM") &&
                        ContainsSubstring(
                            "-- policy mine of t\nCREATE POLICY mine ON t FOR SELECT USING (((n)::integer > 0));\n"));
    db->script("DROP EXTENSION citext");
}

TEST_CASE("PostgreSQL: what is inspected makes the same database again") {
    const auto db = empty_database(dialect::postgresql);
    db->script(R"sql(
        CREATE DOMAIN positive AS INTEGER NOT NULL DEFAULT 1 CONSTRAINT "is positive" CHECK (VALUE > 0);
        CREATE TYPE pair AS (a positive, "b ""b" TEXT);
        CREATE TYPE span AS RANGE (SUBTYPE = DATE);
        CREATE TABLE t (id INTEGER PRIMARY KEY, n positive, p pair, s span, r INT4RANGE,
                        CONSTRAINT apart EXCLUDE USING gist (r WITH &&));
        CREATE VIEW z AS SELECT id, n FROM t;
        CREATE VIEW a AS SELECT id FROM z;
        CREATE MATERIALIZED VIEW "A m" AS SELECT id FROM a;
        CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.n = 1; RETURN NEW; END';
        CREATE TRIGGER bumps BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION bump();
        ALTER TABLE t ENABLE ROW LEVEL SECURITY;
        CREATE POLICY mine ON t AS RESTRICTIVE FOR UPDATE TO CURRENT_USER USING (n > 0) WITH CHECK (id > 0);)sql");
    const std::string sql = migrate::inspect(*db);
    const std::vector<std::string> before = names_of(migrate::other_objects(*db));
    const auto again = empty_database(dialect::postgresql);
    again->script(sql);
    CHECK(names_of(migrate::other_objects(*again)) == before);
    CHECK(migrate::inspect(*again) == sql);
}

}  // namespace tain::test
