// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: JSON has no comparison that means the same
#include <tain/json.hpp>

#include "models.hpp"

struct Doc {
    std::int64_t id{};
    std::optional<boost::json::value> body{};
};
BOOST_DESCRIBE_STRUCT(Doc, (), (id, body))

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(count()).from<Doc>().group_by(col<&Doc::body>), as);
#else
inline constexpr auto text = to_sql(select(count()).from<Doc>().group_by(col<&Doc::id>), as);
#endif
