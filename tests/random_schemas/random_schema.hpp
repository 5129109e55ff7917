// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "candidates.hpp"

#include <tain/schema/definition.hpp>
#include <tain/schema/order.hpp>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::test {

/// Random schemas over few names, so that names come back in other places: of everything that `schema::database` holds.
class random_schema {
public:
    explicit random_schema(std::uint64_t seed) : draw_(seed) {}

    schema::database make() {
        schema::database made;
        if (draw_.chance(35)) made.enums.push_back({"mood", {"glad", "sad", "it's"}, {}});
        if (draw_.chance(10)) made.enums.push_back({"Gr\u00f6\u00dfe", {"S", "M", "x l", "\u00fc"}, {}});
        if (draw_.chance(15)) made.sequences.push_back({"numbers", 1000, 10, {}});
        if (draw_.chance(5)) made.sequences.push_back({"Seq 2", 1, 1, {}});
        for (std::size_t left = 1 + draw_.pick(3); left != 0; --left) add_table(made);
        for (std::size_t left = draw_.pick(4); left != 0; --left) add_reference(made);
        repair(made);
        return made;
    }

protected:
    bool chance(unsigned percent) { return draw_.chance(percent); }

    static bool is_key(const schema::table& t, const std::string& column) {
        return t.primary_key && contains(t.primary_key->columns, column);
    }

    /// A table's name that is free in all of these, with its schema on PostgreSQL; empty where all are taken.
    std::pair<std::string, std::string> free_table(const std::vector<const schema::database*>& in) {
        static const std::pair<std::string, std::string> all[] = {
            {"apple", ""},
            {"Birch", ""},
            {"select", ""},
            {"d d", ""},
            {"\u00fcn\u00ef", ""},
            {"quo\"te", ""},
            {"audit_entries", "audit"},
            {"log_it's", "log"},
            {"a_table_whose_name_is_so_long_that_others_are_cut", ""}};
        for (int tries = 0; tries != 12; ++tries) {
            const auto& one = draw_.one_of(all);
            if (std::all_of(in.begin(), in.end(),
                            [&](const schema::database* d) { return d->find_table(one.first) == nullptr; }))
                return one;
        }
        return {};
    }

    std::string free_column(const std::vector<const schema::table*>& in) {
        static const std::string all[] = {
            "a",     "B",  "order",  "c c", "rowid",   "stra\u00dfe",
            "it\"s", "$x", "select", "e'f", "_rowid_", "a_column_whose_name_is_so_long_that_names_are_cut"};
        for (int tries = 0; tries != 12; ++tries) {
            const std::string& one = draw_.one_of(all);
            if (std::all_of(in.begin(), in.end(),
                            [&](const schema::table* t) { return t->find_column(one) == nullptr; }))
                return one;
        }
        return {};
    }

    void add_table(schema::database& to, const schema::database* before = nullptr) {
        const auto [name, in] = free_table({&to, before == nullptr ? &to : before});
        if (name.empty()) return;
        schema::table made;
        made.name = name;
        made.schema_name = in;
        add_key(made, to);
        for (std::size_t left = 1 + draw_.pick(4); left != 0; --left) add_column(made, to, &made);
        if (chance(15)) made.comment = "it's a table";
        made.strict = chance(15);
        made.without_rowid = !made.columns.front().identity && chance(20);
        if (chance(8) && !made.without_rowid && !made.columns.front().identity) made.primary_key.reset();
        dress(made);
        to.tables.push_back(std::move(made));
    }

    void add_key(schema::table& to, const schema::database& in) {
        column_word key{chance(70) ? "id" : "key", chance(85) ? sql_kind::int64 : sql_kind::int32};
        std::vector<std::string> columns{key.name};
        if (chance(60)) {
            key.identity = true;
            number(key, in);
        } else if (chance(30)) {
            static constexpr sql_kind others[] = {sql_kind::text, sql_kind::uuid, sql_kind::date, sql_kind::varchar};
            key.type = {draw_.one_of(others)};
            if (key.type.kind == sql_kind::varchar) key.type.length = 40;
        }
        to.columns.push_back(key);
        if (!key.identity && chance(40)) {
            to.columns.push_back(column_word{"part", chance(50) ? sql_kind::int32 : sql_kind::text});
            columns.insert(chance(50) ? columns.begin() : columns.end(), "part");
        }
        to.primary_key = schema::primary_key{default_name(schema::named::primary_key, to.name), columns, {}};
    }

