// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/dialect/quote.hpp>
#include <tain/schema/ddl.hpp>

namespace tain::schema {

TAIN_INLINE std::string create_table(const table& of, dialect to, const std::vector<foreign_key>* inline_keys,
                                     std::string_view as) {
    std::string made =
        "CREATE TABLE " + (as.empty() ? qualified(of.name, of.schema_name, to) : dialects::quoted(as)) + " (";
    bool first = true;
    const auto line = [&](const std::string& text) {
        made += first ? "\n    " : ",\n    ";
        made += text;
        first = false;
    };
    for (const column& c : of.columns) line(definition(c, to, of.strict));
    if (of.primary_key) line(key_definition(of, to));
    for (const unique& u : of.uniques)
        if (applies(u, to)) line(definition(u));
    for (const check& c : of.checks)
        if (applies(c, to)) line(definition(c, to));
    for (const foreign_key& key : inline_keys == nullptr ? of.foreign_keys : *inline_keys) line(definition(key, to));
    return made += "\n)" + options(of, to);
}

TAIN_INLINE std::string first_number(const table& of, dialect to) {
    for (const column& c : of.columns) {
        if (to != dialect::sqlite || !c.identity || !c.numbering.never_reused || c.numbering.start == 1) continue;
        const std::string name = dialects::string_literal(of.name);
        return "INSERT INTO sqlite_sequence (name, seq)\nSELECT " + name + ", " +
               std::to_string(c.numbering.start - 1) +
               "\nWHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = " + name + ")";
    }
    return {};
}

TAIN_INLINE std::string create_index(const index& of, std::string_view table, dialect to, std::string_view schema) {
    std::string made = of.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    made += dialects::quoted(of.name) + " ON " + qualified(table, schema, to);
    if (to == dialect::postgresql && !of.method.empty()) made += " USING " + of.method;
    made += " (";
    bool first = true;
    for (const index_part& part : of.parts) {
        if (!first) made += ", ";
        first = false;
        if (!part.column.empty()) {
            made += dialects::quoted(part.column);
        } else {
            made += detail::parenthesized(part.expression[to], to);
        }
        made += detail::unmodeled(part.unmodeled);
        if (part.descending) made += " DESC";
        if (part.nulls_reversed && to == dialect::postgresql) made += part.descending ? " NULLS LAST" : " NULLS FIRST";
    }
    made += ")";
    if (to == dialect::postgresql && !of.included.empty()) made += " INCLUDE (" + column_list(of.included) + ")";
    made += detail::unmodeled(of.unmodeled);
    if (!of.where[to].empty()) made += " WHERE " + detail::without_comments(of.where[to], to);
    return made;
}

TAIN_INLINE std::string create_schema(std::string_view schema) {
    return "CREATE SCHEMA IF NOT EXISTS " + dialects::quoted(schema);
}

TAIN_INLINE std::string drop_table(std::string_view table, std::string_view schema) {
    return "DROP TABLE " + qualified(table, schema);
}

TAIN_INLINE std::string drop_index(std::string_view index, std::string_view schema) {
    return "DROP INDEX " + (schema.empty() ? "" : dialects::quoted(schema) + ".") + dialects::quoted(index);
}

TAIN_INLINE std::string add_constraint(std::string_view table, std::string_view definition, std::string_view schema) {
    return ("ALTER TABLE " + qualified(table, schema) + " ADD ") += definition;
}

TAIN_INLINE std::string drop_constraint(std::string_view table, std::string_view name, std::string_view schema) {
    return "ALTER TABLE " + qualified(table, schema) + " DROP CONSTRAINT " + dialects::quoted(name);
}

TAIN_INLINE std::string create_enum(const enumeration& of) {
    std::string made = "CREATE TYPE " + dialects::quoted(of.name) + " AS ENUM (";
    for (const std::string& value : of.values)
        made += (&value == of.values.data() ? "" : ", ") + dialects::string_literal(value);
    return made += ")";
}

TAIN_INLINE std::string drop_enum(std::string_view name) { return "DROP TYPE " + dialects::quoted(name); }

TAIN_INLINE std::string create_sequence(const sequence& of) {
    std::string made = "CREATE SEQUENCE " + dialects::quoted(of.name);
    if (of.start != 1) made += " START WITH " + std::to_string(of.start);
    if (of.increment != 1) made += " INCREMENT BY " + std::to_string(of.increment);
    return made += detail::unmodeled(of.unmodeled);
}

TAIN_INLINE std::string drop_sequence(std::string_view name) { return "DROP SEQUENCE " + dialects::quoted(name); }

namespace detail {

TAIN_INLINE std::string in_schema(std::string_view name, std::string_view schema) {
    return (schema.empty() ? "" : dialects::quoted(schema) + ".") + dialects::quoted(name);
}

}  // namespace detail

TAIN_INLINE std::string create_own_sequence(const column& of, std::string_view schema) {
    std::string made = "CREATE SEQUENCE " + detail::in_schema(of.own_sequence.name, schema);
    if (of.type.kind == types::sql_kind::int16) made += " AS SMALLINT";
    if (of.type.kind == types::sql_kind::int32) made += " AS INTEGER";
    return made;
}

TAIN_INLINE std::string own_sequence_of(const column& of, std::string_view table, std::string_view schema) {
    return "ALTER SEQUENCE " + detail::in_schema(of.own_sequence.name, schema) + " OWNED BY " +
           qualified(table, schema) + "." + dialects::quoted(of.name);
}

TAIN_INLINE std::string comment_on_table(std::string_view table, std::string_view text, std::string_view schema) {
    return "COMMENT ON TABLE " + qualified(table, schema) + " IS " +
           (text.empty() ? "NULL" : dialects::string_literal(text));
}

TAIN_INLINE std::string comment_on_column(std::string_view table, std::string_view column, std::string_view text,
                                          std::string_view schema) {
    return "COMMENT ON COLUMN " + qualified(table, schema) + "." + dialects::quoted(column) + " IS " +
           (text.empty() ? "NULL" : dialects::string_literal(text));
}

TAIN_INLINE std::vector<std::string> comments_of(const table& of, dialect to) {
    std::vector<std::string> made;
    if (to == dialect::sqlite) return made;
    if (!of.comment.empty()) made.push_back(comment_on_table(of.name, of.comment, of.schema_name));
    for (const column& c : of.columns)
        if (!c.comment.empty()) made.push_back(comment_on_column(of.name, c.name, c.comment, of.schema_name));
    return made;
}

TAIN_INLINE std::vector<std::string> create_all(const database& of, dialect to) {
    std::vector<std::string> made;
    std::vector<std::string> later;
    if (to == dialect::postgresql) {
        for (const std::string& schema : schemas_of(of)) made.push_back(create_schema(schema));
        for (const enumeration& e : of.enums) made.push_back(create_enum(e));
        for (const sequence& s : of.sequences) made.push_back(create_sequence(s));
        for (const table& t : of.tables)
            for (const column& c : t.columns)
                if (!c.own_sequence.name.empty()) made.push_back(create_own_sequence(c, t.schema_name));
    }
    const std::vector<std::size_t> order = creation_order(of);
    for (const std::size_t i : order) {
        const table& t = of.tables[i];
        std::vector<foreign_key> now;
        for (const foreign_key& key : t.foreign_keys) {
            if (to == dialect::postgresql && comes_too_early(of, order, t, key))
                later.push_back(add_constraint(t.name, definition(key), t.schema_name));
            else
                now.push_back(key);
        }
        made.push_back(create_table(t, to, &now));
        if (to == dialect::postgresql)
            for (const column& c : t.columns)
                if (!c.own_sequence.name.empty()) made.push_back(own_sequence_of(c, t.name, t.schema_name));
        if (std::string number = first_number(t, to); !number.empty()) made.push_back(std::move(number));
        for (const index& ix : t.indexes)
            if (applies(ix, to)) made.push_back(create_index(ix, t.name, to, t.schema_name));
        for (std::string& comment : comments_of(t, to)) made.push_back(std::move(comment));
    }
    for (std::string& statement : later) made.push_back(std::move(statement));
    return made;
}

TAIN_INLINE std::vector<std::string> drop_all(const database& of, dialect to) {
    std::vector<std::string> made;
    const std::vector<std::size_t> order = creation_order(of);
    bool deferred = false;
    for (const std::size_t i : order) {
        const table& t = of.tables[i];
        for (const foreign_key& key : t.foreign_keys) {
            const bool closes_cycle = comes_too_early(of, order, t, key);
            deferred = deferred || closes_cycle || key.table == t.name;
            if (closes_cycle && to == dialect::postgresql)
                made.push_back("ALTER TABLE IF EXISTS " + qualified(t.name, t.schema_name, to) +
                               " DROP CONSTRAINT IF EXISTS " + dialects::quoted(key.name));
        }
    }
    if (deferred && to == dialect::sqlite) made.push_back("PRAGMA defer_foreign_keys = ON");
    for (auto i = order.rbegin(); i != order.rend(); ++i)
        made.push_back("DROP TABLE IF EXISTS " + qualified(of.tables[*i].name, of.tables[*i].schema_name, to));
    if (to == dialect::postgresql) {
        for (const enumeration& e : of.enums) made.push_back("DROP TYPE IF EXISTS " + dialects::quoted(e.name));
        for (const sequence& s : of.sequences) made.push_back("DROP SEQUENCE IF EXISTS " + dialects::quoted(s.name));
    }
    return made;
}

}  // namespace tain::schema
