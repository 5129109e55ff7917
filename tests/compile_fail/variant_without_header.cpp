// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: A std::variant needs <tain/variant.hpp>
#include "models.hpp"

#ifndef TAIN_REJECTED
#include <tain/variant.hpp>
#endif

#include <variant>

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

inline constexpr auto text = to_sql(select<Payment>(), as);
