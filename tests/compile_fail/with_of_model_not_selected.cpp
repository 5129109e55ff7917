// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a relation is loaded into whole objects, and this statement selects none of its model
#include "trees.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = tain::to_sql(select(col<&Tree::id>).with<&Tree::leaves>(), tain::dialect::sqlite);
#else
inline constexpr auto text = tain::to_sql(select<Tree>().with<&Tree::leaves>(), tain::dialect::sqlite);
#endif
