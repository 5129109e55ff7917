// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "session_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace {

struct Counter {
    std::int64_t id = 0;
    std::string name{};
    std::int32_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Counter, (), (id, name, version))

}  // namespace

template <>
inline constexpr auto tain::mapping<Counter> =
    table("counters", unique<&Counter::name>, tain::version<&Counter::version>);

namespace {

using namespace tain;
using namespace tain::test;
using tests = database<models<Author, Book, Counter>>;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

std::vector<entity<Counter>> counters(session& s, std::size_t count) {
    std::vector<entity<Counter>> made;
    for (std::size_t i = 0; i != count; ++i) made.push_back(s.add(Counter{.name = "c " + std::to_string(i)}));
    s.commit();
    return made;
}

}  // namespace

TEST_CASE("many changed objects are written, each with its own values") {
    tests t;
    session s{t.db};
    std::vector<entity<Author>> all;
    for (int i = 0; i != 700; ++i) all.push_back(s.add(Author{.name = "a " + std::to_string(i)}));
    s.commit();
    for (std::size_t i = 0; i != all.size(); ++i) {
        if (i % 3 == 0) all[i]->score = static_cast<double>(i);
        if (i % 5 == 0) all[i]->bio = "bio " + std::to_string(i);
        if (i % 7 == 0) all[i]->name = "b " + std::to_string(i);
    }
    s.commit();
    for (std::size_t i = 0; i != all.size(); ++i) {
        const Author now = t.db.get<Author>(all[i]->id).value();
        CHECK(now.score == (i % 3 == 0 ? static_cast<double>(i) : 0));
        CHECK(now.bio == (i % 5 == 0 ? std::optional{"bio " + std::to_string(i)} : std::nullopt));
        CHECK(now.name == (i % 7 == 0 ? "b " : "a ") + std::to_string(i));
    }
    t.log.clear();
    s.flush();
    CHECK(t.log.size() == 0);
}

TEST_CASE("versions of many objects go up with their rows") {
    tests t;
    session s{t.db};
    const auto all = counters(s, 600);
    for (int round = 1; round != 3; ++round) {
        for (const auto& one : all) one->name += "!";
        s.commit();
        for (const auto& one : all) REQUIRE(one->version == round);
    }
    CHECK(t.db.get<Counter>(all.back()->id)->version == 2);
}

TEST_CASE("an object that is refused among many is named, and none of them is changed") {
    tests t;
    session s{t.db};
    const auto all = counters(s, 400);
    for (const auto& one : all) one->name += "!";
    all[300]->name = all[10]->name;
    CHECK_THROWS_MATCHES(
        s.flush(), constraint_error,
        MessageMatches(ContainsSubstring("cannot update Counter (id " + std::to_string(all[300]->id) + ")")));
    CHECK(all[0]->version == 0);
    CHECK(all[399]->version == 0);
    all[300]->name = "mended";
    s.commit();
    CHECK(t.db.get<Counter>(all[300]->id)->name == "mended");
    CHECK(t.db.get<Counter>(all[399]->id)->name == "c 399!");
    CHECK(all[399]->version == 1);
}

TEST_CASE("an object that is stale among many is named, and none of them is changed") {
    tests t;
    session s{t.db};
    const auto all = counters(s, 400);
    t.db.execute(update<Counter>().set(col<&Counter::name> = "theirs").where(col<&Counter::id> == all[300]->id));
    for (const auto& one : all) one->name += "!";
    CHECK_THROWS_MATCHES(s.flush(), stale_error,
                         MessageMatches(ContainsSubstring("(id " + std::to_string(all[300]->id) + ")")));
    CHECK(all[0]->version == 0);
    s.rollback();
    CHECK(t.db.get<Counter>(all[0]->id)->name == "c 0");
    CHECK(all[0]->name == "c 0");
}

TEST_CASE("many objects are deleted, and one that is gone is named") {
    tests t;
    session s{t.db};
    const auto all = counters(s, 600);
    t.db.execute(delete_from<Counter>().where(col<&Counter::id> == all[500]->id));
    for (const auto& one : all) s.remove(one);
    CHECK_THROWS_MATCHES(
        s.flush(), stale_error,
        MessageMatches(ContainsSubstring("cannot delete Counter (id " + std::to_string(all[500]->id) + ")")));
    CHECK(s.contains(all[0]));
    s.rollback();
    for (const auto& one : all)
        if (one != all[500]) s.remove(one);
    s.commit();
    CHECK(t.db.execute(select(count()).from<Counter>()).one() == 0);
}
