// SPDX-License-Identifier: BSL-1.0
#include "sqlite_plan.hpp"

#include "overloaded.hpp"
#include "token_reader.hpp"

#include <tain/schema/definition.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tain::migrate::sqlite {
namespace {

using lexical::token_kind;
constexpr dialect lite = dialect::sqlite;

bool contains(const std::vector<std::string>& in, const std::string& name) {
    return std::any_of(in.begin(), in.end(), [&](const std::string& c) { return equal_ignoring_case(c, name); });
}

/// True for a literal. ADD COLUMN refuses anything else, CURRENT_TIMESTAMP too, but only when the table has rows.
bool is_constant(const std::string& expression) {
    token_reader in{expression, lite};
    if (in.next_is({"-"}) || in.next_is({"+"})) in.take();
    const lexical::token value = in.take();
    const bool word = value.kind == token_kind::word &&
                      (equal_ignoring_case(value.text, "true") || equal_ignoring_case(value.text, "false"));
    return in.at_end() && (word || value.kind == token_kind::number || value.kind == token_kind::string);
}

bool can_be_added(const schema::column& c) {
    if (c.identity || !c.unmodeled.empty() || !c.backfill.value[lite].empty()) return false;
    if (schema::is_generated(c, lite)) return c.is_virtual && c.nullable;
    if (!schema::has_default(c, lite)) return c.nullable;
    return is_constant((*c.server_default)[lite]);
}

bool calculated_from(const schema::column& of, const std::string& column) {
    return schema::is_generated(of, lite) && migrate::mentions((*of.generated)[lite], column);
}

bool mentions(const schema::index& index, const std::string& column) {
    return migrate::mentions(index.where[lite], column) ||
           std::any_of(index.parts.begin(), index.parts.end(), [&](const schema::index_part& part) {
               return equal_ignoring_case(part.column, column) || migrate::mentions(part.expression[lite], column);
           });
}

/// True when nothing that SQLite knows of the table names the column. Indexes that go have gone by then.
bool can_be_dropped(const schema::table& from, const std::vector<std::string>& dropped_indexes, const std::string& c) {
    const auto in_columns = [&](const auto& constraint) { return contains(constraint.columns, c); };
    if (from.primary_key && in_columns(*from.primary_key)) return false;
    if (std::any_of(from.uniques.begin(), from.uniques.end(), in_columns)) return false;
    if (std::any_of(from.foreign_keys.begin(), from.foreign_keys.end(), in_columns)) return false;
    for (const schema::check& check : from.checks)
        if (migrate::mentions(check.condition[lite], c)) return false;
    for (const schema::column& other : from.columns)
        if (migrate::mentions(other.unmodeled, c) || (other.name != c && calculated_from(other, c))) return false;
    return std::none_of(from.indexes.begin(), from.indexes.end(), [&](const schema::index& index) {
        return !contains(dropped_indexes, index.name) && schema::applies(index, lite) && mentions(index, c);
    });
}

class planner {
public:
    planner(const schema::table& from, const std::vector<operation>& operations) {
        made_.table = from.name;
        std::vector<add_check> checks;
        std::vector<add_foreign_key> keys;
        std::vector<std::string> dropped_indexes;
        for (const operation& o : operations) {
            if (table_of(o) != from.name) continue;
            std::visit(overloaded{
                           [&](const drop_column& one) { made_.drops.push_back(one); },
                           [&](const add_column& one) { made_.additions.push_back({one.column, {}, {}}); },
                           [&](const add_check& one) { checks.push_back(one); },
                           [&](const add_foreign_key& one) { keys.push_back(one); },
                           [&](const create_index& one) { made_.indexes.push_back(one); },
                           [&](const drop_index& one) { dropped_indexes.push_back(one.index.name); },
                           [&](const auto&) { made_.rebuild = true; },
                       },
                       o);
        }
        for (const drop_column& drop : made_.drops)
            if (!can_be_dropped(from, dropped_indexes, drop.column.name)) made_.rebuild = true;
        if (!made_.drops.empty() && made_.drops.size() == from.columns.size()) made_.rebuild = true;
        for (const column_addition& addition : made_.additions)
            if (!can_be_added(addition.column)) made_.rebuild = true;
        for (const add_check& one : checks) attach(one.constraint);
        for (const add_foreign_key& one : keys) attach(one.constraint);
        if (made_.rebuild) made_.indexes.clear();
    }

    table_plan take() { return std::move(made_); }

private:
    /// A check can stand in the definition of the one new column that it is about.
    void attach(const schema::check& check) {
        column_addition* only = nullptr;
        for (column_addition& addition : made_.additions) {
            if (!migrate::mentions(check.condition[lite], addition.column.name)) continue;
            if (only != nullptr) made_.rebuild = true;
            only = &addition;
        }
        if (only == nullptr)
            made_.rebuild = true;
        else
            only->checks.push_back(check);
    }

    /// A foreign key can stand in the definition of its new column, which must be NULL in the rows that are there.
    void attach(const schema::foreign_key& key) {
        for (column_addition& addition : made_.additions) {
            if (key.columns.size() != 1 || key.columns.front() != addition.column.name) continue;
            if (schema::has_default(addition.column, lite)) break;
            addition.foreign_keys.push_back(key);
            return;
        }
        made_.rebuild = true;
    }

    table_plan made_{};
};

}  // namespace

std::vector<table_plan> plan(const change& what) {
    std::vector<table_plan> made;
    for (const operation& o : what.operations) {
        const std::string& name = table_of(o);
        const schema::table* from = what.from.find_table(name);
        const bool known = std::any_of(made.begin(), made.end(), [&](const table_plan& p) { return p.table == name; });
        if (from == nullptr || what.to.find_table(name) == nullptr || known) continue;
        made.push_back(planner{*from, what.operations}.take());
    }
    return made;
}

}  // namespace tain::migrate::sqlite
