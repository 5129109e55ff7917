// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: into<Row>() needs an aggregate with one field per selected column
#include "models.hpp"

#ifdef TAIN_REJECTED
struct Line {
    std::string email;
};
inline constexpr auto text = to_sql(select(col<&User::email>, col<&User::age>).into<Line>(), as);
#else
struct Line {
    std::string email;
};
inline constexpr auto text = to_sql(select(col<&User::email>).into<Line>(), as);
#endif
