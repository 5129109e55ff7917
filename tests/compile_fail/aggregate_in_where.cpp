// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: look at single rows and take no aggregate
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&User::email>).where(col<&User::age> == max(col<&User::age>)), as);
#else
inline constexpr auto text =
    to_sql(select(col<&User::email>).where(col<&User::age> == scalar(select(max(col<&User::age>)))), as);
#endif
