// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a relation cannot be joined to a model that comes out of a subquery
#include "trees.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto recent = tain::subquery<"recent">(select<Leaf>().limit(3));
inline constexpr auto text =
    tain::to_sql(select(recent.whole<Leaf>()).from(recent).with(with<&Leaf::tree>().joined()), tain::dialect::sqlite);
#else
inline constexpr auto recent = tain::subquery<"recent">(select<Leaf>().limit(3));
inline constexpr auto text =
    tain::to_sql(select(recent.whole<Leaf>()).from(recent).with<&Leaf::tree>(), tain::dialect::sqlite);
#endif
