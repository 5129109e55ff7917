// SPDX-License-Identifier: BSL-1.0
//
// SQLite's C interface as people write it: the default mutex, statements held prepared, sqlite3_column_* for each
// value, emplace_back for each row, one INSERT a row within a transaction.
#include "../workload/tables.hpp"
#include "handles.hpp"
#include "subjects.hpp"

namespace bench::sqlite {
namespace {

class plain final : public subject {
public:
    void script(const std::string& sql) override { database_.script(sql); }
    void clear() override { database_.script(sqlite::clear); }

    std::vector<user> all_users() override {
        std::vector<user> users;
        while (step(all_)) users.emplace_back(read_user(all_));
        check(database_, sqlite3_reset(all_));
        return users;
    }

    std::vector<user_and_post> users_with_posts(const std::string& hair_color) override {
        std::vector<user_and_post> rows;
        bind_text(joined_, 1, hair_color);
        while (step(joined_)) {
            std::optional<post> of;
            if (sqlite3_column_type(joined_, 3) != SQLITE_NULL) of = read_post(joined_, 3);
            rows.emplace_back(read_user(joined_), std::move(of));
        }
        check(database_, sqlite3_reset(joined_));
        return rows;
    }

    std::optional<user> get(std::int64_t id) override {
        std::optional<user> found;
        check(database_, sqlite3_bind_int64(get_, 1, id));
        if (step(get_)) found = read_user(get_);
        check(database_, sqlite3_reset(get_));
        return found;
    }

    void insert(std::vector<user>& rows) override {
        run(begin_);
        for (user& row : rows) {
            bind_text(insert_, 1, row.name);
            bind_text(insert_, 2, row.hair_color);
            run(insert_);
            row.id = sqlite3_last_insert_rowid(database_);
        }
        run(commit_);
    }

    void update(const user& row) override {
        bind_text(update_, 1, row.name);
        bind_text(update_, 2, row.hair_color);
        check(database_, sqlite3_bind_int64(update_, 3, row.id));
        run(update_);
    }

private:
    bool step(sqlite3_stmt* of) {
        const int code = sqlite3_step(of);
        check(database_, code);
        return code == SQLITE_ROW;
    }
    void run(sqlite3_stmt* what) {
        step(what);
        check(database_, sqlite3_reset(what));
    }
    void bind_text(sqlite3_stmt* to, int at, const std::string& value) {
        check(database_, sqlite3_bind_text(to, at, value.c_str(), static_cast<int>(value.size()), SQLITE_STATIC));
    }
    void bind_text(sqlite3_stmt* to, int at, const std::optional<std::string>& value) {
        if (value)
            bind_text(to, at, *value);
        else
            check(database_, sqlite3_bind_null(to, at));
    }

    static std::string text(sqlite3_stmt* from, int at) {
        return reinterpret_cast<const char*>(sqlite3_column_text(from, at));
    }
    static std::optional<std::string> optional_text(sqlite3_stmt* from, int at) {
        if (sqlite3_column_type(from, at) == SQLITE_NULL) return std::nullopt;
        return text(from, at);
    }
    static user read_user(sqlite3_stmt* from) {
        return {sqlite3_column_int64(from, 0), text(from, 1), optional_text(from, 2)};
    }
    static post read_post(sqlite3_stmt* from, int at) {
        return {sqlite3_column_int64(from, at), sqlite3_column_int64(from, at + 1), text(from, at + 2),
                optional_text(from, at + 3)};
    }

    struct tables : database {
        tables() : database(0) { script(create_tables(key)); }
    } database_;
    prepared begin_{database_, "BEGIN"};
    prepared commit_{database_, "COMMIT"};
    prepared all_{database_, "SELECT id, name, hair_color FROM users"};
    prepared joined_{database_,
                     "SELECT u.id, u.name, u.hair_color, p.id, p.user_id, p.title, p.body FROM users u "
                     "LEFT JOIN posts p ON p.user_id = u.id WHERE u.hair_color = ? ORDER BY u.name"};
    prepared get_{database_, "SELECT id, name, hair_color FROM users WHERE id = ?"};
    prepared insert_{database_, "INSERT INTO users (name, hair_color) VALUES (?, ?)"};
    prepared update_{database_, "UPDATE users SET name = ?, hair_color = ? WHERE id = ?"};
};

}  // namespace

std::unique_ptr<subject> plain_c() { return std::make_unique<plain>(); }

}  // namespace bench::sqlite
