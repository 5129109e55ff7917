// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this column is NOT NULL
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    to_sql(update<User>().set(col<&User::email> = col<&User::bio>).where(col<&User::id> == 1), as);
#else
inline constexpr auto text =
    to_sql(update<User>().set(col<&User::bio> = col<&User::email>).where(col<&User::id> == 1), as);
#endif
