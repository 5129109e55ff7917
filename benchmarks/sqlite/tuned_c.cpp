// SPDX-License-Identifier: BSL-1.0
//
// SQLite's C interface with every trick that pays: no mutex, one sqlite3_column_value for each column and
// sqlite3_value_* on it, text copied by its length into members built in place, rows reserved as the last run left
// them, values bound without a copy, sixty-four rows an INSERT, keys counted back from the last one.
#include "../workload/tables.hpp"
#include "handles.hpp"
#include "subjects.hpp"

#include <span>

namespace bench::sqlite {
namespace {

constexpr std::size_t block = 64;

std::string insert_text(std::size_t rows) {
    std::string sql = "INSERT INTO users (name, hair_color) VALUES (?, ?)";
    for (std::size_t i = 1; i < rows; ++i) sql += ", (?, ?)";
    return sql;
}

class tuned final : public subject {
public:
    void script(const std::string& sql) override { database_.script(sql); }
    void clear() override { database_.script(sqlite::clear); }

    std::vector<user> all_users() override {
        std::vector<user> users;
        users.reserve(last_users_);
        while (step(all_)) read_user(all_, users.emplace_back());
        sqlite3_reset(all_);
        last_users_ = users.size();
        return users;
    }

    std::vector<user_and_post> users_with_posts(const std::string& hair_color) override {
        std::vector<user_and_post> rows;
        rows.reserve(last_joined_);
        bind_text(joined_, 1, hair_color);
        while (step(joined_)) {
            auto& [of, with] = rows.emplace_back();
            read_user(joined_, of);
            sqlite3_value* const id = sqlite3_column_value(joined_, 3);
            if (sqlite3_value_type(id) != SQLITE_NULL) read_post(joined_, id, with.emplace());
        }
        sqlite3_reset(joined_);
        last_joined_ = rows.size();
        return rows;
    }

    std::optional<user> get(std::int64_t id) override {
        std::optional<user> found;
        sqlite3_bind_int64(get_, 1, id);
        if (step(get_)) read_user(get_, found.emplace());
        sqlite3_reset(get_);
        return found;
    }

    void insert(std::vector<user>& rows) override {
        const std::span<user> all = rows;
        if (all.size() == 1) return insert_rows(insert_one_, all);
        run(begin_);
        std::size_t done = 0;
        for (; all.size() - done >= block; done += block) insert_rows(insert_block_, all.subspan(done, block));
        for (; done < all.size(); ++done) insert_rows(insert_one_, all.subspan(done, 1));
        run(commit_);
    }

    void update(const user& row) override {
        bind_text(update_, 1, row.name);
        bind_text(update_, 2, row.hair_color);
        sqlite3_bind_int64(update_, 3, row.id);
        run(update_);
    }

private:
    bool step(sqlite3_stmt* of) {
        const int code = sqlite3_step(of);
        if (code != SQLITE_ROW) check(database_, code);
        return code == SQLITE_ROW;
    }
    void run(sqlite3_stmt* what) {
        step(what);
        sqlite3_reset(what);
    }
    void insert_rows(sqlite3_stmt* with, std::span<user> rows) {
        int at = 1;
        for (const user& row : rows) {
            bind_text(with, at++, row.name);
            bind_text(with, at++, row.hair_color);
        }
        run(with);
        // Nothing but this program writes to the table, it has no trigger, and its keys are far from the largest.
        std::int64_t key = sqlite3_last_insert_rowid(database_) - static_cast<std::int64_t>(rows.size());
        for (user& row : rows) row.id = ++key;
    }

    static void bind_text(sqlite3_stmt* to, int at, const std::string& value) {
        sqlite3_bind_text(to, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    }
    static void bind_text(sqlite3_stmt* to, int at, const std::optional<std::string>& value) {
        if (value)
            bind_text(to, at, *value);
        else
            sqlite3_bind_null(to, at);
    }
    static void read_text(sqlite3_value* from, std::string& to) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(from));
        to.assign(text, static_cast<std::size_t>(sqlite3_value_bytes(from)));
    }
    static void read_text(sqlite3_value* from, std::optional<std::string>& to) {
        if (sqlite3_value_type(from) != SQLITE_NULL) read_text(from, to.emplace());
    }
    static void read_user(sqlite3_stmt* from, user& to) {
        to.id = sqlite3_value_int64(sqlite3_column_value(from, 0));
        read_text(sqlite3_column_value(from, 1), to.name);
        read_text(sqlite3_column_value(from, 2), to.hair_color);
    }
    static void read_post(sqlite3_stmt* from, sqlite3_value* id, post& to) {
        to.id = sqlite3_value_int64(id);
        to.user_id = sqlite3_value_int64(sqlite3_column_value(from, 4));
        read_text(sqlite3_column_value(from, 5), to.title);
        read_text(sqlite3_column_value(from, 6), to.body);
    }

    struct tables : database {
        tables() : database(SQLITE_OPEN_NOMUTEX) { script(create_tables(key)); }
    } database_;
    std::size_t last_users_ = 0;
    std::size_t last_joined_ = 0;
    prepared begin_{database_, "BEGIN"};
    prepared commit_{database_, "COMMIT"};
    prepared all_{database_, "SELECT id, name, hair_color FROM users"};
    prepared joined_{database_,
                     "SELECT u.id, u.name, u.hair_color, p.id, p.user_id, p.title, p.body FROM users u "
                     "LEFT JOIN posts p ON p.user_id = u.id WHERE u.hair_color = ? ORDER BY u.name"};
    prepared get_{database_, "SELECT id, name, hair_color FROM users WHERE id = ?"};
    prepared insert_one_{database_, insert_text(1)};
    prepared insert_block_{database_, insert_text(block)};
    prepared update_{database_, "UPDATE users SET name = ?, hair_color = ? WHERE id = ?"};
};

}  // namespace

std::unique_ptr<subject> tuned_c() { return std::make_unique<tuned>(); }

}  // namespace bench::sqlite
