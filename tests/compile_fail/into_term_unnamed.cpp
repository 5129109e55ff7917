// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: looks at the names of the terms, and this one has none
#include "models.hpp"

struct Line {
    std::int64_t author_id{};
    std::int64_t posts{};
};
BOOST_DESCRIBE_STRUCT(Line, (), (author_id, posts))

#ifdef TAIN_REJECTED
inline constexpr auto text =
    to_sql(select(col<&Post::author_id>, count()).group_by(col<&Post::author_id>).into<Line>(), as);
#else
inline constexpr auto text =
    to_sql(select(col<&Post::author_id>, count().as<"posts">()).group_by(col<&Post::author_id>).into<Line>(), as);
#endif
