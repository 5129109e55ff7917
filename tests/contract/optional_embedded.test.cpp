// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"

#include <tain/driver/error.hpp>
#include <tain/session.hpp>
#include <tain/sql/to_sql.hpp>

#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;
using Catch::Matchers::ContainsSubstring;

namespace {

enum class Kind { flat, house };
BOOST_DESCRIBE_ENUM(Kind, flat, house)

struct Country {
    std::string code{};
};
BOOST_DESCRIBE_STRUCT(Country, (), (code))

struct Spot {
    double lat{};
    double lon{};
    friend bool operator==(const Spot&, const Spot&) = default;
};
BOOST_DESCRIBE_STRUCT(Spot, (), (lat, lon))

struct Street {
    std::string name{};
    std::optional<std::int32_t> number{};
    friend bool operator==(const Street&, const Street&) = default;
};
BOOST_DESCRIBE_STRUCT(Street, (), (name, number))

/// With a struct that is always there, and one that is optional again between its own members.
struct Address {
    std::optional<std::string> note{};
    std::string city{};
    Street street{};
    std::optional<Spot> at{};
    Kind kind{};
    bool is_checked{};
    std::optional<std::string> country{};
    friend bool operator==(const Address&, const Address&) = default;
};
BOOST_DESCRIBE_STRUCT(Address, (), (note, city, street, at, kind, is_checked, country))

struct Person {
    std::int64_t id{};
    std::string name{};
    std::optional<Address> home{};
    std::optional<Spot> seen{};
    std::int32_t age{};
    friend bool operator==(const Person&, const Person&) = default;
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, home, seen, age))

struct Closing {
    std::string reason{};
    std::optional<std::string> by{};
    friend bool operator==(const Closing&, const Closing&) = default;
};
BOOST_DESCRIBE_STRUCT(Closing, (), (reason, by))

struct Closable {
    std::optional<Closing> closing{};
    friend bool operator==(const Closable&, const Closable&) = default;
};
BOOST_DESCRIBE_STRUCT(Closable, (), (closing))

/// Its optional struct comes first, from a base; another lies in a struct that is always there.
struct Parcel : Closable {
    struct Route {
        std::string from{};
        std::optional<Street> to{};
        friend bool operator==(const Route&, const Route&) = default;
    };
    Route route{};
    std::string code{};
    std::optional<std::int64_t> person_id{};
    friend bool operator==(const Parcel&, const Parcel&) = default;
};
BOOST_DESCRIBE_STRUCT(Parcel::Route, (), (from, to))
BOOST_DESCRIBE_STRUCT(Parcel, (Closable), (route, code, person_id))

/// An initializer that is free, and engaged.
struct Pin {
    std::int32_t id{};
    std::optional<Spot> at = Spot{1, 2};
    friend bool operator==(const Pin&, const Pin&) = default;
};
BOOST_DESCRIBE_STRUCT(Pin, (), (id, at))

/// Its foreign key to another of its kind can be NULL with the rest of the struct only, the other one alone.
struct Bond {
    std::int64_t to{};
    std::optional<std::int64_t> witness{};
    std::string word{};
};
BOOST_DESCRIBE_STRUCT(Bond, (), (to, witness, word))

struct Friend {
    std::int64_t id{};
    std::optional<Bond> bond{};
};
BOOST_DESCRIBE_STRUCT(Friend, (), (id, bond))

}  // namespace

template <>
inline constexpr auto tain::mapping<Friend> =
    table("friends", primary_key<&Friend::id>.natural(),
          foreign_key<path<&Friend::bond, &Bond::to>>.references<&Friend::id>(),
          foreign_key<path<&Friend::bond, &Bond::witness>>.references<&Friend::id>());
