// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: these two types cannot be compared in SQL
#include "models.hpp"

#include <tain/types/decimal.hpp>

struct Item {
    std::int64_t id{};
    tain::decimal<12, 2> price{};
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, price))

#ifdef TAIN_REJECTED
inline constexpr double limit = 9.99;
#else
inline constexpr auto limit = tain::decimal<12, 2>::parse("9.99");
#endif

inline constexpr auto text = to_sql(select<Item>().where(col<&Item::price> < limit), as);
