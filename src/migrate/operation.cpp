// SPDX-License-Identifier: BSL-1.0
#include "overloaded.hpp"

#include <tain/migrate/operation.hpp>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tain::migrate {

const std::string& table_of(const operation& of) {
    return std::visit(
        [](const auto& o) -> const std::string& {
            if constexpr (requires { o.table.name; })
                return o.table.name;
            else if constexpr (requires { o.enumeration; })
                return o.enumeration.name;
            else if constexpr (requires { o.sequence; })
                return o.sequence.name;
            else if constexpr (requires { o.table; })
                return o.table;
            else if constexpr (requires { o.name; })
                return o.name;
            else
                return o.to.name;
        },
        of);
}

std::string_view kind_of(const operation& of) {
    // In the order of the variant.
    static constexpr std::string_view names[] = {
        "create_table",    "drop_table",       "add_column",       "drop_column",       "alter_column",
        "add_primary_key", "drop_primary_key", "add_unique",       "drop_unique",       "add_check",
        "drop_check",      "add_foreign_key",  "drop_foreign_key", "create_index",      "drop_index",
        "alter_comment",   "rename_table",     "rename_column",    "rename_constraint", "rename_index",
        "create_enum",     "drop_enum",        "alter_enum",       "rename_value",      "rename_enum_value",
        "alter_options",   "create_sequence",  "drop_sequence",    "alter_sequence",    "validate_constraint"};
    static_assert(std::size(names) == std::variant_size_v<operation>);
    return names[of.index()];
}

operation reverse(const operation& of) {
    return std::visit(
        overloaded{
            [](const create_table& o) -> operation { return drop_table{o.table}; },
            [](const drop_table& o) -> operation { return create_table{o.table}; },
            [](const add_column& o) -> operation { return drop_column{o.table, o.column}; },
            [](const drop_column& o) -> operation { return add_column{o.table, o.column}; },
            [](const alter_column& o) -> operation { return alter_column{o.table, o.to, o.from}; },
            [](const add_primary_key& o) -> operation { return drop_primary_key{o.table, o.key}; },
            [](const drop_primary_key& o) -> operation { return add_primary_key{o.table, o.key}; },
            [](const add_unique& o) -> operation { return drop_unique{o.table, o.constraint}; },
            [](const drop_unique& o) -> operation { return add_unique{o.table, o.constraint}; },
            [](const add_check& o) -> operation { return drop_check{o.table, o.constraint}; },
            [](const drop_check& o) -> operation { return add_check{o.table, o.constraint}; },
            [](const add_foreign_key& o) -> operation { return drop_foreign_key{o.table, o.constraint}; },
            [](const drop_foreign_key& o) -> operation { return add_foreign_key{o.table, o.constraint}; },
            [](const create_index& o) -> operation { return drop_index{o.table, o.index}; },
            [](const drop_index& o) -> operation { return create_index{o.table, o.index}; },
            [](const alter_comment& o) -> operation { return alter_comment{o.table, o.to, o.from}; },
            [](const create_enum& o) -> operation { return drop_enum{o.enumeration}; },
            [](const drop_enum& o) -> operation { return create_enum{o.enumeration}; },
            [](const alter_enum& o) -> operation { return alter_enum{o.to, o.from}; },
            [](const create_sequence& o) -> operation { return drop_sequence{o.sequence}; },
            [](const drop_sequence& o) -> operation { return create_sequence{o.sequence}; },
            [](const alter_sequence& o) -> operation { return alter_sequence{o.to, o.from}; },
            [](const rename_value& o) -> operation { return rename_value{o.table, o.column, o.to, o.from, o.native}; },
            [](const rename_enum_value& o) -> operation { return rename_enum_value{o.name, o.to, o.from}; },
            [](const rename_table& o) -> operation { return rename_table{o.to, o.table, o.to_schema, o.from_schema}; },
            [](const rename_column& o) -> operation { return rename_column{o.table, o.to, o.from}; },
            [](const rename_constraint& o) -> operation {
                rename_constraint back{o.table, o.constraint, {}};
                std::visit([&](auto& one) { back.to = std::exchange(one.name, o.to); }, back.constraint);
                return back;
            },
            [](const rename_index& o) -> operation {
                rename_index back{o.table, o.index, o.index.name};
                back.index.name = o.to;
                return back;
            },
            [](const validate_constraint& o) -> operation { return o; },
            [](const alter_options& o) -> operation {
                return alter_options{o.table, o.to_strict, o.to_without_rowid, o.from_strict, o.from_without_rowid};
            },
        },
        of);
}

std::vector<operation> reverse(const std::vector<operation>& of) {
    std::vector<operation> made;
    made.reserve(of.size());
    for (auto o = of.rbegin(); o != of.rend(); ++o) made.push_back(reverse(*o));
    return made;
}

}  // namespace tain::migrate
