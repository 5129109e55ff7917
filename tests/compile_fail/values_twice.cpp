// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this clause was given already
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text =
    to_sql(insert<Reading>().values(col<&Reading::value> = 1.0).values(col<&Reading::sensor> = "x"), as);
#else
inline constexpr auto text =
    to_sql(insert<Reading>().values(col<&Reading::value> = 1.0, col<&Reading::sensor> = "x"), as);
#endif
