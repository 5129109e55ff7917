// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"
#include "handwritten.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <map>
#include <set>

using namespace tain;
using namespace tain::test;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<user> some_users(std::size_t count) {
    std::vector<user> made;
    for (std::size_t i = 0; i < count; ++i)
        made.push_back({.name = "user " + std::to_string(i),
                        .hair = i % 3 == 0 ? std::nullopt : std::optional{std::string(i % 5, 'h')}});
    return made;
}

/// Checks that each object has the key of its own row, and that no key is there twice.
void check_keys(driver::connection& on, const std::vector<user>& made) {
    std::map<std::int64_t, std::string> names;
    for (const user& one : all<user>(on, select_users)) names[one.id] = one.name;
    std::set<std::int64_t> keys;
    std::size_t wrong = 0;
    for (const user& one : made) {
        keys.insert(one.id);
        wrong += names[one.id] != one.name;
    }
    CHECK(wrong == 0);
    CHECK(keys.size() == made.size());
}

std::size_t count_users(driver::connection& on) { return all<user>(on, select_users).size(); }

}  // namespace

TEST_CASE("any number of objects is inserted, and each gets its key") {
    const auto db = each_database();
    create_users(*db);
    std::size_t total = 0;
    for (const std::size_t count : {0U, 1U, 2U, 7U, 8U, 9U, 63U, 64U, 65U, 127U, 1000U}) {
        std::vector<user> made = some_users(count);
        insert_all(*db, made);
        check_keys(*db, made);
        total += count;
        CHECK(count_users(*db) == total);
        CHECK_FALSE(db->in_transaction());
    }
}

TEST_CASE("a bulk insert inside a transaction is undone with it, and leaves it open") {
    const auto db = each_database();
    create_users(*db);
    db->script("BEGIN");
    std::vector<user> made = some_users(100);
    insert_all(*db, made);
    check_keys(*db, made);
    CHECK(db->in_transaction());
    db->script("ROLLBACK");
    CHECK(count_users(*db) == 0);
}

TEST_CASE("one bad row among many leaves none, and a transaction around them goes on") {
    const auto db = each_database();
    create_users(*db);
    for (const std::size_t bad : {0U, 1U, 63U, 64U, 98U, 99U}) {
        std::vector<user> made = some_users(100);
        made[bad].name = "x";  // the CHECK refuses it
        CHECK_THROWS_AS(insert_all(*db, made), constraint_error);
        CHECK_FALSE(db->in_transaction());
        CHECK(count_users(*db) == 0);
        db->script("BEGIN");
        std::vector<user> before{{.name = "before"}};
        insert_all(*db, before);
        CHECK_THROWS_AS(insert_all(*db, made), constraint_error);
        CHECK(db->in_transaction());
        CHECK(count_users(*db) == 1);
        db->script("ROLLBACK");
    }
}

TEST_CASE("an object that cannot be bound is named by row and column, and nothing is inserted") {
    const auto db = each_database();
    create_users(*db);
    driver::insertion how = user_insertion;
    how.bind = [](cell* to, const void* row, types::scratch& keep) {
        bind_user(to, row, keep);
        if (static_cast<const user*>(row)->name == "user 70")
            to[1] = cell::of_fault(types::fault::unknown_enumerator, cell_kind::text);
    };
    std::vector<user> made = some_users(100);
    CHECK_THAT(message_of<row_error>([&] { insert_all(*db, made, how); }),
               ContainsSubstring("cannot bind parameter 2 (column \"hair\") of row 71"));
    CHECK(count_users(*db) == 0);
    CHECK_FALSE(db->in_transaction());
}

TEST_CASE("a key that its member cannot hold is an error that inserts nothing") {
    const auto db = each_database();
    create_users(*db);
    driver::insertion how = user_insertion;
    how.set_key = [](void* row, std::int64_t key) {
        if (key > 5) return types::fault::out_of_range;
        return set_user_key(row, key);
    };
    how.largest_key = 5;
    std::vector<user> five = some_users(5), one = some_users(1), many = some_users(100);
    insert_all(*db, five, how);
    check_keys(*db, five);
    CHECK_THAT(message_of<row_error>([&] { insert_all(*db, one, how); }),
               ContainsSubstring("the key that the database generated for row 1"));
    CHECK_THROWS_AS(insert_all(*db, many, how), row_error);
    CHECK(count_users(*db) == 5);
    CHECK_FALSE(db->in_transaction());
}

