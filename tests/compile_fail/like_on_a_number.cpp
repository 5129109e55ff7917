// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: like() compares text with a text pattern
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().where(like(col<&User::age>, "7%")), as);
#else
inline constexpr auto text = to_sql(select<User>().where(like(col<&User::email>, "7%")), as);
#endif
