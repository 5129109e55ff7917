// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this expression has another type than the term
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const term<std::int64_t, User> shown = col<&User::age>;
#else
inline const term<std::int64_t, User> shown = cast<std::int64_t>(col<&User::age>);
#endif
