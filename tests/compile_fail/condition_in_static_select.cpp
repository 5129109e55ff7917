// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: is given to dynamic(select<T>()).where()
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const condition<User> wanted = col<&User::age> > 17;
#ifdef TAIN_REJECTED
inline const auto adults = select<User>().where(wanted);
#else
inline const auto adults = dynamic(select<User>()).where(wanted);
#endif
