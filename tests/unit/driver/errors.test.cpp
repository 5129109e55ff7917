// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"
#include "handwritten.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace tain;
using namespace tain::test;
using Catch::Matchers::ContainsSubstring;

namespace {

void create_orders(driver::connection& on) {
    on.script(
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);"
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customers (id),"
        " amount INTEGER CONSTRAINT amount_positive CHECK (amount > 0), place TEXT, "
        " CONSTRAINT one_place UNIQUE (place, amount));"
        "INSERT INTO customers VALUES (1, 'ann@x.org');"
        "INSERT INTO orders VALUES (1, 1, 5, 'here')");
}

struct refused {
    constraint_kind kind;
    driver::statement what;
    const char* sqlite_code;
    const char* sqlstate;
    const char* sqlite_constraint;
    const char* postgresql_constraint;
};

/// One statement for both databases.
constexpr driver::statement both(std::string_view text, std::uint64_t hash) {
    driver::statement made;
    made.text[0] = made.text[1] = text;
    made.hash = hash;
    return made;
}

}  // namespace

TEST_CASE("each kind of constraint is told apart, with its name where the database tells it") {
    static const refused cases[] = {
        {constraint_kind::unique, both("INSERT INTO customers VALUES (2, 'ann@x.org')", 501),
         "SQLITE_CONSTRAINT_UNIQUE", "23505", "", "customers_email_key"},
        {constraint_kind::primary_key, both("INSERT INTO customers VALUES (1, 'eve@x.org')", 502),
         "SQLITE_CONSTRAINT_PRIMARYKEY", "23505", "", "customers_pkey"},
        {constraint_kind::unique, both("INSERT INTO orders VALUES (2, 1, 5, 'here')", 503), "SQLITE_CONSTRAINT_UNIQUE",
         "23505", "", "one_place"},
        {constraint_kind::foreign_key, both("INSERT INTO orders VALUES (2, 9, 5, 'there')", 504),
         "SQLITE_CONSTRAINT_FOREIGNKEY", "23503", "", "orders_customer_fkey"},
        {constraint_kind::foreign_key, both("DELETE FROM customers", 505), "SQLITE_CONSTRAINT_FOREIGNKEY", "23503", "",
         "orders_customer_fkey"},
        {constraint_kind::check, both("INSERT INTO orders VALUES (2, 1, 0, 'there')", 506), "SQLITE_CONSTRAINT_CHECK",
         "23514", "amount_positive", "amount_positive"},
        {constraint_kind::not_null, both("INSERT INTO orders VALUES (2, NULL, 5, 'there')", 507),
         "SQLITE_CONSTRAINT_NOTNULL", "23502", "", ""},
    };
    const auto db = each_database();
    const bool lite = db->kind() == dialect::sqlite;
    create_orders(*db);
    for (const refused& one : cases) {
        try {
            run(*db, one.what);
            FAIL("accepted: " << one.what.text[0]);
        } catch (const constraint_error& error) {
            INFO(error.what());
            // PostgreSQL does not tell a primary key from another unique constraint.
            const bool key = one.kind == constraint_kind::primary_key && !lite;
            CHECK(error.kind() == (key ? constraint_kind::unique : one.kind));
            CHECK(error.code() == (lite ? one.sqlite_code : one.sqlstate));
            CHECK(error.constraint() == (lite ? one.sqlite_constraint : one.postgresql_constraint));
            CHECK(error.sql() == one.what.text[0]);
            CHECK(std::string{error.report().where.file_name()}.find("handwritten.hpp") != std::string::npos);
            CHECK_THAT(error.what(), ContainsSubstring("tain: a constraint refused the row"));
        }
        CHECK(db->usable());
    }
    CHECK(db->rows("SELECT * FROM orders").rows.size() == 1);
}

TEST_CASE("a NOT NULL error names its table and column") {
    const auto db = each_database();
    create_orders(*db);
    static constexpr driver::statement insert = both("INSERT INTO orders VALUES (2, NULL, 5, 'there')", 508);
    try {
        run(*db, insert);
        FAIL("accepted");
    } catch (const constraint_error& error) {
        CHECK(error.report().table == "orders");
        CHECK(error.report().column == "customer");
    }
}

