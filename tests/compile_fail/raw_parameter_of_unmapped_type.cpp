// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this type cannot be stored in a column
#include "models.hpp"

#include <tain/engine/engine.hpp>

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    struct point {
        int x = 0;
    };
    static_cast<void>(db.execute(raw<int>("SELECT $1", point{})).all());
#else
    static_cast<void>(db.execute(raw<int>("SELECT $1", 7)).all());
#endif
}
