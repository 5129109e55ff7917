// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this is no condition
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&User::age>).group_by(col<&User::age>).having(count()), as);
#else
inline constexpr auto text = to_sql(select(col<&User::age>).group_by(col<&User::age>).having(count() > 1), as);
#endif
