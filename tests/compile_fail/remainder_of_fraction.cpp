// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: % is the remainder of two integers
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&Reading::value> % 2), as);
#else
inline constexpr auto text = to_sql(select(col<&User::age> % 2), as);
#endif
