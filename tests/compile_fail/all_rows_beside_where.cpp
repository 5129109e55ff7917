// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: all_rows() means every row
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(delete_from<User>().where(col<&User::age> > 70).all_rows(), as);
#else
inline constexpr auto text = to_sql(delete_from<User>().all_rows(), as);
#endif
