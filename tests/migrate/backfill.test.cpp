// SPDX-License-Identifier: BSL-1.0
#include "cases.hpp"
#include "migrate/fixture.hpp"

#include <tain/migrate/runner.hpp>
#include <tain/migrate/snapshot.hpp>
#include <tain/model/models.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/schema.hpp>
#include <tain/sql/dsl.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using namespace tain;
using namespace tain::test;
using namespace tain::dsl;

namespace {

/// A reader as of today. Before, there was a `first` and a `last` in place of `name`, no `shout`, and `nick` could be NULL.
struct Reader {
    std::int64_t id{};
    std::string name{};
    std::string nick{};
    std::string shout{};
    std::optional<std::int32_t> score{};
};
BOOST_DESCRIBE_STRUCT(Reader, (), (id, name, nick, shout, score))

}  // namespace

template <>
inline constexpr auto tain::mapping<Reader> =
    table("readers", unique<&Reader::name>, backfill<&Reader::name>(tain::sql_text("first || ' ' || last -- both")),
          backfill<&Reader::nick>("it's \"none\""),
          backfill<&Reader::shout>(concat("NO. ", cast<std::string>(col<&Reader::id>))),
          backfill<&Reader::score>(tain::sql_text("(SELECT max(points) FROM scores WHERE reader = readers.id)")));

namespace {

table_word old_readers() { return {"readers", {id(), text("first"), text("last"), text("nick").null()}}; }
table_word scores() { return {"scores", {id(), bigint("reader"), integer("points").null()}}; }

column_word filled(column_word of, std::string with) {
    of.backfill.value = both(std::move(with));
    return of;
}

void run(driver::connection& on, const schema::database& from, const schema::database& to) {
    run_section(on, render(migrate::diff(from, to), on.kind(), from, to));
}
void run_back(driver::connection& on, const schema::database& from, const schema::database& to) {
    run_section(on, render(migrate::reverse(migrate::diff(from, to)), on.kind(), to, from));
}

std::vector<std::string> column(driver::connection& on, std::string_view sql) {
    std::vector<std::string> made;
    for (const auto& row : on.rows(sql).rows) made.push_back(row.at(0).value_or("NULL"));
    return made;
}

}  // namespace

TEST_CASE("rows get what the mapping says when columns are added or become NOT NULL") {
    using readers = tain::models<Reader>;
    const schema::database now = schema::of<readers>();
    // `scores` goes in the same migration, after it was read.
    const schema::database before = schema_of({old_readers(), scores()});
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, before);
        db->script(
            "INSERT INTO readers (first, last, nick) VALUES ('Ann', 'Lee', NULL), ('Bo', 'O''Hara', 'bo');"
            "INSERT INTO scores (reader, points) VALUES (1, 7), (1, 9)");
        run(*db, before, now);
        CHECK(matches(*db, now));
        CHECK(column(*db, "SELECT name FROM readers ORDER BY id") == names{"Ann Lee", "Bo O'Hara"});
        CHECK(column(*db, "SELECT nick FROM readers ORDER BY id") == names{"it's \"none\"", "bo"});
        CHECK(column(*db, "SELECT shout FROM readers ORDER BY id") == names{"NO. 1", "NO. 2"});
        CHECK(column(*db, "SELECT score FROM readers ORDER BY id") == names{"9", "NULL"});
        // On the way down what was dropped is lost, which is refused where rows are.
        CHECK_THROWS_AS(run_back(*db, before, now), error);
        CHECK(matches(*db, now));
        db->script("DELETE FROM readers");
        run_back(*db, before, now);
        CHECK(matches(*db, before));
    }
}

