// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "random_schema.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tain::test {

/// A schema and another one that it becomes, with the names that its tables and columns have there.
struct schema_pair {
    schema::database from{};
    schema::database to{};
    std::map<std::string, std::string> tables{};                          ///< those that stay
    std::map<std::string, std::map<std::string, std::string>> columns{};  ///< by the table's name before

    const schema::table* table_after(const schema::table& before) const {
        const auto name = tables.find(before.name);
        return name == tables.end() ? nullptr : to.find_table(name->second);
    }
    const schema::column* column_after(const schema::table& before, const std::string& column) const {
        const schema::table* after = table_after(before);
        if (after == nullptr) return nullptr;
        const auto name = columns.at(before.name).find(column);
        return name == columns.at(before.name).end() ? nullptr : after->find_column(name->second);
    }
};

/// Random changes, most of which rows allow.
class random_change : random_schema {
public:
    using random_schema::random_schema;

    schema_pair make() {
        made_.from = random_schema::make();
        made_.to = made_.from;
        for (const schema::table& t : made_.from.tables) {
            made_.tables[t.name] = t.name;
            for (const schema::column& c : t.columns) made_.columns[t.name][c.name] = c.name;
        }
        schema::database& to = made_.to;
        if (chance(12) && to.tables.size() > 1) drop_table(draw_.pick(to.tables.size()));
        change_shared();
        for (schema::table& t : to.tables)
            if (chance(80)) change(t);
        if (chance(15)) add_table(to, &made_.from);
        if (chance(20)) std::reverse(to.tables.begin(), to.tables.end());
        drop_unknown();
        for (schema::table& t : to.tables)
            for (schema::column& c : t.columns)
                if (!is_text(c) && !is_enum(c)) c.renamed_values = {};
        repair(to);
        if (chance(35)) {
            add_reference(to);
            repair(to);
        }
        repair_renames();
        repair(to);
        return std::move(made_);
    }

private:
    const schema::table& before(const schema::table& t) const {
        for (const auto& [name, now] : made_.tables)
            if (now == t.name) return *made_.from.find_table(name);
        return t;
    }

    void drop_table(std::size_t at) {
        made_.tables.erase(made_.to.tables[at].name);
        made_.to.tables.erase(made_.to.tables.begin() + static_cast<std::ptrdiff_t>(at));
    }

    /// Enums and sequences.
    void change_shared() {
        schema::database& to = made_.to;
        for (schema::enumeration& e : to.enums)
            if (chance(40)) change(e);
        for (schema::sequence& s : to.sequences) {
            if (chance(25)) s.start += 500;
            if (chance(25)) s.increment += 1;
        }
        if (chance(10) && to.find_enumeration("e num") == nullptr) to.enums.push_back({"e num", {"one", "two"}, {}});
        if (chance(8) && to.find_sequence("later") == nullptr) to.sequences.push_back({"later", 5, 2, {}});
        if (chance(8) && !to.sequences.empty()) gone_sequence_ = draw_.one_of(to.sequences).name;
        if (chance(8) && !to.enums.empty()) gone_enum_ = draw_.one_of(to.enums).name;
    }

    void change(schema::enumeration& e) {
        const std::size_t at = draw_.pick(e.values.size());
        const std::string old = e.values[at];
        switch (draw_.pick(7)) {
            case 0: std::reverse(e.values.begin(), e.values.end()); break;
            case 1: rename(e, old, old + "+"); break;
            case 2:
                if (e.values.size() > 1) e.values.erase(e.values.begin() + static_cast<std::ptrdiff_t>(at));
                break;
            default: e.values.insert(e.values.begin() + static_cast<std::ptrdiff_t>(at), "new '" + old); break;
        }
        if (chance(20)) rename(e, e.values.front(), e.values.front() + " once");
        for (schema::table& t : made_.to.tables)
            for (schema::column& c : t.columns)
                if (is_enum(c) && c.type_text == e.name && c.server_default) c.server_default = default_of(c, made_.to);
    }

    /// Arrays of enums are text on SQLite, in which nothing is renamed: enums that are in one keep their values.
    void rename(schema::enumeration& e, const std::string& from, const std::string& to) {
        const auto uses = [&](const schema::column& c) { return c.type_text == e.name; };
        for (const schema::table& t : made_.to.tables)
            for (const schema::column& c : t.columns)
                if (uses(c) && c.type.kind == sql_kind::array) return;
        const schema::enumeration* old = made_.from.find_enumeration(e.name);
        if (contains(e.values, to) || !contains(old->values, from)) return;
        std::replace(e.values.begin(), e.values.end(), from, to);
        e.renamed_values.all.push_back({from, to});
        for (schema::table& t : made_.to.tables)
            for (schema::column& c : t.columns)
                if (uses(c)) c.renamed_values.all.push_back({from, to});
    }

