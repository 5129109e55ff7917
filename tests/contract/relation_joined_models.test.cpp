// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"

#include <tain/orm/session.hpp>
#include <tain/relations.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;

namespace {

struct Order;
struct Place {
    std::string street{};
    std::optional<std::string> door{};
};
BOOST_DESCRIBE_STRUCT(Place, (), (street, door))

/// In a schema, with a struct that may be missing as a whole, and a text for a key.
struct Customer {
    std::string name{};
    std::optional<Place> place{};
    std::optional<std::string> referrer{};
    tain::many<Order> orders{};
    tain::one<Customer> referred_by{};
};
BOOST_DESCRIBE_STRUCT(Customer, (), (name, place, referrer, orders, referred_by))

struct Order {
    std::int64_t id{};
    std::optional<std::string> customer_name{};
    std::optional<std::int32_t> amount{};
    tain::one<Customer> customer{};
};
BOOST_DESCRIBE_STRUCT(Order, (), (id, customer_name, amount, customer))

}  // namespace

template <>
inline constexpr auto tain::mapping<Customer> =
    table("orders", in_schema("joined"), primary_key<&Customer::name>,
          foreign_key<&Customer::referrer>.references<Customer>(), has_many<&Customer::orders, &Order::customer_name>,
          belongs_to<&Customer::referred_by, &Customer::referrer>);
template <>
inline constexpr auto tain::mapping<Order> = table("orders", foreign_key<&Order::customer_name>.references<Customer>(),
                                                   belongs_to<&Order::customer, &Order::customer_name>);

namespace {

using trade = tain::models<Customer, Order>;

struct filled_trade {
    filled_trade() : db(empty_database()) {
        if (on_postgresql()) db.script("DROP SCHEMA IF EXISTS joined CASCADE");
        tain::create_all<trade>(db);
        db.on_statement(log);
        std::vector<Customer> customers{
            {.name = "ann", .place = Place{"a street", {}}}, {.name = "bea", .referrer = "ann"}, {.name = "cy"}};
        db.insert(customers);
        std::vector<Order> orders{{.customer_name = "ann", .amount = 1},
                                  {.customer_name = "bea"},
                                  {.customer_name = "ann"},
                                  {.customer_name = "ann", .amount = 3},
                                  {.amount = 7}};
        db.insert(orders);
        log.clear();
    }
    statement_log log{};
    tain::engine db;
};

}  // namespace

TEST_CASE("joined objects have structs that are there or missing, and tables in schemas") {
    filled_trade t;
    const auto orders =
        t.db.execute(select<Order>()
                         .order_by(col<&Order::id>)
                         .with(with<&Order::customer>().joined().with(with<&Customer::referred_by>().joined().where(
                             col<&Customer::place, &Place::street> == "a street"))))
            .all();
    CHECK(t.log.size() == 1);
    REQUIRE(orders.size() == 5);
    REQUIRE(orders[0].customer->place);
    CHECK(orders[0].customer->place->street == "a street");
    CHECK_FALSE(orders[0].customer->place->door);
    CHECK_FALSE(orders[0].customer->referred_by);
    CHECK(orders[1].customer->name == "bea");
    CHECK_FALSE(orders[1].customer->place);
    CHECK(orders[1].customer->referred_by->place->street == "a street");
    CHECK(orders[4].customer.is_loaded());
    CHECK_FALSE(orders[4].customer);

    tain::session s{t.db};
    const auto objects =
        s.execute(select<Order>().order_by(col<&Order::id>).with(with<&Order::customer>().joined())).all();
    CHECK(objects[0]->customer.get() == objects[2]->customer.get());
    CHECK(objects[0]->customer->place->street == "a street");
    CHECK(s.get<Customer>("bea") == objects[1]->customer.get());
}

TEST_CASE("NULLs sort last among joined objects, and first where it is said so") {
    filled_trade t;
    const auto amounts = [&t](const auto& load) {
        std::vector<std::int32_t> made;
        const auto all = t.db.execute(select<Customer>().order_by(col<&Customer::name>).with(load)).all();
        for (const auto& each : all[0].orders) made.push_back(each->amount.value_or(0));
        CHECK(all.size() == 3);
        CHECK(all[2].orders.empty());
        return made;
    };
    const auto load = with<&Customer::orders>().joined();
    using list = std::vector<std::int32_t>;
    CHECK(amounts(load.order_by(col<&Order::amount>)) == list{1, 3, 0});
    CHECK(amounts(load.order_by(desc(col<&Order::amount>))) == list{0, 3, 1});
    CHECK(amounts(load.order_by(asc(col<&Order::amount>).nulls_first())) == list{0, 1, 3});
    CHECK(amounts(load.order_by(desc(col<&Order::amount>).nulls_last())) == list{3, 1, 0});
    CHECK(amounts(load.order_by(col<&Order::amount> + 1)) == list{1, 3, 0});
    CHECK(amounts(load.order_by(desc(col<&Order::amount> * 2).nulls_last())) == list{3, 1, 0});
    CHECK(amounts(load.where(is_not_null(col<&Order::amount>)).order_by(desc(col<&Order::amount>))) == list{3, 1});
}
