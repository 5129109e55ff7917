// SPDX-License-Identifier: BSL-1.0
#include "postgresql_statements.hpp"

#include "backfill.hpp"
#include "conversion.hpp"
#include "enum_change.hpp"
#include "online.hpp"
#include "sequence_change.hpp"
#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tain::migrate::postgresql {
namespace {

using dialects::quoted;
constexpr dialect pg = dialect::postgresql;

class operation_writer {
public:
    explicit operation_writer(progress& of) : of_(of), now_(of.now), out_(of.out) {}

    void write(const operation& one) {
        out_.about(table_of(one));
        std::visit([this](const auto& o) { apply(o); }, one);
    }

private:
    bool online(const std::string& table) const { return of_.online(table); }
    std::string at(const std::string& table) const { return of_.at(table); }
    postgresql::online::place place(const std::string& table) const {
        return {table, std::string{now_.schema_of(table)}};
    }
    void follow(const std::vector<std::string>& recipe) {
        of_.one_by_one = true;
        for (const std::string& one : recipe) out_.statement(one);
    }
    std::string index_of(const rename_index& o) const {
        const std::string in{now_.schema_of(o.table)};
        return (in.empty() ? "" : quoted(in) + ".") + quoted(o.index.name);
    }

    /// True when another operation uses a value that an enum gets.
    bool uses_new_values(const alter_enum& of) const {
        return std::any_of(of_.what.operations.begin(), of_.what.operations.end(), [&](const operation& o) {
            if (std::holds_alternative<alter_enum>(o)) return false;
            const auto* created = std::get_if<create_table>(&o);
            const std::string text = created ? schema::create_table(created->table, pg) : describe(o);
            return std::any_of(of.to.values.begin(), of.to.values.end(), [&](const std::string& value) {
                return std::find(of.from.values.begin(), of.from.values.end(), value) == of.from.values.end() &&
                       text.find(dialects::string_literal(value)) != std::string::npos;
            });
        });
    }

    void drop_constraint(const std::string& table, const std::string& name) {
        out_.statement(schema::drop_constraint(table, name, now_.schema_of(table)));
    }
    template <class... Arguments>
    void add_constraint(const std::string& table, const Arguments&... of) {
        postgresql::add_constraint(table, schema::definition(of...), of_);
    }
    void alter(const alter_column& o, std::string_view what) {
        out_.statement(("ALTER TABLE " + at(o.table) + " ALTER COLUMN " + quoted(o.to.name) + " ") += what);
    }

    void create_own_sequence(const schema::column& of, std::string_view in) {
        if (!of.own_sequence.name.empty()) out_.statement(schema::create_own_sequence(of, in));
    }
    void give_own_sequence(const schema::column& of, std::string_view table, std::string_view in) {
        if (!of.own_sequence.name.empty()) out_.statement(schema::own_sequence_of(of, table, in));
    }

    void apply(const create_table& o) {
        require_schema(o.table.schema_name);
        for (const schema::column& c : o.table.columns) create_own_sequence(c, o.table.schema_name);
        out_.statement(schema::create_table(o.table, pg));
        for (const schema::column& c : o.table.columns) give_own_sequence(c, o.table.name, o.table.schema_name);
        for (const std::string& comment : schema::comments_of(o.table, pg)) out_.statement(comment);
    }
    void apply(const drop_table& o) { out_.statement(schema::drop_table(o.table.name, o.table.schema_name)); }

