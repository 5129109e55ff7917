// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a term chosen at run time stands alone
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const term<std::string, User> shown = col<&User::email>;

#ifdef TAIN_REJECTED
inline const auto text = to_sql(select(shown), as);
#else
inline const auto text = to_sql(dynamic(select(shown)), as);
#endif
