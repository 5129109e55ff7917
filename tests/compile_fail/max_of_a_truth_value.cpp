// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: min() and max() take numbers, texts and times
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(max(col<&User::is_active>)), as);
#else
inline constexpr auto text = to_sql(select(max(col<&User::age>)), as);
#endif
