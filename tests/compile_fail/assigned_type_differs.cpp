// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a value of this type cannot be written to the column
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(update<User>().set(col<&User::age> = "seven").where(col<&User::id> == 1), as);
#else
inline constexpr auto text = to_sql(update<User>().set(col<&User::age> = 7).where(col<&User::id> == 1), as);
#endif