namespace {

/// Inserts with the key given by the application, or updates.
void bind_whole_user(cell* to, const void* row, types::scratch& keep) {
    to[0] = bound(static_cast<const user*>(row)->id);
    bind_user(to + 1, row, keep);
}
constexpr driver::statement upsert_user{
    .text =
        {"INSERT INTO \"users\" (\"id\", \"name\", \"hair\") VALUES (?1, ?2, ?3) ON CONFLICT (\"id\") DO UPDATE SET "
         "\"name\" = excluded.\"name\", \"hair\" = excluded.\"hair\"",
         "INSERT INTO \"users\" (\"id\", \"name\", \"hair\") VALUES ($1, $2, $3) ON CONFLICT (\"id\") DO UPDATE SET "
         "\"name\" = excluded.\"name\", \"hair\" = excluded.\"hair\""},
    .hash = 601};
constexpr driver::statement upsert_users{
    .text = {"",
             "INSERT INTO \"users\" (\"id\", \"name\", \"hair\") SELECT c0, c1, c2 FROM unnest($1::bigint[], "
             "$2::text[], $3::text[]) WITH ORDINALITY AS rows(c0, c1, c2, at) ORDER BY at ON CONFLICT (\"id\") DO "
             "UPDATE SET \"name\" = excluded.\"name\", \"hair\" = excluded.\"hair\""},
    .hash = 602};
constexpr driver::insertion upsertion{.one_row = &upsert_user,
                                      .bulk = &upsert_users,
                                      .table = "\"users\"",
                                      .columns = 3,
                                      .stride = sizeof(user),
                                      .bind = &bind_whole_user,
                                      .upsert = true};

}  // namespace

TEST_CASE("an upsert inserts and updates, and the last object of a key wins") {
    const auto db = each_database();
    create_users(*db);
    for (const bool inside : {false, true}) {
        if (inside) db->script("BEGIN");
        std::vector<user> made = some_users(200);
        for (std::size_t i = 0; i < made.size(); ++i) made[i].id = static_cast<std::int64_t>(i) + 1;
        insert_all(*db, made, upsertion);
        CHECK(all<user>(*db, select_users) == made);
        for (user& one : made) one.name += " renamed";
        insert_all(*db, made, upsertion);
        CHECK(all<user>(*db, select_users) == made);
        std::vector<user> twice = made;
        twice.push_back(made[3]);
        twice.back().name = made[3].name = "the last one";
        insert_all(*db, twice, upsertion);
        CHECK(all<user>(*db, select_users) == made);
        CHECK(db->in_transaction() == inside);
        if (inside) db->script("ROLLBACK");
    }
}

TEST_CASE("rows that are left alone by an upsert are no error") {
    const auto db = each_database();
    create_users(*db);
    static constexpr driver::statement one{
        .text =
            {"INSERT INTO \"users\" (\"id\", \"name\", \"hair\") VALUES (?1, ?2, ?3) ON CONFLICT (\"id\") DO NOTHING",
             "INSERT INTO \"users\" (\"id\", \"name\", \"hair\") VALUES ($1, $2, $3) ON CONFLICT (\"id\") DO NOTHING"},
        .hash = 603};
    driver::insertion how = upsertion;
    how.one_row = &one;
    how.bulk = nullptr;
    std::vector<user> made = some_users(100);
    for (std::size_t i = 0; i < made.size(); ++i) made[i].id = static_cast<std::int64_t>(i % 50) + 1;
    insert_all(*db, made, how);
    made.resize(50);
    CHECK(all<user>(*db, select_users) == made);
}

TEST_CASE("a table without columns to bind is filled by DEFAULT VALUES") {
    const auto db = each_database();
    db->script(db->kind() == dialect::sqlite
                   ? "CREATE TABLE t (id INTEGER PRIMARY KEY)"
                   : "CREATE TABLE t (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)");
    static constexpr driver::statement one{
        .text = {"INSERT INTO \"t\" DEFAULT VALUES", "INSERT INTO \"t\" DEFAULT VALUES RETURNING \"id\""}, .hash = 604};
    static constexpr driver::insertion how{.one_row = &one,
                                           .table = "\"t\"",
                                           .columns = 0,
                                           .stride = sizeof(user),
                                           .bind = [](cell*, const void*, types::scratch&) {},
                                           .set_key = &set_user_key};
    std::vector<user> made(70);
    insert_all(*db, made, how);
    for (std::size_t i = 0; i < made.size(); ++i) CHECK(made[i].id == static_cast<std::int64_t>(i) + 1);
}
