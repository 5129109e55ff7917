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
auto text = to_sql(select(col<&Doc::id>).where(col<&Doc::body> == boost::json::value{1}), as);
#else
auto text = to_sql(select(col<&Doc::id>).where(is_not_null(col<&Doc::body>)), as);
#endif
