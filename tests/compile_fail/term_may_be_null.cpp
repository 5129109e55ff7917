// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this expression may be NULL, and the type of the term cannot
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const term<std::string, User> shown = col<&User::bio>;
#else
inline const term<std::optional<std::string>, User> shown = col<&User::bio>;
inline const term<std::string, User> known = coalesce(col<&User::bio>, "");
#endif
