// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(
    select<User>().join<Tag>(col<&Tag::id> == col<&Post::id>).join<Post>(col<&Post::author_id> == col<&User::id>), as);
#else
inline constexpr auto text = to_sql(
    select<User>().join<Post>(col<&Post::author_id> == col<&User::id>).join<Tag>(col<&Tag::id> == col<&Post::id>), as);
#endif
