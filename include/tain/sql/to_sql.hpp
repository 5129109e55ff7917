// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/sql/text.hpp>

#include <string_view>

namespace tain {

/// Returns a statement's SQL in a dialect, for people and tests. It stands in static storage.
///
///     to_sql(select<User>(), dialect::sqlite)  // SELECT "id", "name" FROM "users"
template <class S>
constexpr std::string_view to_sql(const S& statement, dialect to) {
    static_cast<void>(statement);
    if constexpr (requires { statement.text.text; })
        return statement.text.text;
    else if constexpr (!S::ok || !S::complete())
        return {};
    else
        return to == dialect::sqlite ? sql::text_of<S, dialect::sqlite>() : sql::text_of<S, dialect::postgresql>();
}

}  // namespace tain
