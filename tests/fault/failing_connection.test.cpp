// SPDX-License-Identifier: BSL-1.0
#include "failing_connection.hpp"
#include "support/temporary_directory.hpp"
#include "unit/driver/handwritten.hpp"

#include <tain/driver/sqlite/connection.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace tain;
using namespace tain::test;

TEST_CASE("the n-th call fails, once, in the way that was asked for") {
    const auto calls = std::make_shared<failing_calls>();
    failing_connection db{driver::sqlite::connect({.path = ":memory:"}), calls};
    create_users(db);
    std::vector<user> made{{.name = "Ann"}};
    calls->fail_at(2, failure::before);
    insert_all(db, made);
    CHECK_FALSE(calls->failed());
    CHECK_THROWS_AS(insert_all(db, made), database_error);
    CHECK(calls->failed());
    CHECK(db.usable());
    CHECK(all<user>(db, select_users).size() == 1);
    CHECK(calls->count() == 3);

    calls->fail_at(1, failure::after);
    CHECK_THROWS_AS(insert_all(db, made), connection_error);
    CHECK_FALSE(db.usable());
    CHECK_THROWS_AS(all<user>(db, select_users), connection_error);
}

TEST_CASE("a connection that is lost rolls its transaction back, as a server does") {
    const temporary_directory place;
    const auto calls = std::make_shared<failing_calls>();
    const auto witness = driver::sqlite::connect({.path = place.file("app.db")});
    create_users(*witness);
    std::vector<user> made{{.name = "Ann"}};
    {
        failing_connection db{driver::sqlite::connect({.path = place.file("app.db")}), calls};
        db.script("BEGIN");
        insert_all(db, made);
        const auto rows = db.open({.what = select_users});
        user one;
        CHECK(rows->next(&one));
        calls->fail_at(1, failure::lost);
        CHECK_THROWS_AS(rows->next(&one), connection_error);
        CHECK_THROWS_AS(db.script("COMMIT"), connection_error);
        CHECK_FALSE(db.in_transaction());
    }
    CHECK(all<user>(*witness, select_users).empty());
}
