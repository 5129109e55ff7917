// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this is no condition
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().join<Tag>(col<&Tag::id>), as);
#else
inline constexpr auto text = to_sql(select<User>().join<Tag>(col<&Tag::id> == col<&User::id>), as);
#endif
