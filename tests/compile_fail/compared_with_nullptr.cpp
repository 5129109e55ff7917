// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a comparison with NULL is never true
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().where(col<&User::bio> == nullptr), as);
#else
inline constexpr auto text = to_sql(select<User>().where(is_null(col<&User::bio>)), as);
#endif
