// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const auto users = dynamic(select<User>().where(col<&Post::title> == "x")).where(col<&User::age> > 1);
#else
inline const auto users = dynamic(select<User>().where(col<&User::email> == "x")).where(col<&User::age> > 1);
#endif
