// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a subquery in in() or scalar() selects one column
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&Tag::name>).where(in(col<&Tag::id>, select<Post>())), as);
#else
inline constexpr auto text = to_sql(select(col<&Tag::name>).where(in(col<&Tag::id>, select(col<&Post::id>))), as);
#endif
