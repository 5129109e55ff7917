// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: round(), floor() and ceil() take floating numbers
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(round(col<&User::age>)), as);
#else
inline constexpr auto text = to_sql(select(round(cast<double>(col<&User::age>))), as);
#endif
