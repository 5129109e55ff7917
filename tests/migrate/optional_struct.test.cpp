// SPDX-License-Identifier: BSL-1.0
#include "round_trip.hpp"
#include "support/message_of.hpp"

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

namespace {

struct Address {
    std::string city{};
    std::optional<std::string> note{};
    bool is_checked{};
};
BOOST_DESCRIBE_STRUCT(Address, (), (city, note, is_checked))

namespace before {
struct Person {
    std::int64_t id{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name))
}  // namespace before

namespace after {
struct Person {
    std::int64_t id{};
    std::string name{};
    std::optional<Address> home{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, home))
}  // namespace after

namespace always {
struct Person {
    std::int64_t id{};
    std::string name{};
    Address home{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, home))
}  // namespace always

}  // namespace

template <>
inline constexpr auto tain::mapping<before::Person> = table("people");
template <>
inline constexpr auto tain::mapping<after::Person> = table("people", prefix<&after::Person::home>("home_"));
template <>
inline constexpr auto tain::mapping<always::Person> = table("people", prefix<&always::Person::home>("home_"));

TEST_CASE("a struct that is optional as a whole is added to a table with rows, and taken out again") {
    const schema::database from = schema::of<models<before::Person>>(), to = schema::of<models<after::Person>>();
    const auto operations = migrate::diff(from, to);
    CHECK(codes(operations) == std::vector<std::string>{"add_col people.home_city", "add_col people.home_note",
                                                        "add_col people.home_is_checked",
                                                        "add_ck ck_people_home_is_checked_bool",
                                                        "add_ck ck_people_home_whole"});
    for (const schema::column& each : to.tables.front().columns) CHECK(each.nullable == each.name.starts_with("home_"));
    for (const dialect in : dialects_of_all) {
        prove_with_rows(in, from, to);
        const auto db = empty_database(in);
        create(*db, from);
        db->script("INSERT INTO people (name) VALUES ('a')");
        run_section(*db, render(operations, in, from, to));
        CHECK(single(*db, "SELECT count(*) FROM people WHERE home_city IS NULL AND home_is_checked IS NULL") == "1");
        CHECK(message_of<constraint_error>([&] {
                  db->script("UPDATE people SET home_note = 'n'");
              }).find("ck_people_home_whole") != std::string::npos);
        db->script("UPDATE people SET home_city = 'c', home_is_checked = '1'");
    }
}

TEST_CASE("an embedded struct becomes optional as a whole with its rows") {
    const schema::database from = schema::of<models<always::Person>>(), to = schema::of<models<after::Person>>();
    CHECK(codes(migrate::diff(from, to)) == std::vector<std::string>{"alter people.home_city: null",
                                                                     "alter people.home_is_checked: null",
                                                                     "add_ck ck_people_home_whole"});
    for (const dialect in : dialects_of_all) prove_with_rows(in, from, to);
}
