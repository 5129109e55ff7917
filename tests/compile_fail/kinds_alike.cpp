// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: two alternatives of a variant have the same name
#include "payments.hpp"

template <>
inline constexpr auto tain::mapping<Payment> =
#ifdef TAIN_REJECTED
    table("payments", kind<&Payment::method, Card>("cash"));
#else
    table("payments", kind<&Payment::method, Card>("card paid"));
#endif

inline constexpr auto text = to_sql(select<Payment>(), as);
