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
    return postgresql::introspect(of, "to_regnamespace(quote_ident(current_schema()))");
}

schema::database introspect_schema(driver::connection& of, std::string_view name) {
    if (of.kind() == dialect::sqlite)
        throw unsupported("tain: SQLite has no schemas to introspect by name; use introspect(connection)");
    return postgresql::introspect(of, "to_regnamespace(quote_ident(" + dialects::string_literal(name) + "))");
}

}  // namespace tain::migrate
