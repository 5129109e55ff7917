// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: JSON has no comparison that means the same
#include <tain/json.hpp>

#include "models.hpp"

struct Doc {
    std::int64_t id{};
    std::string name{};
    boost::json::value body{};
};
BOOST_DESCRIBE_STRUCT(Doc, (), (id, name, body))

template <>
#ifdef TAIN_REJECTED
inline constexpr auto tain::mapping<Doc> = table("docs", unique<&Doc::body>);
#else
inline constexpr auto tain::mapping<Doc> = table("docs", unique<&Doc::name>);
#endif
inline constexpr auto text = to_sql(select<Doc>(), as);
