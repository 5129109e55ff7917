// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the name of a function is written into SQL as it is
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto& rounded = tain::function<"f(); --", int>;
#else
inline constexpr auto& rounded = tain::function<"f", int>;
#endif
