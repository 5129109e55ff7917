// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: all_rows() means every row
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(update<User>().set(col<&User::age> = 0).all_rows().where(col<&User::age> > 70), as);
#else
inline constexpr auto text = to_sql(update<User>().set(col<&User::age> = 0).where(col<&User::age> > 70), as);
#endif
