// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/types/sql_type.hpp>

#include <string>
#include <string_view>

/// What differs in text between the dialects. (`tain::dialect` itself is the enumeration.)
namespace tain::dialects {

/// Returns the SQL name of a type without its arguments, such as `VARCHAR`; empty for `other`, whose spelling only the
/// column knows.
constexpr std::string_view type_name(types::sql_kind kind, dialect to) {
    const bool pg = to == dialect::postgresql;
    switch (kind) {
        case types::sql_kind::boolean: return "BOOLEAN";
        case types::sql_kind::int16: return "SMALLINT";
        case types::sql_kind::int32: return "INTEGER";
        case types::sql_kind::int64: return "BIGINT";
        case types::sql_kind::float32: return "REAL";
        case types::sql_kind::float64: return "DOUBLE PRECISION";
        case types::sql_kind::text: return "TEXT";
        case types::sql_kind::varchar: return "VARCHAR";
        case types::sql_kind::blob: return pg ? "BYTEA" : "BLOB";
        case types::sql_kind::uuid: return "UUID";
        case types::sql_kind::timestamp: return pg ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
        case types::sql_kind::other: return {};
    }
    return {};
}

/// Returns the SQL spelling of a type, such as `VARCHAR(40)`; a `varchar` of length 0 has no limit.
inline std::string type_name(types::sql_type type, dialect to) {
    std::string made{type_name(type.kind, to)};
    if (type.kind != types::sql_kind::varchar || type.length == 0) return made;
    char digits[10]{};
    int count = 0;
    for (std::uint32_t rest = type.length; rest != 0; rest /= 10) digits[count++] = static_cast<char>('0' + rest % 10);
    made += '(';
    while (count != 0) made += digits[--count];
    made += ')';
    return made;
}

}  // namespace tain::dialects