    void apply(const add_column& o) {
        const std::string in{now_.schema_of(o.table)};
        create_own_sequence(o.column, in);
        std::string fill = fill_of(o.column, pg);
        schema::column added = o.column;
        const bool filled_by_default = fill.empty() && online(o.table) && differs_by_row(o.column);
        if (filled_by_default) {
            fill = schema::default_of((*o.column.server_default)[pg], pg);
            added.server_default.reset();
        }
        if (!fill.empty()) added.nullable = true;
        out_.statement("ALTER TABLE " + at(o.table) + " ADD COLUMN " + schema::definition(added, pg));
        if (filled_by_default)
            out_.statement("ALTER TABLE " + at(o.table) + " ALTER COLUMN " + quoted(o.column.name) + " SET DEFAULT " +
                           fill);
        if (!fill.empty()) {
            out_.statement("UPDATE " + at(o.table) + " SET " + quoted(o.column.name) + " = " + fill +
                           (filled_by_default ? " WHERE " + quoted(o.column.name) + " IS NULL" : ""));
            look_at_keys(o.table);
            if (!o.column.nullable) set_not_null(o.table, o.column.name);
        }
        give_own_sequence(o.column, o.table, in);
        if (!o.column.comment.empty())
            out_.statement(
                schema::comment_on_column(o.table, o.column.name, o.column.comment, now_.schema_of(o.table)));
    }
    /// True for a default that may give each row another value, which writes a table anew.
    static bool differs_by_row(const schema::column& of) {
        if (!schema::has_default(of, pg)) return false;
        const std::string text = schema::default_of((*of.server_default)[pg], pg);
        return text.starts_with('(') && lower(text) != "(now())";
    }

    void apply(const drop_column& o) {
        out_.statement("ALTER TABLE " + at(o.table) + " DROP COLUMN " + quoted(o.column.name));
    }

    void apply(const alter_column& o) {
        const bool retyped =
            schema::type_of(o.from, pg) != schema::type_of(o.to, pg) || o.from.collation[pg] != o.to.collation[pg];
        const bool had_default = schema::has_default(o.from, pg);
        const bool has_default = schema::has_default(o.to, pg);
        const bool other_default = had_default != has_default || o.from.server_default != o.to.server_default;
        unmodeled(o);
        if (had_default && (retyped || !has_default)) alter(o, "DROP DEFAULT");
        const bool same_source = o.from.numbering.sequence == o.to.numbering.sequence;
        if (o.from.identity && (!o.to.identity || !same_source))
            alter(o, o.from.numbering.sequence.empty() ? "DROP IDENTITY" : "DROP DEFAULT");
        if (retyped) retype(o);
        if (has_default && (retyped || other_default))
            alter(o, "SET DEFAULT " + schema::default_of((*o.to.server_default)[pg], pg));
        if (o.from.nullable && !o.to.nullable) forbid_null(o, has_default);
        if (!o.from.nullable && o.to.nullable) alter(o, "DROP NOT NULL");
        if (o.to.identity && (!o.from.identity || !same_source)) become_identity(o);
        if (o.from.identity && o.to.identity && same_source)
            if (const std::string made = postgresql::changed_numbering(o.from.numbering, o.to.numbering); !made.empty())
                alter(o, made);
        if (o.from.comment != o.to.comment)
            out_.statement(schema::comment_on_column(o.table, o.to.name, o.to.comment, now_.schema_of(o.table)));
    }

    /// True where PostgreSQL looks at every row, or writes it anew, for another type.
    static bool rewrites(const schema::column& from, const schema::column& to) {
        const auto is_text = [](const schema::column& c) {
            return c.type.kind == types::sql_kind::text || c.type.kind == types::sql_kind::varchar;
        };
        const bool widened = to.type.kind == types::sql_kind::text || to.type.length >= from.type.length;
        return !(is_text(from) && is_text(to) && widened && from.collation[pg] == to.collation[pg] &&
                 (from.type.kind == types::sql_kind::varchar || to.type.kind == types::sql_kind::text));
    }

    void retype(const alter_column& o) {
        if (online(o.table) && rewrites(o.from, o.to))
            out_.review(
                at(o.table) + "." + quoted(o.to.name) +
                " gets another type: PostgreSQL writes the table anew, and nobody can use it meanwhile. To avoid "
                "that, add a new column, fill it, and rename it in later revisions.");
        std::string made = "TYPE " + schema::type_of(o.to, pg) + schema::collation(o.to, pg);
        if (const std::optional<std::string> values = conversion(o.from, o.to, pg)) made += " USING " + *values;
        alter(o, made);
    }

