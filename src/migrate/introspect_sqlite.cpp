// SPDX-License-Identifier: BSL-1.0
#include "introspection.hpp"
#include "token_reader.hpp"

#include <tain/driver/error.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tain::migrate::sqlite {
namespace {

/// Column names of the ordinary tables as SQLite itself reads them: proof that the text was read the same way.
std::map<std::string, std::vector<std::string>> columns_of_tables(driver::connection& of) {
    std::map<std::string, std::vector<std::string>> made;
    const driver::text_rows found = of.rows(
        "SELECT l.name, x.name FROM pragma_table_list AS l, pragma_table_xinfo(l.name, 'main') AS x\n"
        "WHERE l.schema = 'main' AND l.type = 'table' ORDER BY l.name, x.cid");
    for (const auto& row : found.rows) made[row[0].value_or("")].push_back(row[1].value_or(""));
    return made;
}

void require_same_columns(const schema::table& read, const std::vector<std::string>& known) {
    const bool same = std::equal(read.columns.begin(), read.columns.end(), known.begin(), known.end(),
                                 [](const schema::column& a, const std::string& b) { return a.name == b; });
    if (!same)
        throw error("tain: cannot read the definition of table \"" + read.name +
                    "\": its SQL and PRAGMA table_xinfo name different columns; please report its CREATE TABLE");
}

/// Names of the tables that foreign keys reference, as those tables spell them, and the key columns left out.
void resolve_references(std::vector<table_definition>& tables) {
    std::unordered_map<std::string, const table_definition*> by_name;
    for (const table_definition& t : tables) by_name.emplace(lower(t.table.name), &t);
    for (table_definition& child : tables) {
        for (schema::foreign_key& key : child.table.foreign_keys) {
            const auto found = by_name.find(lower(key.table));
            if (found == by_name.end()) continue;
            const table_definition* const parent = found->second;
            key.table = parent->table.name;
            for (std::string& column : key.references)
                for (const schema::column& c : parent->table.columns)
                    if (equal_ignoring_case(c.name, column)) column = c.name;
            if (key.references.empty() && parent->table.primary_key)
                key.references = parent->table.primary_key->columns;
        }
    }
}

}  // namespace

content read_content(driver::connection& of) {
    content made;
    const auto known = columns_of_tables(of);
    const driver::text_rows found = of.rows(
        "SELECT type, tbl_name, sql FROM main.sqlite_schema\n"
        "WHERE type IN ('table', 'index') AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'\n"
        "ORDER BY type DESC, rowid");
    std::unordered_map<std::string, std::size_t> at;  // by name
    for (const auto& row : found.rows) {
        const std::string table = row[1].value_or("");
        const std::string sql = row[2].value_or("");
        const auto columns = known.find(table);
        if (columns == known.end() || table == version_table) continue;
        if (row[0] == "table") {
            table_definition read = read_table(sql);
            read.table.name = table;
            require_same_columns(read.table, columns->second);
            at.emplace(table, made.tables.size());
            made.tables.push_back(std::move(read));
        } else if (const auto owner = at.find(table); owner != at.end()) {
            schema::table& t = made.tables[owner->second].table;
            t.indexes.push_back(read_index(sql, t));
        }
    }
    resolve_references(made.tables);
    return made;
}

schema::database introspect(driver::connection& of) {
    schema::database made;
    for (table_definition& t : read_content(of).tables) made.tables.push_back(std::move(t.table));
    return made;
}

}  // namespace tain::migrate::sqlite
