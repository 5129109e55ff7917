// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/model/table.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/sql/dsl.hpp>
#include <tain/sql/to_sql.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace blog {

struct Stamps {
    tain::types::timestamp created_at{};
};
BOOST_DESCRIBE_STRUCT(Stamps, (), (created_at))

struct User {
    std::int64_t id{};
    std::string email{};
    std::string name{};
    std::optional<std::string> bio{};
    bool is_active = true;
};
BOOST_DESCRIBE_STRUCT(User, (), (id, email, name, bio, is_active))

struct Post : Stamps {
    std::int64_t id{};
    std::int64_t author_id{};
    std::string title{};
    double score{};
    float heat{};
};
BOOST_DESCRIBE_STRUCT(Post, (Stamps), (id, author_id, title, score, heat))

struct Comment {
    std::int64_t id{};
    std::int64_t post_id{};
    std::optional<std::int64_t> answered_id{};
    std::string text{};
    std::vector<std::byte> picture{};
};
BOOST_DESCRIBE_STRUCT(Comment, (), (id, post_id, answered_id, text, picture))

struct Follow {
    std::int64_t from_id{};
    std::int64_t to_id{};
};
BOOST_DESCRIBE_STRUCT(Follow, (), (from_id, to_id))

struct Grade {
    std::int32_t year{};
    std::int32_t number{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Grade, (), (year, number, text))

struct Pupil {
    std::int64_t id{};
    std::int32_t grade_year{};
    std::int32_t grade_number{};
};
BOOST_DESCRIBE_STRUCT(Pupil, (), (id, grade_year, grade_number))

struct Tag {
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Tag, (), (name))

}  // namespace blog

template <>
inline constexpr auto tain::mapping<blog::User> = table("users", unique<&blog::User::email>);
template <>
inline constexpr auto tain::mapping<blog::Post> =
    table("posts", foreign_key<&blog::Post::author_id>.references<&blog::User::id>());
template <>
inline constexpr auto tain::mapping<blog::Comment> =
    table("comments", foreign_key<&blog::Comment::post_id>.references<&blog::Post::id>(),
          foreign_key<&blog::Comment::answered_id>.references<&blog::Comment::id>());
template <>
inline constexpr auto tain::mapping<blog::Follow> =
    table("follows", primary_key<&blog::Follow::from_id, &blog::Follow::to_id>,
          foreign_key<&blog::Follow::from_id>.references<blog::User>(),
          foreign_key<&blog::Follow::to_id>.references<blog::User>());
template <>
inline constexpr auto tain::mapping<blog::Grade> =
    table("grades", primary_key<&blog::Grade::year, &blog::Grade::number>);
template <>
inline constexpr auto tain::mapping<blog::Pupil> =
    table("pupils", foreign_key<&blog::Pupil::grade_year, &blog::Pupil::grade_number>.references<blog::Grade>());

namespace blog {

/// The text in both dialects, which must be the same but for the placeholders' sign.
template <class S>
constexpr bool reads(const S& statement, std::string_view wanted) {
    const std::string_view lite = tain::to_sql(statement, tain::dialect::sqlite);
    const std::string_view pg = tain::to_sql(statement, tain::dialect::postgresql);
    if (pg != wanted || lite.size() != wanted.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (lite[i] != (wanted[i] == '$' ? '?' : wanted[i])) return false;
    return true;
}
template <class S>
constexpr bool reads(const S& statement, std::string_view sqlite, std::string_view postgresql) {
    return tain::to_sql(statement, tain::dialect::sqlite) == sqlite &&
           tain::to_sql(statement, tain::dialect::postgresql) == postgresql;
}

}  // namespace blog
