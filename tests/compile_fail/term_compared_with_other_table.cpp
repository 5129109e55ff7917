// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const term<std::string, User> shown = col<&User::email>;

#ifdef TAIN_REJECTED
inline const auto wanted = shown == col<&Post::title>;
#else
inline const auto wanted = term<std::string, User, Post>{shown} == col<&Post::title>;
#endif
