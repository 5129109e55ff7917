// SPDX-License-Identifier: BSL-1.0
#include "recalculated.hpp"
#include "token_reader.hpp"

#include <tain/schema/definition.hpp>

#include <algorithm>
#include <variant>

namespace tain::migrate::postgresql {
namespace {

constexpr dialect pg = dialect::postgresql;

/// Names are quoted alike in both dialects.
bool mentions(const schema::sql_text& text, const std::string& column) { return migrate::mentions(text[pg], column); }

bool retyped(const schema::column& from, const schema::column& to) {
    return schema::type_of(from, pg) != schema::type_of(to, pg) || from.collation[pg] != to.collation[pg];
}

bool changes(const schema::column& from, const schema::column& to) {
    return !schema::is_generated(from, pg) || (*from.generated)[pg] != (*to.generated)[pg] || retyped(from, to);
}

template <class Constraint>
std::vector<Constraint> kept(const std::vector<Constraint>& before, const std::vector<Constraint>& after,
                             const std::string& column) {
    std::vector<Constraint> made;
    for (const Constraint& one : after)
        if (names(one, column) && std::find(before.begin(), before.end(), one) != before.end()) made.push_back(one);
    return made;
}

}  // namespace

bool names(const schema::index& index, const std::string& column) {
    const auto named = [&](const schema::index_part& part) {
        return part.column == column || mentions(part.expression, column);
    };
    return std::any_of(index.parts.begin(), index.parts.end(), named) || mentions(index.where, column) ||
           std::find(index.included.begin(), index.included.end(), column) != index.included.end();
}

bool names(const schema::check& check, const std::string& column) { return mentions(check.condition, column); }

bool names(const schema::unique& unique, const std::string& column) {
    return std::find(unique.columns.begin(), unique.columns.end(), column) != unique.columns.end();
}

std::vector<recalculated> recalculated_columns(const change& what) {
    std::vector<recalculated> made;
    for (const schema::table& before : what.from.tables) {
        const schema::table* after = what.to.find_table(before.name);
        if (after == nullptr) continue;
        std::vector<std::string> moved;
        for (const schema::column& from : before.columns) {
            const schema::column* to = after->find_column(from.name);
            if (to != nullptr && retyped(from, *to)) moved.push_back(from.name);
        }
        for (const schema::column& to : after->columns) {
            const schema::column* from = before.find_column(to.name);
            if (from == nullptr || !schema::is_generated(to, pg)) continue;
            const bool depends = std::any_of(
                moved.begin(), moved.end(), [&](const std::string& column) { return mentions(*to.generated, column); });
            if (depends || changes(*from, to)) made.push_back({before.name, to});
        }
    }
    return made;
}

schema::table constraints_of(const recalculated& one, const change& what) {
    const schema::table& before = *what.from.find_table(one.table);
    const schema::table& after = *what.to.find_table(one.table);
    schema::table made;
    made.name = one.table;
    made.uniques = kept(before.uniques, after.uniques, one.column.name);
    made.checks = kept(before.checks, after.checks, one.column.name);
    made.indexes = kept(before.indexes, after.indexes, one.column.name);
    return made;
}

}  // namespace tain::migrate::postgresql