TEST_CASE("a backfill is no part of the schema") {
    const schema::database plain = schema_of({table_word{"t", {id(), text("a")}}});
    const schema::database said = schema_of({table_word{"t", {id(), filled(text("a"), "'x'")}}});
    CHECK(plain == said);
    CHECK(migrate::diff(plain, said).empty());
    CHECK(migrate::write_snapshot(said) == migrate::write_snapshot(plain));
    // One that is left over from a change long ago does nothing when something else changes.
    const schema::database next = schema_of({table_word{"t", {id(), filled(varchar("a", 9), "nonsense")}}});
    for (const dialect in : dialects_of_all) prove_with_rows(in, plain, next);
}

TEST_CASE("a backfill goes before a default, and fills columns that may be NULL") {
    const schema::database before = schema_of({table_word{"t", {id(), text("a")}}});
    const schema::database after = schema_of({table_word{
        "t",
        {id(), text("a"), filled(integer("b").by_default("0"), "length(a)"), filled(text("c").null(), "upper(a)")}}});
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, before);
        db->script("INSERT INTO t (a) VALUES ('xyz')");
        run(*db, before, after);
        CHECK(matches(*db, after));
        db->script("INSERT INTO t (a) VALUES ('new')");
        CHECK(column(*db, "SELECT b FROM t ORDER BY id") == names{"3", "0"});
        CHECK(column(*db, "SELECT c FROM t ORDER BY id") == names{"XYZ", "NULL"});
        run_back(*db, before, after);
        CHECK(matches(*db, before));
        CHECK(column(*db, "SELECT a FROM t ORDER BY id") == names{"xyz", "new"});
    }
}

TEST_CASE("a column moves from one table to another") {
    const schema::database before =
        schema_of({table_word{"a_people", {id(), text("street")}}, table_word{"homes", {id(), bigint("person")}}});
    const schema::database after = schema_of(
        {table_word{"a_people", {id()}},
         table_word{"homes",
                    {id(), bigint("person"),
                     filled(text("street"), "(SELECT street FROM a_people AS p WHERE p.id = homes.person)")}}});
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        create(*db, before);
        db->script("INSERT INTO a_people (street) VALUES ('High St'); INSERT INTO homes (person) VALUES (1), (1)");
        run(*db, before, after);
        CHECK(matches(*db, after));
        CHECK(column(*db, "SELECT street FROM homes") == names{"High St", "High St"});
    }
}

TEST_CASE("without a backfill the review line names three ways out") {
    const schema::database before = schema_of({table_word{"t", {id(), text("a").null()}}});
    const schema::database after = schema_of({table_word{"t", {id(), text("a"), text("b")}}});
    for (const dialect in : dialects_of_all) {
        const std::string section = render(migrate::diff(before, after), in, before, after);
        CHECK(section.find("\"t\".\"a\" becomes NOT NULL: this fails while a row has NULL there.") != section.npos);
        CHECK(section.find("\"t\".\"b\" is NOT NULL and has no default: this fails if the table has rows.") !=
              section.npos);
        CHECK(section.find("backfill<…>(…)") != section.npos);
        const schema::database said =
            schema_of({table_word{"t", {id(), filled(text("a"), "'x'"), filled(text("b"), "'y'")}}});
        CHECK(render(migrate::diff(before, said), in, before, said).find("-- review") == section.npos);
    }
}

TEST_CASE("an upgrade that rows refuse names three ways out") {
    for (const dialect in : dialects_of_all) {
        const fresh_database db{in};
        const project p;
        p.add("aaaaaaaaaaaa", {}, "CREATE TABLE t (x INTEGER NOT NULL);");
        p.add("bbbbbbbbbbbb", {"aaaaaaaaaaaa"}, "INSERT INTO t VALUES (NULL);");
        const migrate::directory files = p.load();
        std::string message;
        try {
            migrate::runner{*db.connect(), files}.upgrade("head");
        } catch (const migrate::migration_error& e) {
            message = e.what();
        }
        INFO(message);
        CHECK(message.find("backfill<…>(…) or server_default<…>(…) in the mapping, or let the member be") !=
              message.npos);
    }
}