    /// Rows that were changed and a foreign key that waits for COMMIT keep a table from being altered.
    void look_at_keys(const std::string& table) {
        if (online(table)) return;  // each statement is a transaction of its own
        const bool waits = std::any_of(now_.tables.begin(), now_.tables.end(), [&](const schema::table& t) {
            return std::any_of(t.foreign_keys.begin(), t.foreign_keys.end(), [&](const schema::foreign_key& key) {
                return key.deferral == schema::deferral::deferred && (t.name == table || key.table == table);
            });
        });
        if (waits) out_.statement("SET CONSTRAINTS ALL IMMEDIATE");
    }

    void forbid_null(const alter_column& o, bool has_default) {
        const std::string name = quoted(o.to.name);
        std::string fill = fill_of(o.to, pg);
        if (fill.empty() && has_default) fill = schema::default_of((*o.to.server_default)[pg], pg);
        if (!fill.empty()) {
            out_.statement("UPDATE " + at(o.table) + " SET " + name + " = " + fill + " WHERE " + name + " IS NULL");
            look_at_keys(o.table);
        }
        set_not_null(o.table, o.to.name);
    }

    void set_not_null(const std::string& table, const std::string& column) {
        if (online(table)) return follow(postgresql::online::forbid_null(place(table), column));
        out_.statement("ALTER TABLE " + at(table) + " ALTER COLUMN " + quoted(column) + " SET NOT NULL");
    }

    /// The new sequence goes on after the values that are there.
    void become_identity(const alter_column& o) {
        const std::string& sequence = o.to.numbering.sequence;
        if (!sequence.empty()) {
            alter(o, "SET DEFAULT " + schema::next_value(sequence));
            out_.statement("SELECT setval(" + dialects::string_literal(quoted(sequence)) + ", greatest(" +
                           schema::next_value(sequence) + ", (SELECT max(" + quoted(o.to.name) + ") + 1 FROM " +
                           at(o.table) + ")), false)");
            return;
        }
        alter(o, "ADD " + schema::identity(o.to.numbering));
        out_.statement("SELECT setval(pg_get_serial_sequence(" + dialects::string_literal(at(o.table)) + ", " +
                       dialects::string_literal(o.to.name) + "), greatest(coalesce(max(" + quoted(o.to.name) +
                       "), 0) + 1, " + std::to_string(o.to.numbering.start) + "), false) FROM " + at(o.table));
    }

    void unmodeled(const alter_column& o) {
        if (o.from.unmodeled == o.to.unmodeled) return;
        if (!o.to.unmodeled.empty())
            out_.review(at(o.table) + "." + quoted(o.to.name) + " was declared " + o.to.unmodeled +
                        ", which Tain does not write: restore it by hand.");
    }

    void apply(const add_primary_key& o) {
        if (online(o.table) && o.key.unmodeled.empty())
            return follow(postgresql::online::add_primary_key(place(o.table), o.key));
        add_constraint(o.table, o.key);
    }
    void apply(const drop_primary_key& o) { drop_constraint(o.table, o.key.name); }
    void apply(const add_unique& o) {
        if (online(o.table) && o.constraint.unmodeled.empty())
            return follow(postgresql::online::add_unique(place(o.table), o.constraint));
        add_constraint(o.table, o.constraint);
    }
    void apply(const drop_unique& o) { drop_constraint(o.table, o.constraint.name); }
    void apply(const add_check& o) {
        if (online(o.table) && !o.constraint.not_valid)
            return follow(postgresql::online::add_validated(place(o.table), o.constraint.name,
                                                            schema::definition(o.constraint, pg)));
        add_constraint(o.table, o.constraint, pg);
    }
    void apply(const drop_check& o) { drop_constraint(o.table, o.constraint.name); }
    void apply(const add_foreign_key& o) {
        if (online(o.table) && !o.constraint.not_valid)
            return follow(
                postgresql::online::add_validated(place(o.table), o.constraint.name, schema::definition(o.constraint)));
        add_constraint(o.table, o.constraint);
    }
    void apply(const drop_foreign_key& o) { drop_constraint(o.table, o.constraint.name); }
    void apply(const create_index& o) {
        if (online(o.table)) return follow(postgresql::online::create_index(place(o.table), o.index));
        out_.statement(schema::create_index(o.index, o.table, pg, now_.schema_of(o.table)));
    }
    void apply(const drop_index& o) {
        if (online(o.table) && of_.to.find_table(o.table) != nullptr)
            return follow(postgresql::online::drop_index(place(o.table), o.index.name));
        out_.statement(schema::drop_index(o.index.name, now_.schema_of(o.table)));
    }
    void apply(const alter_comment& o) {
        out_.statement(schema::comment_on_table(o.table, o.to, now_.schema_of(o.table)));
    }
    void apply(const alter_options&) {}  // SQLite's alone

