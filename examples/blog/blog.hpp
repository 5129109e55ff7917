// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "models.hpp"

#include <tain/session.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What a blog does, on any database.
namespace blog {

/// A request that cannot be met; `what()` says why, for the one who made it.
class refused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Makes an author with a first post. Returns its key, as the others do.
std::int64_t join(tain::session& in, std::string handle, std::string name);

/// Publishes a post; tags that are not there yet are made.
std::int64_t publish(tain::session& in, std::string_view handle, std::string title, std::string text,
                     const std::vector<std::string>& tags);

/// Gives a post other tags.
void retag(tain::session& in, std::int64_t post, const std::vector<std::string>& tags);

/// Comments on a post, or answers a comment (0: none).
std::int64_t comment(tain::session& in, std::int64_t post, std::int64_t answered, std::string by, std::string text);

/// Writes a text that was edited since `version` of the post was read.
void edit(tain::session& in, std::int64_t post, std::int32_t version, std::string text);

/// Hands all posts of one author to another, and lets the first go.
void hand_over(tain::session& in, std::string_view from, std::string_view to);

/// Deletes an author with all posts, and what belongs to them.
void leave(tain::session& in, std::string_view handle);

/// The front page as text: each author's newest posts, with tags and comments. Five statements, whatever its size.
std::string front_page(const tain::engine& db, std::int64_t posts_each);

}  // namespace blog
