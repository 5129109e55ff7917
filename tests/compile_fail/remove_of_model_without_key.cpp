// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this model has no primary key
#include "models.hpp"

#include <tain/engine/engine.hpp>

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    static_cast<void>(db.remove(Reading{"s", 1.5}));
#else
    static_cast<void>(db.remove<User>(7));
#endif
}
