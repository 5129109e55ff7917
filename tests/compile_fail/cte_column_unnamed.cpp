// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: each term of a select that others read like a table has a name
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto next = cte<"next">(select(col<&User::age> + 1));
inline constexpr auto text = to_sql(with(next, select(count()).from(next)), as);
#else
inline constexpr auto next = cte<"next">(select((col<&User::age> + 1).as<"age">()));
inline constexpr auto text = to_sql(with(next, select(count()).from(next)), as);
#endif
