// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/chrono.hpp>
#include <tain/relations.hpp>
#include <tain/tain.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace blog {

struct Author;
struct Post;
struct Comment;
struct Tag;

struct Author {
    std::int64_t id{};
    std::string handle{};
    std::string name{};
    tain::many<Post> posts{};
};
BOOST_DESCRIBE_STRUCT(Author, (), (id, handle, name, posts))

struct Post {
    std::int64_t id{};
    std::int64_t author_id{};
    std::string title{};
    std::string text{};
    std::int32_t version = 1;  // two editors: the second is told
    tain::one<Author> author{};
    tain::many<Comment> comments{};
    tain::many<Tag> tags{};
};
BOOST_DESCRIBE_STRUCT(Post, (), (id, author_id, title, text, version, author, comments, tags))

/// Comments answer posts, or each other.
struct Comment {
    std::int64_t id{};
    std::int64_t post_id{};
    std::optional<std::int64_t> answered_id{};
    std::string by{};
    std::string text{};
    tain::many<Comment> answers{};
};
BOOST_DESCRIBE_STRUCT(Comment, (), (id, post_id, answered_id, by, text, answers))

struct Tag {
    std::string name{};
    tain::many<Post> posts{};
};
BOOST_DESCRIBE_STRUCT(Tag, (), (name, posts))

struct PostTag {
    std::int64_t post_id{};
    std::string tag{};
};
BOOST_DESCRIBE_STRUCT(PostTag, (), (post_id, tag))

using models = tain::models<Author, Post, Comment, Tag, PostTag>;

}  // namespace blog

template <>
inline constexpr auto tain::mapping<blog::Author> = table(
    "authors", unique<&blog::Author::handle>, has_many<&blog::Author::posts, &blog::Post::author_id>.cascade_delete());
template <>
inline constexpr auto tain::mapping<blog::Post> =
    table("posts", foreign_key<&blog::Post::author_id>.references<blog::Author>(), index<&blog::Post::author_id>,
          version<&blog::Post::version>, check<"title_given">(length(col<&blog::Post::title>) > 0),
          belongs_to<&blog::Post::author, &blog::Post::author_id>,
          has_many<&blog::Post::comments, &blog::Comment::post_id>.delete_orphan(),
          many_to_many<&blog::Post::tags, &blog::PostTag::post_id, &blog::PostTag::tag>);
template <>
inline constexpr auto tain::mapping<blog::Comment> =
    table("comments", foreign_key<&blog::Comment::post_id>.references<blog::Post>(), index<&blog::Comment::post_id>,
          foreign_key<&blog::Comment::answered_id>.references<blog::Comment>().on_delete(cascade),
          index<&blog::Comment::answered_id>, has_many<&blog::Comment::answers, &blog::Comment::answered_id>);
template <>
inline constexpr auto tain::mapping<blog::Tag> =
    table("tags", primary_key<&blog::Tag::name>,
          many_to_many<&blog::Tag::posts, &blog::PostTag::tag, &blog::PostTag::post_id>);
template <>
inline constexpr auto tain::mapping<blog::PostTag> =
    table("post_tags", primary_key<&blog::PostTag::post_id, &blog::PostTag::tag>,
          foreign_key<&blog::PostTag::post_id>.references<blog::Post>(),
          foreign_key<&blog::PostTag::tag>.references<blog::Tag>());
