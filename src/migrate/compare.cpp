// SPDX-License-Identifier: BSL-1.0
#include "introspection.hpp"
#include "postgresql_shadow.hpp"
#include "respell.hpp"
#include "sqlite_expression.hpp"
#include "token_reader.hpp"

#include <tain/driver/sqlite/connection.hpp>
#include <tain/migrate/compare.hpp>
#include <tain/migrate/diff.hpp>
#include <tain/migrate/introspect.hpp>
#include <tain/schema/ddl.hpp>

#include <string>
#include <vector>

namespace tain::migrate {
namespace {

std::vector<operation> compare_sqlite(driver::connection& live, const schema::database& desired) {
    const auto memory = driver::sqlite::connect({.path = ":memory:"});
    for (const std::string& statement : schema::create_all(desired, dialect::sqlite)) memory->script(statement);
    const schema::database shadow = introspect(*memory);

    schema::database there = introspect(live);
    respell_names(there, shadow);
    respell_expressions(there, shadow, dialect::sqlite,
                        [](const schema::table&, const std::string& a, const std::string& b) {
                            return sqlite::canonical(a) == sqlite::canonical(b);
                        });
    return diff(there, shadow);
}

/// The start of the transaction, in the spellings that PostgreSQL keeps apart.
bool is_now(const std::string& expression) {
    const std::string text = lower(expression);
    return text == "now()" || text == "current_timestamp" || text == "transaction_timestamp()";
}

std::vector<operation> compare_postgresql(driver::connection& live, const schema::database& desired) {
    schema::database there = introspect(live);
    postgresql::shadow shadow{live, desired};
    const schema::database wanted = shadow.read();
    respell_expressions(there, wanted, dialect::postgresql,
                        [&](const schema::table& on, const std::string& a, const std::string& b) {
                            return (is_now(a) && is_now(b)) || shadow.same(on.name, a, b);
                        });
    return diff(there, wanted);
}

}  // namespace

std::vector<operation> compare(driver::connection& live, const schema::database& desired) {
    return live.kind() == dialect::sqlite ? compare_sqlite(live, desired) : compare_postgresql(live, desired);
}

}  // namespace tain::migrate
