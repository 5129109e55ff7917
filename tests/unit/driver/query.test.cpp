// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"
#include "handwritten.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace tain;
using namespace tain::test;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("rows are read into members, NULL into an empty optional") {
    const auto db = each_database();
    create_users(*db);
    std::vector<user> made{{.name = "Ann", .hair = "red"}, {.name = "", .hair = ""}, {.name = "Bjørn 🦉"}};
    insert_all(*db, made);
    CHECK(all<user>(*db, select_users) == made);
    const cell key = bound(made[2].id);
    CHECK(all<user>(*db, select_user, {&key, 1}) == std::vector{made[2]});
    const cell nobody = bound(std::int64_t{-1});
    CHECK(all<user>(*db, select_user, {&nobody, 1}).empty());
}

TEST_CASE("no more rows are read than asked for") {
    const auto db = each_database();
    create_users(*db);
    std::vector<user> made(20, user{.name = "Ann"});
    insert_all(*db, made);
    CHECK(all<user>(*db, select_users, {}, 2).size() == 2);
    CHECK(all<user>(*db, select_users, {}, 0).empty());
    CHECK(all<user>(*db, select_users).size() == 20);
}

TEST_CASE("a long result grows its vector and ends with the true count") {
    const auto db = each_database();
    create_users(*db);
    std::vector<user> made;
    for (int i = 0; i < 3000; ++i) made.push_back({.name = "user " + std::to_string(i)});
    insert_all(*db, made);
    CHECK(all<user>(*db, select_users) == made);
    CHECK(all<user>(*db, select_users) == made);  // with the room that the first one needed
}

TEST_CASE("texts of a megabyte and texts with quotes survive") {
    const auto db = each_database();
    create_users(*db);
    std::vector<user> made{{.name = std::string(1'000'000, 'a')}, {.name = "it's \"quoted\" $1 ?1 \\ ;"}};
    insert_all(*db, made);
    CHECK(all<user>(*db, select_users) == made);
}

TEST_CASE("a NULL in a member that is no optional is named with its fix, and the connection goes on") {
    const auto db = each_database();
    static constexpr driver::statement select{
        .text = {"SELECT 1, NULL, 'x'", "SELECT 1::bigint, NULL::text, 'x'::text"},
        .hash = 201,
        .fields = 3,
        .groups = 1,
        .shape = &shape_user,
        .names = &user_names,
        .name_blocks = 1};
    const std::string said = message_of<row_error>([&] { all<user>(*db, select); });
    CHECK_THAT(said, ContainsSubstring("tain: cannot read table \"users\" as user"));
    CHECK_THAT(said,
               ContainsSubstring("name  is NULL but the member name is std::string; use std::optional<std::string>"));
    CHECK_THAT(said, ContainsSubstring("\n  at "));
    create_users(*db);
    CHECK(all<user>(*db, select_users).empty());
}

TEST_CASE("every column of a row that does not fit is reported at once") {
    const auto db = each_database();
    static constexpr driver::statement select{
        .text = {"SELECT 'text', NULL, 5", "SELECT 'text'::text, NULL::text, 5::bigint"},
        .hash = 202,
        .fields = 3,
        .groups = 1,
        .shape = &shape_user,
        .names = &user_names,
        .name_blocks = 1};
    const std::string said = message_of<row_error>([&] { all<user>(*db, select); });
    CHECK_THAT(said, ContainsSubstring("id    is text but the member id is std::int64_t"));
    CHECK_THAT(said, ContainsSubstring("name  is NULL"));
    CHECK_THAT(said, ContainsSubstring("hair  is an integer but the member hair is std::string"));
}

TEST_CASE("a statement with another number of columns than the row is refused") {
    const auto db = each_database();
    static constexpr driver::statement select{
        .text = {"SELECT 1", "SELECT 1"}, .hash = 203, .fields = 3, .groups = 1, .shape = &shape_user};
    CHECK_THAT(message_of<row_error>([&] { all<user>(*db, select); }),
               ContainsSubstring("returns 1 columns but the row has 3 members"));
}

TEST_CASE("the number of bound values must be the number of parameters") {
    const auto db = each_database();
    create_users(*db);
    CHECK_THROWS_AS(all<user>(*db, select_user), error);
    const cell two[] = {bound(std::int64_t{1}), bound(std::int64_t{2})};
    CHECK_THROWS_AS(all<user>(*db, select_user, two), error);
    CHECK(all<user>(*db, select_user, {two, 1}).empty());
}

TEST_CASE("execute returns how many rows were changed, and 0 for other statements") {
    const auto db = each_database();
    create_users(*db);
    std::vector<user> made(5, user{.name = "Ann"});
    insert_all(*db, made);
    static constexpr driver::statement begin{.text = {"BEGIN", "BEGIN"}, .hash = 204};
    static constexpr driver::statement commit{.text = {"COMMIT", "COMMIT"}, .hash = 205};
    static constexpr driver::statement rename{
        .text = {"UPDATE users SET name = 'Eve' WHERE id > 2", "UPDATE users SET name = 'Eve' WHERE id > 2"},
        .hash = 206};
    static constexpr driver::statement create{.text = {"CREATE TABLE t (a INTEGER)", "CREATE TABLE t (a INTEGER)"},
                                              .hash = 207};
    static constexpr driver::statement remove{.text = {"DELETE FROM users", "DELETE FROM users"}, .hash = 208};
    CHECK(run(*db, begin) == 0);
    CHECK(db->in_transaction());
    CHECK(run(*db, rename) == 3);
    CHECK(run(*db, create) == 0);
    CHECK(run(*db, commit) == 0);
    CHECK_FALSE(db->in_transaction());
    const cell values[] = {cell::of_bytes("Zoe", 3), bound(std::int64_t{1})};
    CHECK(run(*db, update_user, values) == 1);
    CHECK(run(*db, remove) == 5);
}

