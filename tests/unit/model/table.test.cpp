// SPDX-License-Identifier: BSL-1.0
#include <tain/model/table.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

using tain::model::table_of;
using tain::types::sql_kind;
using tain::types::sql_type;

namespace app {

struct HTTPServer2Log {
    std::int64_t id{};
    std::string line{};
};
BOOST_DESCRIBE_STRUCT(HTTPServer2Log, (), (id, line))

struct already_snake {
    int id{};
};
BOOST_DESCRIBE_STRUCT(already_snake, (), (id))

struct Geo {
    double lat{};
    double lon{};
};
BOOST_DESCRIBE_STRUCT(Geo, (), (lat, lon))

struct Address {
    std::string city{};
    Geo at{};
};
BOOST_DESCRIBE_STRUCT(Address, (), (city, at))

struct Person {
    boost::uuids::uuid id{};
    std::string name{};
    std::optional<std::string> email{};
    Address home{};
    Address work{};
    int cached{};
    bool active{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, email, home, work, cached, active))

struct Membership {
    std::int64_t group_id{};
    std::int64_t user_id{};
    std::string role{};
};
BOOST_DESCRIBE_STRUCT(Membership, (), (group_id, user_id, role))

struct Country {
    std::int32_t id{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Country, (), (id, name))

struct Profile {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Profile, (), (id, text))

struct Stamps {
    std::int64_t id{};
    tain::types::timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(Stamps, (), (id, created_at))

struct Note : Stamps {
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (Stamps), (text))

struct Reading {
    double value{};
};
BOOST_DESCRIBE_STRUCT(Reading, (), (value))

struct Entry {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Entry, (), (id))

struct Nested {
    Stamps stamps{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Nested, (), (stamps, text))

}  // namespace app

template <>
inline constexpr auto tain::mapping<app::Person> =
    table("people", column_name<&app::Person::name>("full_name"), length<&app::Person::email>(255),
          prefix<&app::Person::home>("home_"), prefix<&app::Person::work>("work_"),
          prefix<path<&app::Person::work, &app::Address::at>>("w_"),
          column_name<path<&app::Person::home, &app::Address::city>>("town"), transient<&app::Person::cached>);
template <>
inline constexpr auto tain::mapping<app::Membership> =
    table("memberships", primary_key<&app::Membership::user_id, &app::Membership::group_id>);
template <>
inline constexpr auto tain::mapping<app::Country> = table("countries", primary_key<&app::Country::id>.natural());
template <>
inline constexpr auto tain::mapping<app::Profile> =
    table("profiles", foreign_key<&app::Profile::id>.references<&app::HTTPServer2Log::id>());
template <>
inline constexpr auto tain::mapping<app::Entry> = table("entries", in_schema("audit"));
template <>
inline constexpr auto tain::mapping<app::Nested> =
    table("nested", primary_key<path<&app::Nested::stamps, &app::Stamps::id>>);

namespace {

constexpr auto& people = table_of<app::Person>::columns;

}  // namespace

TEST_CASE("without a mapping a table is named like its model, in snake_case") {
    static_assert(table_of<app::HTTPServer2Log>::name == "http_server2_log");
    static_assert(table_of<app::already_snake>::name == "already_snake");
    static_assert(table_of<app::Note>::name == "note");
    static_assert(table_of<app::Person>::name == "people");
    SUCCEED();
}

TEST_CASE("a table in a schema has it in its name where there are no schemas") {
    static_assert(table_of<app::Entry>::name == "audit_entries");
    static_assert(table_of<app::Entry>::schema == "audit" && table_of<app::Entry>::local_name == "entries");
    static_assert(table_of<app::Person>::schema.empty() && table_of<app::Person>::local_name == "people");
    SUCCEED();
}

TEST_CASE("names in snake_case break where words begin") {
    const auto snake = [](std::string_view from) {
        std::string made(tain::model::detail::snake_case(from, nullptr), '\0');
        tain::model::detail::snake_case(from, made.data());
        return made;
    };
    const std::pair<const char*, const char*> cases[] = {{"User", "user"},
                                                         {"OrderItem", "order_item"},
                                                         {"OrderItem2", "order_item2"},
                                                         {"HTTPServer", "http_server"},
                                                         {"XMLHTTP", "xmlhttp"},
                                                         {"MyURL", "my_url"},
                                                         {"A", "a"},
                                                         {"AB", "ab"},
                                                         {"ABc", "a_bc"},
                                                         {"user_Id", "user_id"},
                                                         {"Id2Name", "id2_name"},
                                                         {"plain", "plain"},
                                                         {"SHA256Sum", "sha256_sum"}};
    for (const auto& [from, wanted] : cases) {
        CAPTURE(from);
        CHECK(snake(from) == wanted);
    }
}

TEST_CASE("embedded structs are flattened, with prefixes for the names of their columns") {
    static_assert(people.size() == 10);
    static_assert(people[0].name == "id" && people[1].name == "full_name" && people[2].name == "email");
    static_assert(people[3].name == "home_town" && people[3].member == "city");
    static_assert(people[4].name == "home_lat" && people[5].name == "home_lon");
    static_assert(people[6].name == "work_city");
    static_assert(people[7].name == "w_lat" && people[8].name == "w_lon", "the inner prefix was given last");
    static_assert(people[9].name == "active", "transient members are no columns");
    SUCCEED();
}

TEST_CASE("columns carry their types") {
    static_assert(people[0].type == sql_type{sql_kind::uuid} && !people[0].nullable && people[0].primary_key);
    static_assert(people[2].type == sql_type{sql_kind::varchar, 255} && people[2].nullable && !people[2].primary_key);
    static_assert(people[4].type == sql_type{sql_kind::float64});
    static_assert(people[9].type == sql_type{sql_kind::boolean});
    SUCCEED();
}

TEST_CASE("columns are found by the path of their members") {
    using tain::path_t;
    static_assert(table_of<app::Person>::index<path_t<&app::Person::name>> == 1);
    static_assert(table_of<app::Person>::index<path_t<&app::Person::home, &app::Address::at, &app::Geo::lon>> == 5);
    static_assert(table_of<app::Person>::index<path_t<&app::Person::cached>> == 10, "none: the size");
    static_assert(table_of<app::Person>::index<path_t<&app::Country::name>> == 10);
    static_assert(table_of<app::Note>::index<path_t<&app::Note::created_at>> == 1, "inherited");
    SUCCEED();
}

TEST_CASE("a leaf reaches its member in an object") {
    app::Person ada;
    ada.work.at.lon = 7.5;
    using leaf = table_of<app::Person>::column<8>;
    CHECK(leaf::in(std::as_const(ada)) == 7.5);
    leaf::in(ada) = 8.5;
    CHECK(ada.work.at.lon == 8.5);
}

TEST_CASE("a member called id is the key; the database generates it when it is one integer") {
    static_assert(table_of<app::HTTPServer2Log>::identity);
    static_assert(table_of<app::HTTPServer2Log>::columns[0].identity);
    static_assert(!table_of<app::HTTPServer2Log>::columns[1].identity);
    static_assert(table_of<app::already_snake>::identity);
    static_assert(table_of<app::Note>::identity && table_of<app::Note>::columns[0].primary_key, "inherited");
    static_assert(!table_of<app::Person>::identity, "a UUID is the application's");
    SUCCEED();
}

TEST_CASE("natural keys, keys of several columns and keys that refer to another table are the application's") {
    static_assert(!table_of<app::Country>::identity && table_of<app::Country>::key_size == 1);
    static_assert(!table_of<app::Profile>::identity && table_of<app::Profile>::columns[0].primary_key);
    static_assert(!table_of<app::Membership>::identity && table_of<app::Membership>::key_size == 2);
    static_assert(
        std::is_same_v<table_of<app::Membership>::key, tain::reflect::list<tain::path_t<&app::Membership::user_id>,
                                                                           tain::path_t<&app::Membership::group_id>>>,
        "in the order of the mapping");
    SUCCEED();
}

TEST_CASE("a model may have no key, and one inside an embedded struct") {
    static_assert(table_of<app::Reading>::key_size == 0 && !table_of<app::Reading>::identity);
    static_assert(table_of<app::Nested>::key_size == 1 && table_of<app::Nested>::identity);
    static_assert(table_of<app::Nested>::columns[0].identity);
    SUCCEED();
}
