// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this table is in the statement already
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().join<Post>().left_join<Post>(), as);
#else
inline constexpr auto text = to_sql(select<User>().join<Post>(), as);
#endif
