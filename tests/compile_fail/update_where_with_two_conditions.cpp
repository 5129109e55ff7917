// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: where() takes one condition
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    to_sql(update<User>().set(col<&User::age> = 1).where(col<&User::age> > 7, col<&User::is_active> == true), as);
#else
inline constexpr auto text =
    to_sql(update<User>().set(col<&User::age> = 1).where(and_(col<&User::age> > 7, col<&User::is_active> == true)), as);
#endif
