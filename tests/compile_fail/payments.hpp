// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "models.hpp"

#include <tain/variant.hpp>

struct Card {
    std::string number{};
};
BOOST_DESCRIBE_STRUCT(Card, (), (number))

struct Cash {};
BOOST_DESCRIBE_STRUCT(Cash, (), ())

struct Payment {
    std::int64_t id{};
    std::variant<Card, Cash> method{};
};
BOOST_DESCRIBE_STRUCT(Payment, (), (id, method))
