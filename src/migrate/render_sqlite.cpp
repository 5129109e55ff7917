// SPDX-License-Identifier: BSL-1.0
#include "backfill.hpp"
#include "constraint_label.hpp"
#include "conversion.hpp"
#include "renames.hpp"
#include "rendering.hpp"
#include "sqlite_plan.hpp"
#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/schema/ddl.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tain::migrate {
namespace {

using dialects::quoted;
constexpr dialect lite = dialect::sqlite;

bool is_rowid_alias(const schema::table& of, const schema::column& c) {
    return !of.without_rowid && of.primary_key && of.primary_key->columns == std::vector<std::string>{c.name} &&
           equal_ignoring_case(schema::type_of(c, lite, of.strict), "INTEGER");
}

const schema::column* rowid_alias(const schema::table& of) {
    for (const schema::column& c : of.columns)
        if (is_rowid_alias(of, c)) return &c;
    return nullptr;
}

/// A name by which the rowid can be asked for: one that is no column of either table. Empty where one has no rowid.
std::string rowid_name(const schema::table& from, const schema::table& to) {
    if (from.without_rowid || to.without_rowid) return {};
    const auto is_column = [](const schema::table& t, std::string_view name) {
        return std::any_of(t.columns.begin(), t.columns.end(),
                           [&](const schema::column& c) { return equal_ignoring_case(c.name, name); });
    };
    for (const char* name : {"rowid", "_rowid_", "oid"})
        if (!is_column(from, name) && !is_column(to, name)) return name;
    return {};
}

class renderer {
public:
    renderer(const change& what, script& into) : what_(what), out_(into) {}

    void run() {
        std::vector<sqlite::table_plan> plans = sqlite::plan(what_);
        drop_indexes();
        drop_tables(false);
        creations();
        // Those that may read others of them go first.
        std::stable_partition(plans.begin(), plans.end(), [&](const sqlite::table_plan& p) {
            return std::any_of(what_.operations.begin(), what_.operations.end(),
                               [&](const operation& o) { return table_of(o) == p.table && backfill_of(o) != nullptr; });
        });
        for (const sqlite::table_plan& p : plans) {
            out_.about(p.table);
            if (p.rebuild)
                rebuild(*what_.from.find_table(p.table), *what_.to.find_table(p.table));
            else
                alter(p);
        }
        drop_tables(true);
    }

private:
    /// First of all: their names may be wanted again by other tables.
    void drop_indexes() {
        for (const operation& o : what_.operations) {
            const auto* index = std::get_if<drop_index>(&o);
            if (index == nullptr) continue;
            out_.about(index->table);
            out_.statement(schema::drop_index(index->index.name));
        }
    }

    /// A table is dropped under the guard, too: with foreign keys on, SQLite would delete rows of tables that reference it
    /// and that nobody here knows.
    void drop_tables(bool read_by_backfills) {
        for (const operation& o : what_.operations) {
            const auto* table = std::get_if<drop_table>(&o);
            if (table == nullptr || feeds_backfill(table->table.name, what_.operations) != read_by_backfills) continue;
            out_.about(table->table.name);
            out_.line("-- tain:rebuild " + quoted(table->table.name) + " drops table");
            out_.statement(schema::drop_table(table->table.name));
        }
    }

    /// New tables have all their foreign keys from the start: SQLite lets them name tables that come later.
    void creations() {
        for (const operation& o : what_.operations) {
            const auto* created = std::get_if<create_table>(&o);
            if (created == nullptr) continue;
            const std::string& name = created->table.name;
            std::vector<schema::foreign_key> keys = created->table.foreign_keys;
            for (const operation& other : what_.operations)
                if (const auto* key = std::get_if<add_foreign_key>(&other); key != nullptr && key->table == name)
                    keys.push_back(key->constraint);
            out_.about(name);
            out_.statement(schema::create_table(created->table, lite, &keys));
            begin_numbers(created->table);
            for (const operation& other : what_.operations)
                if (const auto* index = std::get_if<create_index>(&other); index != nullptr && index->table == name)
                    out_.statement(schema::create_index(index->index, name, lite));
        }
    }

    void begin_numbers(const schema::table& of) {
        if (const std::string first = schema::first_number(of, lite); !first.empty()) out_.statement(first);
    }

