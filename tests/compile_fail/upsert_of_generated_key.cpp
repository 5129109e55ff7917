// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: upsert() needs a primary key that the application gives
#include "models.hpp"

#include <tain/engine/engine.hpp>

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    db.upsert(User{});
#else
    db.insert(User{});
#endif
}
