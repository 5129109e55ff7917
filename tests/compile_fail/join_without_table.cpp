// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this SELECT does not say which table it reads
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(literal(1)).join<Post>(), as);
#else
inline constexpr auto text = to_sql(select(literal(1)).from<User>().join<Post>(), as);
#endif
