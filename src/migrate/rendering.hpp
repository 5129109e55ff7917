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
};

void render_sqlite(const change& what, script& into);
void render_postgresql(const change& what, script& into);

}  // namespace tain::migrate
