// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: sorted only by what they hold
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const group_key<User> by = col<&User::email>;
#else
inline const group_key<User> by = max(col<&User::email>);
#endif
