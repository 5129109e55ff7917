// SPDX-License-Identifier: BSL-1.0
#include "round_trip.hpp"
#include "schema_words.hpp"

namespace tain::test {
namespace {

names differences(driver::connection& live, const schema::database& desired) {
    return codes(migrate::compare(live, desired));
}

table_word table_with_check(std::string condition) {
    return table_word{"t", {id(), integer("a").null(), text("b").null(), real("e").null()}}.check("c",
                                                                                                  std::move(condition));
}

}  // namespace

TEST_CASE("SQLite: two spellings of one expression are the same") {
    const std::pair<const char*, const char*> same[] = {
        {"a > 0", "( a>0 )"},
        {"a > 0 AND b <> ''", "((\"a\" > 0) and ([b] != ''))"},
        {"a > 0 AND b <> '' AND e > 1", "a > 0 AND (b <> '' AND (e > 1))"},
        {"a = 1 OR a = 2 OR a = 3", "(a == 1 or a == 2) or a == 3"},
        {"a + 2 * 3 = 7", "(a + (2 * 3)) = 7"},
        {"a - 1 - 2 = 0", "((a - 1) - 2) = 0"},
        {"NOT a = 1", "NOT (a = 1)"},
        {"a IN (1, 2)", "A in(1,2)"},
        {"a BETWEEN 1 AND 2 AND b = 'x'", "(a BETWEEN 1 AND 2) AND b = 'x'"},
        {"b LIKE 'x%' ESCAPE '\\'", "(b) like ('x%') escape ('\\')"},
        {"a IS NOT NULL", "a NOTNULL"},
        {"a IS NULL", "a ISNULL"},
        {"b NOT IN ('p')", "(b not in ('p'))"},
        {"coalesce(a, 0) > 0", "COALESCE( a , 0 ) > 0 /* really */"},
        {"CASE WHEN a > 0 THEN 1 ELSE 0 END = 1", "(case when (a > 0) then (1) else 0 end) = 1"},
        {"CAST(a AS TEXT) = b", "cast((a) as text) = b"},
        {"-a < 0", "(-(a)) < 0"},
        {"b || 'x' || 'y' = ''", "((b || 'x') || 'y') = ''"},
        {"b COLLATE NOCASE = 'x'", "(b collate nocase) = 'x'"},
        {"a & 1 | 2", "(a & 1) | 2"},
    };
    for (const auto& [one, other] : same) {
        const auto db = empty_database(dialect::sqlite);
        create(*db, schema_of({table_with_check(one)}));
        INFO(one << " and " << other);
        CHECK(differences(*db, schema_of({table_with_check(other)})).empty());
    }
}

TEST_CASE("SQLite: expressions that differ are found") {
    const std::pair<const char*, const char*> different[] = {{"a > 0", "a >= 0"},
                                                             {"a > 0 AND b = ''", "a > 0 OR b = ''"},
                                                             {"(a + 2) * 3 = 7", "a + 2 * 3 = 7"},
                                                             {"a - (1 - 2) = 0", "a - 1 - 2 = 0"},
                                                             {"b = 'x'", "b = 'X'"},
                                                             {"a IN (1, 2)", "a IN (2, 1)"},
                                                             {"NOT (a = 1 AND b = '')", "NOT a = 1 AND b = ''"},
                                                             {"a IS NULL", "a IS NOT NULL"},
                                                             {"(a OR e) AND b", "a OR e AND b"}};
    for (const auto& [one, other] : different) {
        const auto db = empty_database(dialect::sqlite);
        create(*db, schema_of({table_with_check(one)}));
        INFO(one << " and " << other);
        CHECK(differences(*db, schema_of({table_with_check(other)})) == names{"drop_ck ck_t_c", "add_ck ck_t_c"});
    }
}

TEST_CASE("SQLite: a database that another tool made can have the models' schema") {
    const auto db = empty_database(dialect::sqlite);
    db->script(R"sql(
        create table Users (ID integer primary key not null, Email varchar(80) not null unique,
                            active bool not null default 1 check (ACTIVE in (0,1)));
        create table posts (id integer not null primary key, user_id bigint references users on delete cascade,
                            title text default ('x'));
        create unique index ix_low on posts ( lower( [title] ) ) where (title != '');)sql");
    const schema::database models = schema_of(
        {table_word{"users", {id(), varchar("email", 80), boolean("active").by_default("1")}}.unique({"email"}).truth(
             "active"),
         table_word{"posts", {id(), bigint("user_id").null(), text("title").null().by_default("'x'")}}
             .reference({"user_id"}, "users", {"id"}, action::cascade)
             .with_index({.name = "ix_low",
                          .parts = {part_of("lower(\"title\")")},
                          .unique = true,
                          .where = both("title <> ''")})});
    CHECK(matches(*db, models));
}

TEST_CASE("what a database has beyond the models is a difference") {
    const schema::database models = schema_of(
        {table_word{"t", {id(), text("a").null()}}.unique({"a"}).with_index({.name = "ix", .parts = {part("a")}})});
    struct {
        dialect in;
        const char* sql;
        names expected;
    } const cases[] = {
        {dialect::sqlite,
         "CREATE TABLE t (id INTEGER NOT NULL CONSTRAINT pk_t PRIMARY KEY, a TEXT COLLATE NOCASE "
         "CONSTRAINT uq_t_a UNIQUE); CREATE INDEX ix ON t (a)",
         {"alter t.a: collation"}},
        {dialect::sqlite,
         "CREATE TABLE t (id INTEGER NOT NULL CONSTRAINT pk_t PRIMARY KEY, a TEXT CONSTRAINT uq_t_a "
         "UNIQUE ON CONFLICT IGNORE CHECK (a <> '')); CREATE INDEX ix ON t (a COLLATE NOCASE)",
         {"drop_ix ix", "drop_ck ", "drop_uq uq_t_a", "add_uq uq_t_a", "add_ix ix"}},
        {dialect::postgresql,
         "CREATE TABLE t (id BIGINT GENERATED BY DEFAULT AS IDENTITY, a TEXT COLLATE \"C\", CONSTRAINT pk_t PRIMARY "
         "KEY (id), CONSTRAINT uq_t_a UNIQUE NULLS NOT DISTINCT (a)); CREATE INDEX ix ON t (a text_pattern_ops)",
         {"drop_ix ix", "drop_uq uq_t_a", "alter t.a: collation", "add_uq uq_t_a", "add_ix ix"}},
        {dialect::postgresql,
         "CREATE TABLE t (id BIGSERIAL, a TEXT, CONSTRAINT pk_t PRIMARY KEY (id), CONSTRAINT uq_t_a UNIQUE (a)); "
         "CREATE INDEX ix ON t (a) INCLUDE (id)",
         {"drop_ix ix", "alter t.id: identity default", "add_ix ix"}},
        {dialect::postgresql,
         "CREATE TABLE t (id BIGINT GENERATED BY DEFAULT AS IDENTITY, a TEXT, CONSTRAINT pk_t PRIMARY KEY (id), "
         "CONSTRAINT uq_t_a UNIQUE (a)); CREATE INDEX ix ON t (a DESC NULLS LAST)",
         {"drop_ix ix", "add_ix ix"}},
    };
    for (const auto& one : cases) {
        INFO(one.sql);
        const auto db = empty_database(one.in);
        db->script(one.sql);
        CHECK(differences(*db, models) == one.expected);
    }
}

TEST_CASE("PostgreSQL: an index that is not valid is a difference") {
    const auto db = empty_database(dialect::postgresql);
    const schema::database models = schema_of(
        {table_word{"t", {integer("a")}}.no_key().with_index({.name = "ix", .parts = {part("a")}, .unique = true})});
    db->script("CREATE TABLE t (a INTEGER NOT NULL); INSERT INTO t VALUES (1), (1)");
    CHECK_THROWS_AS(db->script("CREATE UNIQUE INDEX CONCURRENTLY ix ON t (a)"), database_error);
    CHECK(differences(*db, models) == names{"drop_ix ix", "add_ix ix"});
}

TEST_CASE("PostgreSQL: respelled checks, defaults and conditions are the same") {
    const schema::database models = schema_of(
        {table_word{"t",
                    {id(), varchar("status", 20).by_default("'new'"), integer("n").by_default("-1"),
                     boolean("ok").by_default("'t'"), timestamp("at").by_default("CURRENT_TIMESTAMP"),
                     text("who").by_default("CURRENT_USER"), real("x").by_default("1e10")}}
             .check("status", "status IN ('new', 'old', 'gone')")
             .check("n", "n BETWEEN -1 AND 100 AND x > 0")
             .check("who", "who LIKE '%' AND who NOT IN ('p') AND coalesce(CASE WHEN ok THEN 1 END, 0) >= 0")
             .check("cast", "CAST(n AS BIGINT) < 1000")
             .with_index(
                 {.name = "ix", .parts = {part_of("lower(status)")}, .where = both("status IN ('new', 'old')")})});
    const auto db = empty_database(dialect::postgresql);
    create(*db, models);
    CHECK(matches(*db, models));

    // As a dump brings it back: what the server printed is read again, and printed differently.
    const driver::text_rows printed = db->rows(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c' AND connamespace = "
        "'tain_test'::regnamespace");
    for (const auto& row : printed.rows)
        db->script("ALTER TABLE t DROP CONSTRAINT " + *row[0] + ", ADD CONSTRAINT " + *row[0] + " " + *row[1]);
    const std::string index = single(*db, "SELECT pg_get_indexdef('ix'::regclass)");
    db->script("DROP INDEX ix; " + index + "; ALTER TABLE t ALTER at SET DEFAULT now()");
    CHECK(matches(*db, models));
}

TEST_CASE("PostgreSQL: a comparison changes nothing and advances no sequence") {
    const auto db = empty_database(dialect::postgresql);
    db->script("CREATE SEQUENCE numbers; CREATE TABLE t (a BIGINT NOT NULL DEFAULT nextval('numbers'))");
    const schema::database models =
        schema_of({table_word{"t", {bigint("a").by_default("1", "nextval('tain_test.numbers')")}}.no_key()});
    CHECK(matches(*db, models));
    CHECK(single(*db, "SELECT nextval('numbers')") == "1");
    CHECK_FALSE(db->in_transaction());
    CHECK(single(*db, "SELECT current_setting('search_path')") == "tain_test");
}

TEST_CASE("PostgreSQL: a comparison inside a transaction leaves it open and whole") {
    const auto db = empty_database(dialect::postgresql);
    db->script("BEGIN; CREATE TABLE t (a INTEGER NOT NULL)");
    CHECK(differences(*db, schema_of({table_word{"t", {integer("a"), integer("b")}}.no_key()})) ==
          names{"add_col t.b"});
    CHECK(db->in_transaction());
    db->script("INSERT INTO t VALUES (1); COMMIT");
    CHECK(single(*db, "SELECT count(*) FROM t") == "1");
}

TEST_CASE("models that cannot be created are told, and the connection goes on") {
    const schema::database models = schema_of({table_word{"t", {integer("a")}}.check("c", "no_such_function(a) > 0")});
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        CHECK_THROWS_AS(migrate::compare(*db, models), database_error);
        CHECK_FALSE(db->in_transaction());
        CHECK(single(*db, "SELECT 1") == "1");
    }
}

TEST_CASE("nothing and nothing are the same") {
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        CHECK(migrate::compare(*db, {}).empty());
        db->script("CREATE TABLE tain_version (id TEXT)");
        CHECK(migrate::compare(*db, {}).empty());
    }
}

}  // namespace tain::test
