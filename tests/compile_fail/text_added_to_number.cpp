// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: only numbers can be calculated with
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().where(col<&User::age> + col<&User::email> == 1), as);
#else
inline constexpr auto text = to_sql(select<User>().where(col<&User::age> + col<&User::id> == 1), as);
#endif
