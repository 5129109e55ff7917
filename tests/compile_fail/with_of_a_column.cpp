// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: with<…>() names a member that is no relation
#include "trees.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = tain::to_sql(select<Tree>().with<&Tree::id>(), tain::dialect::sqlite);
#else
inline constexpr auto text = tain::to_sql(select<Tree>().with<&Tree::leaves>(), tain::dialect::sqlite);
#endif
