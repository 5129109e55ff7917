// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the name of a function is written into SQL as it is
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(tain::function<"f(); --", int>(col<&User::age>)), as);
#else
inline constexpr auto text = to_sql(select(tain::function<"f", int>(col<&User::age>)), as);
#endif
