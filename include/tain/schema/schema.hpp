// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/types/sql_type.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The schema as a run-time value: what models reflect into, and what a database is introspected into.
/// Plain values with equality; names are unquoted; order is the order of declaration.
namespace tain::schema {

/// SQL text per dialect, such as a CHECK or a default. Empty in a dialect that has no such thing (the CHECK that
/// keeps a boolean 0 or 1 exists on SQLite only).
struct sql_text {
    std::array<std::string, dialect_count> text{};

    sql_text() = default;
    explicit sql_text(std::string both) : text{both, both} {}
    sql_text(std::string sqlite, std::string postgresql) : text{std::move(sqlite), std::move(postgresql)} {}

    const std::string& operator[](dialect of) const { return text[static_cast<std::size_t>(of)]; }
    std::string& operator[](dialect of) { return text[static_cast<std::size_t>(of)]; }
    friend bool operator==(const sql_text&, const sql_text&) = default;
};

/// Names that something had before, as its model declares them. They are no part of what it is: any two are equal.
struct former_names {
    std::vector<std::string> all{};

    friend bool operator==(const former_names&, const former_names&) { return true; }
};

/// Values of an enum that had other names. Like `former_names`, they are no part of what it is.
struct former_values {
    struct value {
        std::string from{};
        std::string to{};
    };
    std::vector<value> all{};

    friend bool operator==(const former_values&, const former_values&) { return true; }
};

// `unmodeled`, below, is what a database has beyond the other fields, in its own words, such as `COLLATE NOCASE` or
// `DEFERRABLE`: introspection fills it so that it counts as a difference; models and their snapshots leave it empty.

/// How an identity is numbered, beyond 1, 2, 3, …
struct numbering {
    std::int64_t start = 1;      ///< the first number
    std::int64_t increment = 1;  ///< PostgreSQL only; SQLite's rowids go up by one
    bool always = false;         ///< PostgreSQL only: GENERATED ALWAYS
    bool never_reused = false;   ///< AUTOINCREMENT on SQLite; PostgreSQL's sequences never go back
    /// PostgreSQL only: the name of the `schema::sequence` that gives the numbers, which then has their start and increment.
    /// Empty: the column has one of its own.
    std::string sequence{};
    std::string unmodeled{};  ///< such as MAXVALUE 9 CYCLE

    friend bool operator==(const numbering&, const numbering&) = default;
};

/// The name of a sequence of PostgreSQL that belongs to a column, as SERIAL makes one: created before the column's table,
/// dropped with it. What is compared is the column's default, which takes from it: any two are equal.
struct own_sequence {
    std::string name{};

    friend bool operator==(const own_sequence&, const own_sequence&) { return true; }
};

/// What rows that are there get in a new column, or in one that becomes NOT NULL. It tells of a change and is no part of
/// the schema: any two are equal.
struct backfill {
    sql_text value{};  ///< empty: nothing is said

    friend bool operator==(const backfill&, const backfill&) { return true; }
};

struct column {
    std::string name{};
    types::sql_type type{};
    std::string type_text{};  ///< the database's own spelling, when `type.kind` is `other`; an enum's name
    sql_text collation{};     ///< unquoted names; empty: the database's default
    bool nullable = false;
    bool identity = false;          ///< INTEGER PRIMARY KEY on SQLite, an identity or a sequence's on PostgreSQL
    schema::numbering numbering{};  ///< of an identity
    std::optional<sql_text> server_default{};
    std::optional<sql_text> generated{};  ///< what the column is calculated from; nothing: it is written
    bool is_virtual = false;              ///< calculated when it is read, on SQLite; PostgreSQL stores it all the same
    std::string comment{};
    std::string unmodeled{};
    former_names renamed_from{};
    former_values renamed_values{};  ///< of an enum that is text
    schema::own_sequence own_sequence{};
    schema::backfill backfill{};

    friend bool operator==(const column&, const column&) = default;
};

struct primary_key {
    std::string name{};  ///< may be empty when a database does not tell it
    std::vector<std::string> columns{};
    std::string unmodeled{};

    friend bool operator==(const primary_key&, const primary_key&) = default;
};

struct unique {
    std::string name{};
    std::vector<std::string> columns{};
    bool nulls_not_distinct = false;  ///< two NULLs conflict; exists on PostgreSQL only (on SQLite an index does it)
    std::string unmodeled{};

    friend bool operator==(const unique&, const unique&) = default;
};

struct check {
    std::string name{};
    sql_text condition{};
    std::string unmodeled{};
    bool not_valid = false;  ///< PostgreSQL only: rows that were there before were not looked at

