// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(update<User>().set(col<&User::age> = 1).where(col<&Post::title> == "x"), as);
#else
inline constexpr auto text = to_sql(update<User>().set(col<&User::age> = 1).where(col<&User::email> == "x"), as);
#endif
