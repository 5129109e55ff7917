// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: it lies in a struct that is optional as a whole
#include "models.hpp"

struct Number {
    std::int64_t year{};
    std::int64_t count{};
};
BOOST_DESCRIBE_STRUCT(Number, (), (year, count))

struct Bill {
#ifdef TAIN_REJECTED
    std::optional<Number> number{};
#else
    Number number{};
#endif
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Bill, (), (number, text))
template <>
inline constexpr auto tain::mapping<Bill> =
    table("bills", primary_key<path<&Bill::number, &Number::year>, path<&Bill::number, &Number::count>>);

inline constexpr auto text = to_sql(select<Bill>(), as);
