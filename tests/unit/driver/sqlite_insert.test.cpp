// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"
#include "handwritten.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <map>
#include <set>

using namespace tain;
using namespace tain::test;
using Catch::Matchers::ContainsSubstring;

namespace {

std::unique_ptr<driver::connection> with(const std::string& script) {
    auto db = empty_database(dialect::sqlite);
    create_users(*db);
    db->script(script);
    return db;
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

TEST_CASE("keys stay right next to the largest rowid, where SQLite picks random ones") {
    for (const char* start : {"9223372036854775800", "9223372036854775807", "9223372036854775700"}) {
        const auto db = with("INSERT INTO users VALUES (" + std::string{start} + ", 'last', NULL)");
        std::vector<user> made = numbered(200);
        insert_all(*db, made);
        CHECK(wrong_keys(*db, made) == 0);
        CHECK(all<user>(*db, select_users).size() == 201);
    }
}

TEST_CASE("keys stay right when a trigger inserts into the same table") {
    const auto db = with(
        "CREATE TRIGGER twin AFTER INSERT ON users WHEN new.name LIKE 'user%' BEGIN"
        " INSERT INTO users (name) VALUES ('twin of ' || new.name); END");
    std::vector<user> made = numbered(130);
    insert_all(*db, made);
    CHECK(wrong_keys(*db, made) == 0);
    CHECK(all<user>(*db, select_users).size() == 260);
}

TEST_CASE("keys stay right when a trigger is made between two bulk inserts") {
    const auto db = with("");
    std::vector<user> made = numbered(64);
    insert_all(*db, made);
    db->script(
        "CREATE TEMP TRIGGER twin AFTER INSERT ON main.users WHEN new.name LIKE 'user%' BEGIN"
        " INSERT INTO users (name) VALUES ('twin of ' || new.name); END");
    made = numbered(640);
    insert_all(*db, made);
    CHECK(wrong_keys(*db, made) == 0);
    db->script("DROP TRIGGER twin");
    made = numbered(640);
    insert_all(*db, made);
    CHECK(wrong_keys(*db, made) == 0);
}

TEST_CASE("keys stay right when another connection makes a trigger between two bulk inserts") {
    const temporary_directory place;
    const auto db = driver::sqlite::connect({.path = place.file("app.db")});
    const auto other = driver::sqlite::connect({.path = place.file("app.db")});
    create_users(*db);
    std::vector<user> made = numbered(64);
    insert_all(*db, made);
    other->script(
        "CREATE TRIGGER twin AFTER INSERT ON users WHEN new.name LIKE 'user%' BEGIN"
        " INSERT INTO users (name) VALUES ('twin of ' || new.name); END");
    made = numbered(64);
    insert_all(*db, made);
    CHECK(wrong_keys(*db, made) == 0);
    other->script("DROP TRIGGER twin");
    db->script("BEGIN");
    made = numbered(64);
    insert_all(*db, made);
    CHECK(wrong_keys(*db, made) == 0);
    db->script("COMMIT");
}

TEST_CASE("a trigger that drops rows is an error, and nothing is inserted") {
    const auto db = with(
        "CREATE TRIGGER choosy BEFORE INSERT ON users WHEN new.name = 'user 50' BEGIN"
        " SELECT RAISE(IGNORE); END");
    std::vector<user> made = numbered(100);
    CHECK_THAT(message_of<database_error>([&] { insert_all(*db, made); }), ContainsSubstring("inserted 0 of 1 rows"));
    CHECK(all<user>(*db, select_users).empty());
    made = numbered(50);
    insert_all(*db, made);
    CHECK(wrong_keys(*db, made) == 0);
}

TEST_CASE("a constraint that says ON CONFLICT IGNORE drops no row in silence") {
    const auto db = empty_database(dialect::sqlite);
    db->script("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE ON CONFLICT IGNORE, hair TEXT)");
    std::vector<user> made = numbered(100);
    made[90].name = "user 3";
    CHECK_THROWS_AS(insert_all(*db, made), database_error);
    CHECK(all<user>(*db, select_users).empty());
    made[90].name = "user 90";
    insert_all(*db, made);
    CHECK(wrong_keys(*db, made) == 0);
}

TEST_CASE("an AUTOINCREMENT table that is full is an error") {
    const auto db = empty_database(dialect::sqlite);
    db->script(
        "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, hair TEXT);"
        "INSERT INTO users VALUES (9223372036854775797, 'last', NULL)");
    std::vector<user> made = numbered(100);
    CHECK_THAT(message_of<database_error>([&] { insert_all(*db, made); }), ContainsSubstring("largest rowid"));
    CHECK(all<user>(*db, select_users).size() == 1);
}

TEST_CASE("a bulk insert into a view with a trigger of its own is refused, not silently keyless") {
    const auto db = empty_database(dialect::sqlite);
    db->script(
        "CREATE TABLE hidden (id INTEGER PRIMARY KEY, name TEXT, hair TEXT);"
        "CREATE VIEW users AS SELECT * FROM hidden;"
        "CREATE TRIGGER into_hidden INSTEAD OF INSERT ON users BEGIN"
        " INSERT INTO hidden (name, hair) VALUES (new.name, new.hair); END");
    std::vector<user> made = numbered(100);
    CHECK_THROWS_AS(insert_all(*db, made), database_error);
    CHECK(all<user>(*db, select_users).empty());
}

TEST_CASE("after ALTER TABLE the prepared blocks still work") {
    const auto db = with("");
    std::vector<user> made = numbered(100);
    insert_all(*db, made);
    db->script("ALTER TABLE users ADD COLUMN age INTEGER");
    made = numbered(100);
    insert_all(*db, made);
    CHECK(wrong_keys(*db, made) == 0);
}
