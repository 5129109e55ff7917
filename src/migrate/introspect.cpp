// SPDX-License-Identifier: BSL-1.0
#include "introspection.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/driver/error.hpp>
#include <tain/migrate/introspect.hpp>
#include <tain/schema/definition.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::migrate {

schema::database introspect(driver::connection& of) {
    if (of.kind() == dialect::sqlite) return sqlite::introspect(of);
    schema::database made = postgresql::introspect(of, postgresql::default_namespace);
    if (made.tables.empty() && !of.rows("SELECT current_schema()").rows.at(0).at(0))
        throw error("tain: the search_path names no schema that exists; create it, or set the role's search_path");
    return made;
}

schema::database introspect(driver::connection& of, const std::vector<std::string>& schemas) {
    schema::database made = introspect(of);
    if (of.kind() == dialect::sqlite) return made;
    const std::string main = of.rows("SELECT current_schema()").rows.at(0).at(0).value_or("");
    for (const std::string& name : schemas) {
        if (name == main) continue;
        const std::string oid = "to_regnamespace(quote_ident(" + dialects::string_literal(name) + "))";
        for (schema::table& t : postgresql::introspect(of, oid, name).tables) {
            if (made.find_table(t.name) != nullptr)
                throw error("tain: the database has a table " + schema::qualified(t.name, t.schema_name) +
                            " and another that is called " + dialects::quoted(t.name) +
                            " without a schema, which are one name on SQLite; rename one");
            made.tables.push_back(std::move(t));
        }
    }
    return in_default_schema(std::move(made), main);
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
    const std::string oid = "to_regnamespace(quote_ident(" + dialects::string_literal(name) + "))";
    schema::database made = postgresql::introspect(of, oid);
    if (made.tables.empty() && !of.rows("SELECT " + oid).rows.at(0).at(0))
        throw error("tain: the database has no schema " + dialects::quoted(name) + "; create it, or name another");
    return made;
}

}  // namespace tain::migrate
