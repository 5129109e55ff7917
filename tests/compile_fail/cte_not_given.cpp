// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this statement reads a common table expression that is not before it
#include "models.hpp"

inline constexpr auto counts =
    cte<"counts">(select(col<&Post::author_id>, count().as<"posts">()).group_by(col<&Post::author_id>));
inline constexpr auto tags = cte<"tags">(select(col<&Tag::name>));

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(with(tags, select(counts.column<"posts">())), as);
#else
inline constexpr auto text = to_sql(with(counts, select(counts.column<"posts">())), as);
#endif