    /// How an identity is numbered.
    void number(schema::column& c, const schema::database& in) {
        c.numbering = {};
        if (chance(20) && !in.sequences.empty()) {
            c.numbering.sequence = draw_.one_of(in.sequences).name;  // which says how it counts
        } else if (chance(35)) {
            c.numbering.start = chance(50) ? 1 : 1000;
            c.numbering.increment = chance(50) ? 1 : 5;
            c.numbering.always = chance(40);
        }
        c.numbering.never_reused = chance(25);
    }

    schema::column column(const std::string& name, const schema::table& in, const schema::database& of) {
        schema::column made;
        made.name = name;
        draw_type(draw_, made);
        if (chance(15) && !of.enums.empty()) {
            made.type_text = draw_.one_of(of.enums).name;
            made.type = {sql_kind::enumeration};
            if (chance(15)) made.type = {.kind = sql_kind::array, .element = sql_kind::enumeration};
        }
        if (chance(15)) made.comment = "about it's " + name;
        if (chance(12)) {
            made.type = {chance(50) ? sql_kind::int64 : sql_kind::text};
            made.type_text.clear();
            if (const auto sources = possible_sources(in, made); !sources.empty()) {
                made.generated = draw_.one_of(sources);
                made.is_virtual = chance(50);
                made.nullable = true;
                return made;
            }
        }
        if (is_text(made) && chance(20))
            made.collation = apart(chance(50) ? "NOCASE" : "RTRIM", chance(50) ? "C" : "POSIX");
        made.nullable = chance(55);
        if (chance(50)) made.server_default = default_of(made, of);
        return made;
    }

    schema::sql_text default_of(const schema::column& c, const schema::database& in) {
        if (!is_enum(c)) return default_for(draw_, c);
        if (c.type.kind == sql_kind::array) return apart("'[]'", "'{}'");
        return literal(draw_.one_of(in.find_enumeration(c.type_text)->values));
    }

    void add_column(schema::table& to, const schema::database& in, const schema::table* before) {
        const std::string name = free_column({&to, before});
        if (!name.empty()) to.columns.push_back(column(name, to, in));
    }

    /// Says more about a table's columns.
    void dress(schema::table& t) {
        if (chance(35)) {
            const condition one = draw_.one_of(possible_checks(t));
            if (!one.name.ends_with("_positive") || chance(30))
                t.checks.push_back({default_name(schema::named::check, t.name, one.name), one.text, {}});
        }
        if (chance(30)) add_unique(t);
        for (std::size_t left = draw_.pick(3); left != 0; --left) add_index(t);
    }

    /// Most are of a column that is unique already, which suits all rows.
    void add_unique(schema::table& t) {
        names columns{draw_.one_of(t.columns).name};
        if (chance(60)) columns.push_back(draw_.one_of(t.columns).name);
        if (chance(60) && t.primary_key) columns.back() = t.primary_key->columns.front();
        if (columns.size() == 2 && columns[0] == columns[1]) columns.pop_back();
        t.uniques.push_back({default_name(schema::named::unique, t.name, views(columns)), columns, chance(20), {}});
    }

    void add_index(schema::table& t) {
        schema::index made;
        names columns;
        for (std::size_t left = chance(70) ? 1 : 2; left != 0; --left) {
            const schema::column& c = draw_.one_of(t.columns);
            if (contains(columns, c.name)) continue;
            columns.push_back(c.name);
            schema::index_part one{.column = c.name, .descending = chance(25), .nulls_reversed = chance(15)};
            if (const auto expressions = possible_parts(c); !expressions.empty() && chance(30)) {
                one.column.clear();
                one.expression = draw_.one_of(expressions);
            }
            made.parts.push_back(std::move(one));
        }
        made.name = default_name(schema::named::index, t.name, views(columns));
        made.unique = chance(8);
        if (chance(25)) made.where = draw_.one_of(possible_filters(draw_.one_of(t.columns)));
        if (chance(15)) made.included = {draw_.one_of(t.columns).name};
        const schema::column* only = made.parts.size() == 1 ? t.find_column(made.parts.front().column) : nullptr;
        if (only != nullptr && chance(25)) {
            const sql_kind kind = only->type.kind;
            made.unique = false;
            made.included.clear();
            made.parts.front() = {.column = only->name};
            made.method = kind == sql_kind::array || kind == sql_kind::json ? "gin" : chance(70) ? "hash" : "brin";
            if (kind == sql_kind::int4_range || kind == sql_kind::timestamp_range) made.method = "gist";
        }
        t.indexes.push_back(std::move(made));
    }

