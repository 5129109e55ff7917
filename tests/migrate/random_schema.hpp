// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "schema_words.hpp"

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace tain::test {

/// Random schemas, and random changes of them, over few names, so that names come back in other places.
class random_schema {
public:
    explicit random_schema(unsigned seed) : random_(seed) {}

    schema::database make() {
        schema::database made;
        for (const char* name : {"apple", "Birch", "select", "d d"})
            if (chance(70)) made.tables.push_back(table(name));
        link(made);
        return made;
    }

    /// Changes some columns, constraints and tables of a schema.
    schema::database change(schema::database of) {
        if (chance(20) && !of.tables.empty()) of.tables.erase(of.tables.begin() + pick(of.tables.size()));
        if (chance(20) && of.find_table("elm") == nullptr) of.tables.push_back(table("elm"));
        for (schema::table& t : of.tables) {
            if (chance(30)) continue;
            for (schema::column& c : t.columns)
                if (!is_key(t, c.name) && chance(30)) c = column(c.name);
            if (t.columns.size() > 2 && chance(25)) t.columns.erase(t.columns.begin() + 1 + pick(t.columns.size() - 1));
            if (chance(40)) add_column(t);
            if (chance(10)) t.strict = !t.strict;
            if (chance(10)) t.comment = t.comment.empty() ? "a table" : "";
            if (chance(15)) std::reverse(t.columns.begin() + 1, t.columns.end());
            dress(t);
        }
        for (schema::table& t : of.tables) t.foreign_keys.clear();
        link(of);
        return of;
    }

private:
    bool chance(unsigned percent) { return random_() % 100 < percent; }
    std::ptrdiff_t pick(std::size_t below) { return static_cast<std::ptrdiff_t>(random_() % below); }

    static bool is_key(const schema::table& t, const std::string& column) {
        const names& key = t.primary_key->columns;
        return std::find(key.begin(), key.end(), column) != key.end();
    }

    static bool is_text(const schema::column& c) {
        return c.type.kind == sql_kind::text || c.type.kind == sql_kind::varchar;
    }

    column_word column(const std::string& name) {
        static constexpr sql_kind kinds[] = {sql_kind::boolean,   sql_kind::int16,   sql_kind::int32,   sql_kind::int64,
                                             sql_kind::float64,   sql_kind::text,    sql_kind::varchar, sql_kind::blob,
                                             sql_kind::timestamp, sql_kind::decimal, sql_kind::date,    sql_kind::uuid,
                                             sql_kind::float32,   sql_kind::json};
        column_word made{name, kinds[pick(std::size(kinds))]};
        if (made.type.kind == sql_kind::varchar) made.type.length = 10 + static_cast<std::uint32_t>(pick(3)) * 10;
        if (made.type.kind == sql_kind::decimal) {
            made.type.length = 8 + static_cast<std::uint32_t>(pick(4));
            made.type.scale = static_cast<std::uint32_t>(pick(4));
        }
        if (chance(20)) made.say("about " + name);
        if (chance(8)) {  // from the key, which never changes
            made.type = {sql_kind::int64};
            made.null().from(chance(50) ? "\"id\" * 2" : "\"id\" + 7");
            made.is_virtual = chance(50);
            return made;
        }
        if (is_text(made) && chance(20)) made.collated(chance(50) ? "NOCASE" : "RTRIM", chance(50) ? "C" : "POSIX");
        if (chance(50)) made.null();
        if (chance(40)) add_default(made);
        return made;
    }

    void add_default(column_word& to) {
        const bool expression = chance(30);
        switch (to.type.kind) {
            case sql_kind::boolean: to.by_default("1", "true"); break;
            case sql_kind::int16:
            case sql_kind::int32:
            case sql_kind::int64: to.by_default(expression ? "1 + 1" : "-3"); break;
            case sql_kind::float64: to.by_default(expression ? "abs(-1.5)" : "2.5"); break;
            case sql_kind::text:
            case sql_kind::varchar: to.by_default(expression ? "lower('ABC')" : "'it''s'"); break;
            case sql_kind::timestamp: to.by_default("CURRENT_TIMESTAMP"); break;
            default: break;
        }
    }

    void add_column(schema::table& to) {
        for (const char* name : {"a", "B", "order", "c c", "rowid"}) {
            if (to.find_column(name) != nullptr || chance(50)) continue;
            to.columns.push_back(column(name));
            return;
        }
    }

    schema::table table(const std::string& name) {
        table_word made = {name, {chance(70) ? id() : bigint("id")}};
        for (int i = 0; i != 4; ++i) add_column(made);
        if (chance(30)) made.columns[0].identity = false;
        if (chance(20)) made.columns[0].identity = false, made.columns[0].type = {sql_kind::int32};
        if (chance(20)) made.say("a table");
        made.strict = chance(15);
        made.without_rowid = !made.columns[0].identity && chance(20);
        dress(made);
        return made;
    }

    /// Gives a table new constraints and indexes over the columns that it has; some stay as they were.
    void dress(schema::table& t) {
        const auto gone = [&](const auto& one) {
            const auto missing = [&](const std::string& c) { return t.find_column(c) == nullptr; };
            return std::any_of(one.columns.begin(), one.columns.end(), missing) || chance(40);
        };
        std::erase_if(t.uniques, gone);
        t.checks.clear();
        std::erase_if(t.indexes, [&](const schema::index& i) {
            return chance(40) || std::any_of(i.parts.begin(), i.parts.end(), [&](const schema::index_part& p) {
                       return p.column.empty() || t.find_column(p.column) == nullptr;
                   });
        });
        table_word made{t.name, {t.columns.front()}};
        static_cast<schema::table&>(made) = t;
        for (const schema::column& c : t.columns) {
            const bool number = c.type.kind == sql_kind::int32 || c.type.kind == sql_kind::int64;
            if (c.type.kind == sql_kind::boolean) made.truth(c.name);
            if (number && chance(30)) made.check(c.name, "\"" + c.name + "\" > -100");
            const std::string unique = default_name(schema::named::unique, t.name, c.name);
            const auto same = [&](const schema::unique& u) { return u.name == unique; };
            // PostgreSQL drops a unique that says the same as the key.
            if (chance(10) && c.type.kind != sql_kind::boolean && !is_key(t, c.name) &&
                std::none_of(t.uniques.begin(), t.uniques.end(), same))
                made.unique({c.name}), made.uniques.back().nulls_not_distinct = chance(20);
            const std::string index = default_name(schema::named::index, t.name, c.name);
            const auto called = [&](const schema::index& i) { return i.name == index; };
            if (chance(20) && std::none_of(t.indexes.begin(), t.indexes.end(), called)) {
                schema::index one{.name = index, .parts = {part(c.name, chance(30))}};
                if (chance(20)) one.where = both("\"" + c.name + "\" IS NOT NULL");
                if (is_text(c) && chance(30)) {
                    one.parts.front().column.clear();
                    one.parts.front().expression = both("lower(\"" + c.name + "\")");
                }
                if (chance(15)) one.parts.front().nulls_reversed = true;
                if (chance(15)) one.included = {t.columns.front().name};
                if (chance(10) && c.type.kind != sql_kind::json) {
                    one.method = "hash";
                    one.included.clear();
                    one.parts.front().descending = one.parts.front().nulls_reversed = false;
                }
                made.with_index(std::move(one));
            }
        }
        t = made;
    }

    /// Lets columns of the key's type reference tables, cycles included.
    void link(schema::database& in) {
        for (schema::table& t : in.tables) {
            for (const schema::column& c : t.columns) {
                if (is_key(t, c.name) || !c.nullable || c.server_default || c.generated || !chance(40)) continue;
                const schema::table& parent = in.tables[static_cast<std::size_t>(pick(in.tables.size()))];
                if (parent.columns[0].type != c.type) continue;
                const std::string name = default_name(schema::named::foreign_key, t.name, c.name, parent.name);
                static constexpr action actions[] = {action::no_action, action::cascade, action::set_null};
                t.foreign_keys.push_back({.name = name,
                                          .columns = {c.name},
                                          .table = parent.name,
                                          .references = {parent.columns[0].name},
                                          .on_delete = actions[pick(3)],
                                          .deferral = static_cast<schema::deferral>(pick(3))});
            }
        }
    }

    std::mt19937 random_;
};

}  // namespace tain::test
