// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: set() and values() take assignments to columns of the statement's own table
#include <tain/dynamic.hpp>

#include "models.hpp"

#ifdef TAIN_REJECTED
const auto statement = dynamic(update<User>()).set_if(true, col<&Post::title> = "x");
#else
const auto statement = dynamic(update<User>()).set_if(true, col<&User::email> = "x");
#endif
