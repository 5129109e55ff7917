// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: have types that no column could hold together
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(case_(when(col<&User::is_active>, "x"), otherwise(7))).from<User>(), as);
#else
inline constexpr auto text = to_sql(select(case_(when(col<&User::is_active>, "x"), otherwise("y"))).from<User>(), as);
#endif
