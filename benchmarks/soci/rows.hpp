// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../workload/models.hpp"

#include <soci/soci.h>

#include <optional>
#include <string>
#include <utility>

namespace bench::with_soci {

inline constexpr const char* select_users = "SELECT id, name, hair_color FROM users";
inline constexpr const char* select_user = "SELECT id, name, hair_color FROM users WHERE id = :id";
inline constexpr const char* select_joined =
    "SELECT u.id, u.name, u.hair_color, p.id, p.user_id, p.title, p.body FROM users u "
    "LEFT JOIN posts p ON p.user_id = u.id WHERE u.hair_color = :color ORDER BY u.name";
inline constexpr const char* insert_user = "INSERT INTO users (name, hair_color) VALUES (:name, :color)";
inline constexpr const char* insert_user_returning =
    "INSERT INTO users (name, hair_color) VALUES (:name, :color) RETURNING id";
inline constexpr const char* update_user = "UPDATE users SET name = :name, hair_color = :color WHERE id = :id";

/// The variables that a users row is read into and written from.
struct user_variables {
    long long id = 0;
    std::string name{};
    std::string hair_color{};
    soci::indicator has_hair_color = soci::i_ok;

    user taken() const {
        user made{id, name, std::nullopt};
        if (has_hair_color == soci::i_ok) made.hair_color = hair_color;
        return made;
    }
    void set(const user& from) {
        id = from.id;
        name = from.name;
        has_hair_color = from.hair_color ? soci::i_ok : soci::i_null;
        if (from.hair_color) hair_color = *from.hair_color;
    }
};

struct post_variables {
    long long id = 0;
    long long user_id = 0;
    std::string title{};
    std::string body{};
    soci::indicator has_id = soci::i_ok;
    soci::indicator has_user_id = soci::i_ok;
    soci::indicator has_title = soci::i_ok;
    soci::indicator has_body = soci::i_ok;

    std::optional<post> taken() const {
        if (has_id == soci::i_null) return std::nullopt;
        post made{id, user_id, title, std::nullopt};
        if (has_body == soci::i_ok) made.body = body;
        return made;
    }
};

}  // namespace bench::with_soci
