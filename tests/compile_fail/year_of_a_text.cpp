// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this function takes a date or a point in time
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(year_of(col<&User::email>)), as);
#else
inline constexpr auto text = to_sql(select(year_of(now())).from<User>(), as);
#endif