    void drop_unknown() {
        schema::database& to = made_.to;
        std::erase_if(to.enums, [&](const schema::enumeration& e) { return e.name == gone_enum_; });
        std::erase_if(to.sequences, [&](const schema::sequence& s) { return s.name == gone_sequence_; });
        for (schema::table& t : to.tables)
            for (schema::column& c : t.columns) {
                if (is_enum(c) && c.type_text == gone_enum_ && !gone_enum_.empty()) {
                    c.type = {sql_kind::text};
                    c.type_text.clear();
                    c.renamed_values = {};
                }
                if (!gone_sequence_.empty() && c.numbering.sequence == gone_sequence_)
                    c.numbering = {.never_reused = c.numbering.never_reused};
            }
    }

    void change(schema::table& t) {
        const schema::table& old = before(t);
        if (chance(10)) rename(t, old);
        for (std::size_t i = 0; i != t.columns.size(); ++i) {
            if (chance(8)) rename(t, t.columns[i], old);
            if (chance(25)) change(t, t.columns[i]);
        }
        if (chance(25)) drop_column(t, old);
        if (chance(35)) add_column(t, old);
        if (chance(25)) std::erase_if(t.uniques, [&](const auto&) { return chance(50); });
        if (chance(25)) std::erase_if(t.checks, [&](const auto&) { return chance(50); });
        if (chance(25)) std::erase_if(t.indexes, [&](const auto&) { return chance(50); });
        if (chance(15)) std::erase_if(t.foreign_keys, [&](const auto&) { return chance(50); });
        for (schema::foreign_key& key : t.foreign_keys) {
            if (chance(10)) key.on_delete = chance(50) ? action::cascade : action::no_action;
            if (chance(10)) key.deferral = static_cast<schema::deferral>(draw_.pick(3));
        }
        for (schema::index& i : t.indexes)
            if (chance(10) && i.method.empty()) i.parts.front().descending = !i.parts.front().descending;
        if (chance(35)) dress(t);
        if (chance(10)) t.strict = !t.strict;
        if (chance(10) && t.primary_key) t.without_rowid = !t.without_rowid;
        if (chance(12)) t.comment = t.comment.empty() ? "a table" : "";
        if (chance(15)) std::reverse(t.columns.begin(), t.columns.end());
        if (chance(4)) change_key(t);
    }

    void change_key(schema::table& t) {
        if (t.primary_key && chance(40)) return t.primary_key.reset();
        schema::column& added = draw_.one_of(t.columns);
        if (added.generated) return;
        if (!t.primary_key)
            t.primary_key = schema::primary_key{default_name(schema::named::primary_key, t.name), {"id"}, {}};
        else if (!contains(t.primary_key->columns, added.name))
            t.primary_key->columns.push_back(added.name);
    }

    void change(schema::table& t, schema::column& c) {
        switch (draw_.pick(9)) {
            case 0: c.comment = c.comment.empty() ? "now" : ""; break;
            case 1:
                if (c.identity)
                    number(c, made_.to);
                else if (is_key(t, c.name) && is_integer(c))
                    c.identity = true;
                break;
            case 2:
                if (c.identity && chance(30)) c.identity = false;
                break;
            case 3:
            case 4:
                if (c.nullable && !c.generated && chance(70) && !c.server_default)
                    c.server_default = default_of(c, made_.to);
                c.nullable = !c.nullable;
                break;
            case 5:
                if (c.generated) break;
                if (c.server_default)
                    c.server_default.reset();
                else
                    c.server_default = default_of(c, made_.to);
                break;
            case 6: {
                if (is_text(c) && chance(40)) {
                    c.collation = c.collation == schema::sql_text{} ? apart("NOCASE", "C") : schema::sql_text{};
                    break;
                }
                if (c.generated) {
                    c.generated.reset();
                    break;
                }
                schema::column old = c;
                c = column(c.name, t, made_.to);
                if (chance(90) && old.generated == c.generated) {
                    c.type = old.type;
                    c.type_text = old.type_text;
                    if (c.server_default) c.server_default = default_of(c, made_.to);
                }
                c.identity = old.identity;
                c.numbering = old.numbering;
                c.renamed_from = old.renamed_from;
                c.renamed_values = old.renamed_values;
                if ((c.type.kind == sql_kind::other) != (old.type.kind == sql_kind::other)) {
                    c.type = {sql_kind::text};
                    c.type_text.clear();
                    if (c.server_default) c.server_default = default_of(c, made_.to);
                }
                break;
            }
            default: retype(c);
        }
    }

    void retype(schema::column& c) {
        const types::sql_type old = c.type;
        if (c.generated) return;
        if (chance(90))
            c.type = widened(draw_, c.type);
        else
            draw_type(draw_, c);
        if (c.type == old) return;
        // Whether there is a cast to a type that only the database knows, it alone can say; there always is one from text.
        if (old.kind == sql_kind::other) c.type = {sql_kind::text};
        if (c.type.kind == sql_kind::other && old.kind != sql_kind::text) c.type = {sql_kind::text};
        if (c.type.kind != sql_kind::other) c.type_text.clear();
        if (c.server_default) c.server_default = default_of(c, made_.to);
        if (!is_text(c)) c.collation = {};
    }

