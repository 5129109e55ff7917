// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <tain/decimal.hpp>
#include <tain/json.hpp>
#include <tain/session.hpp>
#include <tain/uuid.hpp>

#include <boost/uuid/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;

namespace {

enum class Phase { draft, done };
BOOST_DESCRIBE_ENUM(Phase, draft, done)

/// A column of every storage that SQLite has.
struct Reading {
    std::int64_t station{};
    std::int32_t number{};
    bool valid{};
    float low{};
    double high{};
    std::string note{};
    std::optional<std::string> remark{};
    Phase phase{};
    std::vector<std::byte> raw{};
    boost::uuids::uuid token{};
    tain::types::timestamp at{};
    tain::decimal<12, 2> price{};
    tain::decimal<30, 5> long_price{};
    std::uint64_t count{};

    friend bool operator==(const Reading&, const Reading&) = default;
};
BOOST_DESCRIBE_STRUCT(Reading, (),
                      (station, number, valid, low, high, note, remark, phase, raw, token, at, price, long_price,
                       count))

struct Item {
    std::int64_t id{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, name))

struct Word {
    std::string text{};
    std::int32_t uses{};
};
BOOST_DESCRIBE_STRUCT(Word, (), (text, uses))

Reading reading(std::int32_t number) {
    return {.station = 1LL << 40,
            .number = number,
            .valid = number % 2 == 0,
            .low = 1,
            .high = 2.5e300,
            .note = "5",
            .remark = number == 2 ? std::nullopt : std::optional<std::string>{"1e3"},
            .phase = Phase::done,
            .raw = {std::byte{0}, std::byte{255}},
            .token = tain::uuid_v7(),
            .at = {},
            .price = tain::decimal<12, 2>::parse("-9.99"),
            .long_price = tain::decimal<30, 5>::parse("1234567890123456789.5"),
            .count = 7};
}

}  // namespace

template <>
inline constexpr auto tain::mapping<Reading> =
    table("readings", primary_key<&Reading::station, &Reading::number>, sqlite_strict, sqlite_without_rowid);
template <>
inline constexpr auto tain::mapping<Item> = table("items", sqlite_strict);
template <>
inline constexpr auto tain::mapping<Word> =
    table("words", primary_key<&Word::text>, sqlite_without_rowid, collation<&Word::text>("NOCASE", "C"));

TEST_CASE("rows of every type go into strict tables without rowids and come back") {
    tain::engine db = database_of<Reading>();
    std::vector<Reading> many{reading(1), reading(2), reading(3)};
    db.insert(many);
    CHECK(db.execute(select<Reading>().order_by(col<&Reading::number>)).all() == many);
    Reading changed = many[1];
    changed.note = "changed";
    db.upsert(changed);
    CHECK(db.get<Reading>(std::tuple{changed.station, changed.number}) == changed);
    db.transaction([&](tain::transaction& tx) { tx.remove<Reading>(std::tuple{changed.station, changed.number}); });
    CHECK(db.execute(select(count(col<&Reading::number>))).one() == 2);

    tain::session s{db};
    auto third = s.get<Reading>(std::tuple{std::int64_t{1} << 40, 3});
    REQUIRE(third);
    third->remark = std::nullopt;
    s.commit();
    CHECK(db.get<Reading>(std::tuple{std::int64_t{1} << 40, 3})->remark == std::nullopt);
}

TEST_CASE("a strict table refuses values of another type") {
    tain::engine db = database_of<Reading>();
    Reading one = reading(1);
    db.insert(one);
    CHECK_THROWS_AS(db.execute(tain::raw<void>("UPDATE readings SET count = 'many'")), tain::database_error);
    CHECK(db.get<Reading>(std::tuple{one.station, one.number}) == one);
}

TEST_CASE("a strict table generates keys") {
    tain::engine db = database_of<Item>();
    std::vector<Item> items{{.name = "a"}, {.name = "b"}, {.name = "c"}};
    db.insert(items);
    CHECK(items[0].id == 1);
    CHECK(items[2].id == 3);
    CHECK(db.get<Item>(items[2].id)->name == "c");
}

TEST_CASE("each database compares text by the collation that it was given") {
    tain::engine db = database_of<Word>();
    db.insert(Word{.text = "Ada", .uses = 1});
    const auto found = db.execute(select(col<&Word::uses>).where(col<&Word::text> == "ADA")).all();
    CHECK(found.size() == (on_postgresql() ? 0U : 1U));
    if (on_postgresql()) {
        db.insert(Word{.text = "ADA", .uses = 2});
        db.insert(Word{.text = "a", .uses = 3});
        CHECK(db.execute(select(col<&Word::text>).order_by(col<&Word::text>)).all() ==
              std::vector<std::string>{"ADA", "Ada", "a"});
    } else {
        CHECK_THROWS_AS(db.insert(Word{.text = "ADA", .uses = 2}), tain::constraint_error);
    }
}
