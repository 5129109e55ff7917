// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this is not the primary key's type
#include "models.hpp"

#include <tain/engine/engine.hpp>

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    static_cast<void>(db.get<User>("seven"));
#else
    static_cast<void>(db.get<User>(7));
#endif
}
