// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: these two types cannot be compared in SQL
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().where(col<&User::age> < col<&User::email>), as);
#else
inline constexpr auto text = to_sql(select<User>().where(col<&User::age> < col<&User::id>), as);
#endif
