// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this is no condition
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const auto wanted = dynamic(select<User>()).where_if(true, col<&User::age>);
#else
inline const auto wanted = dynamic(select<User>()).where_if(true, col<&User::age> > 17);
#endif
