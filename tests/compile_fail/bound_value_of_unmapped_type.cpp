// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: these two types cannot be compared in SQL
#include "models.hpp"

struct Point {
    double x = 0;
};

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().where(col<&User::age> == Point{7}), as);
#else
inline constexpr auto text = to_sql(select<User>().where(col<&User::age> == Point{7}.x), as);
#endif
