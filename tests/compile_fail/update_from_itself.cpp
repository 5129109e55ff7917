// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this table is in the statement already
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(update<User>().set(col<&User::age> = 1).from<User>().all_rows(), as);
#else
inline constexpr auto text = to_sql(update<User>().set(col<&User::age> = 1).from<Post>().all_rows(), as);
#endif
