// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: is called otherwise than the member at its place
#include "models.hpp"

struct Line {
    std::string title{};
    std::string author{};
};
BOOST_DESCRIBE_STRUCT(Line, (), (title, author))

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&User::email>, col<&Post::title>).join<Post>().into<Line>(), as);
#else
inline constexpr auto text =
    to_sql(select(col<&Post::title>, col<&User::email>.as<"author">()).join<User>().into<Line>(), as);
#endif
