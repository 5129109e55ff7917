// SPDX-License-Identifier: BSL-1.0
#include "online.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/schema/ddl.hpp>
#include <tain/schema/naming.hpp>

#include <string_view>
#include <utility>

namespace tain::migrate::postgresql::online {
namespace {

using dialects::quoted;

/// Puts CONCURRENTLY behind the word INDEX, the first of the statement.
std::string concurrently(std::string statement) {
    constexpr std::string_view word = "INDEX ";
    return statement.insert(statement.find(word) + word.size(), "CONCURRENTLY ");
}

std::string alter(const place& of, const std::string& what) {
    return "ALTER TABLE " + schema::qualified(of.table, of.schema) + " " + what;
}

/// `kind`: UNIQUE or PRIMARY KEY.
std::vector<std::string> add_with_index(const place& to, const std::string& name,
                                        const std::vector<std::string>& columns, bool nulls_not_distinct,
                                        const std::string& kind) {
    schema::index index{.name = name, .unique = true};
    for (const std::string& column : columns) index.parts.push_back({.column = column});
    std::vector<std::string> made = create_index(to, index);
    if (nulls_not_distinct) made.back() += " NULLS NOT DISTINCT";
    made.push_back(alter(to, "ADD CONSTRAINT " + quoted(name) + " " + kind + " USING INDEX " + quoted(name)));
    return made;
}

}  // namespace

std::vector<std::string> create_index(const place& on, const schema::index& of) {
    return {concurrently(schema::create_index(of, on.table, dialect::postgresql, on.schema))};
}

std::vector<std::string> drop_index(const place& on, const std::string& name) {
    return {concurrently(schema::drop_index(name, on.schema))};
}

std::vector<std::string> add_validated(const place& to, const std::string& name, const std::string& definition) {
    return {schema::add_constraint(to.table, definition, to.schema) + " NOT VALID",
            alter(to, "VALIDATE CONSTRAINT " + quoted(name))};
}

std::vector<std::string> add_unique(const place& to, const schema::unique& of) {
    return add_with_index(to, of.name, of.columns, of.nulls_not_distinct, "UNIQUE");
}

std::vector<std::string> add_primary_key(const place& to, const schema::primary_key& of) {
    return add_with_index(to, of.name, of.columns, false, "PRIMARY KEY");
}

std::vector<std::string> forbid_null(const place& in, const std::string& column) {
    const std::string check = schema::shortened("ck_" + in.table + "_" + column + "_not_null");
    std::vector<std::string> made =
        add_validated(in, check, "CONSTRAINT " + quoted(check) + " CHECK (" + quoted(column) + " IS NOT NULL)");
    made.push_back(alter(in, "ALTER COLUMN " + quoted(column) + " SET NOT NULL"));
    made.push_back(schema::drop_constraint(in.table, check, in.schema));
    return made;
}

}  // namespace tain::migrate::postgresql::online
