// SPDX-License-Identifier: BSL-1.0
#include "overloaded.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/migrate/operation.hpp>
#include <tain/schema/ddl.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tain::migrate {
namespace {

using dialects::quoted;

std::string place(const std::string& table, const std::string& column) { return quoted(table) + "." + quoted(column); }

std::string named(const std::string& name) { return name.empty() ? "without a name" : quoted(name); }

/// PostgreSQL's text, or SQLite's where there is no other.
const std::string& shown(const schema::sql_text& text) {
    return text[dialect::postgresql].empty() ? text[dialect::sqlite] : text[dialect::postgresql];
}

std::string default_text(const schema::column& of) {
    return of.server_default && !shown(*of.server_default).empty() ? shown(*of.server_default) : "none";
}

std::string numbering_text(const schema::numbering& of) {
    return (of.sequence.empty() ? schema::identity(of) : "by sequence " + quoted(of.sequence)) +
           (of.never_reused ? " without reuse" : "");
}

std::string generated_text(const schema::column& of) {
    if (!of.generated || shown(*of.generated).empty()) return "nothing";
    return shown(*of.generated) + (of.is_virtual ? " (virtual)" : "");
}

/// The definition without the name, for the dialect whose texts are there.
std::string shape(const schema::column& of) {
    const auto only_lite = [](const std::optional<schema::sql_text>& text) {
        return text && (*text)[dialect::postgresql].empty();
    };
    const bool lite = only_lite(of.server_default) || only_lite(of.generated);
    const std::string whole = schema::definition(of, lite ? dialect::sqlite : dialect::postgresql);
    return whole.substr(quoted(of.name).size());
}

std::string collation_text(const schema::column& of) {
    return shown(of.collation).empty() ? "by default" : quoted(shown(of.collation));
}

std::string changes(const schema::column& from, const schema::column& to) {
    std::string made;
    const auto add = [&](const std::string& text) { made += (made.empty() ? "" : ", ") + text; };
    const auto type = [](const schema::column& c) {
        schema::column plain = c;
        plain.identity = false;
        return schema::type_of(plain, dialect::postgresql);
    };
    if (from.type != to.type || from.type_text != to.type_text) add("type " + type(from) + " to " + type(to));
    if (from.nullable != to.nullable) add(to.nullable ? "NOT NULL to NULL" : "NULL to NOT NULL");
    if (from.collation != to.collation) add("collation " + collation_text(from) + " to " + collation_text(to));
    if (from.identity != to.identity) add(to.identity ? "becomes an identity" : "is no identity any more");
    if (from.identity && to.identity && from.numbering != to.numbering)
        add("numbered " + numbering_text(from.numbering) + " to " + numbering_text(to.numbering));
    if (from.server_default != to.server_default) {
        const std::string before = default_text(from), after = default_text(to);
        add("default " + before + " to " + after + (before == after ? " (differs on SQLite)" : ""));
    }
    if (from.generated != to.generated || from.is_virtual != to.is_virtual) {
        const std::string before = generated_text(from), after = generated_text(to);
        add("generated from " + before + " to " + after + (before == after ? " (differs on SQLite)" : ""));
    }
    if (from.comment != to.comment) add("comment");
    if (from.unmodeled != to.unmodeled)
        add((from.unmodeled.empty() ? "nothing" : from.unmodeled) + " to " +
            (to.unmodeled.empty() ? "nothing" : to.unmodeled));
    return made;
}

std::string index_text(const create_index& o) {
    const bool lite = !schema::applies(o.index, dialect::postgresql);
    std::string made = schema::create_index(o.index, o.table, lite ? dialect::sqlite : dialect::postgresql);
    return made.replace(0, 6, "create");
}

std::string check_text(const schema::check& of) {
    const bool lite = !schema::applies(of, dialect::postgresql);
    return schema::definition(of, lite ? dialect::sqlite : dialect::postgresql);
}

/// `('open', 'paid')`
std::string value_list(const schema::enumeration& of) {
    const std::string whole = schema::create_enum(of);
    return whole.substr(whole.find(" AS ENUM ") + std::string_view{" AS ENUM "}.size());
}

}  // namespace

