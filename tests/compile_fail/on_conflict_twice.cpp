// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this clause was given already
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(insert<Reading>()
                                        .values(col<&Reading::value> = 1.0, col<&Reading::sensor> = "x")
                                        .on_conflict()
                                        .do_nothing()
                                        .on_conflict()
                                        .do_nothing(),
                                    as);
#else
inline constexpr auto text = to_sql(
    insert<Reading>().values(col<&Reading::value> = 1.0, col<&Reading::sensor> = "x").on_conflict().do_nothing(), as);
#endif
