// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a comparison with an empty std::optional is never true
#include "models.hpp"

#ifdef TAIN_REJECTED
const std::optional<int> age = 7;
auto text = to_sql(select<User>().where(col<&User::age> == age), as);
#else
const std::optional<int> age = 7;
auto text = to_sql(select<User>().where(col<&User::age> == *age), as);
#endif
