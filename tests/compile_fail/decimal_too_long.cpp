// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a decimal has 1 to 38 digits
#include <tain/types/decimal.hpp>

#ifdef TAIN_REJECTED
inline constexpr unsigned digits = 39;
#else
inline constexpr unsigned digits = 38;
#endif

inline constexpr tain::decimal<digits, 2> zero{};
