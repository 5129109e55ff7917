// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: these two types cannot be compared in SQL
#include "models.hpp"

#include <tain/engine/engine.hpp>

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    const std::vector<User> all = db.execute(select<User>().where(col<&User::age> == "7")).all();
#else
    const std::vector<User> all = db.execute(select<User>().where(col<&User::age> == 7)).all();
    static_cast<void>(all);
#endif
}
