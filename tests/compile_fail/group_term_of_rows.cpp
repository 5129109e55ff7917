// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a group_term an aggregate over groups of them
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const group_term<std::optional<std::int64_t>, User> shown = sum(col<&User::age>) + col<&User::id>;
#else
inline const group_term<std::optional<std::int64_t>, User> shown = sum(col<&User::age>) + count();
#endif
