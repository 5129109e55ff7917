// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: two columns of what others read like a table have the same name
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto both = subquery<"both">(select(col<&User::id>, col<&Post::id>).join<Post>());
inline constexpr auto text = to_sql(select(both.column<"id">()).from(both), as);
#else
inline constexpr auto both = subquery<"both">(select(col<&User::id>, col<&Post::id>.as<"post">()).join<Post>());
inline constexpr auto text = to_sql(select(both.column<"post">()).from(both), as);
#endif
