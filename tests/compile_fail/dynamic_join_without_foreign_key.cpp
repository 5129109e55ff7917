// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: no foreign key connects
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const auto statement = dynamic(select<User>()).join_if<Tag>(true, [](auto joined) { return joined; });
#else
inline const auto statement = dynamic(select<User>()).join_if<Post>(true, [](auto joined) { return joined; });
#endif
