// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "trees.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    tain::to_sql(select<Tree>().with(with<&Tree::leaves>().joined().order_by(col<&Tree::id>)), tain::dialect::sqlite);
#else
inline constexpr auto text =
    tain::to_sql(select<Tree>().with(with<&Tree::leaves>().joined().order_by(col<&Leaf::id>)), tain::dialect::sqlite);
#endif
