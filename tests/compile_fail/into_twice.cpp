// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this clause was given already
#include "models.hpp"

struct Years {
    int age;
};

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&User::age>).into<Years>().into<Years>(), as);
#else
inline constexpr auto text = to_sql(select(col<&User::age>).into<Years>(), as);
#endif
