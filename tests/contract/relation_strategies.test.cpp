// SPDX-License-Identifier: BSL-1.0
#include "filled_blog.hpp"

#include <tain/orm/session.hpp>
#include <tain/relations.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstddef>

using namespace tain;
using namespace tain::dsl;
using namespace tain::test::blog;

TEST_CASE("joined objects come as those that a statement of their own reads") {
    filled_blog t;
    const auto same = [&t](const auto& by_keys, const auto& by_joins, std::size_t statements) {
        const auto expected = tell_all(t.db.execute(by_keys).all());
        t.log.clear();
        CHECK(tell_all(t.db.execute(by_joins).all()) == expected);
        CHECK(t.log.size() == statements);

        // In sessions too, one for each, so that neither finds what the other has loaded.
        const auto told = [&t](const auto& statement) {
            session s{t.db};
            texts made;
            for (const auto& each : s.execute(statement).all()) made.push_back(tell(*each));
            return made;
        };
        CHECK(told(by_joins) == told(by_keys));
    };
    const auto writers = select<Writer>().order_by(col<&Writer::id>);
    const auto posts = select<Post>().order_by(col<&Post::id>);
    const auto comments = select<Comment>().order_by(col<&Comment::id>);
    const auto tags = select<Tag>().order_by(col<&Tag::name>);

    SECTION("each kind") {
        same(writers.with<&Writer::posts>(), writers.with(with<&Writer::posts>().joined()), 1);
        same(writers.with<&Writer::profile>(), writers.with(with<&Writer::profile>().joined()), 1);
        same(comments.with<&Comment::writer>(), comments.with(with<&Comment::writer>().joined()), 1);
        same(posts.with<&Post::tags>(), posts.with(with<&Post::tags>().joined()), 1);
        same(tags.with<&Tag::posts>(), tags.with(with<&Tag::posts>().joined()), 1);
    }
    SECTION("several of one object") {
        same(writers.with<&Writer::posts>().with<&Writer::comments>().with<&Writer::profile>(),
             writers.with(with<&Writer::posts>().joined())
                 .with(with<&Writer::comments>().joined())
                 .with(with<&Writer::profile>().joined()),
             1);
        same(posts.with<&Post::tags>().with<&Post::comments>().with<&Post::writer>(),
             posts.with(with<&Post::tags>().joined())
                 .with(with<&Post::comments>().joined())
                 .with(with<&Post::writer>().joined()),
             1);
        same(posts.with<&Post::tags>().with<&Post::comments>(),
             posts.with(with<&Post::tags>().joined()).with<&Post::comments>(), 2);
    }
    SECTION("joined below joined") {
        same(comments.with<&Comment::post>(with<&Post::writer>(with<&Writer::profile>())),
             comments.with(with<&Comment::post>().joined().with(
                 with<&Post::writer>().joined().with(with<&Writer::profile>().joined()))),
             1);
        same(writers.with<&Writer::posts>(with<&Post::comments>(with<&Comment::writer>()), with<&Post::tags>()),
             writers.with(with<&Writer::posts>()
                              .joined()
                              .with(with<&Post::comments>().joined().with(with<&Comment::writer>().joined()))
                              .with(with<&Post::tags>().joined())),
             1);
        same(tags.with<&Tag::posts>(with<&Post::tags>(with<&Tag::posts>())),
             tags.with(
                 with<&Tag::posts>().joined().with(with<&Post::tags>().joined().with(with<&Tag::posts>().joined()))),
             1);
    }
    SECTION("joined below a statement of its own, and the other way") {
        same(writers.with<&Writer::posts>(with<&Post::writer>()),
             writers.with<&Writer::posts>(with<&Post::writer>().joined()), 2);
        same(writers.with<&Writer::posts>(with<&Post::comments>()),
             writers.with<&Writer::posts>(with<&Post::comments>().joined()), 2);
        same(posts.with<&Post::tags>(with<&Tag::posts>()), posts.with<&Post::tags>(with<&Tag::posts>().joined()), 2);
        same(posts.with<&Post::writer>(with<&Writer::posts>()),
             posts.with(with<&Post::writer>().joined().with<&Writer::posts>()), 2);
        same(writers.with<&Writer::posts>(with<&Post::comments>(with<&Comment::writer>())),
             writers.with(with<&Writer::posts>().joined().with<&Post::comments>(with<&Comment::writer>().joined())), 2);
        same(comments.with<&Comment::writer>(with<&Writer::posts>(with<&Post::tags>())),
             comments.with(with<&Comment::writer>().joined().with<&Writer::posts>(with<&Post::tags>().joined())), 2);
    }
}
