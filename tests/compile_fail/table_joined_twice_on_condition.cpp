// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this table is in the statement already
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().join<User>(col<&User::age> == col<&User::id>), as);
#else
using other = alias<User, "other">;
inline constexpr auto text = to_sql(select<User>().join<other>(col<&User::age> == col<&User::id, of<other>>), as);
#endif
