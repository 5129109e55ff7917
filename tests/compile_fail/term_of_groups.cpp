// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a group_term an aggregate over groups of them
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const term<std::int64_t, User> shown = count(col<&User::bio>);
#else
inline const group_term<std::int64_t, User> shown = count(col<&User::bio>);
#endif
