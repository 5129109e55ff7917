// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: has one type twice among its alternatives
#include "payments.hpp"

struct Bill {
    std::int64_t id{};
#ifdef TAIN_REJECTED
    std::variant<Card, Cash, Card> method{};
#else
    std::variant<Card, Cash> method{};
#endif
};
BOOST_DESCRIBE_STRUCT(Bill, (), (id, method))

inline constexpr auto text = to_sql(select<Bill>(), as);
