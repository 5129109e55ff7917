// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: these two types cannot be compared in SQL
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().where(in(col<&User::age>, 1, "2")), as);
#else
inline constexpr auto text = to_sql(select<User>().where(in(col<&User::age>, 1, 2)), as);
#endif
