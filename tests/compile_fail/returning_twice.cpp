// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this clause was given already
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    to_sql(delete_from<User>().all_rows().returning(col<&User::id>).returning(col<&User::email>), as);
#else
inline constexpr auto text = to_sql(delete_from<User>().all_rows().returning(col<&User::id>, col<&User::email>), as);
#endif
