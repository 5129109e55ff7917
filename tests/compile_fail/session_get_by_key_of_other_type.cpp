// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this is not the primary key's type
#include "models.hpp"

#include <tain/orm/session.hpp>

void use(tain::session& s) {
#ifdef TAIN_REJECTED
    s.get<User>("seven");
#else
    s.get<User>(7);
#endif
}
