// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rendering.hpp"

#include <tain/schema/schema.hpp>

#include <string>
#include <vector>

namespace tain::migrate::postgresql {

/// A generated column that PostgreSQL 15 does not change in place: it goes before the other columns change, and comes
/// again after them, calculated anew.
struct recalculated {
    std::string table{};
    schema::column column{};  ///< as it comes again
};

/// Return true when an index or a constraint has a column in it.
bool names(const schema::index& index, const std::string& column);
bool names(const schema::check& check, const std::string& column);
bool names(const schema::unique& unique, const std::string& column);

/// Returns the columns whose expression or type changes, those that become generated, and those that are calculated from
/// a column whose type changes.
std::vector<recalculated> recalculated_columns(const change& what);

/// Returns what stands with a recalculated column and goes with it: the indexes, checks and unique constraints that are
/// there before and after.
schema::table constraints_of(const recalculated& one, const change& what);

}  // namespace tain::migrate::postgresql
