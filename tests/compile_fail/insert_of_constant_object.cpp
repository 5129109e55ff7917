// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: insert() writes the key that the database generates into the object
#include "models.hpp"

#include <tain/engine/engine.hpp>

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    const User ada{};
    db.insert(ada);
#else
    const Reading one{};
    db.insert(one);
#endif
}
