// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/quote.hpp>
#include <tain/schema/of.hpp>

namespace tain::schema::detail {

TAIN_INLINE std::string name_or(std::string_view given, named what, std::string_view table,
                                const std::vector<std::string>& parts, std::string_view references) {
    if (!given.empty()) return std::string{given};
    const std::vector<std::string_view> views(parts.begin(), parts.end());
    return default_name(what, table, views, references);
}

TAIN_INLINE column column_of(const tain::model::column_info& from) {
    column made;
    made.name = from.name;
    made.type = from.type;
    made.nullable = from.nullable;
    made.identity = from.identity;
    return made;
}

TAIN_INLINE void add_boolean_check(table& to, const std::string& column) {
    to.checks.push_back({default_name(named::check, to.name, column + "_bool"),
                         sql_text{dialects::quoted(column) + " IN (0, 1)", std::string{}}});
}

TAIN_INLINE void add_enum_check(table& to, const std::string& column, std::span<const reflect::enumerator> all,
                                bool by_number) {
    std::string condition = dialects::quoted(column) + " IN (";
    for (const reflect::enumerator& each : all) {
        if (condition.back() != '(') condition += ", ";
        condition += by_number ? std::to_string(each.value) : dialects::string_literal(each.name);
    }
    condition += ')';
    to.checks.push_back({default_name(named::check, to.name, column + "_enum"), sql_text{std::move(condition)}});
}

}  // namespace tain::schema::detail
