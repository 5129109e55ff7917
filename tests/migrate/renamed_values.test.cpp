// SPDX-License-Identifier: BSL-1.0
#include "round_trip.hpp"

#include <tain/migrate/snapshot.hpp>
#include <tain/schema.hpp>
#include <tain/sql/dsl.hpp>
#include <tain/tain.hpp>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Before and after a rename: the same table, described twice.
namespace old {

enum class mood { glad, sad };
BOOST_DESCRIBE_ENUM(mood, glad, sad)
enum class level { low, high };
BOOST_DESCRIBE_ENUM(level, low, high)

struct Person {
    std::int64_t id{};
    mood felt{};
    std::optional<mood> before{};
    level stress{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, felt, before, stress))

}  // namespace old

namespace now {

enum class mood { happy, sad, calm };
BOOST_DESCRIBE_ENUM(mood, happy, sad, calm)
enum class level { low, top };
BOOST_DESCRIBE_ENUM(level, low, top)

struct Person {
    std::int64_t id{};
    mood felt{};
    std::optional<mood> earlier{};
    level stress{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, felt, earlier, stress))

}  // namespace now

template <>
inline constexpr auto tain::stored_as<old::level> = tain::native_enum("level");
template <>
inline constexpr auto tain::stored_as<now::level> = tain::native_enum("level");
template <>
inline constexpr auto tain::renamed_enumerators<now::mood> =
    std::array{renamed_from<now::mood::happy>("glad"), renamed_from<now::mood::happy>("jolly")};
template <>
inline constexpr auto tain::renamed_enumerators<now::level> = std::array{renamed_from<now::level::top>("high")};

template <>
inline constexpr auto tain::mapping<old::Person> =
    table("people", server_default<&old::Person::felt>(old::mood::glad),
          index<&old::Person::stress>.where(tain::dsl::col<&old::Person::stress> == old::level::high));
template <>
inline constexpr auto tain::mapping<now::Person> =
    table("people", server_default<&now::Person::felt>(now::mood::happy), renamed_from<&now::Person::earlier>("before"),
          index<&now::Person::stress>.where(tain::dsl::col<&now::Person::stress> == now::level::top));

using namespace tain;
using namespace tain::test;

namespace {

/// The tables in a schema of PostgreSQL, whose name is part of theirs on SQLite.
schema::database within(schema::database of, const std::string& schema) {
    for (schema::table& t : of.tables) {
        t.name.insert(0, schema + "_");
        t.schema_name = schema;
    }
    return of;
}

}  // namespace

TEST_CASE("declared renames of enumerators change the values that rows have, up and down") {
    const schema::database before = schema::of<models<old::Person>>(), after = schema::of<models<now::Person>>();
    const auto operations = migrate::diff(before, after);
    std::vector<std::string> renames;
    for (const std::string& one : codes(operations))
        if (one.starts_with("rename ")) renames.push_back(one);
    CHECK(renames == std::vector<std::string>{"rename people.before earlier", "rename level: high top",
                                              "rename people.felt: glad happy", "rename people.earlier: glad happy",
                                              "rename people.stress: high top"});
    CHECK(migrate::diff(after, after).empty());
    CHECK(migrate::diff(migrate::parse_snapshot(migrate::write_snapshot(after), "s.json"), after).empty());
    CHECK(migrate::describe(migrate::rename_value{"t", "c", "it's", "b"}) ==
          R"(rename value 'it''s' in "t"."c" to 'b')");
    for (const dialect in : dialects_of_all) {
        const std::string upgrade = render(operations, in, before, after);
        const std::string downgrade = render(migrate::reverse(operations), in, after, before);
        INFO(name(in) << " upgrade:\n" << upgrade << "\n" << name(in) << " downgrade:\n" << downgrade);
        const auto db = empty_database(in);
        create(*db, before);
        db->script(R"(INSERT INTO people (id, felt, before, stress) VALUES (1, 'glad', NULL, 'high'),
                                          (2, 'sad', 'glad', 'low'), (3, 'glad', 'sad', 'high'))");
        const auto rows = [&](const std::string& column) {
            std::string made;
            for (const auto& row : db->rows("SELECT felt, " + column + ", stress FROM people ORDER BY id").rows)
                made += row[0].value_or("-") + "," + row[1].value_or("-") + "," + row[2].value_or("-") + ";";
            return made;
        };
        for (int round = 0; round != 2; ++round) {
            run_section(*db, upgrade);
            CHECK(matches(*db, after));
            CHECK(rows("earlier") == "happy,-,top;sad,happy,low;happy,sad,top;");
            run_section(*db, downgrade);
            CHECK(matches(*db, before));
            CHECK(rows("before") == "glad,-,high;sad,glad,low;glad,sad,high;");
        }
        // A live database is told from its checks and its type.
        const auto live = codes(migrate::compare(*db, after));
        CHECK(std::find(live.begin(), live.end(), "rename people.felt: glad happy") != live.end());
        CHECK((std::find(live.begin(), live.end(), "rename level: high top") != live.end()) ==
              (in == dialect::postgresql));
    }
}

