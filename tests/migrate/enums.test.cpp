// SPDX-License-Identifier: BSL-1.0
#include "round_trip.hpp"
#include "schema_words.hpp"

#include <tain/migrate/introspect.hpp>
#include <tain/migrate/snapshot.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace tain;
using namespace tain::test;

namespace {

constexpr dialect pg = dialect::postgresql;

column_word native(std::string column, std::string name) {
    column_word made{std::move(column), sql_kind::enumeration};
    made.type_text = std::move(name);
    return made;
}
column_word natives(std::string column, std::string name) {
    column_word made{std::move(column), sql_kind::array};
    made.type.element = sql_kind::enumeration;
    made.type_text = std::move(name);
    return made;
}

/// A table with everything that an enum can be in.
schema::database moods(const names& values, const std::string& by_default = "'glad'") {
    table_word t{"people",
                 {id(), native("mood", "mood").by_default(by_default), native("last", "mood").null(),
                  natives("all", "mood").by_default("'[]'", "'{}'")}};
    t.check("not_both", both(R"("mood" <> 'sad' OR "last" IS NULL)"));
    schema::index partial{.name = "ix_sad", .parts = {part("id")}};
    partial.where = both(R"("mood" = 'sad')");
    t.with_index(partial).index({"mood"}).unique({"id", "mood"});
    table_word child{"notes", {id(), native("person_mood", "mood"), bigint("person_id")}};
    child.reference({"person_id", "person_mood"}, "people", {"id", "mood"});
    schema::database made = schema_of({t, child});
    made.enums = {{"mood", values}};
    return made;
}

const std::string rows_of_people = R"(
    INSERT INTO people (id, mood, last, "all") VALUES
        (1, 'glad', NULL, '{glad,sad}'), (2, 'sad', NULL, '{}'), (3, 'glad', 'sad', '{sad}');
    INSERT INTO notes (id, person_mood, person_id) VALUES (1, 'sad', 2))";

std::string people(driver::connection& on) {
    return single(on, R"(SELECT string_agg(id || ':' || mood || ':' || coalesce(last::text, '-') || ':' || "all"::text,
                                           ' ' ORDER BY id) FROM people)");
}

/// Up, down, and up again on PostgreSQL, with rows; nothing on SQLite.
void prove_enum(const schema::database& before, const schema::database& after, const names& expected,
                const std::string& filled = rows_of_people) {
    const auto operations = migrate::diff(before, after);
    CHECK(codes(operations) == expected);
    CHECK(migrate::diff(after, after).empty());
    CHECK(migrate::parse_snapshot(migrate::write_snapshot(after), "s.json") == after);
    const std::string upgrade = render(operations, pg, before, after);
    const std::string downgrade = render(migrate::reverse(operations), pg, after, before);
    INFO("upgrade:\n" << upgrade << "\ndowngrade:\n" << downgrade);
    const auto db = empty_database(pg);
    create(*db, before);
    db->script(filled);
    REQUIRE(matches(*db, before));
    // A live database shows the same, and spells the type of each value in its defaults and expressions.
    const names found = codes(migrate::compare(*db, after));
    for (const std::string& one : codes(for_dialect(operations, pg)))
        CHECK(std::any_of(found.begin(), found.end(), [&](const std::string& each) { return each.starts_with(one); }));
    const std::string rows = people(*db);
    for (int round = 0; round != 2; ++round) {
        run_section(*db, upgrade);
        CHECK(matches(*db, after));
        CHECK(people(*db) == rows);
        run_section(*db, downgrade);
        CHECK(matches(*db, before));
        CHECK(people(*db) == rows);
    }
}

}  // namespace

TEST_CASE("an enum that gets values takes them in place") {
    prove_enum(moods({"glad", "sad"}), moods({"calm", "glad", "so-so", "sad", "it's"}), {"alter_enum mood"});
    const schema::database before = moods({"glad", "sad"}), after = moods({"calm", "glad", "so-so", "sad", "it's"});
    CHECK(render(migrate::diff(before, after), pg, before, after) ==
          "ALTER TYPE \"mood\" ADD VALUE 'calm' BEFORE 'glad';\n"
          "ALTER TYPE \"mood\" ADD VALUE 'so-so' AFTER 'glad';\n"
          "ALTER TYPE \"mood\" ADD VALUE 'it''s' AFTER 'sad';\n");
    CHECK(render(migrate::diff(before, after), dialect::sqlite, before, after).empty());
}

