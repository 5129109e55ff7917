// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: is sorted by the labels of its first select
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    to_sql(union_(select(col<&User::email>), select(col<&Tag::name>)).order_by(col<&User::email>), as);
#else
inline constexpr auto text =
    to_sql(union_(select(col<&User::email>.as<"e">()), select(col<&Tag::name>)).order_by(by_label<"e">), as);
#endif
