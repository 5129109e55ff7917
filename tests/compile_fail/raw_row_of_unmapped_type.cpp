// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: rows cannot be read as this type
#include "models.hpp"

#include <tain/engine/engine.hpp>

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    static_cast<void>(db.execute(raw<std::tuple<int, const char*>>("SELECT 1, 2")).all());
#else
    static_cast<void>(db.execute(raw<std::tuple<int, std::string>>("SELECT 1, 2")).all());
#endif
}
