// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a column belongs to a table this statement does not read
#include "models.hpp"

#include <tain/engine/engine.hpp>

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    for (const auto& row : db.execute(select(col<&User::email>, col<&Post::title>)))
        static_cast<void>(std::get<0>(row));
#else
    for (const auto& row : db.execute(select(col<&User::email>, col<&Post::title>).join<Post>()))
        static_cast<void>(std::get<0>(row));
#endif
}
