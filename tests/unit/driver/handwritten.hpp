// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/driver/plan.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What the layers above make out of structs at compile time, written by hand: statements, row plans, insertions.
namespace tain::test {

using driver::field;
using driver::group;
using types::cell;
using types::cell_kind;
using types::storage;

inline cell bound(std::int64_t value) { return cell::of_integer(value); }
inline cell bound(const std::string& value) { return cell::of_bytes(value.data(), value.size()); }

template <class Row>
void* resize_rows(void* rows, std::size_t count, std::span<const tain::driver::field>) {
    auto& all = *static_cast<std::vector<Row>*>(rows);
    all.resize(count);
    return all.data();
}

/// Where a member lies, and how it is written.
template <class Row, class Member>
field at(Member Row::* member, storage type, bool optional = false) {
    static const Row row{};
    const auto* base = reinterpret_cast<const char*>(&row);
    return {static_cast<std::uint32_t>(reinterpret_cast<const char*>(&(row.*member)) - base), type, optional, nullptr};
}

/// Runs a query and returns its rows.
template <class Row>
std::vector<Row> all(driver::connection& on, const driver::statement& what, std::span<const cell> parameters = {},
                     std::size_t most = SIZE_MAX) {
    std::vector<Row> rows;
    const std::size_t count =
        on.query({.what = what, .parameters = parameters, .where = std::source_location::current()},
                 {&rows, &resize_rows<Row>, sizeof(Row)}, most);
    return count == rows.size() ? rows : std::vector<Row>{};
}

inline std::int64_t run(driver::connection& on, const driver::statement& what, std::span<const cell> parameters = {}) {
    return on.execute({.what = what, .parameters = parameters, .where = std::source_location::current()});
}

/// A single value.
template <class T>
struct value_row {
    T value{};
};

template <class T, storage Type, bool Optional = false>
void shape_value(field* fields, group* groups) {
    fields[0] = at(&value_row<T>::value, Type, Optional);
    groups[0] = {.first = 0, .count = 1};
}

/// A model with a generated key, as in the README.
struct user {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> hair{};

    friend bool operator==(const user&, const user&) = default;
};

inline void shape_user(field* fields, group* groups) {
    fields[0] = at(&user::id, storage::int64);
    fields[1] = at(&user::name, storage::text);
    fields[2] = at(&user::hair, storage::text, true);
    groups[0] = {.first = 0, .count = 3};
}

inline constexpr driver::field_name user_columns[] = {{"user", "users", "id", "id", "std::int64_t"},
                                                      {"user", "users", "name", "name", "std::string"},
                                                      {"user", "users", "hair", "hair", "std::string"}};
inline constexpr driver::field_names user_names{user_columns, 3};

inline void bind_user(cell* to, const void* row, types::scratch&) {
    const user& from = *static_cast<const user*>(row);
    to[0] = bound(from.name);
    to[1] = from.hair ? bound(*from.hair) : cell::null(cell_kind::text);
}

inline types::fault set_user_key(void* row, std::int64_t key) {
    static_cast<user*>(row)->id = key;
    return types::fault::none;
}

inline constexpr driver::statement select_users{
    .text = {"SELECT \"id\", \"name\", \"hair\" FROM \"users\" ORDER BY \"id\"",
             "SELECT \"id\", \"name\", \"hair\" FROM \"users\" ORDER BY \"id\""},
    .hash = 101,
    .fields = 3,
    .groups = 1,
    .shape = &shape_user,
    .names = &user_names,
    .name_blocks = 1};
inline constexpr driver::statement select_user{
    .text = {"SELECT \"id\", \"name\", \"hair\" FROM \"users\" WHERE \"id\" = ?1",
             "SELECT \"id\", \"name\", \"hair\" FROM \"users\" WHERE \"id\" = $1"},
    .hash = 102,
    .fields = 3,
    .groups = 1,
    .shape = &shape_user,
    .names = &user_names,
    .name_blocks = 1};
inline constexpr driver::statement insert_user{
    .text = {"INSERT INTO \"users\" (\"name\", \"hair\") VALUES (?1, ?2)",
             "INSERT INTO \"users\" (\"name\", \"hair\") VALUES ($1, $2) RETURNING \"id\""},
    .hash = 103};
inline constexpr driver::statement insert_users{
    .text = {"",
             "INSERT INTO \"users\" (\"name\", \"hair\") SELECT c1, c2 FROM unnest($1::text[], $2::text[]) WITH "
             "ORDINALITY AS rows(c1, c2, at) ORDER BY at RETURNING \"id\""},
    .hash = 104};
inline constexpr driver::statement update_user{.text = {"UPDATE \"users\" SET \"name\" = ?1 WHERE \"id\" = ?2",
                                                        "UPDATE \"users\" SET \"name\" = $1 WHERE \"id\" = $2"},
                                               .hash = 105};

inline constexpr driver::insertion user_insertion{.one_row = &insert_user,
                                                  .bulk = &insert_users,
                                                  .table = "\"users\"",
                                                  .columns = 2,
                                                  .stride = sizeof(user),
                                                  .bind = &bind_user,
                                                  .set_key = &set_user_key};

/// Makes the table of `user`.
inline void create_users(driver::connection& on) {
    on.script(
        on.kind() == dialect::sqlite
            ? "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL CONSTRAINT named CHECK (name <> 'x'),"
              " hair TEXT)"
            : "CREATE TABLE users (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,"
              " name text NOT NULL CONSTRAINT named CHECK (name <> 'x'), hair text)");
}

inline void insert_all(driver::connection& on, std::vector<user>& users,
                       const driver::insertion& how = user_insertion) {
    on.insert(how, users.data(), users.size(), std::source_location::current());
}

}  // namespace tain::test