TEST_CASE("values and enums of tables in schemas change where they are") {
    const schema::database before = within(schema::of<models<old::Person>>(), "audit");
    const schema::database after = within(schema::of<models<now::Person>>(), "audit");
    schema::database turned = after;
    for (schema::enumeration& e : turned.enums) std::reverse(e.values.begin(), e.values.end());
    for (const dialect in : dialects_of_all) {
        const auto db = empty_database(in);
        const std::string table = schema::qualified("audit_people", "audit", in);
        create(*db, before);
        db->script("INSERT INTO " + table + " (id, felt, stress) VALUES (1, 'glad', 'high'), (2, 'sad', 'low')");
        const auto run = [&](const schema::database& from, const schema::database& to) {
            const auto operations = migrate::diff(from, to);
            const std::string up = render(operations, in, from, to);
            const std::string down = render(migrate::reverse(operations), in, to, from);
            INFO(name(in) << " upgrade:\n" << up << "\n" << name(in) << " downgrade:\n" << down);
            for (int round = 0; round != 2; ++round) {
                run_section(*db, up);
                CHECK(matches(*db, to));
                if (round == 0) run_section(*db, down);
                if (round == 0) CHECK(matches(*db, from));
            }
        };
        run(before, after);
        run(after, turned);
        CHECK(single(*db, "SELECT felt || stress FROM " + table + " WHERE id = 1") == "happytop");
    }
}

TEST_CASE("a native enum becomes text while a value is renamed, and a native enum again") {
    const schema::database before = schema::of<models<old::Person>>();
    schema::database after = before;
    after.enums.clear();
    schema::column& stress = after.tables.at(0).columns.at(3);
    stress.type = {types::sql_kind::text};
    stress.type_text.clear();
    stress.renamed_values.all = {{"high", "top"}};
    for (schema::check& one : after.tables.at(0).checks)
        if (one.name == "ck_people_stress_enum")
            one.condition = schema::sql_text{std::string{R"("stress" IN ('low', 'top'))"}};
    after.tables.at(0).indexes.at(0).where = schema::sql_text{std::string{R"("stress" = 'top')"}};
    const auto operations = migrate::diff(before, after);
    for (const dialect in : dialects_of_all) {
        const std::string up = render(operations, in, before, after);
        const std::string down = render(migrate::reverse(operations), in, after, before);
        INFO(name(in) << " upgrade:\n" << up << "\n" << name(in) << " downgrade:\n" << down);
        const auto db = empty_database(in);
        create(*db, before);
        db->script("INSERT INTO people (id, felt, stress) VALUES (1, 'glad', 'high'), (2, 'sad', 'low')");
        for (int round = 0; round != 2; ++round) {
            run_section(*db, up);
            CHECK(matches(*db, after));
            CHECK(single(*db, "SELECT stress FROM people WHERE id = 1") == "top");
            run_section(*db, down);
            CHECK(matches(*db, before));
            CHECK(single(*db, "SELECT stress FROM people WHERE id = 1") == "high");
        }
    }
}
