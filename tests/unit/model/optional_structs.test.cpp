// SPDX-License-Identifier: BSL-1.0
#include <tain/model/optional_structs.hpp>

#include <tain/model/check.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace tain::verdict;
using tain::path_t;
using tain::model::no_struct;
using tain::model::optional_structs;
using tain::model::table_of;

namespace {

struct Geo {
    double lat{};
    double lon{};
};
BOOST_DESCRIBE_STRUCT(Geo, (), (lat, lon))

struct Place {
    std::optional<Geo> at{};
    std::optional<std::string> note{};
    std::string city{};
    std::int64_t country{};
};
BOOST_DESCRIBE_STRUCT(Place, (), (at, note, city, country))

struct Score {
    std::int32_t points{};
};
BOOST_DESCRIBE_STRUCT(Score, (), (points))

struct Inner {
    std::optional<Score> score{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Inner, (), (score, text))

struct Person {
    std::int64_t id{};
    std::optional<Place> home{};
    Inner inner{};
    std::optional<std::int32_t> age{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, home, inner, age))

struct Base {
    std::optional<Geo> seen{};
};
BOOST_DESCRIBE_STRUCT(Base, (), (seen))
struct Derived : Base {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Derived, (Base), (id))

struct Plain {
    std::int64_t id{};
    Place place{};
};
BOOST_DESCRIBE_STRUCT(Plain, (), (id, place))

struct Loose {
    std::optional<std::string> a{};
    std::optional<Geo> b{};
};
BOOST_DESCRIBE_STRUCT(Loose, (), (a, b))
struct Undecided {
    std::int64_t id{};
    std::optional<Loose> loose{};
};
BOOST_DESCRIBE_STRUCT(Undecided, (), (id, loose))
struct Decided {
    std::int64_t id{};
    Loose loose{};
};
BOOST_DESCRIBE_STRUCT(Decided, (), (id, loose))

/// Decided by a member that is no column.
struct Cut {
    std::int64_t id{};
    std::optional<Score> score{};
    std::optional<Place> place{};
};
BOOST_DESCRIBE_STRUCT(Cut, (), (id, score, place))

struct Keyed {
    std::int64_t rank{};
    std::optional<Score> score{};
};
BOOST_DESCRIBE_STRUCT(Keyed, (), (rank, score))

struct Hiding {
    int told{};
    int hidden{};
};
BOOST_DESCRIBE_STRUCT(Hiding, (), (told))
struct Hides {
    std::int64_t id{};
    std::optional<Hiding> inner{};
};
BOOST_DESCRIBE_STRUCT(Hides, (), (id, inner))

struct Letter {
    char letter{};
};
BOOST_DESCRIBE_STRUCT(Letter, (), (letter))
struct Unmapped {
    std::int64_t id{};
    std::optional<Letter> inner{};
};
BOOST_DESCRIBE_STRUCT(Unmapped, (), (id, inner))

constexpr auto country = tain::path<&Person::home, &Place::country>;

template <class T, class Verdict>
inline constexpr bool judged = std::is_same_v<fitness<T>, Verdict>;
template <class Verdict, class Part>
constexpr bool part_judged(const Part&) {
    return std::is_same_v<part_fitness<Person, Part>, Verdict>;
}

}  // namespace

template <>
inline constexpr auto tain::mapping<Person> =
    table("people", prefix<&Person::home>("home_"), prefix<path<&Person::home, &Place::at>>("at_"),
          column_name<path<&Person::home, &Place::city>>("town"));
template <>
inline constexpr auto tain::mapping<Cut> =
    table("cut", transient<path<&Cut::place, &Place::city>>, transient<path<&Cut::place, &Place::country>>);
template <>
inline constexpr auto tain::mapping<Keyed> = table("keyed", primary_key<path<&Keyed::score, &Score::points>>);
using namespace tain;

namespace {

constexpr auto& people = table_of<Person>::columns;

}  // namespace

TEST_CASE("an optional struct's columns may all be NULL") {
    static_assert(people.size() == 9);
    static_assert(people[0].name == "id" && !people[0].nullable);
    static_assert(people[1].name == "at_lat" && people[1].nullable && people[1].member == "lat");
    static_assert(people[3].name == "home_note" && people[3].nullable);
    static_assert(people[4].name == "home_town" && people[4].nullable);
    static_assert(people[5].name == "home_country" && people[5].nullable);
    static_assert(people[6].name == "points" && people[6].nullable);
    static_assert(people[7].name == "text" && !people[7].nullable);
    using lat = path_t<&Person::home, &Place::at, &Geo::lat>;
    static_assert(table_of<Person>::index<lat> == 1);
    static_assert(std::is_same_v<tain::expr::path_value<lat>::type, std::optional<double>>);
    static_assert(
        std::is_same_v<tain::expr::path_value<path_t<&Person::home, &Place::note>>::type, std::optional<std::string>>);
    static_assert(std::is_same_v<tain::expr::path_value<path_t<&Person::inner, &Inner::text>>::type, std::string>);
    SUCCEED();
}

TEST_CASE("optional structs are listed from the outside in, with their columns") {
    constexpr auto& all = optional_structs<Person>::all;
    static_assert(all.size() == 3);
    static_assert(all[0].first == 1 && all[0].count == 5 && all[0].key == 4 && all[0].check == "home_whole");
    static_assert(all[1].first == 1 && all[1].count == 2 && all[1].key == 1 && all[1].check == "home_at_whole");
    static_assert(all[2].first == 6 && all[2].count == 1 && all[2].key == 6 && all[2].check.empty());
    constexpr auto& columns = optional_structs<Person>::columns;
    static_assert(columns[0].in == no_struct && columns[1].in == 1 && columns[3].in == 0 && columns[6].in == 2);
    static_assert(columns[1].required && !columns[3].required && columns[4].required && columns[5].required);
    static_assert(columns[8].in == no_struct);
    static_assert(optional_structs<Derived>::all[0].count == 2 && optional_structs<Derived>::all[0].first == 0);
    static_assert(tain::model::has_optional_structs<Plain> && !tain::model::has_optional_structs<Score>);
    SUCCEED();
}

TEST_CASE("a leaf finds its member unless a struct around it is missing") {
    using lat = table_of<Person>::column<1>;
    Person ada{};
    CHECK(lat::find(ada) == nullptr);
    ada.home.emplace();
    CHECK(lat::find(ada) == nullptr);
    ada.home->at = Geo{1, 2};
    CHECK(*lat::find(std::as_const(ada)) == 1);
}

TEST_CASE("what an optional struct may not be is told") {
    static_assert(judged<Person, accepted> && judged<Derived, accepted> && judged<Plain, accepted>);
    static_assert(judged<Decided, accepted>, "there is no struct to tell from NULL but b");
    static_assert(judged<Undecided, optional_struct_without_required>);
    static_assert(judged<Cut, optional_struct_without_required>);
    static_assert(judged<Keyed, key_in_optional_struct>);
    static_assert(judged<Hides, member_not_described>);
    static_assert(judged<Unmapped, type_not_mapped>);
    SUCCEED();
}

TEST_CASE("the database gives no values to columns of an optional struct") {
    static_assert(part_judged<value_in_optional_struct>(server_default<country>(1)));
    static_assert(part_judged<value_in_optional_struct>(generated<country>(col<&Person::id> + 1)));
    static_assert(part_judged<value_in_optional_struct>(filled_by_server<country>));
    static_assert(part_judged<value_in_optional_struct>(on_update<country>(1)));
    static_assert(part_judged<value_in_optional_struct>(version<country>));
    static_assert(part_judged<value_in_optional_struct>(identity<country>));
    static_assert(part_judged<accepted>(unique<country>) && part_judged<accepted>(tain::index<country>));
    static_assert(part_judged<accepted>(foreign_key<country>.references<&Plain::id>()));
    static_assert(part_judged<accepted>(length<path<&Person::home, &Place::city>>(40)));
    static_assert(part_judged<accepted>(comment<country>("where")));
    static_assert(part_judged<accepted>(server_default<path<&Person::inner, &Inner::text>>("")));
    static_assert(part_judged<not_a_column>(unique<&Person::home>));
    SUCCEED();
}
