// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this statement would change every row of the table
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(delete_from<User>(), as);
#else
inline constexpr auto text = to_sql(delete_from<User>().all_rows(), as);
#endif
