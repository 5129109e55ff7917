// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this statement reads a common table expression that is not before it
#include "models.hpp"

inline constexpr auto counts =
    cte<"counts">(select(col<&Post::author_id>, count().as<"posts">()).group_by(col<&Post::author_id>));
inline constexpr auto busy =
    cte<"busy">(select(col<&User::id>).where(in(col<&User::id>, select(counts.column<"author_id">()))));
inline constexpr auto query = select(busy.column<"id">(), counts.column<"posts">())
                                  .from(busy)
                                  .join(counts, busy.column<"id">() == counts.column<"author_id">());

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(with(busy, counts, query), as);
#else
inline constexpr auto text = to_sql(with(counts, busy, query), as);
#endif
