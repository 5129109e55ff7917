// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/schema.hpp>
#include <tain/types/sql_type.hpp>

#include <array>
#include <optional>
#include <string_view>

/// How a snapshot spells enumerators. These words are a file format: they never change.
namespace tain::migrate::snapshot_names {

inline constexpr std::array kinds{types::sql_kind::boolean, types::sql_kind::int16,     types::sql_kind::int32,
                                  types::sql_kind::int64,   types::sql_kind::float32,   types::sql_kind::float64,
                                  types::sql_kind::text,    types::sql_kind::varchar,   types::sql_kind::blob,
                                  types::sql_kind::uuid,    types::sql_kind::timestamp, types::sql_kind::other};

constexpr std::string_view of(types::sql_kind kind) {
    switch (kind) {
        case types::sql_kind::boolean: return "boolean";
        case types::sql_kind::int16: return "int16";
        case types::sql_kind::int32: return "int32";
        case types::sql_kind::int64: return "int64";
        case types::sql_kind::float32: return "float32";
        case types::sql_kind::float64: return "float64";
        case types::sql_kind::text: return "text";
        case types::sql_kind::varchar: return "varchar";
        case types::sql_kind::blob: return "blob";
        case types::sql_kind::uuid: return "uuid";
        case types::sql_kind::timestamp: return "timestamp";
        case types::sql_kind::other: return "other";
    }
    return "other";
}

constexpr std::optional<types::sql_kind> kind(std::string_view spelled) {
    for (const types::sql_kind one : kinds)
        if (of(one) == spelled) return one;
    return std::nullopt;
}

constexpr std::optional<schema::action> action(std::string_view spelled) {
    for (const schema::action one : {schema::action::no_action, schema::action::restrict_, schema::action::cascade,
                                     schema::action::set_null, schema::action::set_default})
        if (schema::name(one) == spelled) return one;
    return std::nullopt;
}

}  // namespace tain::migrate::snapshot_names
