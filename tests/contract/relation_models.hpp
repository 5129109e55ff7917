// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/model/models.hpp>
#include <tain/model/table.hpp>
#include <tain/orm/many.hpp>
#include <tain/orm/one.hpp>
#include <tain/reflect/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>

/// A blog: every kind of relation.
namespace tain::test::blog {

struct Post;
struct Tag;
struct Profile;
struct Comment;

struct Writer {
    std::int64_t id = 0;
    std::string name{};
    many<Post> posts{};
    one<Profile> profile{};
    many<Comment> comments{};
};
BOOST_DESCRIBE_STRUCT(Writer, (), (id, name, posts, profile, comments))

struct Profile {
    std::int64_t id = 0;
    std::int64_t writer_id = 0;
    std::string text{};
    one<Writer> writer{};
};
BOOST_DESCRIBE_STRUCT(Profile, (), (id, writer_id, text, writer))

struct Post {
    std::int64_t id = 0;
    std::int64_t writer_id = 0;
    std::string title{};
    std::int32_t stars = 0;
    one<Writer> writer{};
    many<Comment> comments{};
    many<Tag> tags{};
};
BOOST_DESCRIBE_STRUCT(Post, (), (id, writer_id, title, stars, writer, comments, tags))

/// The one who wrote it may go; the post may not.
struct Comment {
    std::int64_t id = 0;
    std::int64_t post_id = 0;
    std::optional<std::int64_t> writer_id{};
    std::string text{};
    one<Post> post{};
    one<Writer> writer{};
};
BOOST_DESCRIBE_STRUCT(Comment, (), (id, post_id, writer_id, text, post, writer))

struct Tag {
    std::string name{};
    many<Post> posts{};
};
BOOST_DESCRIBE_STRUCT(Tag, (), (name, posts))

struct PostTag {
    std::int64_t post_id = 0;
    std::string tag{};
};
BOOST_DESCRIBE_STRUCT(PostTag, (), (post_id, tag))

/// A tree whose key has two columns.
struct Folder {
    std::string drive{};
    std::int32_t number = 0;
    std::optional<std::string> parent_drive{};
    std::optional<std::int32_t> parent_number{};
    std::string name{};
    one<Folder> parent{};
    many<Folder> children{};
};
BOOST_DESCRIBE_STRUCT(Folder, (), (drive, number, parent_drive, parent_number, name, parent, children))

}  // namespace tain::test::blog

template <>
inline constexpr auto tain::mapping<tain::test::blog::Writer> =
    table("blog_writers", unique<&test::blog::Writer::name>,
          has_many<&test::blog::Writer::posts, &test::blog::Post::writer_id>.cascade_delete(),
          has_one<&test::blog::Writer::profile, &test::blog::Profile::writer_id>.delete_orphan(),
          has_many<&test::blog::Writer::comments, &test::blog::Comment::writer_id>);
template <>
inline constexpr auto tain::mapping<tain::test::blog::Profile> =
    table("blog_profiles", unique<&test::blog::Profile::writer_id>,
          foreign_key<&test::blog::Profile::writer_id>.references<test::blog::Writer>(),
          belongs_to<&test::blog::Profile::writer, &test::blog::Profile::writer_id>);
template <>
inline constexpr auto tain::mapping<tain::test::blog::Post> =
    table("blog_posts", foreign_key<&test::blog::Post::writer_id>.references<test::blog::Writer>(),
          index<&test::blog::Post::writer_id>, belongs_to<&test::blog::Post::writer, &test::blog::Post::writer_id>,
          has_many<&test::blog::Post::comments, &test::blog::Comment::post_id>.delete_orphan(),
          many_to_many<&test::blog::Post::tags, &test::blog::PostTag::post_id, &test::blog::PostTag::tag>);
template <>
inline constexpr auto tain::mapping<tain::test::blog::Comment> =
    table("blog_comments", foreign_key<&test::blog::Comment::post_id>.references<test::blog::Post>(),
          foreign_key<&test::blog::Comment::writer_id>.references<test::blog::Writer>(),
          belongs_to<&test::blog::Comment::post, &test::blog::Comment::post_id>,
          belongs_to<&test::blog::Comment::writer, &test::blog::Comment::writer_id>);
template <>
inline constexpr auto tain::mapping<tain::test::blog::Tag> =
    table("blog_tags", primary_key<&test::blog::Tag::name>,
          many_to_many<&test::blog::Tag::posts, &test::blog::PostTag::tag, &test::blog::PostTag::post_id>);
template <>
inline constexpr auto tain::mapping<tain::test::blog::PostTag> =
    table("blog_post_tags", primary_key<&test::blog::PostTag::post_id, &test::blog::PostTag::tag>,
          foreign_key<&test::blog::PostTag::post_id>.references<test::blog::Post>(),
          foreign_key<&test::blog::PostTag::tag>.references<test::blog::Tag>());
template <>
inline constexpr auto tain::mapping<tain::test::blog::Folder> = table(
    "blog_folders", primary_key<&test::blog::Folder::drive, &test::blog::Folder::number>,
    foreign_key<&test::blog::Folder::parent_drive, &test::blog::Folder::parent_number>.references<test::blog::Folder>(),
    belongs_to<&test::blog::Folder::parent, &test::blog::Folder::parent_drive, &test::blog::Folder::parent_number>,
    has_many<&test::blog::Folder::children, &test::blog::Folder::parent_drive, &test::blog::Folder::parent_number>);

namespace tain::test::blog {

using app = models<Writer, Profile, Post, Comment, Tag, PostTag, Folder>;

}  // namespace tain::test::blog
