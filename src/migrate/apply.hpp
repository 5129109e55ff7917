// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

namespace tain::migrate {

/// Does to a schema value what an operation does to a database.
void apply(const operation& what, schema::database& to);

}  // namespace tain::migrate