    friend bool operator==(const check&, const check&) = default;
};

enum class action : std::uint8_t { no_action, restrict_, cascade, set_null, set_default };

/// Returns the action as SQL spells it, such as `SET NULL`.
constexpr std::string_view name(action of) {
    switch (of) {
        case action::no_action: return "NO ACTION";
        case action::restrict_: return "RESTRICT";
        case action::cascade: return "CASCADE";
        case action::set_null: return "SET NULL";
        case action::set_default: return "SET DEFAULT";
    }
    return "NO ACTION";
}

/// When a foreign key is checked.
enum class deferral : std::uint8_t {
    none,       ///< at once, always
    immediate,  ///< DEFERRABLE: at once, unless a transaction puts it off until COMMIT
    deferred,   ///< DEFERRABLE INITIALLY DEFERRED: at COMMIT
};

struct foreign_key {
    std::string name{};
    std::vector<std::string> columns{};
    std::string table{};  ///< the referenced table
    std::vector<std::string> references{};
    action on_delete = action::no_action;
    action on_update = action::no_action;
    schema::deferral deferral = schema::deferral::none;
    std::string unmodeled{};
    std::string schema_name{};  ///< of the referenced table
    bool not_valid = false;     ///< PostgreSQL only: rows that were there before were not looked at

    friend bool operator==(const foreign_key&, const foreign_key&) = default;
};

/// One part of an index: a column, or an expression when `expression` is set.
struct index_part {
    std::string column{};
    sql_text expression{};
    bool descending = false;
    /// NULLs stand where PostgreSQL does not put them by itself: first in ascending order, last in descending. Indexes of
    /// SQLite have no such choice.
    bool nulls_reversed = false;
    std::string unmodeled{};

    friend bool operator==(const index_part&, const index_part&) = default;
};

struct index {
    std::string name{};
    std::vector<index_part> parts{};
    bool unique = false;
    sql_text where{};                     ///< empty: not partial
    std::string method{};                 ///< PostgreSQL's access method when it is not btree
    std::vector<std::string> included{};  ///< PostgreSQL's INCLUDE
    std::string unmodeled{};
    bool invalid = false;  ///< PostgreSQL only: what CREATE INDEX CONCURRENTLY leaves when it fails

    friend bool operator==(const index&, const index&) = default;
};

struct table {
    std::string name{};
    std::vector<column> columns{};
    std::optional<schema::primary_key> primary_key{};
    std::vector<unique> uniques{};
    std::vector<check> checks{};
    std::vector<foreign_key> foreign_keys{};
    std::vector<index> indexes{};
    std::string comment{};
    former_names renamed_from{};
    bool strict = false;         ///< SQLite's STRICT; means nothing on PostgreSQL, like the next
    bool without_rowid = false;  ///< SQLite's WITHOUT ROWID
    /// PostgreSQL's schema, with which `name` begins then: the table `entries` in `audit` is called `audit_entries` here, as
    /// it is on SQLite. Empty: where search_path leads.
    std::string schema_name{};

    const column* find_column(std::string_view wanted) const {
        for (const column& c : columns)
            if (c.name == wanted) return &c;
        return nullptr;
    }
    friend bool operator==(const table&, const table&) = default;
};

/// An enum type of PostgreSQL: its values in their order.
struct enumeration {
    std::string name{};
    std::vector<std::string> values{};
    former_values renamed_values{};

    friend bool operator==(const enumeration&, const enumeration&) = default;
};

/// A sequence of PostgreSQL that belongs to no column, from which keys of any tables come. SQLite has none.
struct sequence {
    std::string name{};
    std::int64_t start = 1;
    std::int64_t increment = 1;
    std::string unmodeled{};

    friend bool operator==(const sequence&, const sequence&) = default;
};

/// Returns a table's name without its schema: `entries` for `audit_entries` in `audit`.
constexpr std::string_view local_name(std::string_view table, std::string_view schema) {
    if (schema.empty() || table.size() <= schema.size() + 1 || !table.starts_with(schema) ||
        table[schema.size()] != '_')
        return table;
    return table.substr(schema.size() + 1);
}

/// All tables of an application or of a database.
struct database {
    std::vector<table> tables{};
    std::vector<enumeration> enums{};
    std::vector<sequence> sequences{};

    const enumeration* find_enumeration(std::string_view wanted) const {
        for (const enumeration& e : enums)
            if (e.name == wanted) return &e;
        return nullptr;
    }

    const sequence* find_sequence(std::string_view wanted) const {
        for (const sequence& s : sequences)
            if (s.name == wanted) return &s;
        return nullptr;
    }

    const table* find_table(std::string_view wanted) const {
        for (const table& t : tables)
            if (t.name == wanted) return &t;
        return nullptr;
    }
    /// The schema of PostgreSQL that a table is in; empty: where search_path leads, or there is no such table.
    std::string_view schema_of(std::string_view wanted) const {
        const table* found = find_table(wanted);
        return found == nullptr ? std::string_view{} : std::string_view{found->schema_name};
    }
    friend bool operator==(const database&, const database&) = default;
};

}  // namespace tain::schema
