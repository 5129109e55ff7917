// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the column of a variant's kind is written with what the object holds
#include "payments.hpp"

template <>
inline constexpr auto tain::mapping<Payment> =
#ifdef TAIN_REJECTED
    table("payments", filled_by_server<&Payment::method>);
#else
    table("payments", server_default<&Payment::method>("cash"));
#endif

inline constexpr auto text = to_sql(select<Payment>(), as);
