// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this is no condition
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().where(col<&User::age> && col<&User::is_active>), as);
#else
inline constexpr auto text = to_sql(select<User>().where(col<&User::age> > 0 && col<&User::is_active>), as);
#endif
