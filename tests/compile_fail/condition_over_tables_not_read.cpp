// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const condition<User, Post> wanted = col<&User::age> > 17;
#ifdef TAIN_REJECTED
inline const auto adults = dynamic(select<User>()).where(wanted);
#else
inline const auto adults = dynamic(select<User>().join<Post>()).where(wanted);
#endif
