// SPDX-License-Identifier: BSL-1.0
#include "members.hpp"

#include <tain/sqlite.hpp>

using namespace tain::dsl;

int main(int, char** argv) {
    const tain::engine db = tain::sqlite::open(argv[1]);
    if (run(db) != 0) return 1;
    // The same statement and the same bodies as in members.cpp, in a second translation unit.
    const auto again =
        db.execute(select(col<&Member::name>).where(col<&Member::is_active> == true).order_by(col<&Member::name>))
            .all();
    return again == active_names(db) ? 0 : 1;
}
