// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const condition<User> wanted = col<&Post::title> == "x";
#else
inline const condition<User, Post> wanted = col<&Post::title> == "x";
#endif
