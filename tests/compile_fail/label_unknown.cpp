// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: no selected term has this label
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&User::email>).order_by(by_label<"mail">), as);
#else
inline constexpr auto text = to_sql(select(col<&User::email>.as<"mail">()).order_by(by_label<"mail">), as);
#endif