    void alter(const sqlite::table_plan& plan) {
        const std::string head = "ALTER TABLE " + quoted(plan.table);
        const bool strict = what_.to.find_table(plan.table)->strict;
        for (const drop_column& drop : plan.drops) out_.statement(head + " DROP COLUMN " + quoted(drop.column.name));
        for (const sqlite::column_addition& addition : plan.additions) {
            std::string made = head + " ADD COLUMN " + schema::definition(addition.column, lite, strict);
            for (const schema::check& check : addition.checks) made += "\n    " + schema::definition(check, lite);
            for (const schema::foreign_key& key : addition.foreign_keys) made += "\n    " + inline_key(key);
            out_.statement(made);
        }
        for (const create_index& index : plan.indexes)
            out_.statement(schema::create_index(index.index, plan.table, lite));
    }

    /// A foreign key as part of its column's definition.
    static std::string inline_key(const schema::foreign_key& key) {
        std::string made = schema::definition(key, lite);
        const std::string columns = "FOREIGN KEY (" + schema::column_list(key.columns) + ") ";
        return made.erase(made.find(columns), columns.size());
    }

    void rebuild(const schema::table& from, const schema::table& to) {
        const std::string fresh = "_tain_new_" + to.name;
        out_.line("-- tain:rebuild " + quoted(to.name) + dropped(from, to));
        out_.statement(schema::create_table(to, lite, nullptr, fresh));
        copy(from, to, fresh);
        out_.statement(schema::drop_table(from.name));
        // Without this the rename fails when any view or trigger mentions the table.
        out_.statement("PRAGMA legacy_alter_table = ON");
        out_.statement("ALTER TABLE " + quoted(fresh) + " RENAME TO " + quoted(to.name));
        out_.statement("PRAGMA legacy_alter_table = OFF");
        begin_numbers(to);
        for (const schema::index& index : to.indexes)
            if (schema::applies(index, lite)) out_.statement(schema::create_index(index, to.name, lite));
    }

    /// False for what the other dialect alone has.
    template <class Constraint>
    static bool is_there(const Constraint& of) {
        if constexpr (requires { schema::applies(of, lite); })
            return schema::applies(of, lite);
        else
            return true;
    }

    /// What the rebuild leaves out on purpose.
    static std::string dropped(const schema::table& from, const schema::table& to) {
        std::string columns, constraints, collations, clauses, expressions, options;
        for (const schema::column& c : from.columns) {
            const schema::column* kept = to.find_column(c.name);
            if (kept == nullptr) {
                columns += " " + quoted(c.name);
                continue;
            }
            if (!c.collation[lite].empty() && c.collation[lite] != kept->collation[lite])
                collations += " " + quoted(c.name);
            if (!c.unmodeled.empty() && c.unmodeled != kept->unmodeled) clauses += " " + quoted(c.name);
            if (schema::is_generated(c, lite) && !schema::is_generated(*kept, lite))
                expressions += " " + quoted(c.name);
        }
        if (from.strict && !to.strict) options += " " + quoted("STRICT");
        if (from.without_rowid && !to.without_rowid) options += " " + quoted("WITHOUT ROWID");
        const auto add = [&](const auto& gone, const auto& kept) {
            for (const auto& one : gone) {
                if (!is_there(one)) continue;
                const bool there = std::any_of(kept.begin(), kept.end(), [&](const auto& k) {
                    if (!is_there(k)) return false;
                    if (one.name.empty()) return nameless_label(k) == constraint_label(one);
                    return k.name == one.name && (one.unmodeled.empty() || k.unmodeled == one.unmodeled);
                });
                if (!there) constraints += " " + quoted(constraint_label(one));
            }
        };
        using keys = std::vector<schema::primary_key>;
        add(from.primary_key ? keys{*from.primary_key} : keys{}, to.primary_key ? keys{*to.primary_key} : keys{});
        add(from.uniques, to.uniques);
        add(from.checks, to.checks);
        add(from.foreign_keys, to.foreign_keys);
        const auto counts = [](const schema::table& t) {
            return std::any_of(t.columns.begin(), t.columns.end(),
                               [](const schema::column& c) { return c.identity && c.numbering.never_reused; });
        };
        if (counts(from) && !counts(to)) options += " " + quoted("AUTOINCREMENT");
        std::string made;
        for (const auto& [what, names] : {std::pair{" column", columns},
                                          {" constraint", constraints},
                                          {" collation", collations},
                                          {" clause", clauses},
                                          {" expression", expressions},
                                          {" option", options}})
            if (!names.empty()) (made += what) += names;
        return made.empty() ? made : " drops" + made;
    }

