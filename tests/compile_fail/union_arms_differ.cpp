// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: give rows of the same types, column by
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(union_(select(col<&User::email>), select(col<&User::age>)), as);
#else
inline constexpr auto text = to_sql(union_(select(col<&User::email>), select(col<&Tag::name>)), as);
#endif
