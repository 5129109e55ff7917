// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this SELECT does not say which table it reads
#include "models.hpp"

inline constexpr auto old = subquery<"old">(select(col<&User::email>).where(col<&User::age> > 70));

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(old.column<"email">()), as);
#else
inline constexpr auto text = to_sql(select(old.column<"email">()).from(old), as);
#endif
