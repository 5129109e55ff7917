// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: each term of a select that others read like a table has a name
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(with(cte<"ages">(select(col<&User::age> + 1)), select(col<&User::email>)), as);
#else
inline constexpr auto text =
    to_sql(with(cte<"ages">(select((col<&User::age> + 1).as<"next">())), select(col<&User::email>)), as);
#endif
