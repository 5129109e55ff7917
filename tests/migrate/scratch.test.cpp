// SPDX-License-Identifier: BSL-1.0
#include "bad_database.hpp"
#include "fixture.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/migrate/compare.hpp>
#include <tain/migrate/introspect.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

namespace {

using namespace tain;
using namespace tain::test;

schema::database wanted() {
    return schema_of(
        {table_word{"authors",
                    {id(), varchar("name", 40).by_default("'x'"), integer("born").null(),
                     timestamp("at").by_default("CURRENT_TIMESTAMP")}}
             .unique({"name"})
             .check("name", "name IN ('x', 'y') OR name LIKE 'z%'")
             .with_index({.name = "ix_low", .parts = {part_of("lower(name)")}, .where = both("born BETWEEN 1 AND 9")}),
         table_word{"books", {id(), bigint("author_id"), real("price")}}.reference({"author_id"}, "authors", {"id"},
                                                                                   action::cascade)});
}

/// What is to be compared, on a connection that can write nothing.
struct read_only {
    fresh_database db{dialect::postgresql};
    std::string url = db.url() + "%20-cdefault_transaction_read_only%3Don";
};

/// An empty database to make things in.
std::string scratch() { return std::getenv("TAIN_TEST_POSTGRESQL"); }

}  // namespace

TEST_CASE("what can only be read is compared with the help of a scratch database") {
    const read_only live;
    create(*live.db.connect(), wanted());
    const auto on = open(live.url);
    const auto other = open(scratch());
    CHECK(migrate::compare(*on, wanted(), {}, other.get()).empty());
    CHECK_FALSE(other->in_transaction());
    CHECK(single(*other, "SELECT current_setting('search_path')") !=
          single(*on, "SELECT current_setting('search_path')"));

    // What the live database prints is read by the scratch database, as a dump brings it back.
    const auto owner = live.db.connect();
    const std::string check =
        single(*owner, "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'ck_authors_name'");
    owner->script("ALTER TABLE authors DROP CONSTRAINT ck_authors_name, ADD CONSTRAINT ck_authors_name " + check +
                  ", ALTER at SET DEFAULT now()");
    CHECK(migrate::compare(*on, wanted(), {}, other.get()).empty());

    // Differences are those that the database itself would tell.
    owner->script(
        "ALTER TABLE authors DROP CONSTRAINT ck_authors_name, ADD CHECK (name <> ''), ALTER born TYPE BIGINT; "
        "CREATE INDEX ix ON books (price)");
    CHECK_FALSE(migrate::compare(*owner, wanted()).empty());
    CHECK(migrate::compare(*on, wanted(), {}, other.get()) == migrate::compare(*owner, wanted()));

    const printed said = run_tool({"diff", "--url", live.url, "--scratch", scratch()}, wanted);
    CHECK(said.code == 2);
    CHECK(said.err == "");
    check_commands({"diff"}, live.url, wanted, {"only reads", "give a writable PostgreSQL by --scratch URL"});
}

TEST_CASE("a scratch database that cannot hold the models says why") {
    const read_only live;
    const auto on = open(live.url);
    const auto said = [&](const std::string& url, const schema::database& models = wanted()) {
        return message_of<error>([&] { migrate::compare(*on, models, {}, open(url).get()); });
    };
    check_words(said("sqlite::memory:"), {"is a SQLite database", "PostgreSQL"});
    check_words(said(live.url), {"scratch database", "only reads", "give one that is written"});
    check_words(said(scratch(), schema_of({table_word{"t", {integer("a")}}.check("c", "no_such_function(a) > 0")})),
                {"cannot be made on the scratch database", "no_such_function", "extensions, types and functions"});
    CHECK_FALSE(on->in_transaction());
}

TEST_CASE("check and stamp take a scratch database") {
    const read_only live;
    const fresh_database own{dialect::postgresql};
    const auto on = open(live.url), other = open(scratch());
    const migrate::project project{"no migrations here", wanted()};
    const names missing = migrate::check_database(project, *on, {}, other.get());
    CHECK(missing.size() == 3);
    create(*live.db.connect(), wanted());
    CHECK(migrate::check_database(project, *on, {}, other.get()).empty());

    const test::project p;
    p.add_change("aaaaaaaaaaaa", {}, {}, wanted());
    create(*own.connect(), wanted());
    CHECK(migrate::stamp({p.directory(), {}}, *own.connect(), "head", false, other.get()) == names{"aaaaaaaaaaaa"});
}

TEST_CASE("a hot standby is compared with the help of a scratch database", "[.][standby]") {
    const char* const found = std::getenv("TAIN_TEST_STANDBY");
    if (found == nullptr) FAIL("TAIN_TEST_STANDBY is not set: run the test with tests/support/with_standby");
    const fresh_database db{dialect::postgresql};
    const std::string url = found + db.url().substr(db.url().find("options=") - 1).replace(0, 1, "&");
    const auto primary = db.connect();
    const auto arrives = [&] {
        const std::string written = single(*primary, "SELECT pg_current_wal_insert_lsn()");
        const auto standby = open(url);
        while (single(*standby, "SELECT pg_last_wal_replay_lsn() >= '" + written + "'::pg_lsn") != "t")
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
    };
    create(*primary, wanted());
    arrives();
    const auto diff = [&](const names& more) {
        names arguments{"diff", "--url", url};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_tool(arguments, wanted);
    };
    check_commands({"diff"}, url, wanted, {"only reads", "25006", "give a writable PostgreSQL by --scratch URL"});
    CHECK(diff({"--scratch", scratch()}).out == "the database is as the models say\n");
    CHECK(run_tool({"inspect", "--url", url}, wanted).code == 0);
    CHECK(run_tool({"current", "--url", url}, wanted).code == 0);

    primary->script("ALTER TABLE books DROP COLUMN price, ADD CHECK (id > 0)");
    arrives();
    CHECK(migrate::compare(*open(url), wanted(), {}, open(scratch()).get()) == migrate::compare(*primary, wanted()));
    CHECK(diff({"--scratch", scratch()}).code == 2);

    const project p;
    p.add_change("aaaaaaaaaaaa", {}, {}, wanted());
    const printed said = run_tool({"upgrade", "--url", url}, wanted, p.directory());
    CHECK(said.code == 1);
    check_words(said.err, {"only reads", "25006"});
}
