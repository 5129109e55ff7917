// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"
#include "handwritten.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace tain;
using namespace tain::test;

namespace {

std::unique_ptr<driver::connection> with_users(int count) {
    auto db = each_database();
    create_users(*db);
    std::vector<user> made;
    for (int i = 0; i < count; ++i) made.push_back({.name = "user " + std::to_string(i)});
    insert_all(*db, made);
    return db;
}

}  // namespace

TEST_CASE("a cursor gives the rows one by one, then none for ever") {
    const auto db = with_users(3);
    const auto rows = db->open({.what = select_users});
    for (int i = 0; i < 3; ++i) {
        user one;
        REQUIRE(rows->next(&one));
        CHECK(one.name == "user " + std::to_string(i));
    }
    user none;
    CHECK_FALSE(rows->next(&none));
    CHECK_FALSE(rows->next(&none));
}

TEST_CASE("two cursors on one statement don't disturb each other") {
    const auto db = with_users(20);
    const auto outer = db->open({.what = select_users});
    int pairs = 0;
    for (user a; outer->next(&a);) {
        const auto inner = db->open({.what = select_users});
        for (user b; inner->next(&b);) {
            CHECK(all<user>(*db, select_users).size() == 20);
            ++pairs;
        }
    }
    CHECK(pairs == 400);
}

TEST_CASE("a cursor that is left early frees its statement") {
    const auto db = with_users(20);
    {
        const auto rows = db->open({.what = select_users});
        user one;
        CHECK(rows->next(&one));
    }
    db->script("DROP TABLE users");  // would be locked on SQLite
    CHECK_FALSE(db->in_transaction());
}

TEST_CASE("forgetting statements leaves an open cursor alone") {
    const auto db = with_users(3);
    const auto rows = db->open({.what = select_users});
    user one;
    CHECK(rows->next(&one));
    db->forget_statements();
    CHECK(all<user>(*db, select_users).size() == 3);
    CHECK(rows->next(&one));
    CHECK(one.name == "user 1");
}

TEST_CASE("a row that does not fit ends its cursor with an error") {
    const auto db = with_users(1);
    static constexpr driver::statement select{
        .text = {"SELECT NULL, name, hair FROM users", "SELECT NULL::bigint, name, hair FROM users"},
        .hash = 301,
        .fields = 3,
        .groups = 1,
        .shape = &shape_user,
        .names = &user_names,
        .name_blocks = 1};
    const auto rows = db->open({.what = select});
    user one;
    CHECK_THROWS_AS(rows->next(&one), row_error);
    CHECK_FALSE(rows->next(&one));
}
