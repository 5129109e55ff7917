// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: or an alternative of a variant a prefix
#include "payments.hpp"

struct Check {
    std::string number{};
};
BOOST_DESCRIBE_STRUCT(Check, (), (number))

struct Bill {
    std::int64_t id{};
    std::variant<Card, Check> method{};
};
BOOST_DESCRIBE_STRUCT(Bill, (), (id, method))
#ifndef TAIN_REJECTED
template <>
inline constexpr auto tain::mapping<Bill> = table("bills", prefix<&Bill::method, Check>("check_"));
#endif

inline constexpr auto text = to_sql(select<Bill>(), as);
