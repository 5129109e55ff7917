// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this source has no column of that name
#include "models.hpp"

inline constexpr auto counts =
    cte<"counts">(select(col<&Post::author_id>, count().as<"posts">()).group_by(col<&Post::author_id>));

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(with(counts, select(counts.column<"title">())), as);
#else
inline constexpr auto text = to_sql(with(counts, select(counts.column<"posts">())), as);
#endif
