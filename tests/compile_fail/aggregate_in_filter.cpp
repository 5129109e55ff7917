// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the condition of filter() chooses rows
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(count().filter(max(col<&User::age>) > 7)).from<User>(), as);
#else
inline constexpr auto text = to_sql(select(count().filter(col<&User::age> > 7)).from<User>(), as);
#endif
