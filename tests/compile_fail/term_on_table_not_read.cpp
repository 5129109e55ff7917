// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const term<std::string, User, Post> shown = col<&Post::title>;

#ifdef TAIN_REJECTED
inline const auto users = dynamic(select(shown, col<&User::id>));
#else
inline const auto users = dynamic(select(shown, col<&User::id>).join<Post>());
#endif
