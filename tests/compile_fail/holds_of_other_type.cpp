// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: asks what a variant holds
#include "payments.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<Payment>().where(holds<User>(col<&Payment::method>)), as);
#else
inline constexpr auto text = to_sql(select<Payment>().where(holds<Card>(col<&Payment::method>)), as);
#endif
