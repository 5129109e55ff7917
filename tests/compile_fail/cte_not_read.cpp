// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: nothing in this statement reads a common table expression
#include "models.hpp"

inline constexpr auto busy = cte<"busy">(select(col<&Post::author_id>).distinct());

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(with(busy, delete_from<User>().where(col<&User::age> > 70)), as);
#else
inline constexpr auto text =
    to_sql(with(busy, delete_from<User>().where(in(col<&User::id>, select(busy.column<"author_id">())))), as);
#endif
