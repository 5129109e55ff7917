// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "models.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace bench {

/// CREATE TABLE of users and posts; `key` is how the database spells a generated 64-bit primary key.
std::string create_tables(const std::string& key);

/// `size` users without keys: hair is black or brown, and every fourth has none told when `some_unknown` is set.
std::vector<user> make_users(std::size_t size, bool some_unknown);

/// INSERT of these users with the keys 1, 2, 3 …; empty for none.
std::string insert_users(const std::vector<user>& users);

/// INSERT of a post for a quarter of `users` users, black-haired and brown-haired alike.
std::string insert_posts(std::size_t users);

}  // namespace bench
