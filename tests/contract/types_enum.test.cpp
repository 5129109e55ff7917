// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <tain/array.hpp>

#include <boost/describe/enum.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;

namespace {

enum class phase { solid, liquid, gas };
BOOST_DESCRIBE_ENUM(phase, solid, liquid, gas)

enum class odd { first = 7, second = -1 };
BOOST_DESCRIBE_ENUM(odd, first, second)

}  // namespace

template <>
inline constexpr auto tain::stored_as<phase> = tain::native_enum("phase");
template <>
inline constexpr auto tain::stored_as<odd> = tain::native_enum("An \"odd\" type");

namespace {

struct Sample {
    std::int64_t id{};
    phase now{};
    std::optional<phase> before{};
    std::vector<phase> all{};
    std::vector<std::optional<odd>> some{};
    odd strange = odd::first;

    friend bool operator==(const Sample&, const Sample&) = default;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (id, now, before, all, some, strange))

/// Keyed by an enum.
struct Boiling {
    phase of{};
    std::int32_t degrees{};

    friend bool operator==(const Boiling&, const Boiling&) = default;
};
BOOST_DESCRIBE_STRUCT(Boiling, (), (of, degrees))

struct Remark {
    std::int64_t id{};
    phase about{};
};
BOOST_DESCRIBE_STRUCT(Remark, (), (id, about))

}  // namespace

template <>
inline constexpr auto tain::mapping<Sample> = table(
    "samples", server_default<&Sample::now>(phase::liquid), index<&Sample::now>.where(col<&Sample::now> != phase::gas),
    check<"no_ice">(col<&Sample::before> != phase::solid || col<&Sample::now> == phase::solid));
template <>
inline constexpr auto tain::mapping<Boiling> = table("boiling", primary_key<&Boiling::of>);
template <>
inline constexpr auto tain::mapping<Remark> = table("remarks", foreign_key<&Remark::about>.references<&Boiling::of>());

namespace {

std::vector<Sample> random_samples(std::size_t count) {
    std::mt19937 random{20251101};
    const auto below = [&](unsigned n) { return std::uniform_int_distribution<unsigned>{0, n - 1}(random); };
    std::vector<Sample> made(count);
    for (Sample& one : made) {
        one.now = static_cast<phase>(below(3));
        if (below(2) == 0) one.before = static_cast<phase>(1 + below(2));
        for (unsigned n = below(4); n != 0; --n) one.all.push_back(static_cast<phase>(below(3)));
        for (unsigned n = below(3); n != 0; --n)
            one.some.push_back(below(3) == 0 ? std::nullopt : std::optional{below(2) == 0 ? odd::first : odd::second});
        one.strange = below(2) == 0 ? odd::first : odd::second;
    }
    return made;
}

}  // namespace

TEST_CASE("a native enum is written and read back equal, one by one and many at a time") {
    auto db = database_of<Sample>();
    std::vector<Sample> written = random_samples(10'000);
    db.insert(written);
    CHECK(db.execute(select<Sample>().order_by(col<&Sample::id>)).all() == written);
    for (std::size_t i = 0; i != 200; ++i) {
        Sample one = written[i];
        db.insert(one);
        REQUIRE(db.get<Sample>(one.id) == one);
        one.now = phase::gas;
        one.before.reset();
        db.update(one);
        REQUIRE(db.get<Sample>(one.id) == one);
    }
}

TEST_CASE("a native enum is compared, listed, counted, grouped and a default") {
    auto db = database_of<Sample, Boiling, Remark>();
    std::vector<Sample> three{{.now = phase::solid}, {.now = phase::gas, .before = phase::liquid}, {.now = phase::gas}};
    db.insert(three);
    const auto found = [&](const auto& condition) {
        return db.execute(select(count()).template from<Sample>().where(condition)).one();
    };
    CHECK(found(col<&Sample::now> == phase::gas) == 2);
    CHECK(found(col<&Sample::now> != phase::gas) == 1);
    CHECK(found(in(col<&Sample::now>, phase::solid, phase::gas)) == 3);
    CHECK(found(in(col<&Sample::now>, std::vector{phase::solid, phase::liquid})) == 1);
    CHECK(found(in(col<&Sample::now>, std::vector<phase>{})) == 0);
    CHECK(found(is_null(col<&Sample::before>)) == 2);
    CHECK(found(coalesce(col<&Sample::before>, phase::gas) == phase::gas) == 2);
    CHECK(found(col<&Sample::strange> == odd::first) == 3);
    CHECK(db.execute(select(col<&Sample::now>, count(col<&Sample::id>)).group_by(col<&Sample::now>)).all().size() == 2);
    CHECK(db.execute(update<Sample>().set(col<&Sample::now> = phase::liquid).where(col<&Sample::now> == phase::gas)) ==
          2);
    CHECK(db.execute(update<Sample>()
                         .set(col<&Sample::all> = std::vector{phase::gas})
                         .where(col<&Sample::all> == std::vector<phase>{})) == 3);

    db.script(R"(INSERT INTO "samples" ("all", "some", "strange") VALUES ()" +
              std::string{on_postgresql() ? "'{gas}', '{}'" : "'[\"gas\"]', '[]'"} + ", 'second')");
    CHECK(found(col<&Sample::now> == phase::liquid && col<&Sample::strange> == odd::second) == 1);

    db.upsert(Boiling{phase::liquid, 100});
    db.upsert(Boiling{phase::liquid, 101});
    CHECK(db.get<Boiling>(phase::liquid) == Boiling{phase::liquid, 101});
    Remark remark{.about = phase::liquid};
    db.insert(remark);
    CHECK(db.execute(select<Remark>().join<Boiling>().where(col<&Boiling::degrees> == 101)).one().about ==
          phase::liquid);
    remark.about = phase::gas;
    CHECK_THROWS_AS(db.update(remark), tain::constraint_error);
}

TEST_CASE("a value that is no enumerator is kept out of a native enum, and refused when it is bound") {
    auto db = database_of<Sample>();
    CHECK_THROWS_AS(db.script(R"(INSERT INTO "samples" ("now", "all", "some", "strange") VALUES ('plasma', )" +
                              std::string{on_postgresql() ? "'{}', '{}'" : "'[]', '[]'"} + ", 'first')"),
                    tain::database_error);
    Sample wrong{.now = static_cast<phase>(99)};
    CHECK_THROWS_AS(db.insert(wrong), tain::row_error);
}
