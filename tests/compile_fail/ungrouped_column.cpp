// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: each term is an aggregate or is grouped by
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&User::age>, col<&User::email>, count()).group_by(col<&User::age>), as);
#else
inline constexpr auto text =
    to_sql(select(col<&User::age>, max(col<&User::email>), count()).group_by(col<&User::age>), as);
#endif
