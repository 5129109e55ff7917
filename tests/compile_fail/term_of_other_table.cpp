// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const term<std::string, User> shown = col<&Post::title>;
#else
inline const term<std::string, User, Post> shown = col<&Post::title>;
#endif
