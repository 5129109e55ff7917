// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rendering.hpp"

#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

#include <string>
#include <vector>

namespace tain::migrate::sqlite {

/// A column that ALTER TABLE adds, with the constraints that stand in its definition.
struct column_addition {
    schema::column column{};
    std::vector<schema::check> checks{};
    std::vector<schema::foreign_key> foreign_keys{};
};

/// How a table that stays is changed: by ALTER TABLE where SQLite does that safely whatever rows there are, or else by
/// one rebuild for everything.
struct table_plan {
    std::string table{};
    bool rebuild = false;
    std::vector<drop_column> drops{};
    std::vector<column_addition> additions{};
    std::vector<create_index> indexes{};  ///< without those of a rebuild, which makes them all
};

/// Returns the plans of the tables that are there before and after, in the order in which operations name them.
std::vector<table_plan> plan(const change& what);

}  // namespace tain::migrate::sqlite
