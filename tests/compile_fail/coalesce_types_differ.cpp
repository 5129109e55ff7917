// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: these two types cannot be compared in SQL
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(coalesce(col<&User::bio>, 7)).from<User>(), as);
#else
inline constexpr auto text = to_sql(select(coalesce(col<&User::bio>, "none")), as);
#endif
