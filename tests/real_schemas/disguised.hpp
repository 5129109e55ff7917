// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/schema/schema.hpp>

namespace tain::test {

/// Returns a schema of which no table is equal to one of the database, though it means the same there: so all of it is
/// created beside the database and read back, as the schema of models is.
inline schema::database disguised(schema::database of, dialect in) {
    for (schema::table& t : of.tables) {
        if (in == dialect::sqlite)
            t.comment = "SQLite has no comments";
        else
            t.strict = true;
    }
    return of;
}

}  // namespace tain::test
