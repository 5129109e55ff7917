// SPDX-License-Identifier: BSL-1.0
#ifdef TAIN_TEST_WITH_POSTGRESQL
#include "databases.hpp"
#include "handwritten.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <chrono>
#include <map>
#include <set>
#include <thread>

using namespace tain;
using namespace tain::test;
using Catch::Matchers::ContainsSubstring;
using driver::postgresql::connect;

namespace {

std::string value(driver::connection& on, const std::string& sql) {
    return on.rows(sql).rows.at(0).at(0).value_or("NULL");
}

/// Ends another connection from the server's side, and waits until it is gone.
void terminate(driver::connection& by, const std::string& process) {
    CHECK(value(by, "SELECT pg_terminate_backend(" + process + ")") == "t");
    while (value(by, "SELECT count(*) FROM pg_stat_activity WHERE pid = " + process) != "0")
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
}

std::vector<user> numbered(std::size_t count) {
    std::vector<user> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back({.name = "user " + std::to_string(i)});
    return made;
}

std::size_t wrong_keys(driver::connection& on, const std::vector<user>& made) {
    std::map<std::int64_t, std::string> names;
    for (const user& one : all<user>(on, select_users)) names[one.id] = one.name;
    std::size_t wrong = 0;
    for (const user& one : made) wrong += names[one.id] != one.name;
    return wrong;
}

}  // namespace

TEST_CASE("a server that cannot be reached is said in one sentence without the password") {
    const std::string said =
        message_of<connection_error>([] { connect("postgresql://ann:opensesame@127.0.0.1:1/app?connect_timeout=5"); });
    CHECK_THAT(said, ContainsSubstring("tain: cannot connect to PostgreSQL") && ContainsSubstring("port 1"));
    CHECK(said.find("opensesame") == std::string::npos);
    CHECK(said.find('\n') == std::string::npos);
    CHECK_THAT(message_of<connection_error>([] { connect("host=/no/such/directory"); }),
               ContainsSubstring("see that the server runs"));
}

TEST_CASE("a URL that cannot be read never shows the password") {
    for (const char* url :
         {"postgresql://ann:opensesame@local host:12:34/app", "postgresql://ann:opensesame@[::1/app",
          "password=open sesame opensesame", "host=x password='opensesame", "postgresql://ann:%zzopensesame@x/"}) {
        const std::string said = message_of<connection_error>([&] { connect(url); });
        INFO(said);
        CHECK(said.find("sesame") == std::string::npos);
        CHECK_THAT(said, ContainsSubstring("tain: cannot"));
    }
    CHECK_THAT(message_of<connection_error>([&] { connect("hostt=x"); }), ContainsSubstring("\"hostt\""));
}

TEST_CASE("a missing database and a wrong password are told with their fix") {
    const std::string url = postgresql_url();
    CHECK_THAT(message_of<connection_error>([&] { connect(url.substr(0, url.rfind('/')) + "/no_such_database"); }),
               ContainsSubstring("create the database first"));
    const std::size_t at = url.find('@');
    if (at == std::string::npos) return;  // a server that asks for no password
    const std::string wrong = "postgresql://postgres:opensesame" + url.substr(at);
    const std::string said = message_of<connection_error>([&] { connect(wrong); });
    CHECK_THAT(said, ContainsSubstring("check the user and the password"));
    CHECK(said.find("opensesame") == std::string::npos);
}

TEST_CASE("the session speaks UTF-8 and ISO dates whatever the database's defaults are") {
    const auto db = empty_database(dialect::postgresql);
    const std::string name = value(*db, "SELECT current_database()");
    db->script("ALTER DATABASE \"" + name + "\" SET datestyle = 'SQL, DMY'; ALTER DATABASE \"" + name +
               "\" SET client_encoding = 'LATIN1'; ALTER DATABASE \"" + name +
               "\" SET timezone = 'Asia/Kolkata'; ALTER DATABASE \"" + name +
               "\" SET extra_float_digits = -10; ALTER DATABASE \"" + name +
               "\" SET bytea_output = 'escape'; ALTER DATABASE \"" + name + "\" SET standard_conforming_strings = off");
    const auto other = join_postgresql();
    db->script("ALTER DATABASE \"" + name + "\" RESET ALL");
    CHECK(value(*other, "SHOW timezone") == "Asia/Kolkata");
    CHECK(value(*other, "SELECT '2024-02-29 12:00Z'::timestamptz") == "2024-02-29 17:30:00+05:30");
    CHECK(value(*other, "SELECT 'ø'") == "ø");
    CHECK(value(*other, "SELECT 0.1::float8 + 0.2") == "0.30000000000000004");
    CHECK(value(*other, "SELECT 'a\\nb'") == "a\\nb");

    // Beside a type that is read as text only, uuid, timestamptz, bytea and float8 come as text too.
    struct row {
        std::chrono::sys_time<std::chrono::microseconds> at{};
        std::vector<std::byte> bytes{};
        double real = 0;
        std::int32_t number = 0;
        std::string range{};
    };
    static constexpr driver::statement select{
        .text = {"",
                 "SELECT '1969-12-31 23:59:59.5Z'::timestamptz, '\\x00ff'::bytea, 0.1::float8, 12.0::numeric(3,0), "
                 "'[1,2)'::int4range"},
        .hash = 801,
        .fields = 5,
        .groups = 1,
        .shape = [](field* f, group* g) {
            f[0] = test::at(&row::at, storage::timestamp);
            f[1] = test::at(&row::bytes, storage::blob);
            f[2] = test::at(&row::real, storage::float64);
            f[3] = test::at(&row::number, storage::int32);
            f[4] = test::at(&row::range, storage::text);
            g[0] = {.first = 0, .count = 5};
        }};
    const std::vector<row> rows = all<row>(*other, select);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].at.time_since_epoch().count() == -500'000);
    CHECK(rows[0].bytes == std::vector<std::byte>{std::byte{0}, std::byte{0xff}});
    CHECK(rows[0].real == 0.1);
    CHECK(rows[0].number == 12);
    CHECK(rows[0].range == "[1,2)");
}