template <>
inline constexpr auto tain::mapping<Country> = table("countries", primary_key<&Country::code>);
template <>
inline constexpr auto tain::mapping<Person> =
    table("people", prefix<&Person::home>("home_"), prefix<path<&Person::home, &Address::at>>("home_at_"),
          column_name<path<&Person::home, &Address::is_checked>>("checked"),
          foreign_key<path<&Person::home, &Address::country>>.references<&Country::code>(),
          unique<path<&Person::home, &Address::city>, path<&Person::home, &Address::street, &Street::name>>,
          index<path<&Person::seen, &Spot::lat>>);
template <>
inline constexpr auto tain::mapping<Parcel> =
    table("parcels", primary_key<&Parcel::code>, foreign_key<&Parcel::person_id>.references<&Person::id>());

namespace {

using tests = database<tain::models<Country, Person, Parcel, Pin, Friend>>;

constexpr auto home_city = col<&Person::home, &Address::city>;
constexpr auto home_note = col<path<&Person::home, &Address::note>>;
constexpr auto home_lat = col<&Person::home, &Address::at, &Spot::lat>;
static_assert(std::is_same_v<decltype(home_city)::value_type, std::optional<std::string>>);
static_assert(std::is_same_v<decltype(home_note)::value_type, std::optional<std::string>>);
static_assert(std::is_same_v<decltype(home_lat)::value_type, std::optional<double>>);

Address in(std::string city) {
    return {.note = "n",
            .city = std::move(city),
            .street = {"a street whose name is long", 7},
            .at = Spot{1.5, -2},
            .kind = Kind::house,
            .is_checked = true,
            .country = std::nullopt};
}

/// With, without, and with as little as there can be.
std::vector<Person> some_people(std::size_t count) {
    std::vector<Person> made(count);
    for (std::size_t i = 0; i < count; ++i) {
        made[i].name = std::to_string(i);
        made[i].age = static_cast<std::int32_t>(i);
        if (i % 3 == 1) made[i].home = in("a city with a long name " + std::to_string(i));
        if (i % 3 == 2) made[i].home = Address{.city = std::to_string(i)};
        if (i % 2 == 1) made[i].seen = Spot{0, static_cast<double>(i)};
    }
    return made;
}

auto all_people() { return select<Person>().order_by(col<&Person::id>); }

}  // namespace

TEST_CASE("a struct that is optional as a whole is there, or NULL in all of its columns") {
    tests t;
    for (const Person& each : some_people(4)) {
        Person one = each;
        t.db.insert(one);
        CHECK(t.db.get<Person>(one.id) == one);
        CHECK(t.db.execute(select<Person>().where(col<&Person::id> == one.id)).one() == one);
    }
    const auto rows = t.db.execute(select(home_city, home_note, home_lat).from<Person>().order_by(col<&Person::id>));
    CHECK(rows.all().at(0) ==
          std::tuple{std::optional<std::string>{}, std::optional<std::string>{}, std::optional<double>{}});
    CHECK(rows.all().at(1) == std::tuple{std::optional<std::string>{"a city with a long name 1"},
                                         std::optional<std::string>{"n"}, std::optional<double>{1.5}});
    CHECK(std::get<0>(rows.all().at(2)) == "2");
    CHECK_FALSE(std::get<1>(rows.all().at(2)));
}

