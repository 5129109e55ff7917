// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: look at single rows and take no aggregate
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    to_sql(update<Tag>().set(col<&Tag::name> = coalesce(max(col<&Tag::name>), "")).all_rows(), as);
#else
inline constexpr auto text =
    to_sql(update<Tag>().set(col<&Tag::name> = coalesce(scalar(select(max(col<&Tag::name>))), "")).all_rows(), as);
#endif
