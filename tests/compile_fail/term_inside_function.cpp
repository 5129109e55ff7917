// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a term chosen at run time stands alone
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const term<std::string, User> shown = col<&User::email>;

#ifdef TAIN_REJECTED
inline const auto users = dynamic(select(upper(shown), col<&User::id>));
#else
inline const term<std::string, User> loud = upper(col<&User::email>);
inline const auto users = dynamic(select(shown, loud, col<&User::id>));
#endif
