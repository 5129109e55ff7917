// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: leaves out a column that is NOT NULL and has no default
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(insert<Reading>().values(col<&Reading::sensor> = "x"), as);
#else
inline constexpr auto text =
    to_sql(insert<Reading>().values(col<&Reading::sensor> = "x", col<&Reading::value> = 1.0), as);
#endif
