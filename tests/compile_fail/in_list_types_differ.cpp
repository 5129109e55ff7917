// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: these two types cannot be compared in SQL
#include "models.hpp"

#ifdef TAIN_REJECTED
auto text = to_sql(select<User>().where(in(col<&User::age>, std::vector<std::string>{"1"})), as);
#else
auto text = to_sql(select<User>().where(in(col<&User::age>, std::vector<int>{1})), as);
#endif
