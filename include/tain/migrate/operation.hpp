// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/schema/schema.hpp>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What changes one schema into another, step by step. Every operation carries the whole old and new state of what it
/// changes, so that it can be reversed, shown and judged without the schemas at hand.
namespace tain::migrate {

/// Creates a table with its columns, keys, constraints and comments. `table.indexes` is empty: they are operations of
/// their own. Foreign keys that close a cycle are left out too and added afterwards.
struct create_table {
    schema::table table{};
    friend bool operator==(const create_table&, const create_table&) = default;
};
struct drop_table {
    schema::table table{};
    friend bool operator==(const drop_table&, const drop_table&) = default;
};

struct add_column {
    std::string table{};
    schema::column column{};
    friend bool operator==(const add_column&, const add_column&) = default;
};
struct drop_column {
    std::string table{};
    schema::column column{};
    friend bool operator==(const drop_column&, const drop_column&) = default;
};
/// Changes anything of a column but its name: type, nullability, identity, default, comment.
struct alter_column {
    std::string table{};
    schema::column from{};
    schema::column to{};
    friend bool operator==(const alter_column&, const alter_column&) = default;
};

struct add_primary_key {
    std::string table{};
    schema::primary_key key{};
    friend bool operator==(const add_primary_key&, const add_primary_key&) = default;
};
struct drop_primary_key {
    std::string table{};
    schema::primary_key key{};
    friend bool operator==(const drop_primary_key&, const drop_primary_key&) = default;
};
struct add_unique {
    std::string table{};
    schema::unique constraint{};
    friend bool operator==(const add_unique&, const add_unique&) = default;
};
struct drop_unique {
    std::string table{};
    schema::unique constraint{};
    friend bool operator==(const drop_unique&, const drop_unique&) = default;
};
struct add_check {
    std::string table{};
    schema::check constraint{};
    friend bool operator==(const add_check&, const add_check&) = default;
};
struct drop_check {
    std::string table{};
    schema::check constraint{};
    friend bool operator==(const drop_check&, const drop_check&) = default;
};
struct add_foreign_key {
    std::string table{};
    schema::foreign_key constraint{};
    friend bool operator==(const add_foreign_key&, const add_foreign_key&) = default;
};
struct drop_foreign_key {
    std::string table{};
    schema::foreign_key constraint{};
    friend bool operator==(const drop_foreign_key&, const drop_foreign_key&) = default;
};

struct create_index {
    std::string table{};
    schema::index index{};
    friend bool operator==(const create_index&, const create_index&) = default;
};
struct drop_index {
    std::string table{};
    schema::index index{};
    friend bool operator==(const drop_index&, const drop_index&) = default;
};

/// Changes a table's comment. A column's is part of `alter_column`.
struct alter_comment {
    std::string table{};
    std::string from{};
    std::string to{};
    friend bool operator==(const alter_comment&, const alter_comment&) = default;
};

/// Gives a table another name, or another schema. Rows, and what refers to the table, stay. On SQLite, where a schema is
/// part of the name, it is nothing when both names are the same.
struct rename_table {
    std::string table{};  ///< its name before
    std::string to{};
    std::string from_schema{};
    std::string to_schema{};
    friend bool operator==(const rename_table&, const rename_table&) = default;
};
/// Gives a column another name, in whatever names it too: keys, constraints, indexes, views, triggers.
struct rename_column {
    std::string table{};
    std::string from{};
    std::string to{};
    friend bool operator==(const rename_column&, const rename_column&) = default;
};
using any_constraint = std::variant<schema::primary_key, schema::unique, schema::check, schema::foreign_key>;
/// Gives a constraint another name.
struct rename_constraint {
    std::string table{};
    any_constraint constraint{};  ///< with its name before
    std::string to{};
    friend bool operator==(const rename_constraint&, const rename_constraint&) = default;
};
/// Gives an index another name. On SQLite, `for_dialect` makes it a drop and a creation.
struct rename_index {
    std::string table{};
    schema::index index{};  ///< with its name before
    std::string to{};
    friend bool operator==(const rename_index&, const rename_index&) = default;
};

/// Looks at the rows that were there before a constraint of PostgreSQL was added NOT VALID. Undone, it stays valid.
struct validate_constraint {
    std::string table{};
    any_constraint constraint{};  ///< as it is afterwards
    friend bool operator==(const validate_constraint&, const validate_constraint&) = default;
};

/// Makes a table of SQLite STRICT or WITHOUT ROWID, or takes that away.
struct alter_options {
    std::string table{};
    bool from_strict = false;
    bool from_without_rowid = false;
    bool to_strict = false;
    bool to_without_rowid = false;
    friend bool operator==(const alter_options&, const alter_options&) = default;
};

/// Creates an enum type of PostgreSQL. SQLite has none.
struct create_enum {
    schema::enumeration enumeration{};
    friend bool operator==(const create_enum&, const create_enum&) = default;
};
struct drop_enum {
    schema::enumeration enumeration{};
    friend bool operator==(const drop_enum&, const drop_enum&) = default;
};
/// Changes an enum's values or their order.
struct alter_enum {
    schema::enumeration from{};
    schema::enumeration to{};
    friend bool operator==(const alter_enum&, const alter_enum&) = default;
};

/// Creates a sequence of PostgreSQL that belongs to no column. SQLite has none.
struct create_sequence {
    schema::sequence sequence{};
    friend bool operator==(const create_sequence&, const create_sequence&) = default;
};
struct drop_sequence {
    schema::sequence sequence{};
    friend bool operator==(const drop_sequence&, const drop_sequence&) = default;
};
/// Changes how a sequence counts. It goes on where it is: another start counts when it is restarted.
struct alter_sequence {
    schema::sequence from{};
    schema::sequence to{};
    friend bool operator==(const alter_sequence&, const alter_sequence&) = default;
};

/// Gives a value of an enum that is text another name, in every row. `native`: on SQLite only, since PostgreSQL has a type
/// for it.
struct rename_value {
    std::string table{};
    std::string column{};
    std::string from{};
    std::string to{};
    bool native = false;
    friend bool operator==(const rename_value&, const rename_value&) = default;
};
/// Gives a value of an enum type another name.
struct rename_enum_value {
    std::string name{};  ///< of the type
    std::string from{};
    std::string to{};
    friend bool operator==(const rename_enum_value&, const rename_enum_value&) = default;
};

using operation =
    std::variant<create_table, drop_table, add_column, drop_column, alter_column, add_primary_key, drop_primary_key,
                 add_unique, drop_unique, add_check, drop_check, add_foreign_key, drop_foreign_key, create_index,
                 drop_index, alter_comment, rename_table, rename_column, rename_constraint, rename_index, create_enum,
                 drop_enum, alter_enum, rename_value, rename_enum_value, alter_options, create_sequence, drop_sequence,
                 alter_sequence, validate_constraint>;

/// Returns the name of the table, of the enum or of the sequence that an operation changes.
const std::string& table_of(const operation& of);

/// Returns what an operation is called: `add_column`, `alter_enum` …
std::string_view kind_of(const operation& of);

/// Returns one line for people, in the words of SQL: `add column "users"."age" INTEGER NOT NULL DEFAULT 0`. Text that
/// differs between the dialects is shown as PostgreSQL has it, or as SQLite has it where PostgreSQL has none.
std::string describe(const operation& of);

/// Returns the operation that undoes one.
operation reverse(const operation& of);

/// Returns the operations that undo a list, last first.
std::vector<operation> reverse(const std::vector<operation>& of);

/// A name that is gone, and those that are new and may be the same thing under another name.
struct possible_rename {
    std::string table{};  ///< empty: the names are those of tables
    std::string from{};
    std::vector<std::string> to{};
    friend bool operator==(const possible_rename&, const possible_rename&) = default;
};

/// Returns the dropped columns beside which a column of the same type is added to the table, and the dropped tables beside
/// which one is created that has three of four columns in common. Tain never guesses a rename: a person tells.
std::vector<possible_rename> possible_renames(const std::vector<operation>& of);

/// Returns `column "users"."name" is gone, and "full_name" of the same type is new`.
std::string describe(const possible_rename& of);

/// Returns what a person should look at before the operations are applied, one sentence each: a dropped and an added
/// column or table that may be a rename (Tain never guesses one), and every drop that takes values with it.
std::vector<std::string> hints(const std::vector<operation>& of);

/// Returns the operations that mean something in one dialect: without checks and indexes that do not exist there,
/// without comments on SQLite, without changes that only the other dialect sees. In their order.
std::vector<operation> for_dialect(const std::vector<operation>& of, dialect to);

}  // namespace tain::migrate
