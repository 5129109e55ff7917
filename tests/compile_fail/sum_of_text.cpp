// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: only numbers can be calculated with
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(sum(col<&User::email>)), as);
#else
inline constexpr auto text = to_sql(select(sum(col<&User::age>)), as);
#endif
