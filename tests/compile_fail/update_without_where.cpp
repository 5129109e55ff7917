// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this statement would change every row of the table
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(update<User>().set(col<&User::age> = 1), as);
#else
inline constexpr auto text = to_sql(update<User>().set(col<&User::age> = 1).all_rows(), as);
#endif
