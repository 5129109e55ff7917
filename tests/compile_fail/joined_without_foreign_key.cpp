// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: no foreign key connects the joined table
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().join<Tag>(), as);
#else
inline constexpr auto text = to_sql(select<User>().join<Tag>(col<&Tag::id> == col<&User::id>), as);
#endif
