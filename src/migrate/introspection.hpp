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

namespace sqlite {

/// What the main database of a connection has, beyond what a schema value holds.
struct content {
    std::vector<table_definition> tables{};  ///< ordinary tables, indexes included
};

content read_content(driver::connection& of);
schema::database introspect(driver::connection& of);

}  // namespace sqlite

namespace postgresql {

/// How a namespace is named in catalog queries: `current_schema()`, `pg_my_temp_schema()`, or a name.
schema::database introspect(driver::connection& of, std::string_view namespace_oid);

}  // namespace postgresql

}  // namespace tain::migrate
