// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: belongs to a table this statement does not read
#include <tain/dynamic.hpp>

#include "models.hpp"

#ifdef TAIN_REJECTED
const auto statement = dynamic(update<User>()).set(col<&User::email> = col<&Post::title>);
#else
const auto statement = dynamic(update<User>().from<Post>()).set(col<&User::email> = col<&Post::title>);
#endif
