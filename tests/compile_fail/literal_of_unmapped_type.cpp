// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this type cannot be stored in a column
#include "models.hpp"

struct Point {
    double x = 0;
};

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(literal(Point{7})), as);
#else
inline constexpr auto text = to_sql(select(literal(Point{7}.x)), as);
#endif
