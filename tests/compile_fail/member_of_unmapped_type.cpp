// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this type cannot be stored in a column
#include "models.hpp"

struct Point {
    double x = 0;
    double y = 0;
};
#ifndef TAIN_REJECTED
BOOST_DESCRIBE_STRUCT(Point, (), (x, y))
#endif

struct Place {
    std::int64_t id{};
    Point at{};
};
BOOST_DESCRIBE_STRUCT(Place, (), (id, at))

inline constexpr auto text = to_sql(select<Place>(), as);
