// SPDX-License-Identifier: BSL-1.0
#include "introspection.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/driver/error.hpp>
#include <tain/migrate/introspect.hpp>

#include <string>
#include <string_view>

namespace tain::migrate {

schema::database introspect(driver::connection& of) {
    if (of.kind() == dialect::sqlite) return sqlite::introspect(of);
    schema::database made = postgresql::introspect(of, "to_regnamespace(quote_ident(current_schema()))");
    if (made.tables.empty() && !of.rows("SELECT current_schema()").rows.at(0).at(0))
        throw error("tain: the search_path names no schema that exists; create it, or set the role's search_path");
    return made;
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
