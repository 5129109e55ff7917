// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <tain/types/decimal.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;
using tain::decimal;

namespace {

using price = decimal<12, 2>;
using wide = decimal<38, 10>;

struct Item {
    std::int64_t id{};
    price cost{};
    std::optional<price> discount{};
    wide exact{};
    std::optional<wide> share{};
    decimal<18, 18> rate{};

    friend bool operator==(const Item&, const Item&) = default;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, cost, discount, exact, share, rate))

/// A type of the user's, stored as a decimal.
struct euros {
    price amount{};
    friend bool operator==(const euros&, const euros&) = default;
};

struct Fee {
    price amount{};  // the key
    price tax{};
    wide bound{};
    euros paid{};
};
BOOST_DESCRIBE_STRUCT(Fee, (), (amount, tax, bound, paid))

}  // namespace

template <>
struct tain::type<euros> {
    using stored = price;
    static price to_stored(const euros& e) { return e.amount; }
    static euros from_stored(price amount) { return {amount}; }
};

template <>
inline constexpr auto tain::mapping<Fee> = table(
    "fees", primary_key<&Fee::amount>, server_default<&Fee::tax>(price::parse("9.99")),
    server_default<&Fee::bound>(wide::parse("-0.5")), check<"tax_is_small">(col<&Fee::tax> < price::parse("100.01")),
    check<"bound_is_not_small">(col<&Fee::bound> >= wide::parse("-7.25")),
    index<&Fee::tax>.where(col<&Fee::tax> > price::parse("0.01")));

namespace {

constexpr unsigned seed = 20240301;

/// A decimal of up to all digits; short ones are as frequent as long ones.
template <class D>
D random_decimal(std::mt19937_64& random, unsigned precision) {
    typename D::rep units = 0;
    for (unsigned digits = static_cast<unsigned>(random() % (precision + 1)); digits > 0; --digits)
        units = static_cast<typename D::rep>(units * 10 + static_cast<int>(random() % 10));
    return D::from_unscaled(random() % 2 == 0 ? units : static_cast<typename D::rep>(-units));
}

std::vector<Item> random_items(std::size_t count) {
    std::mt19937_64 random{seed};
    std::vector<Item> made(count);
    for (Item& each : made) {
        each.cost = random_decimal<price>(random, 12);
        if (random() % 4 != 0) each.discount = random_decimal<price>(random, 12);
        each.exact = random_decimal<wide>(random, 38);
        if (random() % 4 != 0) each.share = random_decimal<wide>(random, 38);
        each.rate = random_decimal<decimal<18, 18>>(random, 18);
    }
    return made;
}

std::vector<price> edges() {
    std::vector<price> made;
    for (const char* text : {"-9999999999.99", "-100", "-99.99", "-1", "-0.01", "0", "0.01", "0.1", "9", "10", "99.99",
                             "100", "9999999999.99"})
        made.push_back(price::parse(text));
    return made;
}
std::vector<wide> wide_edges() {
    std::vector<wide> made;
    for (const char* text :
         {"-9999999999999999999999999999.9999999999", "-922337203685477580.8", "-10", "-9.9999999999", "-0.0000000001",
          "0", "0.0000000001", "9.9999999999", "10", "922337203685477580.8", "9999999999999999999999999999.9999999999"})
        made.push_back(wide::parse(text));
    return made;
}

}  // namespace

TEST_CASE("decimals keep their values, alone and in bulk") {
    auto db = database_of<Item>();
    std::vector<Item> items;
    for (const price each : edges()) items.push_back({.cost = each, .discount = -each});
    for (const wide& each : wide_edges()) items.push_back({.exact = each, .share = -each});
    items.push_back({.rate = decimal<18, 18>::parse("-0.999999999999999999")});
    for (Item& each : items) {
        db.insert(each);
        CHECK(db.get<Item>(each.id) == each);
        each.id = 0;
    }
    db.insert(std::span{items});
    for (const Item& each : items) CHECK(db.get<Item>(each.id) == each);
}

