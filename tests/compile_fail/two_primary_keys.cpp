// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the mapping declares more than one primary key
#include "models.hpp"

struct Pair {
    std::int32_t left{};
    std::int32_t right{};
};
BOOST_DESCRIBE_STRUCT(Pair, (), (left, right))
template <>
inline constexpr auto tain::mapping<Pair> =
#ifdef TAIN_REJECTED
    table("pairs", primary_key<&Pair::left>, primary_key<&Pair::right>);
#else
    table("pairs", primary_key<&Pair::left, &Pair::right>);
#endif

inline constexpr auto text = to_sql(select<Pair>(), as);
