// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"
#include "support/generated.hpp"

#include <catch2/catch_get_random_seed.hpp>

#include <algorithm>
#include <tuple>

using namespace golden;
using namespace tain::dsl;

namespace {

struct Sample {
    std::int64_t id{};
    std::string text{};
    std::optional<std::string> note{};
    std::int64_t number{};
};
BOOST_DESCRIBE_STRUCT(Sample, (), (id, text, note, number))

/// Names that SQL would take for something else.
struct Order {
    std::int64_t id{};
    std::string select{};
    std::string quoted{};
    std::int32_t group{};
};
BOOST_DESCRIBE_STRUCT(Order, (), (id, select, quoted, group))

}  // namespace

template <>
inline constexpr auto tain::mapping<Sample> = table("samples");
template <>
inline constexpr auto tain::mapping<Order> =
    table("order by \"1\"; --", column_name<&Order::quoted>("it's \"a\", $1 ?2"), column_name<&Order::group>("GROUP"));

namespace {

constexpr auto text = col<&Sample::text>;
constexpr auto note = col<&Sample::note>;
constexpr auto number = col<&Sample::number>;

/// The samples for which a condition holds in C++.
template <class F>
std::vector<std::int64_t> those(const std::vector<Sample>& all, F holds) {
    std::vector<std::int64_t> made;
    for (const Sample& each : all)
        if (holds(each)) made.push_back(each.id);
    return made;
}

}  // namespace

TEST_CASE("values never change what a statement means") {
    const std::uint64_t seed = Catch::getSeed();
    INFO("seed " << seed);
    tain::test::generator from{seed};
    auto tx = library().begin();
    tx.script("CREATE TABLE samples (id INTEGER PRIMARY KEY, text TEXT NOT NULL, note TEXT, number BIGINT NOT NULL)");
    std::vector<Sample> all(200);
    std::int64_t next = 0;
    for (Sample& each : all) {
        from.fill(each);
        each.id = ++next;
        tx.execute(insert<Sample>().values(col<&Sample::id> = each.id, text = each.text, note = each.note,
                                           number = each.number));
    }
    const auto found = [&tx](const auto& condition) {
        return tx.execute(select(col<&Sample::id>).where(condition).order_by(col<&Sample::id>)).all();
    };
    for (int round = 0; round != 100; ++round) {
        const Sample& one = all[from.below(all.size())];
        const std::string given = from.coin() ? one.text : from.value<std::string>();
        const std::string other = from.value<std::string>();
        const std::int64_t limit = from.coin() ? one.number : from.value<std::int64_t>();
        INFO("given: " << given << "\nother: " << other);
        CHECK(found(text == given) == those(all, [&](const Sample& s) { return s.text == given; }));
        CHECK(found(note != given) == those(all, [&](const Sample& s) { return s.note && *s.note != given; }));
        CHECK(found(in(text, given, other)) ==
              those(all, [&](const Sample& s) { return s.text == given || s.text == other; }));
        CHECK(found(in(note, std::vector{given, other})) ==
              those(all, [&](const Sample& s) { return s.note && (*s.note == given || *s.note == other); }));
        CHECK(found(number < limit && !(text == other)) ==
              those(all, [&](const Sample& s) { return s.number < limit && s.text != other; }));
        if (given.size() < 10'000) {  // SQLite refuses patterns of more than 50,000 bytes
            CHECK(found(starts_with(text, given)) ==
                  those(all, [&](const Sample& s) { return s.text.starts_with(given); }));
            CHECK(found(ends_with(text, given)) ==
                  those(all, [&](const Sample& s) { return s.text.ends_with(given); }));
            CHECK(found(contains(text, given)) ==
                  those(all, [&](const Sample& s) { return s.text.find(given) != std::string::npos; }));
        }
        CHECK(found(concat(text, given) == one.text + given) ==
              those(all, [&](const Sample& s) { return s.text == one.text; }));
        CHECK(found(case_(when(text == given, other), otherwise(given)) == other) ==
              those(all, [&](const Sample& s) { return s.text == given || given == other; }));
        CHECK(found(coalesce(note, given) == given) ==
              those(all, [&](const Sample& s) { return s.note.value_or(given) == given; }));
        CHECK(found(exists(select(col<&Author::id>).where(text == given && col<&Author::name> != other))) ==
              those(all, [&](const Sample& s) { return s.text == given; }));
    }
    CHECK(tx.execute(select(count()).from<Sample>()).one() == 200);
}

TEST_CASE("names never change what a statement means") {
    auto tx = library().begin();
    tx.script(R"(CREATE TABLE "order by ""1""; --" (id INTEGER PRIMARY KEY, "select" TEXT NOT NULL,
                 "it's ""a"", $1 ?2" TEXT NOT NULL, "GROUP" INTEGER NOT NULL))");
    constexpr auto quoted = col<&Order::quoted>;
    constexpr auto group = col<&Order::group>;
    for (const auto& [id, chosen, size] : {std::tuple{1, "x", 10}, {2, "y", 20}, {3, "x", 30}})
        tx.execute(
            insert<Order>().values(col<&Order::id> = id, col<&Order::select> = chosen, quoted = "q", group = size));
    using odd = tain::alias<Order, "where \"1\" = '1' --">;
    CHECK(tx.execute(select(col<&Order::select>.as<"a \" b; --">(), sum(group).as<"limit">())
                         .where(quoted == "q")
                         .group_by(col<&Order::select>)
                         .order_by(desc(by_label<"limit">)))
              .all() == std::vector<std::tuple<std::string, std::optional<std::int64_t>>>{{"x", 40}, {"y", 20}});
    CHECK(tx.execute(select(col<&Order::id>, col<&Order::id, of<odd>>)
                         .join<odd>(col<&Order::select> == col<&Order::select, of<odd>> &&
                                    group < col<&Order::group, of<odd>>))
              .all() == std::vector<std::tuple<std::int64_t, std::int64_t>>{{1, 3}});
    constexpr auto strange = cte<"with \" as (">(select(quoted, max(group).as<"from">()).group_by(quoted));
    CHECK(
        tx.execute(with(strange, select(strange.column<"from">()).where(strange.column<"it's \"a\", $1 ?2">() == "q")))
            .one() == 30);
    CHECK(tx.execute(update<Order>().set(quoted = concat(quoted, "'; --")).where(group >= 20)) == 2);
    CHECK(tx.execute(delete_from<Order>().where(quoted == "q'; --")) == 2);
    CHECK(tx.execute(select<Order>()).all().size() == 1);
}
