// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: dynamic() takes a struct of into<Row>() for a model when it is described
#include "models.hpp"

#include <tain/dynamic.hpp>

struct Line {
    std::string title{};
    std::int64_t author{};
};
#ifdef TAIN_REJECTED
BOOST_DESCRIBE_STRUCT(Line, (), (title, author))
#endif
inline const auto lines = dynamic(select(col<&Post::title>, col<&Post::author_id>.as<"author">()).into<Line>());
