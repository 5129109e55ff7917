// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/schema.hpp>
#include <tain/types/sql_type.hpp>

#include <optional>
#include <string>
#include <string_view>

/// How a snapshot spells enumerators. These words are a file format: they never change.
namespace tain::migrate::snapshot_names {

/// Returns a type as a snapshot spells it: `varchar(40)`, `decimal(12,2)`, `int64[]`, `other`.
std::string spelled(const types::sql_type& type);

/// The type that is spelled so; nothing when it is none that this version knows.
std::optional<types::sql_type> type(std::string_view spelled);

constexpr std::string_view of(schema::deferral deferral) {
    return deferral == schema::deferral::immediate  ? "immediate"
           : deferral == schema::deferral::deferred ? "deferred"
                                                    : "none";
}

constexpr std::optional<schema::deferral> deferral(std::string_view spelled) {
    for (const schema::deferral one : {schema::deferral::none, schema::deferral::immediate, schema::deferral::deferred})
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
