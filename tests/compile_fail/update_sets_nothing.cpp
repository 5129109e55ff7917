// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: take assignments to columns of the statement's own table
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(update<User>().where(col<&User::id> == 1), as);
#else
inline constexpr auto text = to_sql(update<User>().set(col<&User::email> = "x").where(col<&User::id> == 1), as);
#endif
