// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: belongs to a table this statement does not read
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    to_sql(select(col<&User::email>).where(exists(select<Post>().where(col<&Tag::id> == col<&Post::id>))), as);
#else
inline constexpr auto text =
    to_sql(select(col<&User::email>).where(exists(select<Post>().where(col<&User::id> == col<&Post::author_id>))), as);
#endif
