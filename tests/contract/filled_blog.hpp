// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "relation_rows.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

/// A blog with rows, for tests that load its relations.
namespace tain::test::blog {

/// Ada has two posts, Bob one, Cy none. Ada's first has two tags and comments by Bob and by nobody.
struct filled_blog : blog_database {
    filled_blog() {
        std::vector<Writer> writers{{.name = "Ada"}, {.name = "Bob"}, {.name = "Cy"}};
        db.insert(writers);
        ada = writers[0].id, bob = writers[1].id;
        Profile profile{.writer_id = ada, .text = "it's me"};
        db.insert(profile);
        std::vector<Post> posts{{.writer_id = ada, .title = "one", .stars = 5},
                                {.writer_id = bob, .title = "two", .stars = 1},
                                {.writer_id = ada, .title = "three", .stars = 3}};
        db.insert(posts);
        std::vector<Comment> comments{{.post_id = posts[0].id, .writer_id = bob, .text = "first"},
                                      {.post_id = posts[0].id, .text = "second"},
                                      {.post_id = posts[2].id, .writer_id = bob, .text = "third"}};
        db.insert(comments);
        std::vector<Tag> tags{{.name = "c++"}, {.name = "sql"}, {.name = "unused"}};
        db.insert(tags);
        std::vector<PostTag> links{{posts[0].id, "c++"}, {posts[0].id, "sql"}, {posts[1].id, "sql"}};
        db.insert(links);
        log.clear();
    }
    std::int64_t ada = 0;
    std::int64_t bob = 0;
};

template <class Related, class Member>
std::vector<std::string> names(const many<Related>& of, Member member) {
    std::vector<std::string> made;
    for (const auto& each : of) made.push_back((*each).*member);
    return made;
}
template <class Related, class Member>
std::vector<std::string> sorted(const many<Related>& of, Member member) {
    auto made = names(of, member);
    std::sort(made.begin(), made.end());
    return made;
}

/// What is loaded of an object, as text: in a session, where relations may lead back, so many levels of it. The order within
/// relations is left out.
inline std::string tell(const Profile& of, int levels = 5);
inline std::string tell(const Tag& of, int levels = 5);
inline std::string tell(const Post& of, int levels = 5);
inline std::string tell(const Writer& of, int levels = 5);
inline std::string tell(const Comment& of, int levels = 5);

template <class Related>
std::string tell_many(const char* name, const many<Related>& of, int levels) {
    if (!of.is_loaded() || levels == 0) return {};
    std::vector<std::string> made;
    for (const auto& each : of) made.push_back(tell(*each, levels - 1));
    std::sort(made.begin(), made.end());
    std::string text = std::string{" "} + name + "[";
    for (const std::string& each : made) text += each + ";";
    return text + "]";
}
template <class Related>
std::string tell_one(const char* name, const one<Related>& of, int levels) {
    if (!of.is_loaded() || levels == 0) return {};
    return std::string{" "} + name + "{" + (of ? tell(*of, levels - 1) : "none") + "}";
}
inline std::string tell(const Profile& of, int levels) { return of.text + tell_one("writer", of.writer, levels); }
inline std::string tell(const Tag& of, int levels) { return of.name + tell_many("posts", of.posts, levels); }
inline std::string tell(const Post& of, int levels) {
    return of.title + tell_one("writer", of.writer, levels) + tell_many("comments", of.comments, levels) +
           tell_many("tags", of.tags, levels);
}
inline std::string tell(const Writer& of, int levels) {
    return of.name + tell_many("posts", of.posts, levels) + tell_one("profile", of.profile, levels) +
           tell_many("comments", of.comments, levels);
}
inline std::string tell(const Comment& of, int levels) {
    return of.text + tell_one("post", of.post, levels) + tell_one("writer", of.writer, levels);
}

template <class T>
texts tell_all(const std::vector<T>& all) {
    texts made;
    for (const T& each : all) made.push_back(tell(each));
    return made;
}

}  // namespace tain::test::blog
