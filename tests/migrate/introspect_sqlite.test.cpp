// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"
#include "schema_words.hpp"

#include <tain/migrate/introspect.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tain::test {
namespace {

constexpr dialect lite = dialect::sqlite;

schema::database read(std::string_view sql) {
    const auto db = empty_database(lite);
    db->script(sql);
    return migrate::introspect(*db);
}

schema::table read_table(std::string_view sql) { return read(sql).tables.at(0); }

schema::sql_text here(std::string text) { return {std::move(text), {}}; }

}  // namespace

TEST_CASE("SQLite: what Tain creates reads back as what it was") {
    schema::table wanted = table_word{"posts",
                                      {id(), text("title").by_default("'x'"), varchar("slug", 40).null(),
                                       boolean("draft").by_default("1"), real("score"), timestamp("at"), blob("raw"),
                                       uuid("key"), small("small"), short_real("f"), integer("n"), bigint("user_id")}}
                               .unique({"title", "slug"})
                               .truth("draft")
                               .reference({"user_id"}, "users", {"id"}, action::cascade, action::set_null)
                               .with_index({.name = "ix",
                                            .parts = {part("title", true), part_of("lower(slug)")},
                                            .unique = true,
                                            .where = both("n > 0")});
    const auto db = empty_database(lite);
    create(*db, {{wanted}});
    for (schema::column& c : wanted.columns)
        if (c.server_default) c.server_default = here((*c.server_default)[lite]);
    wanted.indexes[0].parts[1].expression = here("lower(slug)");
    wanted.indexes[0].where = here("n > 0");
    CHECK(migrate::introspect(*db).tables.at(0) == wanted);
}

TEST_CASE("SQLite: names in any quotes, comments anywhere, keywords in any case") {
    const schema::table t = read_table(R"sql(
        create /* a "table" ( */ table [odd name] ( -- first
            `id` integer not null primary key, -- the key, of course
            'b' Text DEFAULT 'a,b) -- no comment', /* c text, */
            "c""d" VARCHAR ( 20 ),
            [e] double
                precision
        ) -- end
    )sql");
    CHECK(t.name == "odd name");
    REQUIRE(t.columns.size() == 4);
    CHECK(t.columns[0].identity);
    CHECK(t.columns[1].name == "b");
    CHECK(t.columns[1].server_default == here("'a,b) -- no comment'"));
    CHECK(t.columns[2].name == "c\"d");
    CHECK(t.columns[2].type == types::sql_type{sql_kind::varchar, 20});
    CHECK(t.columns[3].type.kind == sql_kind::float64);
}

TEST_CASE("SQLite: constraints inside columns, with and without names") {
    const schema::database made = read(R"sql(
        CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT UNIQUE, CONSTRAINT two UNIQUE (id, code));
        CREATE TABLE child (
            a INT CONSTRAINT a_positive CHECK (a > 0) CHECK (a < 10) NOT NULL,
            p INTEGER REFERENCES parent ON DELETE SET NULL ON UPDATE CASCADE,
            q TEXT CONSTRAINT to_code REFERENCES Parent (CODE) MATCH FULL DEFERRABLE INITIALLY DEFERRED,
            r TEXT CONSTRAINT r_unique UNIQUE ON CONFLICT REPLACE,
            s TEXT CONSTRAINT first CONSTRAINT second NOT NULL,
            CONSTRAINT all_of_it CHECK ((a + length('),(')) > 1)
            FOREIGN KEY (a, q) REFERENCES parent (id, code) NOT DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (r, S)
        );)sql");
    const schema::table& parent = made.tables.at(0);
    CHECK(parent.primary_key == schema::primary_key{"", {"id"}, ""});
    CHECK(parent.uniques == std::vector<schema::unique>{{"", {"code"}}, {"two", {"id", "code"}}});

    const schema::table& child = made.tables.at(1);
    CHECK(child.primary_key == schema::primary_key{"", {"r", "s"}, ""});
    REQUIRE(child.checks.size() == 3);
    CHECK(child.checks[0] == schema::check{"a_positive", here("a > 0"), ""});
    CHECK(child.checks[1] == schema::check{"", here("a < 10"), ""});
    CHECK(child.checks[2] == schema::check{"all_of_it", here("(a + length('),(')) > 1"), ""});
    REQUIRE(child.foreign_keys.size() == 3);
    CHECK(child.foreign_keys[0] == schema::foreign_key{"", {"p"}, "parent", {"id"}, action::set_null, action::cascade});
    CHECK(child.foreign_keys[1] ==
          schema::foreign_key{
              "to_code", {"q"}, "parent", {"code"}, action::no_action, action::no_action, schema::deferral::deferred});
    CHECK(child.foreign_keys[2].unmodeled.empty());
    CHECK(child.foreign_keys[2].references == names{"id", "code"});
    CHECK(child.uniques == std::vector<schema::unique>{{"r_unique", {"r"}, false, "ON CONFLICT REPLACE"}});
    CHECK_FALSE(child.find_column("a")->nullable);
    CHECK_FALSE(child.find_column("s")->nullable);
    CHECK(child.find_column("r")->nullable);
}