TEST_CASE("ten thousand generated decimals come back as they went, in their order") {
    CAPTURE(seed);
    auto db = database_of<Item>();
    std::vector<Item> items = random_items(10'000);
    db.insert(std::span{items});
    CHECK(db.execute(select<Item>().order_by(col<&Item::id>)).all() == items);

    std::ranges::sort(items, {}, [](const Item& each) { return std::pair{each.cost, each.id}; });
    CHECK(db.execute(select<Item>().order_by(col<&Item::cost>, col<&Item::id>)).all() == items);
    std::ranges::sort(items, {}, [](const Item& each) { return std::pair{each.exact, each.id}; });
    CHECK(db.execute(select<Item>().order_by(col<&Item::exact>, col<&Item::id>)).all() == items);
}

TEST_CASE("decimals are compared as numbers") {
    auto db = database_of<Item>();
    std::vector<Item> items;
    for (const price each : edges()) items.push_back({.cost = each, .discount = each});
    db.insert(std::span{items});
    const price zero;
    for (const price limit : edges()) {
        const auto below = std::ranges::count_if(items, [&](const Item& each) { return each.cost < limit; });
        CHECK(db.execute(select(count()).from<Item>().where(col<&Item::cost> < limit)).one() == below);
        CHECK(db.execute(select(col<&Item::cost>).where(col<&Item::cost> == limit)).all() == std::vector{limit});
        CHECK(db.execute(select(col<&Item::cost>).where(col<&Item::discount> == limit)).all() == std::vector{limit});
    }
    CHECK(db.execute(select(max(col<&Item::cost>))).one() == edges().back());
    CHECK(db.execute(select(min(col<&Item::cost>))).one() == edges().front());
    const std::vector<price> some{price::parse("0.10"), price::parse("-100.00"), price::parse("5")};
    CHECK(
        db.execute(select(col<&Item::cost>).where(in(col<&Item::cost>, some)).order_by(desc(col<&Item::cost>))).all() ==
        std::vector{some[0], some[1]});
    CHECK(db.execute(select(count()).from<Item>().where(in(col<&Item::cost>, zero, some[0]))).one() == 2);
    CHECK(db.execute(select(count()).from<Item>().where(between(col<&Item::cost>, -some[0], some[0]))).one() == 4);
}

TEST_CASE("long decimals are compared as numbers") {
    auto db = database_of<Item>();
    std::vector<Item> items;
    for (const wide& each : wide_edges()) items.push_back({.exact = each, .share = each});
    db.insert(std::span{items});
    for (const wide& limit : wide_edges()) {
        const auto below = std::ranges::count_if(items, [&](const Item& each) { return each.exact < limit; });
        CHECK(db.execute(select(count()).from<Item>().where(col<&Item::exact> < limit)).one() == below);
        CHECK(db.execute(select(col<&Item::exact>).where(col<&Item::share> == limit)).all() == std::vector{limit});
    }
    CHECK(db.execute(select(max(col<&Item::exact>))).one() == wide_edges().back());
    const std::vector<wide> some{wide::parse("-0.0000000001"), wide::parse("77")};
    CHECK(db.execute(select(col<&Item::exact>).where(in(col<&Item::exact>, some))).all() == std::vector{some[0]});
}

TEST_CASE("decimals are updated, also to NULL") {
    auto db = database_of<Item>();
    Item item = db.insert(Item{.cost = price{1}, .discount = price{2}, .share = wide{3}});
    db.execute(update<Item>()
                   .set(col<&Item::cost> = price::parse("7.70"), col<&Item::discount> = nullptr,
                        col<&Item::share> = std::optional<wide>{})
                   .where(col<&Item::id> == item.id));
    item.cost = price::parse("7.7");
    item.discount.reset();
    item.share.reset();
    CHECK(db.get<Item>(item.id) == item);
    item.exact = wide::parse("-0.25");
    db.update(item);
    CHECK(db.get<Item>(item.id) == item);
    CHECK(db.execute(select(col<&Item::id>).where(is_null(col<&Item::discount>))).all() == std::vector{item.id});
}

TEST_CASE("decimals are keys, defaults and limits of checks") {
    auto db = database_of<Fee>();
    const auto script = [&db](const char* sqlite, const char* postgresql) {
        db.script(on_postgresql() ? postgresql : sqlite);
    };
    script(R"(INSERT INTO "fees" ("amount", "paid") VALUES (150, 0))",
           R"(INSERT INTO "fees" ("amount", "paid") VALUES (1.50, 0))");
    const auto found = db.get<Fee>(price::parse("1.5"));
    REQUIRE(found);
    CHECK(found->tax == price::parse("9.99"));
    CHECK(found->bound == wide::parse("-0.5"));
    CHECK_FALSE(db.get<Fee>(price::parse("1.51")));
    CHECK_NOTHROW(db.insert(Fee{.amount = 2, .tax = 100, .paid = {price::parse("0.5")}}));
    CHECK(db.get<Fee>(price{2})->paid == euros{price::parse("0.5")});
    CHECK_THROWS_AS(db.insert(Fee{.amount = 3, .tax = price::parse("100.01")}), tain::constraint_error);
    CHECK_NOTHROW(db.insert(Fee{.amount = 4, .bound = wide::parse("-7.25")}));
    CHECK_THROWS_AS(db.insert(Fee{.amount = 5, .bound = wide::parse("-7.2500000001")}), tain::constraint_error);
}

TEST_CASE("a stored value that is no such decimal is refused by name") {
    auto db = database_of<Item>();
    const auto refused = [&db](const std::string& column, const std::string& value) {
        if (on_postgresql())  // what an older column may have held
            db.script(R"(ALTER TABLE "item" ALTER COLUMN "cost" TYPE NUMERIC, ALTER COLUMN "exact" TYPE NUMERIC)");
        db.script(R"(DELETE FROM "item"; INSERT INTO "item" ("id", "cost", "exact", "rate") VALUES (1, )" +
                  (column == "cost" ? value + ", '0'" : "'0', " + value) + ", 0)");
        const auto said = message_of<tain::row_error>([&] {
            column == "cost" ? static_cast<void>(db.execute(select(col<&Item::cost>)).all())
                             : static_cast<void>(db.execute(select(col<&Item::exact>)).all());
        });
        CAPTURE(said, value);
        CHECK(said.find("\"item\"") != std::string::npos);
        CHECK(said.find(column + " ") != std::string::npos);
        CHECK(said.find("member " + column) != std::string::npos);
    };
    if (on_postgresql()) {
        for (const char* value : {"'NaN'", "'Infinity'", "1.005", "10000000000.00"}) refused("cost", value);
        for (const char* value : {"'NaN'", "0.00000000001", "1e28"}) refused("exact", value);
    } else {
        for (const char* value : {"12.5", "1000000000000", "'p000000001250'", "x'00'", "'1,5'"}) refused("cost", value);
        for (const char* value : {"5", "12.5", "'p5'", "'q00000000000000000000000000000000000000'", "'n5x'"})
            refused("exact", value);
    }
}
