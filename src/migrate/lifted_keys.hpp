// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "recalculated.hpp"
#include "rendering.hpp"

#include <vector>

namespace tain::migrate::postgresql {

/// Returns the foreign keys that stay, but not through a change of their columns' types or of the key that they reference:
/// they are dropped before it and added after it.
std::vector<add_foreign_key> keys_in_the_way(const change& what, const std::vector<recalculated>& anew);

}  // namespace tain::migrate::postgresql