TEST_CASE("notices go nowhere") {
    const auto db = empty_database(dialect::postgresql);
    db->script("DO $$ BEGIN RAISE WARNING 'this must not be printed'; END $$");
    CHECK(db->usable());
}

TEST_CASE("a connection that the server ends is lost, and says so") {
    const auto db = empty_database(dialect::postgresql);
    const auto other = join_postgresql();
    create_users(*db);
    CHECK(all<user>(*db, select_users).empty());
    terminate(*other, value(*db, "SELECT pg_backend_pid()"));
    CHECK_THAT(message_of<connection_error>([&] { all<user>(*db, select_users); }), ContainsSubstring("was lost"));
    CHECK_FALSE(db->usable());
    CHECK_THROWS_AS(run(*db, update_user, std::vector<cell>{cell::of_bytes("x", 1), bound(std::int64_t{1})}),
                    connection_error);
    CHECK_THROWS_AS(db->rows("SELECT 1"), connection_error);
    CHECK_THROWS_AS(db->script("SELECT 1"), connection_error);
    std::vector<user> made = numbered(3);
    CHECK_THROWS_AS(insert_all(*db, made), connection_error);
    CHECK_THROWS_AS(db->open({.what = select_users}), connection_error);
    db->forget_statements();
    CHECK(all<user>(*other, select_users).empty());
}

TEST_CASE("a connection that is lost inside a bulk insert leaves nothing behind") {
    const auto db = empty_database(dialect::postgresql);
    const auto other = join_postgresql();
    create_users(*db);
    db->script(
        "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF new.name = 'user 7' THEN"
        " PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN new; END $$;"
        "CREATE TRIGGER deadly BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION die()");
    std::vector<user> made = numbered(20);
    CHECK_THROWS_AS(insert_all(*db, made), connection_error);
    CHECK_FALSE(db->usable());
    CHECK(all<user>(*other, select_users).empty());
}

TEST_CASE("a result type that DDL changed is prepared again, outside of a transaction") {
    const auto db = empty_database(dialect::postgresql);
    db->script("CREATE TABLE t (value integer); INSERT INTO t VALUES (7)");
    static constexpr driver::statement select{.text = {"", "SELECT value FROM t"},
                                              .hash = 802,
                                              .fields = 1,
                                              .groups = 1,
                                              .shape = &shape_value<std::int64_t, storage::int64>};
    using row = value_row<std::int64_t>;
    CHECK(all<row>(*db, select).at(0).value == 7);
    db->script("ALTER TABLE t ALTER value TYPE bigint");
    CHECK(all<row>(*db, select).at(0).value == 7);
    db->script("ALTER TABLE t ALTER value TYPE smallint; BEGIN");
    CHECK_THROWS_AS(all<row>(*db, select), conflict_error);
    db->script("ROLLBACK");
    CHECK(all<row>(*db, select).at(0).value == 7);
    db->script("DISCARD ALL");
    db->script("SET search_path = tain_unit");
    CHECK(all<row>(*db, select).at(0).value == 7);
    db->forget_statements();
    CHECK(all<row>(*db, select).at(0).value == 7);
    CHECK(value(*db, "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'tain%'") == "1");
}

