// SPDX-License-Identifier: BSL-1.0
//
// libpq with every trick that pays: binary parameters, text copied by its length into members built in place, rows
// reserved, no BEGIN and COMMIT around one statement, and an INSERT of arrays, one a column, for more than one row.
#include "binary_array.hpp"
#include "handles.hpp"
#include "subjects.hpp"

#include <array>
#include <charconv>

namespace bench::postgresql {
namespace {

constexpr Oid int8_oid = 20;
constexpr Oid text_oid = 25;

/// A parameter as the server reads it in binary.
struct parameter {
    const char* data;
    int size;
};

class tuned final : public subject {
public:
    tuned() {
        database_.script(create_schema("bench_tuned_c"));
        prepare("all", "SELECT id, name, hair_color FROM users", {});
        prepare("joined",
                "SELECT u.id, u.name, u.hair_color, p.id, p.user_id, p.title, p.body FROM users u "
                "LEFT JOIN posts p ON p.user_id = u.id WHERE u.hair_color = $1 ORDER BY u.name",
                {text_oid});
        prepare("get", "SELECT id, name, hair_color FROM users WHERE id = $1", {int8_oid});
        prepare("insert", "INSERT INTO users (name, hair_color) VALUES ($1, $2) RETURNING id", {text_oid, text_oid});
        prepare("insert_all",
                "INSERT INTO users (name, hair_color) SELECT name, color FROM unnest($1::text[], $2::text[]) "
                "WITH ORDINALITY AS t (name, color, at) ORDER BY at RETURNING id",
                {});
        prepare("update", "UPDATE users SET name = $1, hair_color = $2 WHERE id = $3", {text_oid, text_oid, int8_oid});
    }

    void script(const std::string& sql) override { database_.script(sql); }
    void clear() override { database_.script(postgresql::clear); }
    void filled() override { database_.script(postgresql::filled); }

    std::vector<user> all_users() override {
        const result found = run<0>("all", {});
        const int count = PQntuples(found.get());
        std::vector<user> users(static_cast<std::size_t>(count));
        for (int row = 0; row < count; ++row) read_user(found.get(), row, users[static_cast<std::size_t>(row)]);
        return users;
    }

    std::vector<user_and_post> users_with_posts(const std::string& hair_color) override {
        const result found = run<1>("joined", {bytes(hair_color)});
        const int count = PQntuples(found.get());
        std::vector<user_and_post> rows(static_cast<std::size_t>(count));
        for (int row = 0; row < count; ++row) {
            auto& [of, with] = rows[static_cast<std::size_t>(row)];
            read_user(found.get(), row, of);
            if (!PQgetisnull(found.get(), row, 3)) read_post(found.get(), row, with.emplace());
        }
        return rows;
    }

    std::optional<user> get(std::int64_t id) override {
        const auto key = big_endian(id);
        const result found = run<1>("get", {bytes(key)});
        std::optional<user> made;
        if (PQntuples(found.get()) != 0) read_user(found.get(), 0, made.emplace());
        return made;
    }

    void insert(std::vector<user>& rows) override {
        const result keys = rows.size() == 1
                                ? run<2>("insert", {bytes(rows.front().name), bytes(rows.front().hair_color)})
                                : insert_all(rows);
        int at = 0;  // checked by the benchmark: the server numbers and returns the rows in the order it is given
        for (user& row : rows) row.id = number(keys.get(), at++, 0);
    }

    void update(const user& row) override {
        const auto key = big_endian(row.id);
        run<3>("update", {bytes(row.name), bytes(row.hair_color), bytes(key)});
    }

private:
    result insert_all(const std::vector<user>& rows) {
        names_.begin(rows.size());
        colors_.begin(rows.size());
        for (const user& row : rows) {
            names_.add(std::string_view(row.name));
            colors_.add(row.hair_color);
        }
        return run<2>("insert_all", {parameter{names_.data(), names_.size()}, {colors_.data(), colors_.size()}});
    }

    void prepare(const char* name, const char* sql, const std::vector<Oid>& types) {
        database_.checked(PQprepare(database_, name, sql, static_cast<int>(types.size()), types.data()));
    }

    template <std::size_t Count>
    result run(const char* name, const std::array<parameter, Count>& parameters) {
        std::array<const char*, Count> data{};
        std::array<int, Count> sizes{};
        std::array<int, Count> binary{};
        for (std::size_t i = 0; i < Count; ++i) {
            data[i] = parameters[i].data;
            sizes[i] = parameters[i].size;
            binary[i] = 1;
        }
        return database_.checked(
            PQexecPrepared(database_, name, static_cast<int>(Count), data.data(), sizes.data(), binary.data(), 0));
    }

    static std::array<char, 8> big_endian(std::int64_t value) {
        std::array<char, 8> bytes{};
        for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(value >> (56 - 8 * i) & 0xff);
        return bytes;
    }
    static parameter bytes(const std::array<char, 8>& value) { return {value.data(), 8}; }
    static parameter bytes(const std::string& value) { return {value.data(), static_cast<int>(value.size())}; }
    static parameter bytes(const std::optional<std::string>& value) {
        return value ? bytes(*value) : parameter{nullptr, 0};
    }

    static std::int64_t number(PGresult* from, int row, int at) {
        const char* const text = PQgetvalue(from, row, at);
        std::int64_t value = 0;
        std::from_chars(text, text + PQgetlength(from, row, at), value);
        return value;
    }
    static void read_text(PGresult* from, int row, int at, std::string& to) {
        to.assign(PQgetvalue(from, row, at), static_cast<std::size_t>(PQgetlength(from, row, at)));
    }
    static void read_text(PGresult* from, int row, int at, std::optional<std::string>& to) {
        if (!PQgetisnull(from, row, at)) read_text(from, row, at, to.emplace());
    }
    static void read_user(PGresult* from, int row, user& to) {
        to.id = number(from, row, 0);
        read_text(from, row, 1, to.name);
        read_text(from, row, 2, to.hair_color);
    }
    static void read_post(PGresult* from, int row, post& to) {
        to.id = number(from, row, 3);
        to.user_id = number(from, row, 4);
        read_text(from, row, 5, to.title);
        read_text(from, row, 6, to.body);
    }

    connection database_{address()};
    binary_text_array names_;
    binary_text_array colors_;
};

}  // namespace

std::unique_ptr<subject> tuned_c() {
    use_schema("bench_tuned_c");
    return std::make_unique<tuned>();
}

}  // namespace bench::postgresql
