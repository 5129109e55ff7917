// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this source does not select the model as a whole
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto recent = subquery<"recent">(select(col<&Post::id>, col<&Post::title>));
#else
inline constexpr auto recent = subquery<"recent">(select<Post>());
#endif
inline constexpr auto text = to_sql(select(recent.whole<Post>()).from(recent), as);
