// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "random_change.hpp"

#include <tain/driver/connection.hpp>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tain::test {

/// Random rows that a schema allows, as literals of both databases.
class random_rows {
public:
    random_rows(draw& from, const schema::database& of) : draw_(from), of_(of), order_(schema::creation_order(of)) {
        for (const std::size_t i : order_)
            for (std::size_t left = draw_.pick(6); left != 0; --left) add_row(of.tables[i]);
        for (const schema::table& t : of.tables) close_cycles(t);
    }

    /// Inserts them, parents first. Keys that close a cycle are set at the end.
    void insert(driver::connection& on) const {
        std::string all;
        const dialect in = on.kind();
        for (const std::size_t i : order_) {
            const schema::table& t = of_.tables[i];
            const auto rows = rows_.find(t.name);
            if (rows == rows_.end()) continue;
            std::string columns, values;
            bool always = false;
            for (const schema::column& c : t.columns) {
                if (schema::is_generated(c, in)) continue;
                columns += (columns.empty() ? "" : ", ") + dialects::quoted(c.name);
                always = always || (c.numbering.always && in == dialect::postgresql);
            }
            if (columns.empty()) continue;
            for (const row& one : rows->second) {
                std::string line;
                for (const schema::column& c : t.columns)
                    if (!schema::is_generated(c, in)) line += (line.empty() ? "(" : ", ") + one.at(c.name)[in];
                values += (values.empty() ? "\n" : ",\n") + line + ")";
            }
            all += "INSERT INTO " + schema::qualified(t.name, t.schema_name, in) + " (" + columns +
                   (always ? ") OVERRIDING SYSTEM VALUE VALUES" : ") VALUES") + values + ";\n";
        }
        for (const schema::sql_text& one : later_) all += one[in];
        if (!all.empty()) on.script(all);
    }

    std::size_t count(const std::string& table) const {
        const auto found = rows_.find(table);
        return found == rows_.end() ? 0 : found->second.size();
    }

private:
    using row = std::map<std::string, schema::sql_text>;

    static schema::sql_text null() { return both("NULL"); }

    void add_row(const schema::table& t) {
        for (int tries = 0; tries != 3; ++tries) {
            row made;
            for (const schema::column& c : t.columns) made[c.name] = value(t, c);
            if (!refer(t, made) || !is_new(t, made)) continue;
            rows_[t.name].push_back(std::move(made));
            return;
        }
    }

    schema::sql_text value(const schema::table& t, const schema::column& c) {
        if (c.nullable && draw_.chance(25)) return null();
        if (is_enum(c)) {
            if (c.type.kind == sql_kind::array) return apart("'[]'", "'{}'");
            return literal(draw_.one_of(of_.find_enumeration(c.type_text)->values));
        }
        if (is_text(c))
            for (const names& values : text_enums())
                if (is_checked(t, in_list(c.name, values))) return literal(draw_.one_of(values));
        // A key's numbers go on: the next one must be there.
        if (c.identity) return number(static_cast<std::int64_t>(1 + draw_.pick(2000)));
        schema::sql_text made = value_of(draw_, c);
        if (is_integer(c) && made[dialect::sqlite].starts_with("-") &&
            is_checked(t, dialects::quoted(c.name) + " >= 0"))
            return number(static_cast<std::int64_t>(draw_.pick(30000)));
        return made;
    }

    /// Chooses rows that the foreign keys lead to. False when there is none to choose.
    bool refer(const schema::table& t, row& in) {
        for (const schema::foreign_key& key : t.foreign_keys) {
            const auto parents = rows_.find(key.table);
            const bool early = schema::comes_too_early(of_, order_, t, key);
            const bool nullable = std::any_of(key.columns.begin(), key.columns.end(),
                                              [&](const std::string& c) { return t.find_column(c)->nullable; });
            if (early || parents == rows_.end() || (nullable && draw_.chance(20))) {
                if (!nullable) return false;
                for (const std::string& c : key.columns)
                    if (t.find_column(c)->nullable) in[c] = null();
                continue;
            }
            const row& parent = draw_.one_of(parents->second);
            if (!suits(t, key, parent)) return false;
            for (std::size_t i = 0; i != key.columns.size(); ++i) in[key.columns[i]] = parent.at(key.references[i]);
        }
        return true;
    }