std::string describe(const operation& of) {
    return std::visit(
        overloaded{
            [](const create_table& o) {
                std::string columns;
                for (const schema::column& c : o.table.columns) columns += (columns.empty() ? "" : ", ") + c.name;
                return "create table " + schema::qualified(o.table.name, o.table.schema_name) + " (" + columns + ")";
            },
            [](const drop_table& o) { return "drop table " + schema::qualified(o.table.name, o.table.schema_name); },
            [](const add_column& o) { return "add column " + place(o.table, o.column.name) + shape(o.column); },
            [](const drop_column& o) { return "drop column " + place(o.table, o.column.name) + shape(o.column); },
            [](const alter_column& o) {
                return "alter column " + place(o.table, o.to.name) + ": " + changes(o.from, o.to);
            },
            [](const add_primary_key& o) { return "add to " + quoted(o.table) + " " + schema::definition(o.key); },
            [](const drop_primary_key& o) { return "drop from " + quoted(o.table) + " " + schema::definition(o.key); },
            [](const add_unique& o) { return "add to " + quoted(o.table) + " " + schema::definition(o.constraint); },
            [](const drop_unique& o) {
                return "drop from " + quoted(o.table) + " " + schema::definition(o.constraint);
            },
            [](const add_check& o) { return "add to " + quoted(o.table) + " " + check_text(o.constraint); },
            [](const drop_check& o) { return "drop from " + quoted(o.table) + " " + check_text(o.constraint); },
            [](const add_foreign_key& o) {
                return "add to " + quoted(o.table) + " " + schema::definition(o.constraint);
            },
            [](const drop_foreign_key& o) {
                return "drop from " + quoted(o.table) + " " + schema::definition(o.constraint);
            },
            [](const create_index& o) { return index_text(o); },
            [](const drop_index& o) { return "drop index " + named(o.index.name) + " on " + quoted(o.table); },
            [](const create_enum& o) { return schema::create_enum(o.enumeration).replace(0, 6, "create"); },
            [](const drop_enum& o) { return "drop type " + quoted(o.enumeration.name); },
            [](const alter_enum& o) {
                return "alter type " + quoted(o.to.name) + ": " + value_list(o.from) + " to " + value_list(o.to);
            },
            [](const create_sequence& o) { return schema::create_sequence(o.sequence).replace(0, 6, "create"); },
            [](const drop_sequence& o) { return "drop sequence " + quoted(o.sequence.name); },
            [](const alter_sequence& o) {
                const auto counts = [](const schema::sequence& of) {
                    return "from " + std::to_string(of.start) + " by " + std::to_string(of.increment) +
                           (of.unmodeled.empty() ? "" : " " + of.unmodeled);
                };
                return "alter sequence " + quoted(o.to.name) + ": " + counts(o.from) + " to " + counts(o.to);
            },
            [](const rename_value& o) {
                return "rename value " + dialects::string_literal(o.from) + " in " + place(o.table, o.column) + " to " +
                       dialects::string_literal(o.to);
            },
            [](const rename_enum_value& o) {
                return "rename value " + dialects::string_literal(o.from) + " of type " + quoted(o.name) + " to " +
                       dialects::string_literal(o.to);
            },
            [](const rename_table& o) {
                return "rename table " + schema::qualified(o.table, o.from_schema) + " to " +
                       schema::qualified(o.to, o.to_schema);
            },
            [](const rename_column& o) { return "rename column " + place(o.table, o.from) + " to " + quoted(o.to); },
            [](const rename_constraint& o) {
                const std::string old = std::visit([](const auto& one) { return one.name; }, o.constraint);
                return "rename constraint " + named(old) + " on " + quoted(o.table) + " to " + quoted(o.to);
            },
            [](const validate_constraint& o) {
                const std::string name = std::visit([](const auto& one) { return one.name; }, o.constraint);
                return "validate constraint " + named(name) + " on " + quoted(o.table);
            },
            [](const rename_index& o) {
                return "rename index " + named(o.index.name) + " on " + quoted(o.table) + " to " + quoted(o.to);
            },
            [](const alter_comment& o) {
                return "change the comment on " + quoted(o.table) + " to " +
                       (o.to.empty() ? "nothing" : dialects::string_literal(o.to));
            },
            [](const alter_options& o) {
                const auto text = [](bool strict, bool without_rowid) {
                    std::string made = strict ? "STRICT" : "";
                    if (without_rowid) made += made.empty() ? "WITHOUT ROWID" : ", WITHOUT ROWID";
                    return made.empty() ? "nothing" : made;
                };
                return "change the options of " + quoted(o.table) + " from " +
                       text(o.from_strict, o.from_without_rowid) + " to " + text(o.to_strict, o.to_without_rowid);
            },
        },
        of);
}

}  // namespace tain::migrate
