// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: these two types cannot be compared in SQL
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&Tag::name>).where(in(col<&Tag::id>, select(col<&Post::title>))), as);
#else
inline constexpr auto text = to_sql(select(col<&Tag::name>).where(in(col<&Tag::id>, select(col<&Post::id>))), as);
#endif
