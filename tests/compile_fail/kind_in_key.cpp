// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: what a variant holds is no part of a primary key
#include "payments.hpp"

template <>
inline constexpr auto tain::mapping<Payment> =
#ifdef TAIN_REJECTED
    table("payments", primary_key<&Payment::id, &Payment::method>);
#else
    table("payments", primary_key<&Payment::id>, unique<&Payment::id, &Payment::method>);
#endif

inline constexpr auto text = to_sql(select<Payment>(), as);