TEST_CASE("parameters of other types under one statement are prepared again") {
    const auto db = empty_database(dialect::postgresql);
    static constexpr driver::statement select{.text = {"", "SELECT pg_typeof($1)::text"},
                                              .hash = 803,
                                              .fields = 1,
                                              .groups = 1,
                                              .shape = &shape_value<std::string, storage::text>};
    const auto type_of = [&](cell one) { return all<value_row<std::string>>(*db, select, {&one, 1}).at(0).value; };
    CHECK(type_of(bound(std::int64_t{1})) == "bigint");
    CHECK(type_of(cell::of_integer(1, cell_kind::boolean)) == "boolean");
    CHECK(type_of(cell::null(cell_kind::uuid)) == "uuid");
    CHECK(type_of(cell::of_real(1)) == "double precision");
    CHECK(type_of(cell::null(cell_kind::blob)) == "bytea");
    CHECK(type_of(cell::of_integer(1, cell_kind::timestamp)) == "timestamp with time zone");
    CHECK_THAT(message_of<database_error>([&] { type_of(cell::of_bytes("x", 1)); }),  // Oid 0: the server decides
               ContainsSubstring("could not determine data type of parameter $1"));
}

TEST_CASE("text is compared with an enum, and infinity is no time point") {
    const auto db = empty_database(dialect::postgresql);
    db->script(
        "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (m mood, at timestamptz); INSERT INTO t VALUES ('ok', "
        "'infinity'), ('sad', '-infinity')");
    static constexpr driver::statement select{.text = {"", "SELECT m FROM t WHERE m = $1"},
                                              .hash = 804,
                                              .fields = 1,
                                              .groups = 1,
                                              .shape = &shape_value<std::string, storage::text>};
    const cell ok = cell::of_bytes("ok", 2);
    CHECK(all<value_row<std::string>>(*db, select, {&ok, 1}).at(0).value == "ok");
    using timestamp = std::chrono::sys_time<std::chrono::microseconds>;
    static constexpr driver::statement times{.text = {"", "SELECT at FROM t"},
                                             .hash = 805,
                                             .fields = 1,
                                             .groups = 1,
                                             .shape = &shape_value<timestamp, storage::timestamp>};
    CHECK_THAT(message_of<row_error>([&] { all<value_row<timestamp>>(*db, times); }), ContainsSubstring("infinite"));
    static constexpr driver::statement beside{.text = {"", "SELECT at FROM t ORDER BY m"},
                                              .hash = 806,
                                              .fields = 1,
                                              .groups = 1,
                                              .shape = &shape_value<timestamp, storage::timestamp>};
    CHECK_THROWS_AS(all<value_row<timestamp>>(*db, beside), row_error);
}

TEST_CASE("text with a NUL byte is refused before it is cut") {
    const auto db = empty_database(dialect::postgresql);
    create_users(*db);
    const std::string cut{"a\0b", 3};
    CHECK_THAT(
        message_of<row_error>([&] { run(*db, update_user, std::vector<cell>{bound(cut), bound(std::int64_t{1})}); }),
        ContainsSubstring("NUL byte"));
    std::vector<user> made = numbered(20);
    made[12].name = cut;
    CHECK_THAT(message_of<row_error>([&] { insert_all(*db, made); }),
               ContainsSubstring("(column \"name\") of row 13: the text holds a NUL byte"));
    CHECK_THROWS_AS(db->rows("SELECT $1", std::vector<std::optional<std::string>>{cut}), row_error);
    CHECK_THROWS_AS(db->script(cut), row_error);
    CHECK(all<user>(*db, select_users).empty());
}

TEST_CASE("a refused value is not in the message, but in the report") {
    const auto db = empty_database(dialect::postgresql);
    db->script("CREATE TABLE t (a date)");
    static constexpr driver::statement insert{.text = {"", "INSERT INTO t VALUES ($1)"}, .hash = 807};
    const cell value = cell::of_bytes("my secret", 9);
    try {
        run(*db, insert, {&value, 1});
        FAIL("accepted");
    } catch (const database_error& error) {
        CHECK(std::string{error.what()}.find("secret") == std::string::npos);
        CHECK(error.code() == "22007");
        CHECK_THAT(error.report().server, ContainsSubstring("my secret"));
    }
}

TEST_CASE("deadlocks, lock timeouts and serialization failures are conflicts") {
    const auto one = empty_database(dialect::postgresql);
    const auto two = join_postgresql();
    create_users(*one);
    std::vector<user> made = numbered(2);
    insert_all(*one, made);
    const auto rename = [&](driver::connection& on, std::size_t which) {
        run(on, update_user, std::vector<cell>{cell::of_bytes("new", 3), bound(made[which].id)});
    };
    one->script("SET deadlock_timeout = '50ms'; BEGIN");
    two->script("SET deadlock_timeout = '50ms'; BEGIN");
    rename(*one, 0);
    rename(*two, 1);
    std::string code;
    std::thread waits{[&] {
        try {
            rename(*two, 0);
        } catch (const conflict_error& error) {
            code = error.code();
        }
    }};
    try {
        rename(*one, 1);
    } catch (const conflict_error& error) {
        code = error.code();
    }
    one->script("ROLLBACK");
    waits.join();
    two->script("ROLLBACK");
    CHECK(code == "40P01");

    one->script("BEGIN");
    rename(*one, 0);
    two->script("SET lock_timeout = '20ms'");
    CHECK_THROWS_AS(rename(*two, 0), conflict_error);
    one->script("COMMIT");

    two->script("BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT * FROM users");
    rename(*one, 1);
    CHECK_THROWS_AS(rename(*two, 1), conflict_error);
    two->script("ROLLBACK");
    two->script("SET statement_timeout = '20ms'");
    CHECK_THROWS_AS(two->rows("SELECT pg_sleep(5)"), conflict_error);
    CHECK(two->usable());
}

