// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;

namespace {

struct Person {
    std::int64_t id{};
    std::string name{};
    std::optional<std::int32_t> age{};
    double height{};
    bool active{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, age, height, active))

using names = std::vector<std::string>;

tain::engine people() {
    auto db = database_of<Person>();
    db.insert(std::vector<Person>{{.name = "Ann", .age = 30, .height = 1.7, .active = true},
                                  {.name = "bob", .age = 20, .height = 1.8, .active = false},
                                  {.name = "Cid", .age = {}, .height = 1.6, .active = true},
                                  {.name = "Dee", .age = 40, .height = 1.7, .active = true},
                                  {.name = "Ann", .age = {}, .height = 1.5, .active = false}});
    return db;
}

/// The names of the people who meet a condition, by id.
template <class E>
names who(const tain::engine& db, const E& condition) {
    return db.execute(select(col<&Person::name>).where(condition).order_by(col<&Person::id>)).all();
}

constexpr auto name = col<&Person::name>;
constexpr auto age = col<&Person::age>;
constexpr auto height = col<&Person::height>;
constexpr auto active = col<&Person::active>;

}  // namespace

TEST_CASE("conditions choose rows") {
    const auto db = people();
    CHECK(who(db, age == 30) == names{"Ann"});
    CHECK(who(db, age != 30) == names{"bob", "Dee"});
    CHECK(who(db, age < 30) == names{"bob"});
    CHECK(who(db, age <= 30) == names{"Ann", "bob"});
    CHECK(who(db, 30 < age) == names{"Dee"});
    CHECK(who(db, age >= 30) == names{"Ann", "Dee"});
    CHECK(who(db, name == "Ann" && active) == names{"Ann"});
    CHECK(who(db, name == "bob" || age == 40) == names{"bob", "Dee"});
    CHECK(who(db, !active) == names{"bob", "Ann"});
    CHECK(who(db, active == false) == names{"bob", "Ann"});
    CHECK(who(db, not_(age == 30)) == names{"bob", "Dee"});
    CHECK(who(db, is_null(age)) == names{"Cid", "Ann"});
    CHECK(who(db, is_not_null(age)) == names{"Ann", "bob", "Dee"});
    CHECK(who(db, between(age, 20, 30)) == names{"Ann", "bob"});
    CHECK(who(db, !between(age, 20, 30)) == names{"Dee"});
    CHECK(who(db, in(name, "Ann", "Dee")) == names{"Ann", "Dee", "Ann"});
    CHECK(who(db, not_in(name, "Ann", "Dee")) == names{"bob", "Cid"});
    CHECK(who(db, age + 10 == 40) == names{"Ann"});
    CHECK(who(db, age * 2 - 10 > 50) == names{"Dee"});
    CHECK(who(db, height > 1.65) == names{"Ann", "bob", "Dee"});
    CHECK(who(db, length(name) == 3 && lower(name) == "bob") == names{"bob"});
    CHECK(who(db, coalesce(age, 0) < 25) == names{"bob", "Cid", "Ann"});
    CHECK(who(db, (age == 30) == active) == names{"Ann", "bob"});
    CHECK(who(db, is_null(age) == active) == names{"bob", "Cid"});
}

TEST_CASE("results come as all, one, one or none, or the first") {
    const auto db = people();
    const auto by_id = select(name).order_by(col<&Person::id>);
    CHECK(db.execute(by_id).all().size() == 5);
    CHECK(db.execute(by_id).first() == "Ann");
    CHECK(db.execute(by_id.limit(1)).one() == "Ann");
    CHECK(db.execute(select(name).where(age == 99)).first() == std::nullopt);
    CHECK(db.execute(select(name).where(age == 99)).one_or_none() == std::nullopt);
    CHECK(db.execute(select(name).where(age == 99)).all().empty());
    CHECK(db.execute(select(active).where(age == 30)).one() == true);
    CHECK(db.execute(select(active).order_by(col<&Person::id>)).all() == std::vector{true, false, true, true, false});
    CHECK_THROWS_AS(db.execute(select(name).where(age == 99)).one(), tain::row_count_error);
    CHECK_THROWS_AS(db.execute(by_id).one(), tain::row_count_error);
    CHECK_THROWS_AS(db.execute(by_id).one_or_none(), tain::row_count_error);
}

TEST_CASE("rows are models, tuples, values, or aggregates of the user's") {
    const auto db = people();
    const Person dee = db.execute(select<Person>().where(name == "Dee")).one();
    CHECK(dee.age == 40);
    CHECK(dee.height == 1.7);
    const auto [who, years] = db.execute(select(name, age).where(name == "Cid")).one();
    CHECK(who == "Cid");
    CHECK_FALSE(years);
    struct Line {
        std::string name;
        std::int64_t next_year;
        std::optional<std::int32_t> age;
    };
    const auto lines =
        db.execute(select(name, coalesce(age + 1, std::int64_t{0}), age).where(active).order_by(name).into<Line>())
            .all();
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].next_year == 31);
    CHECK(lines[1].next_year == 0);
    CHECK(lines[2].age == 40);
}

