// SPDX-License-Identifier: BSL-1.0
//
// libpq as people write it: statements held prepared, parameters and results as text, emplace_back for each row, one
// INSERT a row within a transaction.
#include "handles.hpp"
#include "subjects.hpp"

#include <array>
#include <cstdlib>

namespace bench::postgresql {
namespace {

class plain final : public subject {
public:
    plain() {
        database_.script(create_schema("bench_plain_c"));
        prepare("all", "SELECT id, name, hair_color FROM users");
        prepare("joined",
                "SELECT u.id, u.name, u.hair_color, p.id, p.user_id, p.title, p.body FROM users u "
                "LEFT JOIN posts p ON p.user_id = u.id WHERE u.hair_color = $1 ORDER BY u.name");
        prepare("get", "SELECT id, name, hair_color FROM users WHERE id = $1");
        prepare("insert", "INSERT INTO users (name, hair_color) VALUES ($1, $2) RETURNING id");
        prepare("update", "UPDATE users SET name = $1, hair_color = $2 WHERE id = $3");
    }

    void script(const std::string& sql) override { database_.script(sql); }
    void clear() override { database_.script(postgresql::clear); }
    void filled() override { database_.script(postgresql::filled); }

    std::vector<user> all_users() override {
        std::vector<user> users;
        const result found = run<0>("all", {});
        for (int row = 0; row < PQntuples(found.get()); ++row) users.emplace_back(read_user(found.get(), row));
        return users;
    }

    std::vector<user_and_post> users_with_posts(const std::string& hair_color) override {
        std::vector<user_and_post> rows;
        const result found = run<1>("joined", {hair_color.c_str()});
        for (int row = 0; row < PQntuples(found.get()); ++row) {
            std::optional<post> of;
            if (!PQgetisnull(found.get(), row, 3)) of = read_post(found.get(), row, 3);
            rows.emplace_back(read_user(found.get(), row), std::move(of));
        }
        return rows;
    }

    std::optional<user> get(std::int64_t id) override {
        const result found = run<1>("get", {std::to_string(id).c_str()});
        if (PQntuples(found.get()) == 0) return std::nullopt;
        return read_user(found.get(), 0);
    }

    void insert(std::vector<user>& rows) override {
        database_.script("BEGIN");
        for (user& row : rows) {
            const result key = run<2>("insert", {row.name.c_str(), text_or_null(row.hair_color)});
            row.id = number(key.get(), 0, 0);
        }
        database_.script("COMMIT");
    }

    void update(const user& row) override {
        const std::string id = std::to_string(row.id);
        run<3>("update", {row.name.c_str(), text_or_null(row.hair_color), id.c_str()});
    }

private:
    void prepare(const char* name, const char* sql) { database_.checked(PQprepare(database_, name, sql, 0, nullptr)); }

    template <std::size_t Count>
    result run(const char* name, const std::array<const char*, Count>& values) {
        return database_.checked(
            PQexecPrepared(database_, name, static_cast<int>(Count), values.data(), nullptr, nullptr, 0));
    }

    static const char* text_or_null(const std::optional<std::string>& value) {
        return value ? value->c_str() : nullptr;
    }
    static std::int64_t number(PGresult* from, int row, int at) {
        return std::strtoll(PQgetvalue(from, row, at), nullptr, 10);
    }
    static std::optional<std::string> optional_text(PGresult* from, int row, int at) {
        if (PQgetisnull(from, row, at)) return std::nullopt;
        return PQgetvalue(from, row, at);
    }
    static user read_user(PGresult* from, int row) {
        return {number(from, row, 0), PQgetvalue(from, row, 1), optional_text(from, row, 2)};
    }
    static post read_post(PGresult* from, int row, int at) {
        return {number(from, row, at), number(from, row, at + 1), PQgetvalue(from, row, at + 2),
                optional_text(from, row, at + 3)};
    }

    connection database_{address()};
};

}  // namespace

std::unique_ptr<subject> plain_c() {
    use_schema("bench_plain_c");
    return std::make_unique<plain>();
}

}  // namespace bench::postgresql
