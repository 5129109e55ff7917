// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/types/sql_type.hpp>

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

/// What differs in text between the dialects. (`tain::dialect` itself is the enumeration.)
namespace tain::dialects {

/// What a logical type is called.
struct type_spelling {
    types::sql_kind kind;
    std::string_view name;  ///< in snapshots: a file format, which never changes
    std::string_view
        sqlite;  ///< in SQLite's DDL; its letters choose the column's affinity (SQLite's datatype3.html, 3.1)
    std::string_view postgresql;  ///< in PostgreSQL's DDL
    std::string_view catalog;     ///< in PostgreSQL's pg_type
};

/// All types but arrays, `other` last.
///
/// On SQLite a date, a time and the like are text that no affinity turns into a number; JSON could be, `5` for one, so
/// that its name has TEXT in it. An interval is an integer number of microseconds.
inline constexpr type_spelling type_spellings[] = {
    {types::sql_kind::boolean, "boolean", "BOOLEAN", "BOOLEAN", "bool"},
    {types::sql_kind::int16, "int16", "SMALLINT", "SMALLINT", "int2"},
    {types::sql_kind::int32, "int32", "INTEGER", "INTEGER", "int4"},
    {types::sql_kind::int64, "int64", "BIGINT", "BIGINT", "int8"},
    {types::sql_kind::float32, "float32", "REAL", "REAL", "float4"},
    {types::sql_kind::float64, "float64", "DOUBLE PRECISION", "DOUBLE PRECISION", "float8"},
    {types::sql_kind::text, "text", "TEXT", "TEXT", "text"},
    {types::sql_kind::varchar, "varchar", "VARCHAR", "VARCHAR", "varchar"},
    {types::sql_kind::blob, "blob", "BLOB", "BYTEA", "bytea"},
    {types::sql_kind::uuid, "uuid", "UUID", "UUID", "uuid"},
    {types::sql_kind::text_uuid, "text_uuid", "UUID_TEXT", "UUID", "(uuid)"},  // PostgreSQL has one kind
    {types::sql_kind::timestamp, "timestamp", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "timestamptz"},
    {types::sql_kind::local_timestamp, "local_timestamp", "DATETIME", "TIMESTAMP WITHOUT TIME ZONE", "timestamp"},
    {types::sql_kind::date, "date", "DATE", "DATE", "date"},
    {types::sql_kind::time, "time", "TIME", "TIME WITHOUT TIME ZONE", "time"},
    {types::sql_kind::interval, "interval", "INTERVAL", "INTERVAL", "interval"},
    {types::sql_kind::decimal, "decimal", "DECIMAL", "NUMERIC", "numeric"},
    {types::sql_kind::json, "json", "JSON_TEXT", "JSONB", "jsonb"},
    {types::sql_kind::int4_range, "int4_range", "INT4RANGE_TEXT", "INT4RANGE", "int4range"},
    {types::sql_kind::int8_range, "int8_range", "INT8RANGE_TEXT", "INT8RANGE", "int8range"},
    {types::sql_kind::timestamp_range, "timestamp_range", "TSTZRANGE_TEXT", "TSTZRANGE", "tstzrange"},
    {types::sql_kind::inet, "inet", "INET_TEXT", "INET", "inet"},
    {types::sql_kind::enumeration, "enum", "TEXT", {}, "(enum)"},  // the column has its name
    {types::sql_kind::other, "other", {}, {}, {}},
};

/// The names of a type; those of `other` for arrays.
constexpr const type_spelling& spelling_of(types::sql_kind kind) {
    std::size_t at = 0;
    while (at + 1 < std::size(type_spellings) && type_spellings[at].kind != kind) ++at;
    return type_spellings[at];
}

/// Returns the SQL name of a type without its arguments, such as `VARCHAR`; empty for `other`, whose spelling only the
/// column knows, and for arrays.
constexpr std::string_view type_name(types::sql_kind kind, dialect to) {
    const type_spelling& found = spelling_of(kind);
    return to == dialect::postgresql ? found.postgresql : found.sqlite;
}

/// Returns `(40)` or `(12, 2)`; nothing where a type has no arguments.
inline std::string type_arguments(const types::sql_type& of, std::string_view between = ", ") {
    const types::sql_kind kind = of.kind == types::sql_kind::array ? of.element : of.kind;
    if (of.length == 0 || (kind != types::sql_kind::varchar && kind != types::sql_kind::decimal)) return {};
    std::string made = "(" + std::to_string(of.length);
    if (kind == types::sql_kind::decimal) made.append(between) += std::to_string(of.scale);
    return made + ")";
}

/// Returns the SQL spelling of a type, such as `VARCHAR(40)`; a `varchar` of length 0 has no limit.
inline std::string type_name(const types::sql_type& type, dialect to) {
    const bool array = type.kind == types::sql_kind::array;
    std::string made{type_name(array ? type.element : type.kind, to)};
    made += type_arguments(type);
    if (array) made += to == dialect::postgresql ? "[]" : " ARRAY";
    return made;
}

/// Returns the name that SQLite's STRICT tables take for how a type is stored there. Integers are INT, since a single
/// INTEGER key would be the rowid.
constexpr std::string_view strict_type_name(const types::sql_type& of) {
    switch (of.kind) {
        case types::sql_kind::boolean:
        case types::sql_kind::int16:
        case types::sql_kind::int32:
        case types::sql_kind::int64:
        case types::sql_kind::interval: return "INT";
        case types::sql_kind::float32:
        case types::sql_kind::float64: return "REAL";
        case types::sql_kind::blob:
        case types::sql_kind::uuid: return "BLOB";
        case types::sql_kind::decimal: return of.length == 0 ? "ANY" : of.length > 18 ? "TEXT" : "INT";
        case types::sql_kind::text:
        case types::sql_kind::varchar:
        case types::sql_kind::timestamp:
        case types::sql_kind::local_timestamp:
        case types::sql_kind::date:
        case types::sql_kind::time:
        case types::sql_kind::json:
        case types::sql_kind::array:
        case types::sql_kind::int4_range:
        case types::sql_kind::int8_range:
        case types::sql_kind::timestamp_range:
        case types::sql_kind::inet:
        case types::sql_kind::text_uuid:
        case types::sql_kind::enumeration: return "TEXT";
        case types::sql_kind::other: return "ANY";
    }
    return "ANY";
}

}  // namespace tain::dialects
