// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/quote.hpp>
#include <tain/schema/of.hpp>

namespace tain::schema::detail {

TAIN_INLINE std::string name_or(std::string_view given, named what, std::string_view table,
                                const std::vector<std::string>& parts, const naming_convention& by,
                                std::string_view references) {
    if (!given.empty()) return std::string{given};
    const std::vector<std::string_view> views(parts.begin(), parts.end());
    return default_name(what, table, views, references, by);
}

TAIN_INLINE column column_of(const tain::model::column_info& from) {
    column made;
    made.name = from.name;
    made.type = from.type;
    made.type_text = from.enum_name;
    made.nullable = from.nullable;
    made.identity = from.identity;
    return made;
}

TAIN_INLINE sql_text both_texts(const tain::model::text_per_dialect& from) {
    return {std::string{from.text[0]}, std::string{from.text[1]}};
}

TAIN_INLINE void add_boolean_check(table& to, const std::string& column, const naming_convention& by) {
    to.checks.push_back({default_name(named::check, to.name, column + "_bool", {}, by),
                         sql_text{dialects::quoted(column) + " IN (0, 1)", std::string{}}});
}

TAIN_INLINE void add_enum_check(table& to, const std::string& column, std::span<const reflect::enumerator> all,
                                enum_storage::form as, const naming_convention& by) {
    std::string condition = dialects::quoted(column) + " IN (";
    for (const reflect::enumerator& each : all) {
        if (condition.back() != '(') condition += ", ";
        condition +=
            as == enum_storage::form::number ? std::to_string(each.value) : dialects::string_literal(each.name);
    }
    condition += ')';
    sql_text text{std::move(condition)};
    if (as == enum_storage::form::native) text[dialect::postgresql].clear();
    to.checks.push_back({default_name(named::check, to.name, column + "_enum", {}, by), std::move(text)});
}

TAIN_INLINE void add_whole_check(table& to, std::size_t index, std::span<const tain::model::optional_struct> structs,
                                 std::span<const tain::model::held_column> columns, const naming_convention& by) {
    const tain::model::optional_struct& of = structs[index];
    if (of.check.empty()) return;
    std::string missing, there;
    for (std::size_t at = of.first; at != of.first + of.count; ++at) {
        const std::string name = dialects::quoted(to.columns[at].name);
        missing += (missing.empty() ? "" : " AND ") + name + " IS NULL";
        if (columns[at].in == index && columns[at].required)
            there += (there.empty() ? "" : " AND ") + name + " IS NOT NULL";
    }
    const std::string condition = "(" + missing + ") OR (" + there + ")";
    to.checks.push_back({default_name(named::check, to.name, of.check, {}, by), sql_text{condition, condition}});
}

TAIN_INLINE void add_kind_check(table& to, const std::string& column, std::span<const std::string_view> kinds,
                                const naming_convention& by) {
    std::string condition = dialects::quoted(column) + " IN (";
    for (const std::string_view each : kinds) {
        if (condition.back() != '(') condition += ", ";
        condition += dialects::string_literal(each);
    }
    condition += ')';
    to.checks.push_back(
        {default_name(named::check, to.name, column + "_kind", {}, by), sql_text{condition, condition}});
}

TAIN_INLINE void add_alternative_check(table& to, const column& kind, std::string_view name, std::size_t index,
                                       std::span<const tain::model::optional_struct> structs,
                                       std::span<const tain::model::held_column> columns, const naming_convention& by) {
    const tain::model::optional_struct& of = structs[index];
    const std::string column = dialects::quoted(kind.name), value = dialects::string_literal(name);
    std::string held = column + " = " + value, other = column + " <> " + value;
    if (kind.nullable) {  // both are true or false for NULL, too
        held = column + " IS NOT NULL AND " + held;
        other = "(" + column + " IS NULL OR " + other + ")";
    }
    for (std::size_t at = of.first; at != of.first + of.count; ++at) {
        const std::string each = dialects::quoted(to.columns[at].name);
        other += " AND " + each + " IS NULL";
        if (columns[at].in == index && columns[at].required) held += " AND " + each + " IS NOT NULL";
    }
    const std::string condition = "(" + held + ") OR (" + other + ")";
    to.checks.push_back({default_name(named::check, to.name, kind.name + "_" + std::string{name}, {}, by),
                         sql_text{condition, condition}});
}

TAIN_INLINE void add_enumeration(database& to, std::string_view name, std::span<const reflect::enumerator> all,
                                 const former_values& renamed) {
    if (to.find_enumeration(name) != nullptr) return;
    enumeration made{std::string{name}, {}, renamed};
    for (const reflect::enumerator& each : all) made.values.emplace_back(each.name);
    to.enums.push_back(std::move(made));
}

TAIN_INLINE void add_sequence(database& to, const tain::sequence& from) {
    if (to.find_sequence(from.name) == nullptr)
        to.sequences.push_back({std::string{from.name}, from.start, from.increment, {}});
}

TAIN_INLINE void take_nulls_as_equal(table& in, unique& constraint) {
    index instead;
    instead.name = constraint.name;
    instead.unique = true;
    const auto add = [&instead](std::string on_sqlite) {
        instead.parts.push_back({{}, sql_text{std::move(on_sqlite), {}}, false});
    };
    for (const std::string& each : constraint.columns) {
        const std::string name = dialects::quoted(each);
        if (!in.find_column(each)->nullable) {
            add(name);
            continue;
        }
        constraint.nulls_not_distinct = true;
        // The first part keeps NULL from being taken for the value that stands for it in the second.
        add(name + " IS NULL");
        add("ifnull(" + name + ", 0)");
    }
    if (constraint.nulls_not_distinct) in.indexes.push_back(std::move(instead));
}

}  // namespace tain::schema::detail
