// SPDX-License-Identifier: BSL-1.0
#include <tain/dialect/quote.hpp>
#include <tain/migrate/operation.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace tain::migrate {
namespace {

using dialects::quoted;

std::string place(const std::string& table, const std::string& column) { return quoted(table) + "." + quoted(column); }

/// Tables most of whose columns, three of four, have the same names and types.
bool look_alike(const schema::table& a, const schema::table& b) {
    const auto common = std::count_if(a.columns.begin(), a.columns.end(), [&](const schema::column& c) {
        const schema::column* other = b.find_column(c.name);
        return other != nullptr && other->type == c.type && other->type_text == c.type_text;
    });
    const std::size_t most = std::max(a.columns.size(), b.columns.size());
    return static_cast<std::size_t>(common) * 4 >= most * 3;
}

bool may_be(const drop_column& dropped, const add_column& added) {
    const schema::column &before = dropped.column, &after = added.column;
    return dropped.table == added.table && before.type == after.type && before.type_text == after.type_text &&
           !before.generated && !after.generated;
}

template <class Drop, class Add, class Same>
std::vector<const Add*> candidates(const Drop& dropped, const std::vector<operation>& all, const Same& same) {
    std::vector<const Add*> made;
    for (const operation& other : all)
        if (const auto* added = std::get_if<Add>(&other); added != nullptr && same(dropped, *added))
            made.push_back(added);
    return made;
}

bool same_table(const drop_table& dropped, const create_table& created) {
    return look_alike(dropped.table, created.table);
}

std::string listed(const std::vector<std::string>& all) {
    std::string made;
    for (const std::string& one : all) made += (made.empty() ? "" : ", ") + quoted(one);
    return made;
}

}  // namespace

std::vector<possible_rename> possible_renames(const std::vector<operation>& of) {
    std::vector<possible_rename> made;
    for (const operation& o : of) {
        possible_rename found;
        if (const auto* table = std::get_if<drop_table>(&o)) {
            found.from = table->table.name;
            for (const create_table* one : candidates<drop_table, create_table>(*table, of, same_table))
                found.to.push_back(one->table.name);
        }
        if (const auto* column = std::get_if<drop_column>(&o)) {
            found = {column->table, column->column.name, {}};
            for (const add_column* one : candidates<drop_column, add_column>(*column, of, may_be))
                found.to.push_back(one->column.name);
        }
        if (!found.to.empty()) made.push_back(std::move(found));
    }
    return made;
}

std::string describe(const possible_rename& of) {
    const bool is_table = of.table.empty();
    return (is_table ? "table " + quoted(of.from) : "column " + place(of.table, of.from)) + " is gone, and " +
           listed(of.to) +
           (is_table            ? " with most of its columns is new"
            : of.to.size() == 1 ? " of the same type is new"
                                : " of the same type are new");
}

std::vector<std::string> hints(const std::vector<operation>& of) {
    const std::vector<possible_rename> renames = possible_renames(of);
    const auto hint = [&](const std::string& what, const std::string& table, const std::string& name,
                          const std::string& lost) {
        for (const possible_rename& one : renames)
            if (one.table == table && one.from == name)
                return describe(one) + ": if that is its new name, add " +
                       (table.empty() ? "renamed_from(" : "renamed_from<…>(") + quoted(name) +
                       ") to the mapping and make the migration anew; otherwise its " + lost + " are lost";
        return what + " is dropped: its " + lost + " are lost";
    };
    std::vector<std::string> made;
    for (const operation& o : of) {
        if (const auto* column = std::get_if<drop_column>(&o); column != nullptr && !column->column.generated)
            made.push_back(hint("column " + place(column->table, column->column.name), column->table,
                                column->column.name, "values"));
        if (const auto* altered = std::get_if<alter_column>(&o);
            altered != nullptr && !altered->from.generated && altered->to.generated)
            made.push_back("column " + place(altered->table, altered->to.name) +
                           " becomes generated: its values are replaced by calculated ones");
        if (const auto* table = std::get_if<drop_table>(&o))
            made.push_back(hint("table " + quoted(table->table.name), {}, table->table.name, "rows"));
    }
    return made;
}

}  // namespace tain::migrate
