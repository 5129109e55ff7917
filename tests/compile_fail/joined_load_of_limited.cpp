// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a joined load takes no limit()
#include "trees.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    tain::to_sql(select<Tree>().with(with<&Tree::leaves>().limit(3).joined()), tain::dialect::sqlite);
#else
inline constexpr auto text = tain::to_sql(select<Tree>().with(with<&Tree::leaves>().joined()), tain::dialect::sqlite);
#endif
