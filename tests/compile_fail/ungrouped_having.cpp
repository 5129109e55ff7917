// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: each term is an aggregate or is grouped by
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(count()).from<User>().having(col<&User::age> > 7), as);
#else
inline constexpr auto text = to_sql(select(count()).from<User>().having(max(col<&User::age>) > 7), as);
#endif