TEST_CASE("a new value that is used at once, a removed one and another order take a new type") {
    prove_enum(moods({"glad", "sad"}), moods({"glad", "sad", "calm"}, "'calm'"),
               {"alter_enum mood", "alter people.mood: default"});
    prove_enum(moods({"glad", "calm", "sad"}), moods({"glad", "sad"}), {"alter_enum mood"});
    prove_enum(moods({"glad", "calm", "sad"}, "'calm'"), moods({"glad", "sad"}),
               {"alter_enum mood", "alter people.mood: default"});
    prove_enum(moods({"glad", "sad"}), moods({"sad", "glad"}), {"alter_enum mood"});
}

TEST_CASE("a value that rows have is not removed") {
    const schema::database before = moods({"glad", "calm", "sad"}), after = moods({"glad", "sad"});
    const auto db = empty_database(pg);
    create(*db, before);
    db->script(rows_of_people + "; UPDATE people SET mood = 'calm' WHERE id = 1");
    CHECK_THROWS_AS(run_section(*db, render(migrate::diff(before, after), pg, before, after)), database_error);
    CHECK(matches(*db, before));
    CHECK(single(*db, "SELECT mood FROM people WHERE id = 1") == "calm");
}

TEST_CASE("text becomes a native enum and text again") {
    const auto people_of = [](bool native_ones) {
        const auto one = [&](const std::string& name) { return native_ones ? native(name, "mood") : text(name); };
        column_word all = natives("all", "mood");
        if (!native_ones) all.type.element = sql_kind::text, all.type_text.clear();
        table_word t{"people", {id(), one("mood").by_default("'glad'"), one("last").null(), all}};
        t.check("mood_enum", native_ones ? schema::sql_text{R"("mood" IN ('glad', 'sad'))", ""}
                                         : both(R"("mood" IN ('glad', 'sad'))"));
        schema::index partial{.name = "ix_sad", .parts = {part("id")}};
        partial.where = both(R"("mood" = 'sad')");
        schema::database made = schema_of({t.with_index(partial).index({"mood"})});
        if (native_ones) made.enums = {{"mood", {"glad", "sad"}}};
        return made;
    };
    const std::string rows = rows_of_people.substr(0, rows_of_people.find("INSERT INTO notes"));
    const names expected{"drop_ck ck_people_mood_enum", "create_enum mood",       "alter people.mood: type",
                         "alter people.last: type",     "alter people.all: type", "add_ck ck_people_mood_enum"};
    prove_enum(people_of(false), people_of(true), expected, rows);
    // SQLite has text, whatever it is called.
    const auto db = empty_database(dialect::sqlite);
    create(*db, people_of(true));
    CHECK(matches(*db, people_of(false)));
    CHECK(matches(*db, people_of(true)));
}

TEST_CASE("an enum gets another name, and one that is not wanted is dropped") {
    const schema::database before = moods({"glad", "sad"});
    schema::database after = before;
    after.enums = {{"Feeling", {"glad", "sad"}}};
    for (schema::table& t : after.tables)
        for (schema::column& c : t.columns)
            if (c.type_text == "mood") c.type_text = "Feeling";
    prove_enum(before, after,
               {"create_enum Feeling", "alter people.mood: type", "alter people.last: type", "alter people.all: type",
                "alter notes.person_mood: type", "drop_enum mood"});
}

TEST_CASE("enums are read from PostgreSQL in their order, without those of extensions") {
    const auto db = empty_database(pg);
    db->script(
        "CREATE TYPE size AS ENUM ('small', 'large'); ALTER TYPE size ADD VALUE 'middle' AFTER 'small';"
        "CREATE TABLE t (id bigint, s size, many size[])");
    const schema::database found = migrate::introspect(*db);
    CHECK(found.enums == std::vector<schema::enumeration>{{"size", {"small", "middle", "large"}}});
    CHECK(found.tables.at(0).columns.at(1) == native("s", "size").null());
    CHECK(found.tables.at(0).columns.at(2) == natives("many", "size").null());
}