TEST_CASE("many objects with optional structs") {
    tests t;
    const std::size_t count = GENERATE(std::size_t{2}, std::size_t{100}, std::size_t{11'000});
    std::vector<Person> people = some_people(count);
    t.db.insert(people);
    for (int reads = 0; reads < 3; ++reads) CHECK(t.db.execute(all_people()).all() == people);
    CHECK(t.db.execute(select<Person>()).all().size() == count);
    std::size_t at = 0;
    bool right = true;
    for (const Person& each : t.db.execute(all_people())) right = right && each == people.at(at++);
    CHECK(right);
}

TEST_CASE("an object's optional structs are set and emptied") {
    tests t;
    Person one = t.db.insert(Person{.name = "a", .home = in("x")});
    one.home.reset();
    one.seen = Spot{3, 4};
    CHECK(t.db.update(one));
    CHECK(t.db.get<Person>(one.id) == one);
    one.home = Address{.city = "y"};
    one.seen.reset();
    CHECK(t.db.update(one));
    CHECK(t.db.get<Person>(one.id) == one);
    CHECK(t.db.remove(one));

    Parcel parcel{};
    parcel.code = "p";
    t.db.upsert(parcel);
    CHECK(t.db.get<Parcel>("p") == parcel);
    parcel.closing = Closing{"lost", std::nullopt};
    parcel.route.to = Street{"there", std::nullopt};
    t.db.upsert(std::vector{parcel});
    CHECK(t.db.get<Parcel>("p") == parcel);
    parcel.closing.reset();
    t.db.upsert(parcel);
    CHECK(t.db.get<Parcel>("p") == parcel);
}

TEST_CASE("columns of an optional struct are compared, set and sorted as those that may be NULL") {
    tests t;
    std::vector<Person> people = some_people(3);
    t.db.insert(people);
    CHECK(t.db.execute(select<Person>().where(is_null(home_city))).all() == std::vector{people[0]});
    CHECK(t.db.execute(select<Person>().where(home_city == "2")).one() == people[2]);
    const auto sorted = t.db.execute(select(col<&Person::id>).order_by(home_city)).all();
    CHECK(sorted == std::vector{people[2].id, people[1].id, people[0].id});

    t.db.execute(update<Person>().set(home_note = "noted", home_city = "z").where(home_city == "2"));
    people[2].home->note = "noted";
    people[2].home->city = "z";
    CHECK(t.db.get<Person>(people[2].id) == people[2]);
    t.db.execute(insert<Person>().values(col<&Person::name> = "b", col<&Person::age> = 1,
                                         col<&Person::seen, &Spot::lat> = 1.0, col<&Person::seen, &Spot::lon> = 2.0));
    CHECK(t.db.execute(select<Person>().where(col<&Person::name> == "b")).one().seen == Spot{1, 2});
    CHECK_THROWS_AS(
        t.db.execute(update<Person>().set(home_city = std::nullopt).where(col<&Person::id> == people[2].id)),
        tain::constraint_error);
}

TEST_CASE("several models with optional structs in a row, one of them missing") {
    tests t;
    std::vector<Person> people = some_people(3);
    t.db.insert(people);
    std::vector<Parcel> parcels(3);
    for (std::size_t i = 0; i < 3; ++i) {
        parcels[i].code = std::to_string(i);
        if (i != 0) parcels[i].person_id = people[i].id;
        if (i != 1) parcels[i].closing = Closing{"c", "by"};
        if (i != 2) parcels[i].route.to = Street{"s", 1};
    }
    t.db.insert(parcels);
    const auto joined = select<Parcel, Person>().left_join<Person>().order_by(col<&Parcel::code>);
    for (int reads = 0; reads < 2; ++reads) {
        const auto rows = t.db.execute(joined).all();
        REQUIRE(rows.size() == 3);
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(std::get<0>(rows[i]) == parcels[i]);
            CHECK(std::get<1>(rows[i]) == (i == 0 ? std::nullopt : std::optional{people[i]}));
        }
    }
    const auto back = t.db.execute(select<Person, Parcel>().left_join<Parcel>().order_by(col<&Person::id>)).all();
    REQUIRE(back.size() == 3);
    CHECK(std::get<1>(back[0]) == std::nullopt);
    CHECK(std::get<1>(back[1]) == parcels[1]);
    CHECK(std::get<1>(back[2]) == parcels[2]);
    std::size_t at = 0;
    for (const auto& [person, parcel] :
         t.db.execute(select<Person, Parcel>().left_join<Parcel>().order_by(col<&Person::id>))) {
        CHECK(person == people[at]);
        CHECK(parcel.has_value() == (at != 0));
        ++at;
    }
}

TEST_CASE("an engaged initializer of an optional struct is not taken for a row's") {
    tests t;
    std::vector<Pin> pins{{.at = std::nullopt}, {}, {.at = Spot{7, 8}}};
    t.db.insert(pins);
    for (int reads = 0; reads < 2; ++reads) CHECK(t.db.execute(select<Pin>().order_by(col<&Pin::id>)).all() == pins);
    CHECK(t.db.get<Pin>(pins[0].id) == pins[0]);
    CHECK(t.db.execute(select<Pin>().where(is_null(col<&Pin::at, &Spot::lat>))).first() == pins[0]);
}

TEST_CASE("the database keeps an optional struct whole") {
    tests t;
    const Person one = t.db.insert(Person{.name = "a", .home = in("x")});
    for (const char* half : {"home_city = NULL", "home_name = NULL", "home_kind = NULL", "home_checked = NULL",
                             "home_at_lat = NULL", "home_city = NULL, home_name = NULL, home_kind = NULL",
                             "home_city = NULL, home_name = NULL, home_kind = NULL, home_checked = NULL", "lat = 1"}) {
        INFO(half);
        CHECK_THROWS_AS(t.db.script("UPDATE people SET " + std::string{half}), tain::constraint_error);
    }
    t.db.script("UPDATE people SET home_note = NULL, home_number = NULL, home_at_lat = NULL, home_at_lon = NULL");
    CHECK_FALSE(t.db.get<Person>(one.id)->home->at);
    CHECK(t.db.get<Person>(one.id)->home->city == "x");

    const tain::schema::database made = tain::schema::of<tain::models<Country, Person, Parcel, Pin>>();
    std::vector<std::string> names;
    for (const tain::schema::check& each : made.find_table("people")->checks) names.push_back(each.name);
    CHECK(names == std::vector<std::string>{"ck_people_home_kind_enum", "ck_people_home_checked_bool",
                                            "ck_people_home_whole", "ck_people_home_at_whole", "ck_people_seen_whole"});
    CHECK(made.find_table("people")->checks.back().condition[tain::dialect::postgresql] ==
          R"(("lat" IS NULL AND "lon" IS NULL) OR ("lat" IS NOT NULL AND "lon" IS NOT NULL))");
    for (const tain::schema::column& each : made.find_table("people")->columns)
        CHECK(each.nullable == (each.name != "id" && each.name != "name" && each.name != "age"));
}

TEST_CASE("half an optional struct is refused by name when it is read") {
    const tain::engine db = empty_database();
    // As others made the table: without the CHECK.
    db.script("CREATE TABLE pin (id INTEGER PRIMARY KEY, lat DOUBLE PRECISION, lon DOUBLE PRECISION)");
    db.script("INSERT INTO pin VALUES (1, NULL, NULL), (2, NULL, 2.5), (3, 3.5, NULL), (4, 4, 4)");
    for (const int id : {2, 3}) {
        const auto thrown = thrown_by<tain::row_error>([&] { db.get<Pin>(id); });
        CHECK_THAT(thrown.what(), ContainsSubstring("cannot read table \"pin\" as Pin"));
        const std::string name = id == 2 ? "lat" : "lon";
        CHECK_THAT(thrown.what(), ContainsSubstring("\n  " + name + "  is NULL but the member " + name + " is double"));
    }
    CHECK_THROWS_AS(db.execute(select<Pin>()).all(), tain::row_error);
    CHECK(db.get<Pin>(1) == Pin{.id = 1, .at = std::nullopt});
    CHECK(db.get<Pin>(4) == Pin{.id = 4, .at = Spot{4, 4}});
}

TEST_CASE("a session writes the columns of an optional struct that changed") {
    tests t;
    tain::session s{t.db};
    auto one = s.add(Person{.name = "a", .age = 1});
    const auto updates = [&] {
        t.log.clear();
        s.flush();
        return t.log.updates();
    };
    const auto setting = [](const std::vector<std::string>& columns) { return update_of("people", columns); };
    CHECK(updates().empty());
    one->home = Address{.city = "x", .kind = Kind::house};
    CHECK(updates() == setting({"home_city", "home_name", "home_kind", "home_checked"}));
    one->home->note = "n";
    CHECK(updates() == setting({"home_note"}));
    one->home.reset();
    CHECK(updates() == setting({"home_note", "home_city", "home_name", "home_kind", "home_checked"}));
    CHECK(updates().empty());
    one->home = in("y");
    one->home->at.reset();
    one->seen = Spot{1, 2};
    s.commit();
    CHECK(t.db.get<Person>(one->id) == *one);
    one->home->at = Spot{3, 4};
    CHECK(updates() == setting({"home_at_lat", "home_at_lon"}));
}

TEST_CASE("a session takes an optional struct back, and sees a row's") {
    tests t;
    Person kept = t.db.insert(Person{.name = "a", .home = in("x")});
    Person bare = t.db.insert(Person{.name = "b"});
    tain::session s{t.db};
    auto with = s.get<Person>(kept.id);
    auto without = s.get<Person>(bare.id);
    REQUIRE((with && without));
    with->home.reset();
    without->home = in("y");
    s.flush();
    s.rollback();
    CHECK(*with == kept);
    CHECK(*without == bare);

    std::swap(kept.home, bare.home);
    kept.seen = Spot{5, 6};
    t.db.update(kept);
    t.db.update(bare);
    s.refresh(with);
    s.refresh(without);
    CHECK(*with == kept);
    CHECK(*without == bare);
    const auto found = s.execute(all_people()).all();
    CHECK(found == std::vector{with, without});
}

TEST_CASE("a foreign key and a unique constraint inside an optional struct") {
    tests t;
    t.db.insert(Country{"no"});
    Person one{.name = "a", .home = in("x")};
    one.home->country = "se";
    CHECK_THROWS_AS(t.db.insert(one), tain::constraint_error);
    one.home->country = "no";
    t.db.insert(one);
    t.db.insert(Person{.name = "b"});
    t.db.insert(Person{.name = "c"});
    CHECK_THROWS_AS(t.db.insert(Person{.name = "d", .home = in("x")}), tain::constraint_error);
    CHECK(t.db.execute(select(col<&Person::name>).join<Country>()).all() == std::vector<std::string>{"a"});
    tain::session s{t.db};
    auto late = s.add(Person{.name = "e", .home = in("z")});
    late->home->country = "fi";
    s.add(Country{"fi"});
    s.commit();
    CHECK(t.db.get<Person>(late->id)->home->country == "fi");
}

TEST_CASE("objects that refer to each other from inside of optional structs") {
    tests t;
    tain::session s{t.db};
    auto one = s.add(Friend{1, Bond{2, 2, "a"}});
    auto two = s.add(Friend{2, std::nullopt});
    auto three = s.add(Friend{3, Bond{3, 4, "c"}});
    auto four = s.add(Friend{4, Bond{4, 3, "d"}});
    s.commit();
    CHECK(t.db.get<Friend>(1)->bond->to == 2);
    CHECK(t.db.get<Friend>(3)->bond->witness == 4);
    CHECK(t.db.get<Friend>(4)->bond->witness == 3);
    for (const auto& each : {one, two, three, four}) s.remove(each);
    s.commit();
    CHECK(t.db.execute(select<Friend>()).all().empty());

    s.add(Friend{5, Bond{6, std::nullopt, "e"}});
    s.add(Friend{6, Bond{5, std::nullopt, "f"}});
    CHECK_THROWS_AS(s.flush(), tain::error);
    s.rollback();
    CHECK(t.db.execute(select<Friend>()).all().empty());
}