TEST_CASE("SQLite: clauses in places that only SQLite allows") {
    const schema::database made = read(R"sql(
        CREATE TABLE p (id INTEGER PRIMARY KEY, CONSTRAINT left_alone);
        CREATE TABLE c (a INT REFERENCES p NOT NULL DEFERRABLE INITIALLY DEFERRED, b INT REFERENCES p NOT DEFERRABLE);)sql");
    CHECK(made.tables.at(0).columns.size() == 1);
    CHECK(made.tables.at(1).foreign_keys.at(0).deferral == schema::deferral::deferred);
    CHECK(made.tables.at(1).foreign_keys.at(1).deferral == schema::deferral::none);
}

TEST_CASE("SQLite: what is the rowid and what only looks like it") {
    const auto identity = [](const char* sql) { return read_table(sql).columns.at(0).identity; };
    CHECK(identity("CREATE TABLE t (a INTEGER PRIMARY KEY)"));
    CHECK(identity("CREATE TABLE t (a integer, PRIMARY KEY (A))"));
    CHECK(identity("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)"));
    CHECK_FALSE(identity("CREATE TABLE t (a INT PRIMARY KEY)"));
    CHECK_FALSE(identity("CREATE TABLE t (a INTEGER PRIMARY KEY DESC)"));
    CHECK_FALSE(identity("CREATE TABLE t (a INTEGER PRIMARY KEY) WITHOUT ROWID"));
    CHECK_FALSE(identity("CREATE TABLE t (a INTEGER, b INT, PRIMARY KEY (a, b))"));
    CHECK_FALSE(identity("CREATE TABLE t (a BIGINT PRIMARY KEY)"));
}

TEST_CASE("SQLite: keys that cannot be NULL and those that can") {
    CHECK(read_table("CREATE TABLE t (a TEXT PRIMARY KEY)").columns[0].nullable);
    CHECK_FALSE(read_table("CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID").columns[0].nullable);
    CHECK_FALSE(read_table("CREATE TABLE t (a TEXT PRIMARY KEY) STRICT").columns[0].nullable);
    CHECK_FALSE(read_table("CREATE TABLE t (a INTEGER PRIMARY KEY)").columns[0].nullable);
}

TEST_CASE("SQLite: defaults of every form") {
    const schema::table t = read_table(R"sql(
        CREATE TABLE t (
            a INT DEFAULT -5, b INT DEFAULT +  7, c REAL DEFAULT 1.5e3, d TEXT DEFAULT (datetime('now','localtime')),
            e TEXT DEFAULT CURRENT_TIMESTAMP, f BOOLEAN DEFAULT true, g TEXT DEFAULT NULL, h BLOB DEFAULT x'0a',
            i TEXT DEFAULT ( ( 'a' || 'b' ) ), j TEXT DEFAULT (('a') || ('b')), k TEXT DEFAULT word))sql");
    const char* expected[] = {"-5",
                              "+7",
                              "1.5e3",
                              "datetime('now','localtime')",
                              "CURRENT_TIMESTAMP",
                              "true",
                              nullptr,
                              "x'0a'",
                              "'a' || 'b'",
                              "('a') || ('b')",
                              "'word'"};
    for (std::size_t i = 0; i != std::size(expected); ++i) {
        INFO(t.columns[i].name);
        if (expected[i] == nullptr)
            CHECK_FALSE(t.columns[i].server_default);
        else
            CHECK(t.columns[i].server_default == here(expected[i]));
    }
}

