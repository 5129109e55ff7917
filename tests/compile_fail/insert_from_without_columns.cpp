// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the SELECT gives other columns than the INSERT takes
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(insert<Tag>().from(select(col<&User::email>)), as);
#else
inline constexpr auto text = to_sql(insert<Tag>().columns(col<&Tag::name>).from(select(col<&User::email>)), as);
#endif
