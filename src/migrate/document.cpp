// SPDX-License-Identifier: BSL-1.0
#include "diagram.hpp"
#include "markdown.hpp"
#include "text.hpp"

#include <tain/migrate/document.hpp>
#include <tain/schema/definition.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace tain::migrate {
namespace {

using markdown::code;
using markdown::text;

std::string columns(const std::vector<std::string>& names) {
    std::vector<std::string> made;
    std::transform(names.begin(), names.end(), std::back_inserter(made),
                   [](const std::string& one) { return code(one); });
    return joined(made);
}

/// SQL that differs between the databases is shown for both; what one does not have is named.
std::string sql(const schema::sql_text& of) {
    const std::string& lite = of[dialect::sqlite];
    const std::string& pg = of[dialect::postgresql];
    if (lite == pg) return lite.empty() ? "" : code(lite);
    if (pg.empty()) return code(lite) + " (SQLite)";
    if (lite.empty()) return code(pg) + " (PostgreSQL)";
    return fmt::format("{} (SQLite), {} (PostgreSQL)", code(lite), code(pg));
}

std::string named(std::string_view kind, const std::string& name, const std::string& what) {
    return fmt::format("- {}{}{}: {}\n", kind, name.empty() ? "" : " ", name.empty() ? "" : code(name), what);
}

std::string part(const schema::index_part& of) {
    return (of.expression == schema::sql_text{} ? code(of.column) : sql(of.expression)) +
           (of.descending ? " descending" : "") +
           (!of.nulls_reversed ? ""
            : of.descending    ? " nulls last"
                               : " nulls first");
}

std::string index(const schema::index& of) {
    std::vector<std::string> parts;
    std::transform(of.parts.begin(), of.parts.end(), std::back_inserter(parts), part);
    std::string made = joined(parts);
    if (!of.method.empty()) made += " using " + code(of.method);
    if (of.where != schema::sql_text{}) made += " where " + sql(of.where);
    return named(of.unique ? "Unique index" : "Index", of.name, made);
}

/// `audit.entries`, as people say it.
std::string shown(const std::string& table, const std::string& schema) {
    return schema.empty() ? table : fmt::format("{}.{}", schema, schema::local_name(table, schema));
}

std::string foreign_key(const schema::foreign_key& of) {
    std::string made = fmt::format("{} references {} ({})", columns(of.columns), code(shown(of.table, of.schema_name)),
                                   columns(of.references));
    if (of.on_delete != schema::action::no_action) made += fmt::format(", on delete {}", schema::name(of.on_delete));
    if (of.on_update != schema::action::no_action) made += fmt::format(", on update {}", schema::name(of.on_update));
    return named("Foreign key", of.name, made);
}

std::string numbered(const schema::numbering& of) {
    std::string made = of.always ? "always generated" : "generated";
    if (!of.sequence.empty()) made += fmt::format(", on PostgreSQL by the sequence {}", code(of.sequence));
    if (of.start != 1) made += " from " + std::to_string(of.start);
    if (of.increment != 1) made += fmt::format(", on PostgreSQL by {}", of.increment);
    if (of.never_reused) made += ", never reused";
    return made;
}

std::string row(const schema::table& in, const schema::column& of) {
    std::string fallback = of.server_default ? sql(*of.server_default) : "";
    if (of.identity) fallback = numbered(of.numbering);
    if (of.generated) fallback = (of.is_virtual ? "calculated when read: " : "calculated: ") + sql(*of.generated);
    return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", code(of.name),
                       code(schema::type_of(of, dialect::sqlite, in.strict) + schema::collation(of, dialect::sqlite)),
                       code(schema::type_of(of, dialect::postgresql) + schema::collation(of, dialect::postgresql)),
                       of.nullable ? "yes" : "no", fallback, key_words(in, of.name), text(of.comment));
}

std::string table(const schema::table& of) {
    std::string made = fmt::format("### {}\n\n", code(shown(of.name, of.schema_name)));
    if (!of.comment.empty()) made += text(of.comment) + "\n\n";
    if (!of.schema_name.empty())
        made += fmt::format("In the schema {} of PostgreSQL; on SQLite the table is {}.\n\n", code(of.schema_name),
                            code(of.name));
    if (const std::string options = schema::options(of, dialect::sqlite); !options.empty())
        made += "On SQLite" + options + ".\n\n";
    made +=
        "| Column | SQLite | PostgreSQL | NULL | Default | Key | Comment |\n| --- | --- | --- | --- | --- | --- | --- "
        "|\n";
    for (const schema::column& one : of.columns) made += row(of, one);
    std::string list;
    if (of.primary_key) list += named("Primary key", of.primary_key->name, columns(of.primary_key->columns));
    for (const schema::unique& one : of.uniques) list += named("Unique", one.name, columns(one.columns));
    for (const schema::foreign_key& one : of.foreign_keys) list += foreign_key(one);
    for (const schema::check& one : of.checks) list += named("Check", one.name, sql(one.condition));
    for (const schema::index& one : of.indexes) list += index(one);
    return made + (list.empty() ? "" : "\n" + list);
}

}  // namespace

std::string document(const schema::database& of, document_part part) {
    std::string made;
    if (part != document_part::tables) made += "```mermaid\n" + diagram(of) + "```\n";
    if (part == document_part::diagram) return made;
    for (const schema::table& one : of.tables) {
        if (!made.empty()) made += '\n';
        made += table(one);
    }
    if (of.sequences.empty()) return made;
    made += "\n### Sequences of PostgreSQL\n\n";
    for (const schema::sequence& one : of.sequences)
        made += fmt::format("- {}: from {}, by {}\n", code(one.name), one.start, one.increment);
    return made;
}

}  // namespace tain::migrate
