// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: take assignments to columns of the statement's own table
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(insert<Tag>().values(col<&Post::title> = "x"), as);
#else
inline constexpr auto text = to_sql(insert<Tag>().values(col<&Tag::name> = "x"), as);
#endif
