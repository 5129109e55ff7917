// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this type is no model: it is not described
#include "models.hpp"

#include <tain/engine/engine.hpp>

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    struct note {
        int id = 0;
    };
    static_cast<void>(db.get<note>(7));
#else
    static_cast<void>(db.get<User>(7));
#endif
}
