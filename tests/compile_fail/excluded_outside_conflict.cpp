// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: belongs to a table this statement does not read
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(update<Tag>().set(col<&Tag::name> = excluded(col<&Tag::name>)).all_rows(), as);
#else
inline constexpr auto text = to_sql(update<Tag>().set(col<&Tag::name> = col<&Tag::name>).all_rows(), as);
#endif
