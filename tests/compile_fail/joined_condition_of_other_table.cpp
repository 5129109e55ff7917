// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "trees.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    tain::to_sql(select<Leaf>().with(with<&Leaf::tree>().joined().where(col<&Leaf::id> > 1)), tain::dialect::sqlite);
#else
inline constexpr auto text =
    tain::to_sql(select<Leaf>().with(with<&Leaf::tree>().joined().where(col<&Tree::id> > 1)), tain::dialect::sqlite);
#endif
