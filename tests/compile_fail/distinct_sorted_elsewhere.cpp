// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: distinct rows can be sorted only by what is selected
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&User::email>).distinct().order_by(col<&User::age>), as);
#else
inline constexpr auto text = to_sql(select(col<&User::email>).distinct().order_by(desc(col<&User::email>)), as);
#endif
