// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this model has no primary key
#include "models.hpp"

#include <tain/orm/session.hpp>

void use(tain::session& s) {
#ifdef TAIN_REJECTED
    s.add(Reading{});
#else
    s.add(User{});
#endif
}
