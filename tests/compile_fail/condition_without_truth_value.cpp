// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this is no condition
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const condition<User> wanted = col<&User::age>;
#else
inline const condition<User> wanted = col<&User::is_active>;
#endif
