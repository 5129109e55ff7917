// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: an aggregate cannot hold another one
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(sum(count(col<&User::bio>))), as);
#else
inline constexpr auto text = to_sql(select(sum(col<&User::age>)), as);
#endif
