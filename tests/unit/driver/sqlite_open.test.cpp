// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"
#include "handwritten.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <chrono>

using namespace tain;
using namespace tain::test;
using Catch::Matchers::ContainsSubstring;
using driver::sqlite::connect;

namespace {

std::string value(driver::connection& on, const char* sql) { return on.rows(sql).rows.at(0).at(0).value_or("NULL"); }

}  // namespace

TEST_CASE("a file is opened with foreign keys on, write-ahead logging and a busy timeout") {
    const temporary_directory place;
    const auto db = connect({.path = place.file("app.db"), .busy_timeout = std::chrono::milliseconds{1234}});
    CHECK(value(*db, "PRAGMA foreign_keys") == "1");
    CHECK(value(*db, "PRAGMA journal_mode") == "wal");
    CHECK(value(*db, "PRAGMA busy_timeout") == "1234");
    CHECK(value(*db, "PRAGMA trusted_schema") == "0");
    const auto plain = connect({.path = place.file("plain.db"), .wal = false});
    CHECK(value(*plain, "PRAGMA journal_mode") == "delete");
    CHECK(value(*connect({.path = ":memory:"}), "PRAGMA foreign_keys") == "1");
}

TEST_CASE("double quotes never make a string") {
    const auto db = connect({.path = ":memory:"});
    CHECK_THROWS_AS(db->rows("SELECT \"nonsense\""), database_error);
    CHECK_THROWS_AS(db->script("CREATE TABLE t (a TEXT CHECK (a <> \"x\"))"), database_error);
}

TEST_CASE("what cannot be opened is said in one sentence with the path and the fix") {
    const temporary_directory place;
    const std::string missing = place.file("no/such/place.db");
    const std::string said = message_of<connection_error>([&] { connect({.path = missing}); });
    CHECK_THAT(said, ContainsSubstring("tain: cannot open the SQLite database \"" + missing +
                                       "\": No such file or directory"));
    CHECK_THAT(said, ContainsSubstring("its directory must exist and be writable"));
    CHECK_THAT(message_of<connection_error>([&] { connect({.path = place.file("a.db"), .create = false}); }),
               ContainsSubstring("it must exist"));
    CHECK_THAT(message_of<connection_error>([&] { connect({.path = place.file("a.db"), .read_only = true}); }),
               ContainsSubstring("it must exist"));
    CHECK_THAT(message_of<connection_error>([&] { connect({.path = place.path()}); }), ContainsSubstring(place.path()));
    CHECK_THAT(message_of<connection_error>([&] { connect({.path = ""}); }), ContainsSubstring("without a file name"));
}

TEST_CASE("a file that is no database, and one that is damaged, are refused at once") {
    const temporary_directory place;
    write(place.file("letter.txt"), std::string(5000, 'x'));
    CHECK_THAT(message_of<connection_error>([&] { connect({.path = place.file("letter.txt")}); }),
               ContainsSubstring("is no SQLite database"));
    CHECK(read(place.file("letter.txt")) == std::string(5000, 'x'));
    {
        const auto db = connect({.path = place.file("app.db"), .wal = false});
        create_users(*db);
    }
    std::string bytes = read(place.file("app.db"));
    for (std::size_t i = 100; i < 4096; ++i) bytes[i] = '\xff';
    write(place.file("app.db"), bytes);
    CHECK_THAT(message_of<connection_error>([&] { connect({.path = place.file("app.db")}); }),
               ContainsSubstring("damaged"));
}

TEST_CASE("a read-only connection reads, and refuses to write") {
    const temporary_directory place;
    const auto db = connect({.path = place.file("app.db")});
    create_users(*db);
    std::vector<user> made{{.name = "Ann"}};
    insert_all(*db, made);
    const auto reader = connect({.path = place.file("app.db"), .read_only = true});
    CHECK(all<user>(*reader, select_users) == made);
    CHECK_THAT(message_of<database_error>([&] { insert_all(*reader, made); }), ContainsSubstring("read-only"));
}

TEST_CASE("a lock that another connection holds is a conflict, after the timeout") {
    const temporary_directory place;
    const auto db = connect({.path = place.file("app.db")});
    create_users(*db);
    const auto other = connect({.path = place.file("app.db"), .busy_timeout = std::chrono::milliseconds{20}});
    db->script("BEGIN IMMEDIATE");
    std::vector<user> one{{.name = "Ann"}}, many(100, {.name = "Eve"});
    CHECK_THAT(message_of<conflict_error>([&] { insert_all(*other, one); }),
               ContainsSubstring("run the transaction again"));
    CHECK_THROWS_AS(insert_all(*other, many), conflict_error);
    CHECK_FALSE(other->in_transaction());
    db->script("COMMIT");
    insert_all(*other, one);
    CHECK(all<user>(*db, select_users) == one);
}

TEST_CASE("a transaction that read what another one has changed since is a conflict") {
    const temporary_directory place;
    const auto db = connect({.path = place.file("app.db")});
    create_users(*db);
    const auto other = connect({.path = place.file("app.db")});
    other->script("BEGIN; SELECT count(*) FROM users");
    std::vector<user> one{{.name = "Ann"}};
    insert_all(*db, one);
    try {
        insert_all(*other, one);
        FAIL("accepted");
    } catch (const conflict_error& error) {
        CHECK(error.code() == "SQLITE_BUSY_SNAPSHOT");
    }
    other->script("ROLLBACK");
}

TEST_CASE("dropping a table that a result is still read from is refused with the fix") {
    const auto db = connect({.path = ":memory:"});
    create_users(*db);
    std::vector<user> made(3, {.name = "Ann"});
    insert_all(*db, made);
    const auto rows = db->open({.what = select_users});
    user one;
    REQUIRE(rows->next(&one));
    CHECK_THAT(message_of<database_error>([&] { db->script("DROP TABLE users"); }),
               ContainsSubstring("finish or destroy that result"));
    CHECK(rows->next(&one));
}

TEST_CASE("integers 0 and 1 are booleans on SQLite, other numbers are not") {
    const auto db = connect({.path = ":memory:"});
    static constexpr driver::statement select{
        .text = {"SELECT 2", ""}, .hash = 701, .fields = 1, .groups = 1, .shape = &shape_value<bool, storage::boolean>};
    CHECK_THROWS_AS(all<value_row<bool>>(*db, select), row_error);
}

TEST_CASE("a timestamp that somebody else wrote is read in SQLite's own forms, or refused") {
    const auto db = connect({.path = ":memory:"});
    using timestamp = std::chrono::sys_time<std::chrono::microseconds>;
    using row = value_row<timestamp>;
    static constexpr driver::statement select{.text = {"SELECT $1", ""},
                                              .hash = 702,
                                              .fields = 1,
                                              .groups = 1,
                                              .shape = &shape_value<timestamp, storage::timestamp>};
    const auto read_back = [&](const std::string& text) {
        const cell value = bound(text);
        return all<row>(*db, select, {&value, 1}).at(0).value.time_since_epoch().count();
    };
    CHECK(read_back("1970-01-01 00:00:01") == 1'000'000);
    CHECK(read_back("1970-01-01T00:00:01.5Z") == 1'500'000);
    CHECK_THROWS_AS(read_back("yesterday"), row_error);
    CHECK_THROWS_AS(read_back(""), row_error);
}
