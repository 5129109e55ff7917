// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this type cannot be stored in a column
#include "models.hpp"

struct Grade {
    std::int64_t id{};
#ifdef TAIN_REJECTED
    char letter{};
#else
    std::string letter{};
#endif
};
BOOST_DESCRIBE_STRUCT(Grade, (), (id, letter))

inline constexpr auto text = to_sql(select<Grade>(), as);
