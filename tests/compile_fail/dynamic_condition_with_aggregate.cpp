// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: look at single rows and take no aggregate
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const auto wanted = dynamic(select<User>()).where(count() > 1);
#else
inline const auto wanted = dynamic(select<User>()).where(col<&User::age> > 1);
#endif
