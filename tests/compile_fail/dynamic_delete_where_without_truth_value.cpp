// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this is no condition
#include <tain/dynamic.hpp>

#include "models.hpp"

#ifdef TAIN_REJECTED
const auto statement = dynamic(delete_from<User>()).where_if(true, col<&User::age>);
#else
const auto statement = dynamic(delete_from<User>()).where_if(true, col<&User::age> == 7);
#endif
