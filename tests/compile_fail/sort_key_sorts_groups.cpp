// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: sorted only by what they hold
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const sort_key<User> by = col<&User::age>;

#ifdef TAIN_REJECTED
inline const auto counted = dynamic(select(col<&User::age>, count()).group_by(col<&User::age>)).order_by(by);
#else
inline const auto listed = dynamic(select(col<&User::age>, col<&User::id>)).order_by(by);
#endif
