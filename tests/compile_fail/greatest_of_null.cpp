// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: greatest() and least() take values that cannot be NULL
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(greatest(col<&User::bio>, "x")), as);
#else
inline constexpr auto text = to_sql(select(greatest(coalesce(col<&User::bio>, ""), "x")), as);
#endif