TEST_CASE("rows are sorted, NULL as the largest value unless said otherwise") {
    const auto db = people();
    const auto sorted = [&](const auto&... keys) {
        return db.execute(select(name).order_by(keys..., col<&Person::id>)).all();
    };
    CHECK(sorted(age) == names{"bob", "Ann", "Dee", "Cid", "Ann"});
    CHECK(sorted(desc(age)) == names{"Cid", "Ann", "Dee", "Ann", "bob"});
    CHECK(sorted(asc(age).nulls_first()) == names{"Cid", "Ann", "bob", "Ann", "Dee"});
    CHECK(sorted(desc(age).nulls_last()) == names{"Dee", "Ann", "bob", "Cid", "Ann"});
    CHECK(sorted(height, desc(name)) == names{"Ann", "Cid", "Dee", "Ann", "bob"});
    CHECK(sorted(active, desc(col<&Person::id>)) == names{"Ann", "bob", "Dee", "Cid", "Ann"});
    CHECK(sorted(age + 1) == names{"bob", "Ann", "Dee", "Cid", "Ann"});
}

TEST_CASE("limit and offset cut rows") {
    const auto db = people();
    const auto ids = select(col<&Person::id>).order_by(col<&Person::id>);
    using keys = std::vector<std::int64_t>;
    CHECK(db.execute(ids.limit(2)).all() == keys{1, 2});
    CHECK(db.execute(ids.limit(2).offset(3)).all() == keys{4, 5});
    CHECK(db.execute(ids.offset(3)).all() == keys{4, 5});
    CHECK(db.execute(ids.limit(0)).all().empty());
    CHECK(db.execute(ids.offset(9)).all().empty());
    CHECK(db.execute(ids.limit(9)).all() == keys{1, 2, 3, 4, 5});
}

TEST_CASE("distinct rows, groups and conditions on groups") {
    const auto db = people();
    CHECK(db.execute(select(name).distinct().order_by(desc(name)).limit(2)).all() == names{"bob", "Dee"});
    using row = std::tuple<std::string, std::int64_t, std::int64_t>;
    CHECK(db.execute(select(name, count(), count(age)).group_by(name).order_by(desc(count()), name).limit(2)).all() ==
          std::vector<row>{{"Ann", 2, 1}, {"Cid", 1, 0}});
    CHECK(db.execute(select(name).group_by(name).having(count() > 1)).all() == names{"Ann"});
}

TEST_CASE("aggregates") {
    const auto db = people();
    const auto all =
        db.execute(select(count(), count(age), sum(age), avg(age), min(age), max(age)).from<Person>()).one();
    CHECK(all == std::tuple{std::int64_t{5}, std::int64_t{3}, std::optional<std::int64_t>{90}, std::optional{30.0},
                            std::optional<std::int32_t>{20}, std::optional<std::int32_t>{40}});
    const auto none =
        db.execute(select(count(), sum(age), avg(age), min(name), max(height)).from<Person>().where(age == 99)).one();
    CHECK(none == std::tuple{std::int64_t{0}, std::optional<std::int64_t>{}, std::optional<double>{},
                             std::optional<std::string>{}, std::optional<double>{}});
    CHECK(db.execute(select(max(name)).from<Person>()).one() == "bob");
    CHECK(db.execute(select(sum(height) * 2 > 16.5).from<Person>()).one() == true);
}

TEST_CASE("functions of text count characters, not bytes") {
    auto db = database_of<Person>();
    db.insert(Person{.name = "日本語 ABC"});
    const auto [size, small, large] = db.execute(select(length(name), lower(name), upper(name))).one();
    CHECK(size == 7);
    CHECK(small == "日本語 abc");
    CHECK(large == "日本語 ABC");
}

TEST_CASE("labels, arithmetic and truth values can be selected") {
    const auto db = people();
    const auto row =
        db.execute(
              select(age.as<"years">(), age + 1, height * 2, active && age > 25, is_null(age)).where(name == "Dee"))
            .one();
    CHECK(row == std::tuple{std::optional{40}, std::optional<std::int64_t>{41}, 3.4, std::optional{true}, false});
}

TEST_CASE("the current time is one that can be read") {
    const auto db = people();
    const auto before = std::chrono::system_clock::now() - std::chrono::minutes{1};
    const auto then = db.execute(select(now()).from<Person>().limit(1)).one();
    CHECK(then > before);
    CHECK(then < std::chrono::system_clock::now() + std::chrono::minutes{1});
}
