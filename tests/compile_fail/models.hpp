// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/describe/class.hpp>
#include <tain/model/models.hpp>
#include <tain/model/table.hpp>
#include <tain/sql/dsl.hpp>
#include <tain/sql/to_sql.hpp>

#include <cstdint>
#include <optional>
#include <string>

using namespace tain::dsl;

struct User {
    std::int64_t id{};
    std::string email{};
    std::optional<std::string> bio{};
    std::int32_t age{};
    bool is_active = true;
};
BOOST_DESCRIBE_STRUCT(User, (), (id, email, bio, age, is_active))

struct Post {
    std::int64_t id{};
    std::int64_t author_id{};
    std::string title{};
};
BOOST_DESCRIBE_STRUCT(Post, (), (id, author_id, title))
template <>
inline constexpr auto tain::mapping<Post> =
    table("posts", foreign_key<&Post::author_id>.references<&User::id>().on_delete(cascade));

// Two foreign keys to the same table.
struct Message {
    std::int64_t id{};
    std::int64_t sender_id{};
    std::int64_t receiver_id{};
};
BOOST_DESCRIBE_STRUCT(Message, (), (id, sender_id, receiver_id))
template <>
inline constexpr auto tain::mapping<Message> =
    table("messages", foreign_key<&Message::sender_id>.references<&User::id>(),
          foreign_key<&Message::receiver_id>.references<&User::id>());

// Nothing leads here.
struct Tag {
    std::int64_t id{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Tag, (), (id, name))

// No key.
struct Reading {
    std::string sensor{};
    double value{};
};
BOOST_DESCRIBE_STRUCT(Reading, (), (sensor, value))

inline constexpr tain::dialect as = tain::dialect::sqlite;
