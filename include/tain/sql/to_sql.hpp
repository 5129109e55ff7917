// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/sql/text.hpp>

#include <string_view>

namespace tain {

/// Returns a statement's SQL in a dialect, for people and tests. It stands in static storage, but for that of a dynamic
/// statement, which is a std::string.
///
///     to_sql(select<User>(), dialect::sqlite)  // SELECT "id", "name" FROM "users"
template <class S>
constexpr auto to_sql(const S& statement, dialect to) {
    static_cast<void>(statement);
    if constexpr (sql::composed<S>)
        return statement.text_in(to);
    else if constexpr (requires { statement.text.text; })
        return statement.text.text;
    else if constexpr (!S::ok || !S::complete())
        return std::string_view{};
    else
        return to == dialect::sqlite ? sql::text_of<S, dialect::sqlite>() : sql::text_of<S, dialect::postgresql>();
}

}  // namespace tain
