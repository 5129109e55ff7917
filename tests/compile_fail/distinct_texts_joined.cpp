// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: SQLite joins different texts by commas alone
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(string_agg(distinct(col<&User::bio>), "|")), as);
#else
inline constexpr auto text = to_sql(select(string_agg(col<&User::bio>, "|")), as);
#endif