    void copy(const schema::table& from, const schema::table& to, const std::string& fresh) {
        std::string targets, values;
        const auto add = [&](const std::string& target, const std::string& value) {
            targets += (targets.empty() ? "" : ", ") + target;
            values += (values.empty() ? "" : ", ") + value;
        };
        const schema::column* alias = rowid_alias(to);
        const std::string rowid = rowid_name(from, to);
        if (alias == nullptr && !rowid.empty()) add(rowid, rowid);
        for (const schema::column& c : to.columns) {
            const schema::column* old = from.find_column(c.name);
            if (schema::is_generated(c, lite)) {
                if (old != nullptr && !schema::is_generated(*old, lite))
                    out_.review(quoted(to.name) + "." + quoted(c.name) +
                                " becomes generated: its values are replaced by calculated ones.");
                continue;
            }
            if (old != nullptr)
                add(quoted(c.name), value(to.name, *old, c));
            else if (&c == alias && !rowid.empty())
                add(quoted(c.name), rowid);
            else if (const std::string fill = fill_of(c, lite); !fill.empty())
                add(quoted(c.name), fill);
        }
        out_.statement("INSERT INTO " + quoted(fresh) + " (" + targets + ")\nSELECT " + values + "\nFROM " +
                       quoted(from.name));
    }

    /// The old value of a column, or what an enum calls it now.
    std::string renamed_value(const std::string& table, const std::string& column, std::string plain) const {
        std::string cases;
        for (const operation& o : what_.operations)
            if (const auto* one = std::get_if<rename_value>(&o);
                one != nullptr && one->table == table && one->column == column)
                cases += " WHEN " + dialects::string_literal(one->from) + " THEN " + dialects::string_literal(one->to);
        return cases.empty() ? plain : "CASE " + plain + cases + " ELSE " + plain + " END";
    }

    std::string value(const std::string& table, const schema::column& from, const schema::column& to) {
        std::string plain = renamed_value(table, to.name, conversion(from, to, lite).value_or(quoted(from.name)));
        if (!from.nullable || to.nullable) return plain;
        std::string fill = fill_of(to, lite);
        if (fill.empty() && schema::has_default(to, lite)) fill = schema::default_of((*to.server_default)[lite], lite);
        return fill.empty() ? plain : "coalesce(" + plain + ", " + fill + ")";
    }

    const change& what_;
    script& out_;
};

}  // namespace

/// Adds the renames of values, in the names that their columns have in the end.
void add_renamed_values(const std::vector<operation>& all, std::vector<operation>& to) {
    for (auto o = all.begin(); o != all.end(); ++o) {
        const auto* value = std::get_if<rename_value>(&*o);
        if (value == nullptr) continue;
        rename_value made = *value;
        for (auto later = o; later != all.end(); ++later) {
            const auto* column = std::get_if<rename_column>(&*later);
            if (column != nullptr && column->table == made.table && column->from == made.column)
                made.column = column->to;
            const auto* table = std::get_if<rename_table>(&*later);
            if (table != nullptr && table->table == made.table) made.table = table->to;
        }
        to.push_back(std::move(made));
    }
}

/// Renames come first, also on the way down: SQLite rewrites views, triggers and other tables' keys for them. The rest is
/// planned anew, in the final names.
void render_sqlite(const change& what, script& into) {
    const std::vector<operation> renames = only_renames(what.operations);
    if (renames.empty()) return renderer{what, into}.run();
    for (const operation& o : renames) {
        into.about(table_of(o));
        if (const auto* table = std::get_if<rename_table>(&o))
            into.statement("ALTER TABLE " + quoted(table->table) + " RENAME TO " + quoted(table->to));
        if (const auto* column = std::get_if<rename_column>(&o))
            into.statement("ALTER TABLE " + quoted(column->table) + " RENAME COLUMN " + quoted(column->from) + " TO " +
                           quoted(column->to));
    }
    const schema::database from = renamed(what.from, renames);
    std::vector<operation> rest = for_dialect(differences(from, what.to, {}), lite);
    std::erase_if(rest, [](const operation& o) { return std::holds_alternative<rename_value>(o); });
    add_renamed_values(what.operations, rest);
    renderer{{rest, from, what.to}, into}.run();
}

}  // namespace tain::migrate
