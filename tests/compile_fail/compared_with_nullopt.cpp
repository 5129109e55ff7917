// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a comparison with NULL is never true
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().where(std::nullopt != col<&User::bio>), as);
#else
inline constexpr auto text = to_sql(select<User>().where(is_not_null(col<&User::bio>)), as);
#endif
