// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this time or duration is finer than its column's
#include "models.hpp"

#include <tain/types/chrono.hpp>

struct Visit {
    std::int64_t id{};
    std::chrono::sys_seconds at{};
};
BOOST_DESCRIBE_STRUCT(Visit, (), (id, at))

#ifdef TAIN_REJECTED
inline constexpr auto given = std::chrono::sys_time<std::chrono::milliseconds>{};
#else
inline constexpr auto given = std::chrono::sys_days{};
#endif
inline constexpr auto text = to_sql(update<Visit>().set(col<&Visit::at> = given).where(col<&Visit::id> == 1), as);
