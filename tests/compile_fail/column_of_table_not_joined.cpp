// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&User::email>, col<&Post::title>), as);
#else
inline constexpr auto text = to_sql(select(col<&User::email>, col<&Post::title>).join<Post>(), as);
#endif
