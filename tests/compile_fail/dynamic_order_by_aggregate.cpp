// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a sort key that is chosen at run time is an expression over columns
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const auto users = dynamic(select<User>()).order_by(max(col<&User::age>));
#else
inline const auto users = dynamic(select<User>()).order_by(col<&User::age>);
#endif
