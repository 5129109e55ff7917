// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: having() at run time compares aggregates
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const auto statement = dynamic(select<User>()).having(count() > 1);
#else
inline const auto statement = dynamic(select(count()).from<User>()).having(count() > 1);
#endif
