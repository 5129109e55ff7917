// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: case_() takes when(condition, value), once or more
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(case_(otherwise(7))).from<User>(), as);
#else
inline constexpr auto text = to_sql(select(case_(when(col<&User::is_active>, 1), otherwise(7))).from<User>(), as);
#endif
