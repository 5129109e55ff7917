// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: more than one foreign key connects the joined table
#include "models.hpp"

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<User>().join<Message>(), as);
#else
inline constexpr auto text = to_sql(select<User>().join<Message>(col<&Message::sender_id> == col<&User::id>), as);
#endif
