// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this function takes text
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(concat(col<&User::email>, col<&User::age>)), as);
#else
inline constexpr auto text = to_sql(select(concat(col<&User::email>, cast<std::string>(col<&User::age>))), as);
#endif
