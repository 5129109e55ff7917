// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "logged_database.hpp"

#include <boost/describe.hpp>
#include <tain/sql/dsl.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// A small shop: a generated key, a natural key, a composite key, an enum, an embedded struct, NULLs.
namespace shop {

enum class Status { open, paid, cancelled };
BOOST_DESCRIBE_ENUM(Status, open, paid, cancelled)

struct Address {
    std::string street{};
    std::optional<std::string> city{};
};
BOOST_DESCRIBE_STRUCT(Address, (), (street, city))

struct Customer {
    std::int64_t id{};
    std::string email{};
    std::string name{};
    std::optional<std::int32_t> born{};
    bool is_active = true;
    Address home{};
};
BOOST_DESCRIBE_STRUCT(Customer, (), (id, email, name, born, is_active, home))

struct Order {
    std::string number{};
    std::int64_t customer_id{};
    Status status{};
    double total{};
};
BOOST_DESCRIBE_STRUCT(Order, (), (number, customer_id, status, total))

struct Line {
    std::string order_number{};
    std::int32_t position{};
    std::optional<std::string> note{};
};
BOOST_DESCRIBE_STRUCT(Line, (), (order_number, position, note))

using models = tain::models<Customer, Order, Line>;

}  // namespace shop

template <>
inline constexpr auto tain::mapping<shop::Customer> = table(
    "customers", unique<&shop::Customer::email>, length<&shop::Customer::email>(60),
    prefix<&shop::Customer::home>("home_"), index<&shop::Customer::name, &shop::Customer::born>,
    check<"email_has_at">(like(col<&shop::Customer::email>, "%@%")), server_default<&shop::Customer::is_active>(true));
template <>
inline constexpr auto tain::mapping<shop::Order> =
    table("orders", primary_key<&shop::Order::number>, server_default<&shop::Order::status>(shop::Status::open),
          foreign_key<&shop::Order::customer_id>.references<shop::Customer>().on_delete(cascade));
template <>
inline constexpr auto tain::mapping<shop::Line> =
    table("lines", primary_key<&shop::Line::order_number, &shop::Line::position>,
          foreign_key<&shop::Line::order_number>.references<&shop::Order::number>().on_delete(cascade));

namespace shop {

/// Three customers (Ada, Bob, Cyd), of whom Ada has two orders and Bob one; the first order has three lines.
struct filled {
    tain::test::database<models> base{};
    tain::engine& db = base.db;
    std::vector<Customer> customers{
        {.email = "ada@example.org", .name = "Ada", .born = 1815, .home = {.street = "Square 1", .city = "London"}},
        {.email = "bob@example.org",
         .name = "Bob",
         .is_active = false,
         .home = {.street = "Road 2", .city = std::nullopt}},
        {.email = "cyd@example.org", .name = "Cyd", .born = 1921, .home = {.street = "Lane 3", .city = "Bath"}}};

    filled() {
        db.insert(customers);
        std::vector<Order> orders{{"A-1", customers[0].id, Status::open, 10.5},
                                  {"A-2", customers[0].id, Status::paid, 20},
                                  {"B-1", customers[1].id, Status::cancelled, 0.25}};
        db.insert(orders);
        std::vector<Line> lines{{"A-1", 1, "first"}, {"A-1", 2, std::nullopt}, {"A-1", 3, "third"}};
        db.insert(lines);
    }
};

}  // namespace shop
