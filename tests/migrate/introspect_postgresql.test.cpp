// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"
#include "schema_words.hpp"

#include <tain/migrate/introspect.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tain::test {
namespace {

constexpr dialect pg = dialect::postgresql;

schema::database read(std::string_view sql) {
    const auto db = empty_database(pg);
    db->script(sql);
    return migrate::introspect(*db);
}

schema::sql_text there(std::string text) { return {{}, std::move(text)}; }

}  // namespace

TEST_CASE("PostgreSQL: what Tain creates reads back as what it was") {
    schema::table wanted =
        table_word{"posts",
                   {id(), text("title").by_default("'x'").say("shown on top"), varchar("slug", 40).null(),
                    boolean("draft").by_default("true"), real("score"), timestamp("at"), blob("raw"), uuid("key"),
                    small("small"), short_real("f"), integer("n"), bigint("user_id")}}
            .unique({"slug", "title"})
            .reference({"user_id", "id"}, "users", {"b", "a"}, action::cascade, action::set_null)
            .with_index({.name = "ix",
                         .parts = {part("title", true), part_of("lower(slug)")},
                         .unique = true,
                         .where = both("n > 0")})
            .with_index({.name = "ix_hash", .parts = {part("n")}, .method = "hash"})
            .say("what people wrote");
    const auto db = empty_database(pg);
    db->script("CREATE TABLE users (a BIGINT, b BIGINT, UNIQUE (b, a))");
    create(*db, {{wanted}});
    wanted.columns[1].server_default = there("'x'::text");
    wanted.columns[3].server_default = there("true");
    wanted.indexes[0].parts[1].expression = there("lower((slug)::text)");
    wanted.indexes[0].where = there("n > 0");
    CHECK(*migrate::introspect(*db).find_table("posts") == wanted);
}

TEST_CASE("PostgreSQL: types without a logical kind keep their spelling; what is beyond the fields is told") {
    const schema::database made = read(R"sql(
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE TABLE t (
            a NUMERIC(10, 2), b TEXT COLLATE "C", c INT GENERATED ALWAYS AS IDENTITY, d mood DEFAULT 'ok',
            e INT GENERATED ALWAYS AS (1 + 2) STORED, f SERIAL, g TIMESTAMP, h INT[], i CHAR(4), j TIMESTAMPTZ(3),
            k VARCHAR(9) DEFAULT NULL,
            CONSTRAINT u UNIQUE (f) DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT k CHECK (f > 0) NO INHERIT,
            CONSTRAINT c UNIQUE (c),
            CONSTRAINT up FOREIGN KEY (f) REFERENCES t (c) ON DELETE CASCADE DEFERRABLE);
        ALTER TABLE t ADD CONSTRAINT later CHECK (f < 100) NOT VALID;)sql");
    const schema::table& t = made.tables.at(0);
    const auto column = [&](const char* name) { return *t.find_column(name); };
    CHECK(column("a").type == types::sql_type{.kind = types::sql_kind::decimal, .length = 10, .scale = 2});
    CHECK(column("b").collation == there("C"));
    CHECK(column("b").unmodeled.empty());
    CHECK(column("c").identity);
    CHECK(column("c").numbering == schema::numbering{.always = true});
    CHECK(column("d").type_text == "mood");
    CHECK(column("d").server_default == there("'ok'::mood"));
    CHECK(column("e").generated == there("1 + 2"));
    CHECK(column("e").unmodeled.empty());
    CHECK(column("f").server_default == there("nextval('t_f_seq'::regclass)"));
    CHECK(column("g").type.kind == types::sql_kind::local_timestamp);
    CHECK(column("h").type == types::sql_type{.kind = types::sql_kind::array, .element = types::sql_kind::int32});
    CHECK(column("i").type_text == "character(4)");
    CHECK(column("j").type_text == "timestamp(3) with time zone");
    CHECK_FALSE(column("k").server_default);
    CHECK(t.uniques.at(1).unmodeled == "DEFERRABLE INITIALLY DEFERRED");
    CHECK(t.foreign_keys.at(0).deferral == schema::deferral::immediate);
    CHECK(t.foreign_keys.at(0).unmodeled.empty());
    REQUIRE(t.checks.size() == 2);
    CHECK(t.checks[0] == schema::check{"k", there("f > 0"), "NO INHERIT"});
    CHECK(t.checks[1].not_valid);
}

