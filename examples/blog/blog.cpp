// SPDX-License-Identifier: BSL-1.0
#include "blog.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace blog {

using namespace tain::dsl;

namespace {

tain::entity<Author> author_called(tain::session& in, std::string_view handle) {
    auto found = in.execute(select<Author>().where(col<&Author::handle> == handle)).one_or_none();
    if (!found) throw refused(fmt::format("there is no author @{}", handle));
    return found;
}
tain::entity<Post> post_numbered(tain::session& in, std::int64_t id) {
    auto found = in.get<Post>(id);
    if (!found) throw refused(fmt::format("there is no post {}", id));
    return found;
}

tain::many<Tag> tags_called(tain::session& in, const std::vector<std::string>& names) {
    std::vector<tain::entity<Tag>> made;
    for (const std::string& name : names) {
        auto known = in.get<Tag>(name);
        made.push_back(known ? known : in.add(Tag{.name = name}));
    }
    return tain::many<Tag>{made};
}

void append_comments(std::string& to, const tain::many<Comment>& comments, int depth) {
    for (const auto& each : comments) {
        if (depth == 0 && each->answered_id) continue;  // it stands below what it answers
        fmt::format_to(std::back_inserter(to), "{:{}}- {}: {}\n", "", 4 + 2 * depth, each->by, each->text);
        if (each->answers.is_loaded()) append_comments(to, each->answers, depth + 1);
    }
}

}  // namespace

std::int64_t join(tain::session& in, std::string handle, std::string name) {
    return in.transaction([&] {
        Post hello{.title = "Hello", .text = fmt::format("{} is here.", name)};
        auto made = in.add(Author{.handle = std::move(handle), .name = std::move(name), .posts = {std::move(hello)}});
        in.flush();
        return made->id;
    });
}

std::int64_t publish(tain::session& in, std::string_view handle, std::string title, std::string text,
                     const std::vector<std::string>& tags) {
    return in.transaction([&] {
        Post post{.title = std::move(title), .text = std::move(text)};
        post.tags = tags_called(in, tags);
        auto made = author_called(in, handle)->posts.add(std::move(post));
        in.flush();
        return made->id;
    });
}

void retag(tain::session& in, std::int64_t post, const std::vector<std::string>& tags) {
    in.transaction([&] {
        const auto found = post_numbered(in, post);
        in.load<&Post::tags>(found);
        found->tags = tags_called(in, tags);
    });
}

std::int64_t comment(tain::session& in, std::int64_t post, std::int64_t answered, std::string by, std::string text) {
    return in.transaction([&] {
        auto made = post_numbered(in, post)->comments.add(Comment{.by = std::move(by), .text = std::move(text)});
        if (answered != 0) {
            const auto to = in.get<Comment>(answered);
            if (!to || to->post_id != post) throw refused(fmt::format("post {} has no comment {}", post, answered));
            to->answers.add(made);
        }
        in.flush();
        return made->id;
    });
}

void edit(tain::session& in, std::int64_t post, std::int32_t version, std::string text) {
    in.transaction([&] {
        const auto found = post_numbered(in, post);
        if (found->version != version)
            throw refused(fmt::format("post {} was edited by somebody else; read it again", post));
        found->text = std::move(text);
    });
}

void hand_over(tain::session& in, std::string_view from, std::string_view to) {
    in.transaction([&] {
        const auto old = author_called(in, from), heir = author_called(in, to);
        in.load<&Author::posts>(old);
        while (!old->posts.empty()) {
            const auto each = old->posts.back();
            old->posts.remove(each);
            heir->posts.add(each);
        }
        in.flush();
        in.remove(old);
    });
}

void leave(tain::session& in, std::string_view handle) {
    in.transaction([&] {
        const auto gone = author_called(in, handle);
        in.load<&Author::posts>(gone, with<&Post::comments>(), with<&Post::tags>());
        in.remove(gone);
    });
}

std::string front_page(const tain::engine& db, std::int64_t posts_each) {
    const auto authors =
        db.execute(select<Author>()
                       .order_by(col<&Author::handle>)
                       .with(with<&Author::posts>()
                                 .order_by(desc(col<&Post::id>))
                                 .limit(posts_each)
                                 .with(with<&Post::tags>().order_by(col<&Tag::name>))
                                 .with(with<&Post::comments>()
                                           .order_by(col<&Comment::id>)
                                           .with(with<&Comment::answers>().order_by(col<&Comment::id>)))))
            .all();
    std::string made;
    const auto out = std::back_inserter(made);
    for (const Author& author : authors) {
        fmt::format_to(out, "@{} ({})\n", author.handle, author.name);
        for (const auto& post : author.posts) {
            fmt::format_to(out, "  {}: {}", post->title, post->text);
            for (const auto& tag : post->tags) fmt::format_to(out, " #{}", tag->name);
            made += '\n';
            append_comments(made, post->comments, 0);
        }
    }
    return made;
}

}  // namespace blog
