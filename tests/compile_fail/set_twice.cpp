// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this clause was given already
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    to_sql(update<User>().set(col<&User::age> = 1).set(col<&User::email> = "x").all_rows(), as);
#else
inline constexpr auto text = to_sql(update<User>().set(col<&User::age> = 1, col<&User::email> = "x").all_rows(), as);
#endif
