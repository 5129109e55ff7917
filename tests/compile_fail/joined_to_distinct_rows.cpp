// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a relation cannot be joined to a statement with distinct(), group_by() or having()
#include "trees.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    tain::to_sql(select<Leaf>().distinct().with(with<&Leaf::tree>().joined()), tain::dialect::sqlite);
#else
inline constexpr auto text = tain::to_sql(select<Leaf>().distinct().with<&Leaf::tree>(), tain::dialect::sqlite);
#endif
