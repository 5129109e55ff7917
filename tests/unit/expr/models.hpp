// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/column.hpp>
#include <tain/expr/functions.hpp>
#include <tain/expr/operators.hpp>
#include <tain/expr/order.hpp>
#include <tain/expr/predicates.hpp>
#include <tain/reflect/describe.hpp>

#include <boost/uuid/uuid.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shop {

enum class state { open, paid };
BOOST_DESCRIBE_ENUM(state, open, paid)
enum class other_state { open };
BOOST_DESCRIBE_ENUM(other_state, open)

struct stamps {
    tain::types::timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(stamps, (), (created_at))

struct item {
    std::int64_t id{};
    std::string name{};
    std::optional<std::string> note{};
    std::int32_t amount{};
    std::uint8_t small{};
    double price{};
    float weight{};
    std::optional<std::int32_t> rating{};
    bool sold{};
    std::vector<std::byte> picture{};
    boost::uuids::uuid code{};
    shop::state state{};
    shop::stamps stamps{};
};
BOOST_DESCRIBE_STRUCT(item, (),
                      (id, name, note, amount, small, price, weight, rating, sold, picture, code, state, stamps))

struct order {
    std::int64_t id{};
    std::int64_t item_id{};
};
BOOST_DESCRIBE_STRUCT(order, (), (id, item_id))

}  // namespace shop
