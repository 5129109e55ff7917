// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/schema.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace tain::migrate {

/// True when foreign keys may reference these columns, in whatever order, because of this constraint.
template <class Constraint>
bool is_key_of(const Constraint& which, const std::vector<std::string>& columns) {
    return std::is_permutation(columns.begin(), columns.end(), which.columns.begin(), which.columns.end());
}

/// The same of an index, which has to be unique, over columns alone, and of all rows:
/// https://sqlite.org/foreignkeys.html#fk_indexes; PostgreSQL asks for the same.
inline bool is_key_of(const schema::index& which, const std::vector<std::string>& columns) {
    if (!which.unique || which.where != schema::sql_text{}) return false;
    std::vector<std::string> own;
    for (const schema::index_part& part : which.parts) own.push_back(part.column);
    return std::is_permutation(columns.begin(), columns.end(), own.begin(), own.end());
}

}  // namespace tain::migrate