    void apply(const create_enum& o) { out_.statement(schema::create_enum(o.enumeration)); }
    void apply(const drop_enum& o) { out_.statement(schema::drop_enum(o.enumeration.name)); }
    void apply(const alter_enum& o) { postgresql::change_enum(o, now_, of_.to, uses_new_values(o), out_); }

    void apply(const create_sequence& o) { out_.statement(schema::create_sequence(o.sequence)); }
    void apply(const drop_sequence& o) { out_.statement(schema::drop_sequence(o.sequence.name)); }
    void apply(const alter_sequence& o) { out_.statement(postgresql::changed_sequence(o)); }

    void apply(const rename_value& o) {
        out_.statement("UPDATE " + at(o.table) + " SET " + quoted(o.column) + " = " + dialects::string_literal(o.to) +
                       " WHERE " + quoted(o.column) + " = " + dialects::string_literal(o.from));
        look_at_keys(o.table);
    }
    void apply(const rename_enum_value& o) {
        out_.statement("ALTER TYPE " + quoted(o.name) + " RENAME VALUE " + dialects::string_literal(o.from) + " TO " +
                       dialects::string_literal(o.to));
    }

    void apply(const rename_table& o) {
        std::string old{schema::local_name(o.table, o.from_schema)};
        if (o.from_schema != o.to_schema) move(o);
        const std::string now{schema::local_name(o.to, o.to_schema)};
        const std::string place = o.to_schema.empty() ? "" : quoted(o.to_schema) + ".";
        if (old != now) out_.statement("ALTER TABLE " + place + quoted(old) + " RENAME TO " + quoted(now));
    }
    /// Only the server knows which schema is the default one.
    void move(const rename_table& o) {
        const std::string table = schema::qualified(o.table, o.from_schema);
        if (!o.to_schema.empty()) {
            require_schema(o.to_schema);
            out_.statement("ALTER TABLE " + table + " SET SCHEMA " + quoted(o.to_schema));
            return;
        }
        out_.statement("DO $tain$ BEGIN EXECUTE format('ALTER TABLE %s SET SCHEMA %I', " +
                       dialects::string_literal(table) + ", current_schema()); END $tain$");
    }
    /// A schema that no table was in before may not be there.
    void require_schema(const std::string& name) {
        if (name.empty() || !of_.known_schemas.insert(name).second) return;
        out_.statement(schema::create_schema(name));
    }
    void apply(const rename_column& o) {
        out_.statement("ALTER TABLE " + at(o.table) + " RENAME COLUMN " + quoted(o.from) + " TO " + quoted(o.to));
    }
    void apply(const rename_constraint& o) {
        const std::string old = std::visit([](const auto& one) { return one.name; }, o.constraint);
        out_.statement("ALTER TABLE " + at(o.table) + " RENAME CONSTRAINT " + quoted(old) + " TO " + quoted(o.to));
    }
    void apply(const validate_constraint& o) {
        const std::string name = std::visit([](const auto& one) { return one.name; }, o.constraint);
        out_.statement("ALTER TABLE " + at(o.table) + " VALIDATE CONSTRAINT " + quoted(name));
    }
    void apply(const rename_index& o) { out_.statement("ALTER INDEX " + index_of(o) + " RENAME TO " + quoted(o.to)); }

    progress& of_;
    const schema::database& now_;
    script& out_;
};

}  // namespace

void write(const operation& one, progress& of) { operation_writer{of}.write(one); }

void add_constraint(const std::string& table, const std::string& definition, progress& of) {
    of.out.statement(schema::add_constraint(table, definition, of.now.schema_of(table)));
}

}  // namespace tain::migrate::postgresql