    static std::string folded(const schema::sql_text& value) {
        std::string made = value[dialect::sqlite];
        for (char& c : made) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        while (made.ends_with(" '")) made.erase(made.size() - 2, 1);
        return made;
    }

    /// False when an own key says that there is such a row already. Expressions count as nothing.
    bool is_new(const schema::table& t, const row& made) const {
        std::vector<names> keys;
        if (t.primary_key) keys.push_back(t.primary_key->columns);
        for (const schema::unique& u : t.uniques) keys.push_back(u.columns);
        for (const schema::index& i : t.indexes) {
            if (!i.unique) continue;
            names columns;
            for (const schema::index_part& part : i.parts)
                if (!part.column.empty() && !t.find_column(part.column)->generated) columns.push_back(part.column);
            keys.push_back(columns);
        }
        const auto all = rows_.find(t.name);
        if (all == rows_.end()) return true;
        for (const names& key : keys)
            for (const row& other : all->second)
                if (std::all_of(key.begin(), key.end(),
                                [&](const std::string& c) { return folded(made.at(c)) == folded(other.at(c)); }))
                    return false;
        return true;
    }

    /// Lets rows refer to those of tables that came later.
    void close_cycles(const schema::table& t) {
        if (!t.primary_key || !rows_.contains(t.name)) return;
        for (const schema::foreign_key& key : t.foreign_keys) {
            const auto parents = rows_.find(key.table);
            if (!schema::comes_too_early(of_, order_, t, key) || parents == rows_.end() || is_unique(t, key)) continue;
            for (const row& one : rows_[t.name]) {
                const row& parent = draw_.one_of(parents->second);
                if (draw_.chance(30) || !suits(t, key, parent)) continue;
                schema::sql_text made;
                for (const dialect in : {dialect::sqlite, dialect::postgresql}) {
                    made[in] = "UPDATE " + schema::qualified(t.name, t.schema_name, in) + " SET ";
                    for (std::size_t i = 0; i != key.columns.size(); ++i)
                        made[in] += (i == 0 ? "" : ", ") + dialects::quoted(key.columns[i]) + " = " +
                                    parent.at(key.references[i])[in];
                    for (const std::string& c : t.primary_key->columns)
                        made[in] += (c == t.primary_key->columns.front() ? " WHERE " : " AND ") + dialects::quoted(c) +
                                    " = " + one.at(c)[in];
                    made[in] += ";\n";
                }
                later_.push_back(std::move(made));
            }
        }
    }

    static bool is_unique(const schema::table& t, const schema::foreign_key& key) {
        const auto names_one = [&](const names& columns) {
            return std::any_of(columns.begin(), columns.end(),
                               [&](const std::string& c) { return contains(key.columns, c); });
        };
        return std::any_of(t.uniques.begin(), t.uniques.end(),
                           [&](const schema::unique& u) { return names_one(u.columns); }) ||
               std::any_of(t.indexes.begin(), t.indexes.end(), [](const schema::index& i) { return i.unique; });
    }

    /// True when a row's values fit the types and checks of the columns that refer to it.
    bool suits(const schema::table& t, const schema::foreign_key& key, const row& parent) const {
        for (std::size_t i = 0; i != key.columns.size(); ++i) {
            const schema::column& c = *t.find_column(key.columns[i]);
            const schema::column& there = *of_.find_table(key.table)->find_column(key.references[i]);
            const schema::sql_text& value = parent.at(key.references[i]);
            if (value == null() && !c.nullable) return false;
            if (c.type != there.type && value[dialect::sqlite].size() > 4) return false;
            if (value[dialect::sqlite].starts_with("-") && is_checked(t, dialects::quoted(c.name) + " >= 0"))
                return false;
            for (const names& values : text_enums())
                if (is_text(c) && is_checked(t, in_list(c.name, values))) return false;
        }
        return true;
    }

    static bool is_checked(const schema::table& t, const std::string& condition) {
        return std::any_of(t.checks.begin(), t.checks.end(),
                           [&](const schema::check& one) { return one.condition == both(condition); });
    }

    draw& draw_;
    const schema::database& of_;
    std::vector<std::size_t> order_;
    std::map<std::string, std::vector<row>> rows_{};
    std::vector<schema::sql_text> later_{};
};

}  // namespace tain::test