TEST_CASE("SQLite: types without a logical kind keep their spelling; what is beyond the fields is told") {
    const schema::table t = read_table(R"sql(
        CREATE TABLE t (
            a NUMERIC(10, 2), b, c MEDIUMTEXT COLLATE NOCASE, d TEXT COLLATE binary,
            e INT GENERATED ALWAYS AS (a * 2) STORED, f INT AS (a + 1), g TEXT NOT NULL ON CONFLICT IGNORE,
            h UNSIGNED BIG INT, UNIQUE (b COLLATE NOCASE, c DESC)))sql");
    const auto column = [&](const char* name) { return *t.find_column(name); };
    CHECK(column("a").type == types::sql_type{.kind = sql_kind::decimal, .length = 10, .scale = 2});
    CHECK(column("b").type.kind == sql_kind::other);
    CHECK(column("b").type_text.empty());
    CHECK(column("c").collation == here("NOCASE"));
    CHECK(column("d").collation == here(""));
    CHECK(column("e").generated == here("a * 2"));
    CHECK_FALSE(column("e").is_virtual);
    CHECK(column("f").generated == here("a + 1"));
    CHECK(column("f").is_virtual);
    CHECK(column("g").unmodeled == "NOT NULL ON CONFLICT IGNORE");
    CHECK(column("h").type_text == "UNSIGNED BIG INT");
    CHECK(t.uniques.at(0).unmodeled == "\"b\" COLLATE NOCASE \"c\" DESC");
}

TEST_CASE("SQLite: indexes over columns, expressions and parts of a table") {
    const schema::table t = read_table(R"sql(
        CREATE TABLE t (a TEXT, "B c" TEXT, d INT);
        CREATE UNIQUE INDEX "one" ON t ("b C" DESC, a COLLATE NOCASE, d ASC);
        CREATE INDEX two ON t (lower(a) DESC, d + 1, [a]) WHERE (d > 0 AND a <> ',');
        CREATE INDEX three ON t (coalesce(a, 'x'', y') COLLATE RTRIM))sql");
    REQUIRE(t.indexes.size() == 3);
    const schema::index& one = t.indexes[0];
    CHECK(one.unique);
    CHECK(one.parts[0] == schema::index_part{.column = "B c", .descending = true});
    CHECK(one.parts[1] == schema::index_part{.column = "a", .unmodeled = "COLLATE NOCASE"});
    CHECK(one.parts[2] == schema::index_part{.column = "d"});
    const schema::index& two = t.indexes[1];
    CHECK(two.parts[0] == schema::index_part{.expression = here("lower(a)"), .descending = true});
    CHECK(two.parts[1] == schema::index_part{.expression = here("d + 1")});
    CHECK(two.parts[2] == schema::index_part{.column = "a"});
    CHECK(two.where == here("d > 0 AND a <> ','"));
    CHECK(t.indexes[2].parts[0].expression == here("coalesce(a, 'x'', y') COLLATE RTRIM"));
}

TEST_CASE("SQLite: what is no table of the application is left out") {
    const schema::database made = read(R"sql(
        CREATE TABLE tain_version (id TEXT);
        CREATE TABLE seen (id INTEGER PRIMARY KEY AUTOINCREMENT);
        INSERT INTO seen DEFAULT VALUES;
        CREATE VIEW v AS SELECT * FROM seen;
        CREATE TRIGGER tr AFTER INSERT ON seen BEGIN DELETE FROM tain_version; END;
        CREATE TEMP TABLE passing (a);
        CREATE INDEX ix ON seen (id);
        ANALYZE;)sql");
    REQUIRE(made.tables.size() == 1);
    CHECK(made.tables[0].name == "seen");
}

TEST_CASE("SQLite: tables that ALTER TABLE changed, and copies of queries") {
    const auto db = empty_database(lite);
    db->script(R"sql(
        CREATE TABLE a (id INTEGER PRIMARY KEY, old TEXT CHECK (old <> ''), CHECK (length(old) < 9));
        ALTER TABLE a ADD COLUMN extra INT NOT NULL DEFAULT 7 CHECK (extra > 0) REFERENCES a (id);
        ALTER TABLE a RENAME COLUMN old TO new;
        ALTER TABLE a RENAME TO "b c";
        CREATE TABLE copied AS SELECT id, new, 1 + 1 AS sum FROM "b c";)sql");
    const schema::database made = migrate::introspect(*db);
    const schema::table& t = made.tables.at(0);
    CHECK(t.name == "b c");
    CHECK(t.find_column("new") != nullptr);
    CHECK(t.checks.size() == 3);
    CHECK(t.foreign_keys.at(0).table == "b c");
    CHECK(made.tables.at(1).columns.size() == 3);
}

TEST_CASE("SQLite: introspection takes four round trips however many tables there are") {
    struct : driver::observer {
        void on_statement(const driver::statement_event&) noexcept override { ++count; }
        int count = 0;
    } counter;
    const auto db = empty_database(lite);
    for (int i = 0; i != 30; ++i)
        db->script("CREATE TABLE t" + std::to_string(i) + " (id INTEGER PRIMARY KEY, a TEXT UNIQUE)");
    db->observe(&counter);
    CHECK(migrate::introspect(*db).tables.size() == 30);
    db->observe(nullptr);
    CHECK(counter.count == 4);
}

}  // namespace tain::test
