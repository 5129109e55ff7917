// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "databases.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/migrate/compare.hpp>
#include <tain/migrate/diff.hpp>
#include <tain/migrate/render.hpp>
#include <tain/schema/definition.hpp>
#include <tain/schema/order.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// The proof of a migration: applied to tables with rows, nothing differs any more; undone, the old schema is back and
/// so are the rows.
namespace tain::test {

/// The operations as schema_diff's cases name them: `add_table item`, `alter user.name: null, default`.
inline std::string code(const migrate::operation& of) {
    const auto alter = [](const migrate::alter_column& o) {
        std::string made = "alter " + o.table + "." + o.to.name + ":";
        if (o.from.type != o.to.type || o.from.type_text != o.to.type_text) made += " type";
        if (o.from.nullable != o.to.nullable) made += " null";
        if (o.from.identity != o.to.identity) made += " identity";
        if (o.from.server_default != o.to.server_default) made += " default";
        if (o.from.numbering != o.to.numbering) made += " numbering";
        if (o.from.collation != o.to.collation) made += " collation";
        if (o.from.generated != o.to.generated || o.from.is_virtual != o.to.is_virtual) made += " generated";
        if (o.from.comment != o.to.comment) made += " comment";
        if (o.from.unmodeled != o.to.unmodeled) made += " unmodeled";
        return made;
    };
    struct {
        decltype(alter) altered;
        std::string operator()(const migrate::create_table& o) const { return "add_table " + o.table.name; }
        std::string operator()(const migrate::drop_table& o) const { return "drop_table " + o.table.name; }
        std::string operator()(const migrate::add_column& o) const {
            return "add_col " + o.table + "." + o.column.name;
        }
        std::string operator()(const migrate::drop_column& o) const {
            return "drop_col " + o.table + "." + o.column.name;
        }
        std::string operator()(const migrate::alter_column& o) const { return altered(o); }
        std::string operator()(const migrate::add_primary_key& o) const { return "add_pk " + o.key.name; }
        std::string operator()(const migrate::drop_primary_key& o) const { return "drop_pk " + o.key.name; }
        std::string operator()(const migrate::add_unique& o) const { return "add_uq " + o.constraint.name; }
        std::string operator()(const migrate::drop_unique& o) const { return "drop_uq " + o.constraint.name; }
        std::string operator()(const migrate::add_check& o) const { return "add_ck " + o.constraint.name; }
        std::string operator()(const migrate::drop_check& o) const { return "drop_ck " + o.constraint.name; }
        std::string operator()(const migrate::add_foreign_key& o) const { return "add_fk " + o.constraint.name; }
        std::string operator()(const migrate::drop_foreign_key& o) const { return "drop_fk " + o.constraint.name; }
        std::string operator()(const migrate::create_index& o) const { return "add_ix " + o.index.name; }
        std::string operator()(const migrate::drop_index& o) const { return "drop_ix " + o.index.name; }
        std::string operator()(const migrate::alter_comment& o) const { return "comment " + o.table; }
        std::string operator()(const migrate::create_enum& o) const { return "create_enum " + o.enumeration.name; }
        std::string operator()(const migrate::drop_enum& o) const { return "drop_enum " + o.enumeration.name; }
        std::string operator()(const migrate::alter_enum& o) const { return "alter_enum " + o.to.name; }
        std::string operator()(const migrate::create_sequence& o) const { return "create_seq " + o.sequence.name; }
        std::string operator()(const migrate::drop_sequence& o) const { return "drop_seq " + o.sequence.name; }
        std::string operator()(const migrate::alter_sequence& o) const { return "alter_seq " + o.to.name; }
        std::string operator()(const migrate::rename_value& o) const {
            return "rename " + o.table + "." + o.column + ": " + o.from + " " + o.to;
        }
        std::string operator()(const migrate::rename_enum_value& o) const {
            return "rename " + o.name + ": " + o.from + " " + o.to;
        }
        std::string operator()(const migrate::rename_table& o) const { return "rename " + o.table + " " + o.to; }
        std::string operator()(const migrate::rename_column& o) const {
            return "rename " + o.table + "." + o.from + " " + o.to;
        }
        std::string operator()(const migrate::rename_constraint& o) const {
            return "rename " + std::visit([](const auto& one) { return one.name; }, o.constraint) + " " + o.to;
        }
        std::string operator()(const migrate::validate_constraint& o) const {
            return "validate " + std::visit([](const auto& one) { return one.name; }, o.constraint);
        }
        std::string operator()(const migrate::rename_index& o) const { return "rename " + o.index.name + " " + o.to; }
        std::string operator()(const migrate::alter_options& o) const { return "options " + o.table; }
    } const coded{alter};
    return std::visit(coded, of);
}

inline std::vector<std::string> codes(const std::vector<migrate::operation>& of) {
    std::vector<std::string> made;
    for (const migrate::operation& o : of) made.push_back(code(o));
    return made;
}

inline std::vector<std::string> descriptions(const std::vector<migrate::operation>& of) {
    std::vector<std::string> made;
    for (const migrate::operation& o : of) made.push_back(describe(o));
    return made;
}

/// A value of a column in the n-th row, as SQL. Foreign keys find their parent: it has the same n.
inline std::string value_of(const schema::column& c, int n, dialect in) {
    const std::string number = std::to_string(n);
    const bool pg = in == dialect::postgresql;
    switch (c.type.kind) {
        case types::sql_kind::boolean: return pg ? (n % 2 == 0 ? "false" : "true") : std::to_string(n % 2);
        case types::sql_kind::int16:
        case types::sql_kind::int32:
        case types::sql_kind::int64: return number;
        case types::sql_kind::float32:
        case types::sql_kind::float64: return number + ".0";
        case types::sql_kind::blob: return pg ? "'\\x0" + number + "'" : "x'0" + number + "'";
        case types::sql_kind::uuid:
            return pg ? "'0123456789abcdef0123456789abcde" + number + "'"
                      : "x'0123456789abcdef0123456789abcde" + number + "'";
        case types::sql_kind::timestamp: return "'2024-02-29 12:00:0" + number + ".000000" + (pg ? "+00'" : "'");
        default: return "'" + number + "'";
    }
}

/// Fills every table with three rows, parents first. Where tables reference each other, the key that closes the cycle
/// is set at the end.
inline void fill(driver::connection& on, const schema::database& what) {
    const std::vector<std::size_t> order = schema::creation_order(what);
    std::string later;
    for (const std::size_t i : order) {
        const schema::table& t = what.tables[i];
        const std::string key = dialects::quoted(t.columns.front().name);
        for (int n = 1; n <= 3; ++n) {
            std::string columns, values;
            for (const schema::column& c : t.columns) {
                if (schema::is_generated(c, on.kind())) continue;
                const std::string name = dialects::quoted(c.name), value = value_of(c, n, on.kind());
                const bool too_early =
                    std::any_of(t.foreign_keys.begin(), t.foreign_keys.end(), [&](const schema::foreign_key& k) {
                        return k.columns.front() == c.name && schema::comes_too_early(what, order, t, k);
                    });
                if (too_early)
                    later += "UPDATE " + schema::qualified(t.name, t.schema_name, on.kind()) + " SET " + name + " = " +
                             value + " WHERE " + key + " = " + value_of(t.columns.front(), n, on.kind()) + ";";
                columns += (columns.empty() ? "" : ", ") + name;
                values += (values.empty() ? "" : ", ") + (too_early ? "NULL" : value);
            }
            const bool always = std::any_of(t.columns.begin(), t.columns.end(),
                                            [](const schema::column& c) { return c.numbering.always; });
            const bool overrides = always && on.kind() == dialect::postgresql;
            on.script("INSERT INTO " + schema::qualified(t.name, t.schema_name, on.kind()) + " (" + columns +
                      (overrides ? ") OVERRIDING SYSTEM VALUE VALUES (" : ") VALUES (") + values + ")");
        }
    }
    if (!later.empty()) on.script(later);
}

using table_rows = std::vector<std::vector<std::optional<std::string>>>;

/// The rows of the tables that are in both schemas, the columns that are in both, in order of the first column. They are
/// where `now` has them; null: where `from` has.
inline std::map<std::string, table_rows> kept_rows(driver::connection& on, const schema::database& from,
                                                   const schema::database& to, const schema::database* now = nullptr) {
    std::map<std::string, table_rows> made;
    for (const schema::table& t : from.tables) {
        const schema::table* after = to.find_table(t.name);
        if (after == nullptr) continue;
        std::string columns;
        for (const schema::column& c : t.columns)
            if (after->find_column(c.name) != nullptr)
                columns += (columns.empty() ? "" : ", ") + dialects::quoted(c.name);
        if (columns.empty()) columns = "count(*)";
        const std::string& in = now == nullptr ? t.schema_name : now->find_table(t.name)->schema_name;
        const std::string place = schema::qualified(t.name, in, on.kind());
        made[t.name] = on.rows("SELECT " + columns + " FROM " + place + " ORDER BY 1").rows;
    }
    return made;
}

/// True when the live database has the schema; says what differs when it has not.
inline bool matches(driver::connection& on, const schema::database& wanted) {
    const std::vector<std::string> differences = descriptions(migrate::compare(on, wanted));
    for (const std::string& one : differences) UNSCOPED_INFO(one);
    return differences.empty();
}

/// Upgrades and downgrades tables with rows.
inline void prove_with_rows(dialect in, const schema::database& from, const schema::database& to) {
    const std::vector<migrate::operation> operations = migrate::diff(from, to);
    const std::string upgrade = render(operations, in, from, to);
    const std::string downgrade = render(migrate::reverse(operations), in, to, from);
    INFO(name(in) << " upgrade:\n" << upgrade << "\n" << name(in) << " downgrade:\n" << downgrade);
    const auto db = empty_database(in);
    create(*db, from);
    fill(*db, from);
    REQUIRE(matches(*db, from));
    const auto before = kept_rows(*db, from, to);
    run_section(*db, upgrade);
    CHECK(matches(*db, to));
    for (const auto& [table, rows] : kept_rows(*db, from, to, &to)) CHECK(rows.size() == before.at(table).size());
    run_section(*db, downgrade);
    CHECK(matches(*db, from));
    CHECK(kept_rows(*db, from, to) == before);
}

/// Upgrades tables with rows that do not allow it: refused, and nothing has changed.
inline void prove_refused(dialect in, const schema::database& from, const schema::database& to) {
    const std::string upgrade = render(migrate::diff(from, to), in, from, to);
    if (upgrade.empty()) return;  // means nothing in this dialect
    INFO(name(in) << " upgrade, refused:\n" << upgrade);
    const auto db = empty_database(in);
    create(*db, from);
    fill(*db, from);
    const auto before = kept_rows(*db, from, from);
    CHECK_THROWS_AS(run_section(*db, upgrade), error);
    CHECK(matches(*db, from));
    CHECK(kept_rows(*db, from, from) == before);
}

/// Upgrades and downgrades tables without rows.
inline void prove_empty(dialect in, const schema::database& from, const schema::database& to) {
    const std::vector<migrate::operation> operations = migrate::diff(from, to);
    const auto db = empty_database(in);
    create(*db, from);
    const std::string upgrade = render(operations, in, from, to);
    const std::string downgrade = render(migrate::reverse(operations), in, to, from);
    INFO(name(in) << " upgrade, empty:\n" << upgrade << "\n" << name(in) << " downgrade, empty:\n" << downgrade);
    run_section(*db, upgrade);
    CHECK(matches(*db, to));
    run_section(*db, downgrade);
    CHECK(matches(*db, from));
}

}  // namespace tain::test
