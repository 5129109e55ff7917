// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: limit() and offset() count rows, and a joined relation to many objects
#include "trees.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    tain::to_sql(select<Tree>().offset(3).with(with<&Tree::leaves>().joined()), tain::dialect::sqlite);
#else
inline constexpr auto text =
    tain::to_sql(select<Leaf>().offset(3).with(with<&Leaf::tree>().joined()), tain::dialect::sqlite);
#endif
