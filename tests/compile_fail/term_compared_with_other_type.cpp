// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: these two types cannot be compared in SQL
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const term<std::string, User> shown = col<&User::email>;

#ifdef TAIN_REJECTED
inline const condition<User> wanted = shown == 1;
#else
inline const condition<User> wanted = shown == "1";
#endif