    /// A foreign key over new columns, or over those that are there.
    void add_reference(schema::database& in) {
        if (in.tables.empty()) return;
        schema::table& child = draw_.one_of(in.tables);
        const schema::table& parent = draw_.one_of(in.tables);
        std::vector<names> targets;
        if (parent.primary_key) targets.push_back(parent.primary_key->columns);
        for (const schema::unique& u : parent.uniques)
            if (!u.nulls_not_distinct) targets.push_back(u.columns);
        if (targets.empty()) return;
        const names references = draw_.one_of(targets);
        const bool nullable = chance(80);
        std::vector<schema::column> fresh;
        names columns;
        for (std::size_t i = 0; i != references.size(); ++i) {
            const schema::column& there = *parent.find_column(references[i]);
            if (there.generated) return;
            const auto alike = std::find_if(child.columns.begin(), child.columns.end(), [&](const schema::column& c) {
                return can_refer(c, there) && !contains(columns, c.name) && !refers(child, c.name) &&
                       !is_key(child, c.name);
            });
            if (alike != child.columns.end() && chance(15)) {
                columns.push_back(alike->name);
                continue;
            }
            schema::column one = there;
            one.name =
                "to_" + there.name.substr(0, 8) + std::to_string(++references_);  // never that of another one before
            one.identity = false;
            one.numbering = {};
            one.server_default.reset();
            one.comment.clear();
            one.renamed_from = {};
            one.nullable = nullable;
            columns.push_back(one.name);
            fresh.push_back(std::move(one));
        }
        static constexpr action deletions[] = {action::no_action, action::cascade, action::set_null, action::restrict_,
                                               action::set_default};
        schema::foreign_key made{
            .name = default_name(schema::named::foreign_key, child.name, views(columns), parent.name),
            .columns = columns,
            .table = parent.name,
            .references = references,
            .on_delete = draw_.one_of(deletions),
            .on_update = chance(70) ? action::no_action : draw_.one_of(deletions),
            .deferral = chance(70) ? schema::deferral::none : static_cast<schema::deferral>(1 + draw_.pick(2)),
            .schema_name = parent.schema_name};
        child.columns.insert(child.columns.end(), fresh.begin(), fresh.end());
        child.foreign_keys.push_back(std::move(made));
    }

    static bool refers(const schema::table& t, const std::string& column) {
        return std::any_of(t.foreign_keys.begin(), t.foreign_keys.end(),
                           [&](const schema::foreign_key& k) { return contains(k.columns, column); });
    }

    /// What a foreign key may mix on both databases.
    static bool can_refer(const schema::column& from, const schema::column& to) {
        if (from.generated || to.generated) return false;
        if (is_integer(from) && is_integer(to)) return true;
        if (is_text(from) && is_text(to)) return from.collation == to.collation;
        return from.type == to.type && from.type_text == to.type_text;
    }

    /// Takes away what does not fit the rest, and adds what follows from it.
    void repair(schema::database& of) {
        for (schema::table& t : of.tables) {
            repair_key(t);
            // STRICT knows no types but its own.
            if (std::any_of(t.columns.begin(), t.columns.end(),
                            [](const schema::column& c) { return c.type.kind == sql_kind::other; }))
                t.strict = false;
            for (schema::column& c : t.columns) {
                if (c.generated && !contains(possible_sources(t, c), *c.generated)) c.generated.reset();
                if (c.generated) c.server_default.reset(), c.nullable = true;
                if (!c.generated) c.is_virtual = false;
                if (!is_text(c)) c.collation = {};
                // NULL is among its values, whatever the source.
                if (c.generated || c.identity) c.collation = {};
            }
            repair_uniques(t);
            repair_checks(t, of.enums);
            repair_indexes(t);
        }
        for (schema::table& t : of.tables) repair_references(t, of);
        break_cycles(of);
        make_names_unique(of);
    }

    static void repair_key(schema::table& t) {
        if (t.primary_key) {
            std::erase_if(t.primary_key->columns, [&](const std::string& c) { return t.find_column(c) == nullptr; });
            if (t.primary_key->columns.empty()) t.primary_key.reset();
        }
        if (!t.primary_key) t.without_rowid = false;
        for (schema::column& c : t.columns) {
            if (is_key(t, c.name)) c.nullable = false, c.generated.reset();
            const bool only = is_key(t, c.name) && t.primary_key->columns.size() == 1;
            if (!only || !is_integer(c)) c.identity = false;
            if (c.identity) c.server_default.reset(), t.without_rowid = false;
            if (!c.identity) c.numbering = {};
        }
    }

    /// PostgreSQL makes one of uniques that say the same, and none where the key says it.
    static void repair_uniques(schema::table& t) {
        std::vector<names> said;
        if (t.primary_key) said.push_back(t.primary_key->columns);
        std::erase_if(t.uniques, [&](const schema::unique& u) {
            const bool fits = std::all_of(u.columns.begin(), u.columns.end(), [&](const std::string& name) {
                const schema::column* c = t.find_column(name);
                return c != nullptr && !c->generated;
            });
            if (!fits || contains(said, u.columns)) return true;
            said.push_back(u.columns);
            return false;
        });
    }

