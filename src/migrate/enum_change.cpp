// SPDX-License-Identifier: BSL-1.0
#include "enum_change.hpp"
#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/schema/ddl.hpp>
#include <tain/schema/naming.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace tain::migrate::postgresql {
namespace {

using dialects::quoted;
using dialects::string_literal;
constexpr dialect pg = dialect::postgresql;

bool contains(const std::vector<std::string>& in, const std::string& name) {
    return std::find(in.begin(), in.end(), name) != in.end();
}

/// True when nothing but new values is between them.
bool only_adds(const alter_enum& what) {
    std::size_t at = 0;
    for (const std::string& value : what.to.values)
        if (at < what.from.values.size() && what.from.values[at] == value) ++at;
    return at == what.from.values.size();
}

void add_values(const alter_enum& what, script& into) {
    const std::vector<std::string>& all = what.to.values;
    std::vector<std::string> there = what.from.values;
    for (std::size_t i = 0; i != all.size(); ++i) {
        if (contains(there, all[i])) continue;
        std::string made = "ALTER TYPE " + quoted(what.to.name) + " ADD VALUE " + string_literal(all[i]);
        if (i != 0)
            made += " AFTER " + string_literal(all[i - 1]);
        else if (!there.empty())
            made += " BEFORE " + string_literal(there.front());
        into.statement(made);
        there.insert(there.begin() + static_cast<std::ptrdiff_t>(i), all[i]);
    }
}

bool is_of(const schema::column& c, const std::string& name) {
    return c.type_text == name &&
           (c.type.kind == types::sql_kind::enumeration || c.type.element == types::sql_kind::enumeration);
}

template <class Dropped>
void add_new(std::vector<Dropped>& to, std::vector<Dropped> more) {
    for (Dropped& one : more)
        if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(std::move(one));
}

void convert(const schema::table& in, const schema::column& c, const schema::database& to, script& into) {
    const std::string head =
        "ALTER TABLE " + schema::qualified(in.name, in.schema_name) + " ALTER COLUMN " + quoted(c.name) + " ";
    const schema::table* after = to.find_table(in.name);
    const schema::column* later = after == nullptr ? nullptr : after->find_column(c.name);
    if (schema::has_default(c, pg)) into.statement(head + "DROP DEFAULT");
    const std::string type = schema::type_of(c, pg);
    into.statement(head + "TYPE " + type + " USING " + quoted(c.name) +
                   (c.type.kind == types::sql_kind::array ? "::text[]::" : "::text::") + type);
    // A default that changes, too, is set where it does; its old value may be gone.
    if (schema::has_default(c, pg) && later != nullptr && later->server_default == c.server_default)
        into.statement(head + "SET DEFAULT " + schema::default_of((*c.server_default)[pg], pg));
}

void replace(const alter_enum& what, const schema::database& now, const schema::database& to, script& into) {
    const std::string& name = what.to.name;
    const std::string old = schema::shortened("_tain_old_" + name);
    dependents lifted;
    for (const schema::table& t : now.tables)
        for (const schema::column& c : t.columns) {
            if (!is_of(c, name)) continue;
            dependents found = dependents_of(t.name, c.name, now);
            add_new(lifted.checks, std::move(found.checks));
            add_new(lifted.indexes, std::move(found.indexes));
            add_new(lifted.foreign_keys, std::move(found.foreign_keys));
        }
    for (const drop_foreign_key& one : lifted.foreign_keys)
        into.statement(schema::drop_constraint(one.table, one.constraint.name, now.schema_of(one.table)));
    for (const drop_check& one : lifted.checks)
        into.statement(schema::drop_constraint(one.table, one.constraint.name, now.schema_of(one.table)));
    for (const drop_index& one : lifted.indexes)
        into.statement(schema::drop_index(one.index.name, now.schema_of(one.table)));
    into.statement("ALTER TYPE " + quoted(name) + " RENAME TO " + quoted(old));
    into.statement(schema::create_enum(what.to));
    for (const schema::table& t : now.tables)
        for (const schema::column& c : t.columns)
            if (is_of(c, name)) convert(t, c, to, into);
    into.statement(schema::drop_enum(old));
    for (const drop_index& one : lifted.indexes)
        into.statement(schema::create_index(one.index, one.table, pg, now.schema_of(one.table)));
    for (const drop_check& one : lifted.checks)
        into.statement(
            schema::add_constraint(one.table, schema::definition(one.constraint, pg), now.schema_of(one.table)));
    for (const drop_foreign_key& one : lifted.foreign_keys)
        into.statement(schema::add_constraint(one.table, schema::definition(one.constraint), now.schema_of(one.table)));
}

}  // namespace

dependents dependents_of(const std::string& table, const std::string& column, const schema::database& in) {
    dependents made;
    const auto names = [&](const std::string& expression) { return migrate::mentions(expression, column); };
    for (const schema::table& t : in.tables) {
        for (const schema::foreign_key& key : t.foreign_keys)
            if ((t.name == table && contains(key.columns, column)) ||
                (key.table == table && contains(key.references, column)))
                made.foreign_keys.push_back({t.name, key});
        if (t.name != table) continue;
        for (const schema::check& check : t.checks)
            if (names(check.condition[pg])) made.checks.push_back({t.name, check});
        for (const schema::index& index : t.indexes) {
            const bool needs = names(index.where[pg]) ||
                               std::any_of(index.parts.begin(), index.parts.end(),
                                           [&](const schema::index_part& part) { return names(part.expression[pg]); });
            if (needs && schema::applies(index, pg)) made.indexes.push_back({t.name, index});
        }
    }
    return made;
}

void change_enum(const alter_enum& what, const schema::database& now, const schema::database& to, bool used,
                 script& into) {
    if (only_adds(what) && !used)
        add_values(what, into);
    else
        replace(what, now, to, into);
}

}  // namespace tain::migrate::postgresql