namespace {

struct pair_row {
    std::int64_t id = 0;
    std::optional<user> joined{};
};
void* engage_user(void* optional) { return &static_cast<std::optional<user>*>(optional)->emplace(); }
void shape_pair(field* fields, group* groups) {
    fields[0] = at(&pair_row::id, storage::int64);
    group inner{};
    shape_user(fields + 1, &inner);
    static const pair_row row{};
    groups[0] = {.first = 0, .count = 1};
    groups[1] = {.first = 1,
                 .count = 3,
                 .offset = static_cast<std::uint32_t>(reinterpret_cast<const char*>(&row.joined) -
                                                      reinterpret_cast<const char*>(&row)),
                 .key = 1,
                 .engage = &engage_user};
}

}  // namespace

TEST_CASE("a group whose key is NULL stays empty: an outer join that found nothing") {
    const auto db = each_database();
    static constexpr driver::statement select{
        .text =
            {"SELECT 1, 7, 'Ann', NULL UNION ALL SELECT 2, NULL, NULL, NULL ORDER BY 1",
             "SELECT 1::bigint, 7::bigint, 'Ann'::text, NULL::text UNION ALL SELECT 2, NULL, NULL, NULL ORDER BY 1"},
        .hash = 209,
        .fields = 4,
        .groups = 2,
        .shape = &shape_pair};
    const std::vector<pair_row> rows = all<pair_row>(*db, select);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].joined == user{.id = 7, .name = "Ann"});
    CHECK_FALSE(rows[1].joined.has_value());
}

TEST_CASE("the text of a variant is written once, and variants of one statement don't mix") {
    const auto db = each_database();
    static int written = 0;
    written = 0;
    static constexpr driver::statement number{.text = {"SELECT 0", "SELECT 0::bigint"},
                                              .hash = 210,
                                              .fields = 1,
                                              .groups = 1,
                                              .shape = &shape_value<std::int64_t, storage::int64>,
                                              .vary = [](dialect kind, std::uint64_t variant, std::string& to) {
                                                  ++written;
                                                  to = "SELECT " + std::to_string(variant) +
                                                       (kind == dialect::postgresql ? "::bigint" : "");
                                              }};
    using row = value_row<std::int64_t>;
    for (const std::uint64_t variant : {0U, 5U, 9U, 5U, 9U, 0U}) {
        std::vector<row> rows;
        db->query({.what = number, .variant = variant}, {&rows, &resize_rows<row>, sizeof(row)});
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].value == static_cast<std::int64_t>(variant));
    }
    CHECK(written == 2);
}

TEST_CASE("raw SQL with $1 binds by number, whatever the order of appearance") {
    const auto db = each_database();
    static constexpr driver::statement select{
        .text = {"SELECT $2 || '$1' || $1 -- $3\n", "SELECT $2 || '$1' || $1 -- $3\n"},
        .hash = 211,
        .fields = 1,
        .groups = 1,
        .shape = &shape_value<std::string, storage::text>};
    const cell values[] = {cell::of_bytes("a", 1), cell::of_bytes("b", 1)};
    const auto rows = all<value_row<std::string>>(*db, select, values);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].value == "b$1a");
}

TEST_CASE("text, more than one statement, and no statement at all") {
    const auto db = each_database();
    static constexpr driver::statement two{.text = {"SELECT 1; SELECT 2", "SELECT 1; SELECT 2"}, .hash = 212};
    static constexpr driver::statement none{.text = {" -- nothing", " -- nothing"}, .hash = 213};
    static constexpr driver::statement ended{.text = {"SELECT 1; -- end\n", "SELECT 1; -- end\n"}, .hash = 214};
    CHECK_THROWS_AS(run(*db, two), database_error);
    CHECK_THAT(message_of<database_error>([&] { run(*db, none); }), ContainsSubstring("no statement"));
    CHECK(run(*db, ended) == 0);
}

TEST_CASE("rows() gives names, texts and NULLs; script() runs many statements") {
    const auto db = each_database();
    db->script(
        "CREATE TABLE t (a INTEGER, b TEXT); -- and\nINSERT INTO t VALUES (1, 'x'); INSERT INTO t VALUES (2, NULL);");
    const driver::text_rows found = db->rows("SELECT a AS first, b FROM t WHERE b IS NULL OR b = $1 ORDER BY a",
                                             std::vector<std::optional<std::string>>{"x"});
    CHECK(found.columns == std::vector<std::string>{"first", "b"});
    REQUIRE(found.rows.size() == 2);
    CHECK(found.rows[0] == std::vector<std::optional<std::string>>{"1", "x"});
    CHECK(found.rows[1] == std::vector<std::optional<std::string>>{"2", std::nullopt});
    CHECK(db->rows("DELETE FROM t").rows.empty());
    CHECK_THROWS_AS(db->script("SELECT 1; SELECT nonsense; SELECT 2"), database_error);
    CHECK_THROWS_AS(db->rows("SELECT nonsense"), database_error);
    db->script("");
    db->script(" ; ; -- nothing");
}
