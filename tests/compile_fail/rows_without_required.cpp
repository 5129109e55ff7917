// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this INSERT leaves out a column that is NOT NULL and has no default in the database
#include "models.hpp"

#include <tuple>
#include <vector>

inline const std::vector<std::tuple<std::int64_t, std::string>> known;

#ifdef TAIN_REJECTED
inline const auto text = to_sql(insert<Post>().columns(col<&Post::id>, col<&Post::title>).values(known), as);
#else
inline const auto text = to_sql(insert<Post>().columns(col<&Post::author_id>, col<&Post::title>).values(known), as);
#endif
