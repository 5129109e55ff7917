// SPDX-License-Identifier: BSL-1.0
#include "introspection.hpp"
#include "steady_read.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/driver/error.hpp>
#include <tain/migrate/introspect.hpp>
#include <tain/schema/definition.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::migrate {

namespace {

std::string namespace_called(std::string_view name) {
    return "to_regnamespace(quote_ident(" + dialects::string_literal(name) + "))";
}

/// Reads where search_path leads.
schema::database read_default(driver::connection& of) {
    if (of.kind() == dialect::sqlite) return sqlite::introspect(of);
    schema::database made = postgresql::introspect(of, postgresql::default_namespace);
    if (made.tables.empty() && !of.rows("SELECT current_schema()").rows.at(0).at(0))
        throw error(
            "tain: the search_path names no schema that exists and that the role may use; create it, grant USAGE on "
            "it, "
            "or set the role's search_path");
    return made;
}

}  // namespace

schema::database introspect(driver::connection& of) {
    return read_steadily(of, {std::string{postgresql::default_namespace}}, [&of] { return read_default(of); });
}

schema::database introspect(driver::connection& of, const std::vector<std::string>& schemas) {
    if (of.kind() == dialect::sqlite) return introspect(of);
    std::vector<std::string> namespaces{std::string{postgresql::default_namespace}};
    for (const std::string& name : schemas) namespaces.push_back(namespace_called(name));
    std::string main;
    schema::database all = read_steadily(of, namespaces, [&] {
        schema::database made = read_default(of);
        main = of.rows("SELECT current_schema()").rows.at(0).at(0).value_or("");
        for (const std::string& name : schemas) {
            if (name == main) continue;
            for (schema::table& t : postgresql::introspect(of, namespace_called(name), name).tables) {
                if (made.find_table(t.name) != nullptr)
                    throw error("tain: the database has a table " + schema::qualified(t.name, t.schema_name) +
                                " and another that is called " + dialects::quoted(t.name) +
                                " without a schema, which are one name on SQLite; rename one");
                made.tables.push_back(std::move(t));
            }
        }
        return made;
    });
    return in_default_schema(std::move(all), main);
}

schema::database in_default_schema(schema::database of, const std::string& name) {
    const auto bare = [&name](std::string& table, std::string& schema) {
        if (name.empty() || schema != name) return;
        table = std::string{schema::local_name(table, schema)};
        schema.clear();
    };
    for (schema::table& t : of.tables) {
        bare(t.name, t.schema_name);
        for (schema::foreign_key& key : t.foreign_keys) bare(key.table, key.schema_name);
    }
    return of;
}

schema::database introspect_schema(driver::connection& of, std::string_view name) {
    if (of.kind() == dialect::sqlite)
        throw unsupported("tain: SQLite has no schemas to introspect by name; use introspect(connection)");
    const std::string oid = namespace_called(name);
    return read_steadily(of, {oid}, [&] {
        schema::database made = postgresql::introspect(of, oid);
        if (made.tables.empty() && !of.rows("SELECT " + oid).rows.at(0).at(0))
            throw error("tain: the database has no schema " + dialects::quoted(name) + "; create it, or name another");
        return made;
    });
}

}  // namespace tain::migrate
