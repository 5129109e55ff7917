// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: these two types cannot be compared in SQL
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const auto statement = dynamic(select<User>()).where(in(col<&User::id>, dynamic(select(col<&Post::title>))));
#else
inline const auto statement = dynamic(select<User>()).where(in(col<&User::id>, dynamic(select(col<&Post::author_id>))));
#endif
