// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "script.hpp"

#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

#include <vector>

namespace tain::migrate {

/// What a renderer works on: the operations of one dialect, and the schemas before and after all of them.
struct change {
    const std::vector<operation>& operations;
    const schema::database& from;
    const schema::database& to;
    bool online = false;  ///< on PostgreSQL, by statements that let others work meanwhile
};

void render_sqlite(const change& what, script& into);
/// Returns true when the statements must go one by one, each in a transaction of its own or in none.
bool render_postgresql(const change& what, script& into);

}  // namespace tain::migrate
