// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this model has no primary key
#include "models.hpp"

#include <tain/engine/engine.hpp>

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    db.upsert(Reading{});
#else
    db.insert(Reading{});
#endif
}
