// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this clause was given already
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(insert<User>().values(col<&User::age> = 1).values(col<&User::email> = "x"), as);
#else
inline constexpr auto text = to_sql(insert<User>().values(col<&User::age> = 1, col<&User::email> = "x"), as);
#endif