TEST_CASE("an exclusion constraint has its own kind") {
    const auto db = empty_database(dialect::postgresql);
    db->script(
        "CREATE TABLE t (r int4range, CONSTRAINT apart EXCLUDE USING gist (r WITH &&)); INSERT INTO t VALUES "
        "('[1,5)')");
    static constexpr driver::statement insert{.text = {"", "INSERT INTO t VALUES ('[3,9)')"}, .hash = 808};
    try {
        run(*db, insert);
        FAIL("accepted");
    } catch (const constraint_error& error) {
        CHECK(error.kind() == constraint_kind::exclusion);
        CHECK(error.constraint() == "apart");
    }
}

TEST_CASE("COPY inside a call is refused, and the connection goes on") {
    const auto db = empty_database(dialect::postgresql);
    create_users(*db);
    for (const char* copy : {"COPY users FROM STDIN", "COPY users TO STDOUT"}) {
        driver::statement what;
        what.text[1] = copy;
        what.hash = 809;
        CHECK_THROWS_AS(run(*db, what), database_error);
        CHECK_THROWS_AS(db->script(copy), database_error);
        CHECK_THROWS_AS(db->rows(copy), database_error);
        CHECK(value(*db, "SELECT 1") == "1");
        CHECK_FALSE(db->in_transaction());
    }
}

TEST_CASE("keys are matched by proof: a sequence that counts down, one that wraps, a trigger that chooses") {
    const auto db = empty_database(dialect::postgresql);
    const char* tables[] = {
        "CREATE TABLE users (id bigint GENERATED BY DEFAULT AS IDENTITY (INCREMENT -1 MAXVALUE 1000 START 1000) "
        "PRIMARY KEY, name text, hair text)",
        "CREATE TABLE users (id bigint GENERATED BY DEFAULT AS IDENTITY (MAXVALUE 500 START 450 CYCLE) PRIMARY KEY, "
        "name text, hair text)",
        "CREATE TABLE users (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text, hair text);"
        "CREATE FUNCTION choose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.id := (new.id * 7919) % 10007; "
        "RETURN new; END $$;"
        "CREATE TRIGGER choosy BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION choose()"};
    for (const char* table : tables) {
        db->forget_statements();
        db->script(table);
        std::vector<user> made = numbered(100);
        insert_all(*db, made);
        CHECK(wrong_keys(*db, made) == 0);
        CHECK(all<user>(*db, select_users).size() == 100);
        db->script("BEGIN");
        made = numbered(100);
        insert_all(*db, made);
        CHECK(wrong_keys(*db, made) == 0);
        db->script("COMMIT; DROP TABLE users");
    }
}

TEST_CASE("a trigger that drops rows is an error, and nothing is inserted on PostgreSQL") {
    const auto db = empty_database(dialect::postgresql);
    create_users(*db);
    db->script(
        "CREATE FUNCTION drop_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;"
        "CREATE TRIGGER choosy BEFORE INSERT ON users FOR EACH ROW WHEN (new.name = 'user 50') EXECUTE FUNCTION "
        "drop_it()");
    std::vector<user> made = numbered(100);
    CHECK_THAT(message_of<database_error>([&] { insert_all(*db, made); }),
               ContainsSubstring("inserted 99 of 100 rows"));
    CHECK(all<user>(*db, select_users).empty());
    CHECK_FALSE(db->in_transaction());
}

TEST_CASE("more objects than a chunk holds are inserted in one transaction") {
    const auto db = empty_database(dialect::postgresql);
    create_users(*db);
    std::vector<user> made = numbered(25'001);
    insert_all(*db, made);
    CHECK(wrong_keys(*db, made) == 0);
    std::vector<user> wide(40, {.name = std::string(1'000'000, 'w')});
    insert_all(*db, wide);
    CHECK(value(*db, "SELECT count(*) FROM users WHERE length(name) = 1000000") == "40");
    made.back().name = "x";
    CHECK_THROWS_AS(insert_all(*db, made), constraint_error);
    CHECK(value(*db, "SELECT count(*) FROM users") == "25041");
}

#endif
