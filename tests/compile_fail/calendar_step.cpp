// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: std::chrono::months and years are means
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
inline constexpr auto text = to_sql(select(col<&Visit::began> + std::chrono::months{1}), as);
#else
inline constexpr auto text = to_sql(select(col<&Visit::began> + std::chrono::days{30}), as);
#endif
