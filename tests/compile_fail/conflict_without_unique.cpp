// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: on_conflict() names the columns of the primary key
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    to_sql(insert<Tag>().values(col<&Tag::name> = "x").on_conflict(col<&Tag::name>).do_nothing(), as);
#else
inline constexpr auto text =
    to_sql(insert<Tag>().values(col<&Tag::name> = "x").on_conflict(col<&Tag::id>).do_nothing(), as);
#endif
