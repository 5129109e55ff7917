// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a subquery in in() or scalar() selects one column
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(scalar(select(col<&User::email>, col<&User::age>))).from<Tag>(), as);
#else
inline constexpr auto text = to_sql(select(scalar(select(col<&User::email>))).from<Tag>(), as);
#endif
