// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this statement reads a common table expression that is not before it
#include "models.hpp"

inline constexpr auto counts = cte<"counts">(select(col<&Post::author_id>).group_by(col<&Post::author_id>));
inline constexpr auto tags = cte<"tags">(select(col<&Tag::id>));
inline constexpr auto users = select(col<&User::email>)
                                  .where(in(col<&User::id>, select(counts.column<"author_id">())) ||
                                         exists(select(tags.column<"id">()).where(tags.column<"id">() > 7)));

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(with(tags, users), as);
#else
inline constexpr auto text = to_sql(with(tags, counts, users), as);
#endif
