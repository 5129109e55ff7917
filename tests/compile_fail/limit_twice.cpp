// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this clause was given already
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().limit(1).limit(1), as);
#else
inline constexpr auto text = to_sql(select<User>().limit(1), as);
#endif
