// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this function takes a point in time
#include <tain/chrono.hpp>

#include "models.hpp"

#include <chrono>

struct Visit {
    std::int64_t id{};
    std::chrono::sys_seconds began{};
    std::chrono::year_month_day day{};
};
BOOST_DESCRIBE_STRUCT(Visit, (), (id, began, day))

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(hour_of(col<&Visit::day>)), as);
#else
inline constexpr auto text = to_sql(select(hour_of(col<&Visit::began>)), as);
#endif