TEST_CASE("PostgreSQL: indexes of every kind") {
    const schema::database made = read(R"sql(
        CREATE TABLE t (a TEXT, b INT, c INT, d TEXT COLLATE "C");
        CREATE INDEX i1 ON t (a DESC, b NULLS FIRST, c DESC NULLS LAST);
        CREATE INDEX i2 ON t (a text_pattern_ops, (b + 1) DESC) INCLUDE (c, d) WHERE (b > 0);
        CREATE INDEX i3 ON t USING brin (b);
        CREATE UNIQUE INDEX i4 ON t (a COLLATE "C", lower(d), lower(a) COLLATE "C");
        CREATE UNIQUE INDEX i5 ON t (b) NULLS NOT DISTINCT;
        CREATE INDEX i6 ON t (d);)sql");
    const std::vector<schema::index>& found = made.tables.at(0).indexes;
    REQUIRE(found.size() == 6);
    CHECK(found[0].parts ==
          std::vector<schema::index_part>{{.column = "a", .descending = true},
                                          {.column = "b", .nulls_reversed = true},
                                          {.column = "c", .descending = true, .nulls_reversed = true}});
    CHECK(found[1].parts == std::vector<schema::index_part>{{.column = "a", .unmodeled = "text_pattern_ops"},
                                                            {.expression = there("b + 1"), .descending = true}});
    CHECK(found[1].included == std::vector<std::string>{"c", "d"});
    CHECK(found[1].where == there("b > 0"));
    CHECK(found[2].method == "brin");
    CHECK(found[3].unique);
    CHECK(found[3].parts ==
          std::vector<schema::index_part>{{.column = "a", .unmodeled = "COLLATE \"C\""},
                                          {.expression = there("lower(d)")},
                                          {.expression = there("lower(a)"), .unmodeled = "COLLATE \"C\""}});
    CHECK(found[4].unmodeled == "NULLS NOT DISTINCT");
    CHECK(found[5].parts == std::vector<schema::index_part>{{.column = "d"}});
}

TEST_CASE("PostgreSQL: other schemas, views, partitions and inherited constraints are left out") {
    const auto db = empty_database(pg);
    db->script(R"sql(
        DROP SCHEMA IF EXISTS tain_other CASCADE;
        CREATE SCHEMA tain_other;
        CREATE TABLE tain_other.hidden (id INT PRIMARY KEY, same INT);
        CREATE TABLE tain_version (id TEXT);
        CREATE TABLE events (at INT NOT NULL, CONSTRAINT positive CHECK (at > 0)) PARTITION BY RANGE (at);
        CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
        CREATE INDEX ix_events ON events (at);
        CREATE TABLE base (a INT, CONSTRAINT base_check CHECK (a > 0));
        CREATE TABLE heir (b INT) INHERITS (base);
        CREATE VIEW v AS SELECT * FROM base;
        CREATE TEMP TABLE passing (a INT);)sql");
    const schema::database made = migrate::introspect(*db);
    names found;
    for (const schema::table& t : made.tables) found.push_back(t.name);
    CHECK(found == names{"base", "events", "heir"});
    CHECK(made.find_table("heir")->checks.empty());
    CHECK(made.find_table("events")->indexes.size() == 1);
    CHECK(migrate::introspect_schema(*db, "tain_other").tables.at(0).name == "hidden");
    CHECK_THROWS_AS(migrate::introspect_schema(*db, "no such schema"), error);
    CHECK_THROWS_AS(migrate::introspect_schema(*empty_database(dialect::sqlite), "main"), unsupported);
    db->script("DROP SCHEMA tain_other CASCADE; DROP TABLE passing");
}

TEST_CASE("PostgreSQL: a search_path without a schema is no empty database") {
    const auto db = empty_database(pg);
    CHECK(migrate::introspect(*db).tables.empty());
    db->script("SET search_path TO no_such_schema");
    CHECK_THROWS_AS(migrate::introspect(*db), error);
}

TEST_CASE("PostgreSQL: keys that lead to another schema say so") {
    const auto db = empty_database(pg);
    db->script(R"sql(
        DROP SCHEMA IF EXISTS tain_other CASCADE;
        CREATE SCHEMA tain_other;
        CREATE TABLE tain_other.p (id INT PRIMARY KEY);
        CREATE TABLE c (p INT REFERENCES tain_other.p (id));)sql");
    const schema::foreign_key key = migrate::introspect(*db).tables.at(0).foreign_keys.at(0);
    CHECK(key.table == "tain_other_p");
    CHECK(key.schema_name == "tain_other");
    db->script("DROP SCHEMA tain_other CASCADE");
}

TEST_CASE("PostgreSQL: introspection takes eight round trips however many tables there are") {
    struct : driver::observer {
        void on_statement(const driver::statement_event&) noexcept override { ++count; }
        int count = 0;
    } counter;
    const auto db = empty_database(pg);
    for (int i = 0; i != 10; ++i)
        db->script("CREATE TABLE t" + std::to_string(i) + " (id INT PRIMARY KEY, a TEXT UNIQUE)");
    db->observe(&counter);
    CHECK(migrate::introspect(*db).tables.size() == 10);
    db->observe(nullptr);
    CHECK(counter.count == 8);
}

}  // namespace tain::test
