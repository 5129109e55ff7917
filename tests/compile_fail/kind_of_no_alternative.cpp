// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the mapping speaks of an alternative that no such variant
#include "payments.hpp"

template <>
inline constexpr auto tain::mapping<Payment> =
#ifdef TAIN_REJECTED
    table("payments", kind<&Payment::method, User>("credit card"));
#else
    table("payments", kind<&Payment::method, Card>("credit card"));
#endif

inline constexpr auto text = to_sql(select<Payment>(), as);