    static void repair_checks(schema::table& t, const std::vector<schema::enumeration>& enums) {
        const std::vector<condition> possible = possible_checks(t);
        std::set<std::string> limited;  // to the values of an enum, by their checks' names
        std::erase_if(t.checks, [&](const schema::check& c) {
            const auto same = [&](const condition& one) { return one.text == c.condition; };
            const auto found = std::find_if(possible.begin(), possible.end(), same);
            return found == possible.end() || (found->name.ends_with("_enum") && !limited.insert(found->name).second);
        });
        for (const condition& one : implied_checks(t, enums))
            t.checks.push_back({default_name(schema::named::check, t.name, one.name), one.text, {}});
    }

    static void repair_indexes(schema::table& t) {
        std::erase_if(t.indexes, [&](const schema::index& i) {
            const auto fits = [&](const schema::index_part& part) {
                if (!part.column.empty()) return t.find_column(part.column) != nullptr;
                return std::any_of(t.columns.begin(), t.columns.end(), [&](const schema::column& c) {
                    return contains(possible_parts(c), part.expression);
                });
            };
            if (!std::all_of(i.parts.begin(), i.parts.end(), fits)) return true;
            if (i.where != schema::sql_text{} &&
                std::none_of(t.columns.begin(), t.columns.end(),
                             [&](const schema::column& c) { return contains(possible_filters(c), i.where); }))
                return true;
            if (std::any_of(i.included.begin(), i.included.end(),
                            [&](const std::string& c) { return t.find_column(c) == nullptr; }))
                return true;
            return !i.method.empty() && !knows(i.method, *t.find_column(i.parts.front().column));
        });
    }

    /// True when PostgreSQL has a way to index values of the column's type by a method.
    static bool knows(const std::string& method, const schema::column& c) {
        const sql_kind kind = c.type.kind;
        const bool many = kind == sql_kind::array || kind == sql_kind::json;
        const bool range =
            kind == sql_kind::int4_range || kind == sql_kind::int8_range || kind == sql_kind::timestamp_range;
        if (method == "gin") return many;
        if (method == "gist") return range;
        if (method == "brin") return !many && !range && kind != sql_kind::boolean && !is_enum(c);
        return true;
    }

    void repair_references(schema::table& t, const schema::database& in) {
        std::set<std::string> used;
        std::erase_if(t.foreign_keys, [&](schema::foreign_key& key) {
            const schema::table* parent = in.find_table(key.table);
            if (parent == nullptr) return true;
            key.schema_name = parent->schema_name;
            const auto is_target = [&](const names& columns) { return columns == key.references; };
            const bool known =
                (parent->primary_key && is_target(parent->primary_key->columns)) ||
                std::any_of(parent->uniques.begin(), parent->uniques.end(),
                            [&](const schema::unique& u) { return !u.nulls_not_distinct && is_target(u.columns); });
            if (!known) return true;
            for (std::size_t i = 0; i != key.columns.size(); ++i) {
                const schema::column* c = t.find_column(key.columns[i]);
                if (c == nullptr || is_key(t, c->name) || !can_refer(*c, *parent->find_column(key.references[i])) ||
                    !used.insert(c->name).second)
                    return true;
            }
            return false;
        });
    }

    /// Rows of tables that reference each other begin with NULL.
    static void break_cycles(schema::database& of) {
        const std::vector<std::size_t> order = schema::creation_order(of);
        for (schema::table& t : of.tables)
            for (const schema::foreign_key& key : t.foreign_keys)
                if (key.table == t.name || schema::comes_too_early(of, order, t, key))
                    for (schema::column& c : t.columns)
                        if (contains(key.columns, c.name)) c.nullable = true;
    }

    /// SQLite's indexes share one list of names, without the case of letters; a table's constraints share one, too.
    static void make_names_unique(schema::database& of) {
        std::set<std::string> all;
        const auto take = [&](std::string& name) {
            const std::string wanted = name;
            for (int n = 2;; ++n) {
                std::string folded = name;
                for (char& c : folded) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
                if (all.insert(folded).second) return;
                name = schema::shortened(wanted + "_" + std::to_string(n));
            }
        };
        for (schema::table& t : of.tables) {
            if (t.primary_key) take(t.primary_key->name);
            for (schema::unique& u : t.uniques) take(u.name);
            for (schema::check& c : t.checks) take(c.name);
            for (schema::foreign_key& k : t.foreign_keys) take(k.name);
            for (schema::index& i : t.indexes) take(i.name);
        }
    }

    draw draw_;
    int references_ = 0;
};

}  // namespace tain::test
