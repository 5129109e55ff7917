// SPDX-License-Identifier: BSL-1.0
#include "tables.hpp"

namespace bench {

std::string create_tables(const std::string& key) {
    return "CREATE TABLE users (id " + key +
           ", name text NOT NULL, hair_color text);"
           "CREATE TABLE posts (id " +
           key +
           ", user_id bigint NOT NULL, title text NOT NULL, body text);"
           "CREATE INDEX posts_user_id ON posts (user_id);";
}

std::vector<user> make_users(std::size_t size, bool some_unknown) {
    std::vector<user> users;
    users.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
        user& made = users.emplace_back();
        made.name = "User " + std::to_string(i);
        if (some_unknown && i % 4 == 3) continue;
        made.hair_color = i % 2 == 0 ? "black" : "brown";
    }
    return users;
}

std::string insert_users(const std::vector<user>& users) {
    if (users.empty()) return {};
    std::string sql = "INSERT INTO users (id, name, hair_color) VALUES ";
    for (std::size_t i = 0; i < users.size(); ++i) {
        if (i != 0) sql += ", ";
        sql += "(" + std::to_string(i + 1) + ", '" + users[i].name + "', ";
        sql += users[i].hair_color ? "'" + *users[i].hair_color + "')" : "NULL)";
    }
    return sql + ";";
}

std::string insert_posts(std::size_t users) {
    std::string sql;
    for (std::size_t i = 0; i < users; ++i) {
        if (i / 2 % 4 != 0) continue;
        sql += sql.empty() ? "INSERT INTO posts (user_id, title, body) VALUES " : ", ";
        const std::string number = std::to_string(i);
        sql += "(" + std::to_string(i + 1) + ", 'Post number 0 of user " + number + "', ";
        sql += i % 3 == 0 ? "NULL)" : "'The body of the post of user " + number + "')";
    }
    return sql.empty() ? sql : sql + ";";
}

}  // namespace bench