TEST_CASE("bound values don't appear in messages") {
    const auto db = each_database();
    create_orders(*db);
    static constexpr driver::statement insert = {
        .text = {"INSERT INTO customers VALUES (?1, ?2)", "INSERT INTO customers VALUES ($1, $2)"}, .hash = 509};
    const cell values[] = {bound(std::int64_t{77}), cell::of_bytes("ann@x.org", 9)};
    const std::string said = message_of<constraint_error>([&] { run(*db, insert, values); });
    CHECK(said.find("ann@x.org") == std::string::npos);
    CHECK_THAT(said, ContainsSubstring("INSERT INTO customers"));
}

TEST_CASE("a statement that the database does not understand carries its text and the caller's place") {
    const auto db = each_database();
    static constexpr driver::statement select = both("SELECT nonsense FROM nowhere", 510);
    const std::string said = message_of<database_error>([&] { run(*db, select); });
    CHECK_THAT(said,
               ContainsSubstring(db->kind() == dialect::sqlite
                                     ? "tain: SQLite refused the statement: no such table: nowhere (SQLITE_ERROR); "
                                     : "tain: PostgreSQL refused the statement: relation \"nowhere\" does not exist "
                                       "(42P01); "));
    CHECK_THAT(said, ContainsSubstring("\n  SQL: SELECT nonsense FROM nowhere\n  at "));
    CHECK(db->usable());
    CHECK(db->rows("SELECT 1").rows.size() == 1);
}

TEST_CASE("after an error in a transaction SQLite goes on and PostgreSQL asks for a rollback") {
    const auto db = each_database();
    create_orders(*db);
    static constexpr driver::statement begin = both("BEGIN", 511);
    static constexpr driver::statement rollback = both("ROLLBACK", 512);
    static constexpr driver::statement wrong = both("INSERT INTO customers VALUES (1, 'x')", 513);
    static constexpr driver::statement right = both("INSERT INTO customers VALUES (2, 'x')", 514);
    run(*db, begin);
    CHECK_THROWS_AS(run(*db, wrong), constraint_error);
    CHECK(db->in_transaction());
    if (db->kind() == dialect::sqlite)
        CHECK(run(*db, right) == 1);
    else
        CHECK_THAT(message_of<database_error>([&] { run(*db, right); }), ContainsSubstring("roll it back"));
    run(*db, rollback);
    CHECK_FALSE(db->in_transaction());
    CHECK(db->rows("SELECT * FROM customers").rows.size() == 1);
}

namespace {

struct event {
    std::string text;
    std::int64_t rows;
    bool failed;
};
class recorder final : public driver::observer {
public:
    void on_statement(const driver::statement_event& seen) noexcept override {
        events.push_back({std::string{seen.text}, seen.rows, seen.failed});
        if (seen.duration.count() < 0) events.back().rows = -1;
    }
    std::vector<event> events{};
};

}  // namespace

TEST_CASE("an observer sees each statement, with its rows, also those that fail") {
    const auto db = each_database();
    create_orders(*db);
    recorder seen;
    db->observe(&seen);
    static constexpr driver::statement insert = both("INSERT INTO customers VALUES (2, 'x'), (3, 'y')", 515);
    static constexpr driver::statement wrong = both("INSERT INTO customers VALUES (3, 'z')", 516);
    static constexpr driver::statement nonsense = both("SELECT nonsense", 517);
    static constexpr driver::statement select{.text = {"SELECT email FROM customers", "SELECT email FROM customers"},
                                              .hash = 518,
                                              .fields = 1,
                                              .groups = 1,
                                              .shape = &shape_value<std::string, storage::text>};
    run(*db, insert);
    CHECK_THROWS(run(*db, wrong));
    CHECK_THROWS(run(*db, nonsense));
    CHECK(all<value_row<std::string>>(*db, select).size() == 3);
    {
        const auto rows = db->open({.what = select});
        value_row<std::string> row;
        while (rows->next(&row)) {}
    }
    static_cast<void>(db->rows("SELECT 1"));
    db->observe(nullptr);
    run(*db, both("DELETE FROM orders", 519));
    REQUIRE(seen.events.size() == 6);
    CHECK(seen.events[0].text == insert.text[0]);
    CHECK(seen.events[0].rows == 2);
    CHECK_FALSE(seen.events[0].failed);
    CHECK(seen.events[1].failed);
    CHECK(seen.events[2].text == "SELECT nonsense");
    CHECK(seen.events[2].failed);
    CHECK(seen.events[3].rows == 3);
    CHECK(seen.events[4].rows == 3);
    CHECK_FALSE(seen.events[4].failed);
    CHECK(seen.events[5].text == "SELECT 1");
}
