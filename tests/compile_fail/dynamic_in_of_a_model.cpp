// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: selects one column
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const auto statement = dynamic(select<User>()).where(in(col<&User::id>, dynamic(select<Post>())));
#else
inline const auto statement = dynamic(select<User>()).where(in(col<&User::id>, dynamic(select(col<&Post::author_id>))));
#endif
