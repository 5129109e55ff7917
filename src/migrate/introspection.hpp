// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sqlite_definition.hpp"

#include <tain/driver/connection.hpp>
#include <tain/schema/schema.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {

/// Where applied revisions are recorded; no part of any schema.
inline constexpr std::string_view version_table = "tain_version";

/// Takes the schema that search_path leads to for no schema: both are the same place.
schema::database in_default_schema(schema::database of, const std::string& name);

namespace sqlite {

/// What the main database of a connection has, beyond what a schema value holds.
struct content {
    std::vector<table_definition> tables{};  ///< ordinary tables, indexes included
};

content read_content(driver::connection& of);
schema::database introspect(driver::connection& of);

}  // namespace sqlite

namespace postgresql {

/// The namespace that search_path leads to.
inline constexpr std::string_view default_namespace = "to_regnamespace(quote_ident(current_schema()))";

/// `namespace_oid` is how a namespace is named in catalog queries: `current_schema()`, `pg_my_temp_schema()`, or a name.
/// Tables are said to be in `schema`; empty: in none.
schema::database introspect(driver::connection& of, std::string_view namespace_oid, const std::string& schema = {});

}  // namespace postgresql

}  // namespace tain::migrate
