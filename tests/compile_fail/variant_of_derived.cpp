// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: an alternative of a variant has a base
#include "payments.hpp"

struct GiftCard : Card {
    std::int32_t value{};
};
BOOST_DESCRIBE_STRUCT(GiftCard, (Card), (value))

struct Gift {
    Card card{};
    std::int32_t value{};
};
BOOST_DESCRIBE_STRUCT(Gift, (), (card, value))

struct Bill {
    std::int64_t id{};
#ifdef TAIN_REJECTED
    std::variant<Cash, GiftCard> method{};
#else
    std::variant<Cash, Gift> method{};
#endif
};
BOOST_DESCRIBE_STRUCT(Bill, (), (id, method))

inline constexpr auto text = to_sql(select<Bill>(), as);
