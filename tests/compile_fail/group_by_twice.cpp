// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this clause was given already
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&User::age>).group_by(col<&User::age>).group_by(col<&User::email>), as);
#else
inline constexpr auto text = to_sql(select(col<&User::age>).group_by(col<&User::age>, col<&User::email>), as);
#endif
