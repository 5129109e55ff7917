// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this type cannot be stored in a column
#include "models.hpp"

#include <tain/types/array.hpp>

#include <vector>

struct Grid {
    std::int64_t id{};
#ifdef TAIN_REJECTED
    std::vector<std::vector<double>> cells{};
#else
    std::vector<double> cells{};
#endif
};
BOOST_DESCRIBE_STRUCT(Grid, (), (id, cells))

inline constexpr auto text = to_sql(select<Grid>(), as);
