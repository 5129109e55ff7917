// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the two databases convert such values differently
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(cast<int>(col<&User::email>)), as);
#else
inline constexpr auto text = to_sql(select(cast<std::string>(col<&User::age>)), as);
#endif
