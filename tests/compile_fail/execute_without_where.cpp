// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this statement would change every row of the table
#include "models.hpp"

#include <tain/engine/engine.hpp>

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    db.execute(delete_from<User>());
#else
    db.execute(delete_from<User>().all_rows());
#endif
}
