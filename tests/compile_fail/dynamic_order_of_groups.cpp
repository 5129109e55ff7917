// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: sorted only by what they hold
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const auto ages = dynamic(select(col<&User::age>).distinct()).order_by(col<&User::id>);
#else
inline const auto ages = dynamic(select(col<&User::age>).distinct().order_by(col<&User::age>));
#endif
