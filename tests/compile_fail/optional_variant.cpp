// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a std::optional of a variant is no column
#include "payments.hpp"

struct Bill {
    std::int64_t id{};
#ifdef TAIN_REJECTED
    std::optional<std::variant<Card, Cash>> method{};
#else
    std::variant<std::monostate, Card, Cash> method{};
#endif
};
BOOST_DESCRIBE_STRUCT(Bill, (), (id, method))

inline constexpr auto text = to_sql(select<Bill>(), as);
