// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rebuild_section.hpp"
#include "sqlite_definition.hpp"

#include <string>
#include <vector>

namespace tain::migrate::sqlite {

/// Returns, in words, what a live table has that its rebuild neither keeps nor names as dropped: columns, values,
/// constraints, options, clauses that Tain has no word for.
std::vector<std::string> losses(const table_definition& live, const rebuild_steps& rebuild);

}  // namespace tain::migrate::sqlite
