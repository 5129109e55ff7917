// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: an aggregate sorts groups, and is kept as a group_key
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const group_key<User> most = desc(count());

#ifdef TAIN_REJECTED
inline const auto users = dynamic(select(col<&User::age>)).order_by(most);
#else
inline const auto users = dynamic(select(col<&User::age>).group_by(col<&User::age>)).order_by(most);
#endif
