// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/naming.hpp>
#include <tain/schema/schema.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Words that write down a schema in a line or two, for the tables of test cases.
namespace tain::test {

using schema::action;
using types::sql_kind;

inline schema::sql_text both(std::string text) { return schema::sql_text{std::move(text)}; }

/// A column with its options chained: `column_word("age", sql_kind::int32).null().by_default("0")`.
struct column_word : schema::column {
    column_word(std::string called, sql_kind kind, std::uint32_t length = 0) {
        name = std::move(called);
        type = {kind, length};
    }
    column_word& null() { return nullable = true, *this; }
    column_word& as_identity() { return identity = true, *this; }
    column_word& numbered(schema::numbering how) { return numbering = how, *this; }
    column_word& by_default(std::string text) { return server_default = both(std::move(text)), *this; }
    column_word& by_default(std::string lite, std::string pg) {
        return server_default = schema::sql_text{std::move(lite), std::move(pg)}, *this;
    }
    column_word& was(std::string name_before) { return renamed_from.all.push_back(std::move(name_before)), *this; }
    column_word& collated(std::string lite, std::string pg) {
        collation = schema::sql_text{std::move(lite), std::move(pg)};
        return *this;
    }
    column_word& from(std::string expression) { return generated = both(std::move(expression)), *this; }
    column_word& when_read() { return is_virtual = true, *this; }
    column_word& say(std::string text) { return comment = std::move(text), *this; }
};

inline column_word id() { return column_word{"id", sql_kind::int64}.as_identity(); }
inline column_word integer(std::string name) { return {std::move(name), sql_kind::int32}; }
inline column_word bigint(std::string name) { return {std::move(name), sql_kind::int64}; }
inline column_word text(std::string name) { return {std::move(name), sql_kind::text}; }
inline column_word varchar(std::string name, std::uint32_t n) { return {std::move(name), sql_kind::varchar, n}; }
inline column_word boolean(std::string name) { return {std::move(name), sql_kind::boolean}; }
inline column_word real(std::string name) { return {std::move(name), sql_kind::float64}; }
inline column_word small(std::string name) { return {std::move(name), sql_kind::int16}; }
inline column_word short_real(std::string name) { return {std::move(name), sql_kind::float32}; }
inline column_word blob(std::string name) { return {std::move(name), sql_kind::blob}; }
inline column_word uuid(std::string name) { return {std::move(name), sql_kind::uuid}; }
inline column_word timestamp(std::string name) { return {std::move(name), sql_kind::timestamp}; }

using names = std::vector<std::string>;

inline std::vector<std::string_view> views(const names& of) { return {of.begin(), of.end()}; }

/// A table with its parts chained. Names are those by convention. The first column alone is the primary key, unless
/// `key` says otherwise.
struct table_word : schema::table {
    table_word(std::string called, std::initializer_list<schema::column> with) {
        name = std::move(called);
        columns = with;
        key({columns.front().name});
    }
    table_word& key(names of) {
        primary_key = schema::primary_key{default_name(schema::named::primary_key, name), std::move(of), {}};
        return *this;
    }
    table_word& no_key() { return primary_key.reset(), *this; }
    table_word& unique(names of, std::string called = {}) {
        if (called.empty()) called = default_name(schema::named::unique, name, views(of));
        uniques.push_back({std::move(called), std::move(of)});
        return *this;
    }
    table_word& check(std::string_view called, std::string condition) {
        return check(called, schema::sql_text{std::move(condition)});
    }
    table_word& check(std::string_view called, schema::sql_text condition) {
        checks.push_back({default_name(schema::named::check, name, called), std::move(condition), {}});
        return *this;
    }
    /// The CHECK that keeps a boolean 0 or 1 on SQLite.
    table_word& truth(const std::string& column) {
        return check(column, schema::sql_text{"\"" + column + "\" IN (0, 1)", {}});
    }
    table_word& reference(names of, std::string to, names columns_there, action on_delete = action::no_action,
                          action on_update = action::no_action) {
        std::string called = default_name(schema::named::foreign_key, name, views(of), to);
        foreign_keys.push_back(
            {std::move(called), std::move(of), std::move(to), std::move(columns_there), on_delete, on_update, {}});
        return *this;
    }
    table_word& index(names of) {
        schema::index made{.name = default_name(schema::named::index, name, views(of))};
        for (std::string& column : of) made.parts.push_back({.column = std::move(column)});
        return with_index(std::move(made));
    }
    table_word& with_index(schema::index made) { return indexes.push_back(std::move(made)), *this; }
    table_word& was(std::string name_before) { return renamed_from.all.push_back(std::move(name_before)), *this; }
    /// PostgreSQL's schema, with which the name begins.
    table_word& in(std::string schema) { return schema_name = std::move(schema), *this; }
    /// The schema of the table that the last foreign key references.
    table_word& there_in(std::string schema) { return foreign_keys.back().schema_name = std::move(schema), *this; }
    table_word& as_strict() { return strict = true, *this; }
    table_word& as_without_rowid() { return without_rowid = true, *this; }
    table_word& say(std::string text) { return comment = std::move(text), *this; }
};

inline schema::database schema_of(std::initializer_list<schema::table> tables) { return {tables}; }

inline schema::index_part part(std::string column, bool descending = false) {
    return {.column = std::move(column), .descending = descending};
}
inline schema::index_part part_of(std::string expression) { return {.expression = both(std::move(expression))}; }

}  // namespace tain::test