    /// By convention, constraints are named after the table; some were named by hand.
    void rename(schema::table& t, const schema::table& old) {
        if (&old == &t) return;
        const auto [name, in] = free_table({&made_.from, &made_.to});
        if (name.empty()) return;
        const std::string was = t.name;
        for (auto& [key, now] : made_.tables)
            if (now == was) now = name;
        for (schema::table& other : made_.to.tables)
            for (schema::foreign_key& key : other.foreign_keys)
                if (key.table == was) key.table = name, key.schema_name = in;
        t.name = name;
        t.schema_name = in;
        t.renamed_from.all.push_back(was);
        if (chance(80)) name_anew(t);
    }

    void name_anew(schema::table& t) {
        if (t.primary_key) t.primary_key->name = default_name(schema::named::primary_key, t.name);
        for (schema::unique& u : t.uniques) u.name = default_name(schema::named::unique, t.name, views(u.columns));
        for (schema::foreign_key& k : t.foreign_keys)
            k.name = default_name(schema::named::foreign_key, t.name, views(k.columns), k.table);
    }

    /// SQLite 3.40 cannot rename the column that alone is the INTEGER key of a WITHOUT ROWID table, where a unique
    /// constraint has it, too.
    static bool is_fixed(const schema::table& t, const std::string& column) {
        return t.without_rowid && t.primary_key && t.primary_key->columns == names{column} &&
               std::any_of(t.uniques.begin(), t.uniques.end(),
                           [&](const schema::unique& u) { return contains(u.columns, column); });
    }

    /// What a change says of names, and the schema after it, fit together.
    void repair_renames() {
        for (schema::table& t : made_.to.tables)
            for (schema::column& c : t.columns) {
                // The values of an enum that is text are those of its check.
                if (is_text(c))
                    std::erase_if(c.renamed_values.all, [&](const schema::former_values::value& value) {
                        return std::none_of(t.checks.begin(), t.checks.end(), [&](const schema::check& check) {
                            const std::string& text = check.condition[dialect::sqlite];
                            return text.starts_with(dialects::quoted(c.name) + " IN (") &&
                                   text.find(dialects::string_literal(value.to)) != text.npos;
                        });
                    });
                if (!c.renamed_from.all.empty() && is_fixed(t, c.name))
                    std::erase_if(t.uniques, [&](const schema::unique& u) { return contains(u.columns, c.name); });
            }
    }

    void rename(schema::table& t, schema::column& c, const schema::table& old) {
        const std::string name = free_column({&t, &old}), was = c.name;
        if (name.empty() || &old == &t) return;
        if (is_fixed(old, was)) return;
        for (auto& [key, now] : made_.columns[old.name])
            if (now == was) now = name;
        const auto in_list = [&](names& all) { std::replace(all.begin(), all.end(), was, name); };
        const auto in_text = [&](schema::sql_text& text) {
            for (const dialect each : {dialect::sqlite, dialect::postgresql}) replace(text[each], was, name);
        };
        c.name = name;
        c.renamed_from.all.push_back(was);
        if (t.primary_key) in_list(t.primary_key->columns);
        for (schema::column& other : t.columns)
            if (other.generated) in_text(*other.generated);
        for (schema::unique& u : t.uniques) in_list(u.columns);
        for (schema::check& check : t.checks) in_text(check.condition);
        for (schema::index& i : t.indexes) {
            for (schema::index_part& part : i.parts) {
                if (part.column == was) part.column = name;
                in_text(part.expression);
            }
            in_text(i.where);
            in_list(i.included);
        }
        for (schema::table& other : made_.to.tables)
            for (schema::foreign_key& key : other.foreign_keys) {
                if (&other == &t) in_list(key.columns);
                if (key.table == t.name) in_list(key.references);
            }
        if (chance(80)) name_anew(t);
    }

    static void replace(std::string& text, const std::string& column, const std::string& by) {
        const std::string old = dialects::quoted(column), fresh = dialects::quoted(by);
        for (std::size_t at = text.find(old); at != text.npos; at = text.find(old, at + fresh.size()))
            text.replace(at, old.size(), fresh);
    }

    /// Most are such that rows can have them again on the way back.
    void drop_column(schema::table& t, const schema::table& old) {
        if (t.columns.size() < 2) return;
        const std::size_t at = draw_.pick(t.columns.size());
        const schema::column& c = t.columns[at];
        if (is_key(t, c.name)) return;
        if (!c.nullable && !c.server_default && chance(85)) return;
        auto& names_now = made_.columns[old.name];
        std::erase_if(names_now, [&](const auto& one) { return one.second == c.name; });
        t.columns.erase(t.columns.begin() + static_cast<std::ptrdiff_t>(at));
    }

    void add_column(schema::table& t, const schema::table& old) {
        const std::string name = free_column({&t, &old});
        if (name.empty()) return;
        schema::column made = column(name, t, made_.to);
        if (!made.nullable && !made.server_default && chance(85)) made.nullable = true;
        t.columns.push_back(std::move(made));
    }

    schema_pair made_{};
    std::string gone_enum_{};
    std::string gone_sequence_{};
};

}  // namespace tain::test
