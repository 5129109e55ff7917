// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a variant's alternatives are described structs
#include "payments.hpp"

struct Bill {
    std::int64_t id{};
#ifdef TAIN_REJECTED
    std::variant<Card, std::string> method{};
#else
    std::variant<Card, Cash> method{};
#endif
};
BOOST_DESCRIBE_STRUCT(Bill, (), (id, method))

inline constexpr auto text = to_sql(select<Bill>(), as);
