// SPDX-License-Identifier: BSL-1.0
#include "filled_blog.hpp"

#include <tain/orm/session.hpp>
#include <tain/relations.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>
#include <vector>

/// New objects that were let go while relations lead to them.
namespace {

using namespace tain;
using namespace tain::dsl;
using namespace tain::test;
using namespace tain::test::blog;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

template <class T>
void let_go(session& s, const entity<T>& object, bool remove) {
    if (remove)
        s.remove(object);
    else
        s.expunge(object);
}

/// A new tag that a post of Ada's has, in the session.
struct tagged : filled_blog {
    session s{db};
    entity<Post> post = s.execute(select<Post>().where(col<&Post::title> == "three").with<&Post::tags>()).one();
    entity<Tag> tag = post->tags.add(Tag{.name = "new"});

    tagged() { s.add(tag); }
    texts all_tags() const { return db.execute(select(col<&Tag::name>).order_by(col<&Tag::name>)).all(); }
};

}  // namespace

TEST_CASE("a new object that is removed or expunged is not taken in again by a relation, and leaves it") {
    for (const bool remove : {true, false}) {
        tagged t;
        let_go(t.s, t.tag, remove);
        CHECK(t.post->tags.size() == 1);
        t.s.commit();
        CHECK(t.all_tags() == texts{"c++", "sql", "unused"});
        CHECK_FALSE(t.s.contains(t.tag));
        CHECK(t.post->tags.empty());
        CHECK_FALSE(t.s.is_modified(t.post));
        t.post->title = "3";
        t.s.commit();
        CHECK(t.all_tags() == texts{"c++", "sql", "unused"});
    }
}

TEST_CASE("a new object that was let go comes back by add, or by a relation that it is put into again") {
    for (const int way : {0, 1, 2}) {
        tagged t;
        let_go(t.s, t.tag, way == 0);
        if (way == 0) t.s.add(t.tag);
        if (way == 1) t.post->tags.add(t.tag);
        if (way == 2) {
            t.s.flush();
            CHECK(t.post->tags.empty());
            t.post->tags = {t.tag};
        }
        t.s.commit();
        CHECK(t.all_tags() == texts{"c++", "new", "sql", "unused"});
        CHECK(names(t.post->tags, &Tag::name) == texts{"new"});
        CHECK(t.s.contains(t.tag));
    }
    filled_blog t;
    session s{t.db};
    const auto post = s.execute(select<Post>().where(col<&Post::title> == "three").with<&Post::writer>()).one();
    const auto cy = s.add(Writer{.name = "new"});
    post->writer = cy;
    s.remove(cy);
    post->writer = cy;
    s.commit();
    CHECK(post->writer_id == cy->id);
}

TEST_CASE("an object that is to belong to one that was let go belongs to none") {
    for (const bool remove : {true, false}) {
        filled_blog t;
        session s{t.db};
        const auto comment =
            s.execute(select<Comment>().where(col<&Comment::text> == "first").with<&Comment::writer>()).one();
        const auto cy = s.add(Writer{.name = "new"});
        comment->writer = cy;
        let_go(s, cy, remove);
        s.commit();
        CHECK(rows<Writer>(t.db) == 3);
        CHECK_FALSE(comment->writer_id);
        CHECK_FALSE(comment->writer);

        const auto post = s.execute(select<Post>().where(col<&Post::title> == "three").with<&Post::writer>()).one();
        const auto di = s.add(Writer{.name = "Di"});
        post->writer = di;
        let_go(s, di, remove);
        CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("cannot be NULL")));
        s.rollback();
        CHECK(post->writer->name == "Ada");
    }
}

TEST_CASE("a new object of a new one stays out when it is let go alone") {
    filled_blog t;
    session s{t.db};
    const auto di = s.add(Writer{.name = "Di", .posts = {Post{.title = "kept"}, Post{.title = "dropped"}}});
    const auto dropped = di->posts[1];
    s.add(dropped);
    s.remove(dropped);
    s.commit();
    CHECK(names(di->posts, &Post::title) == texts{"kept"});
    CHECK(rows<Post>(t.db) == 4);
    // Of a relation that is not loaded, too.
    const auto ada = s.get<Writer>(t.ada);
    const auto post = ada->posts.add(Post{.title = "draft"});
    s.add(post);
    s.expunge(post);
    s.commit();
    CHECK(rows<Post>(t.db) == 4);
    s.commit();
    CHECK_FALSE(s.is_modified(ada));
}

TEST_CASE("what a rollback or a failed flush lets go of is taken in again") {
    tagged t;
    t.s.add(Tag{.name = "sql"});  // is there already
    CHECK_THROWS_AS(t.s.flush(), constraint_error);
    CHECK(t.s.contains(t.tag));
    t.s.rollback();
    CHECK_FALSE(t.s.contains(t.tag));
    many<Tag> kept{t.tag};
    t.s.load<&Post::tags>(t.post);
    t.post->tags = kept;
    t.s.commit();
    CHECK(t.all_tags() == texts{"c++", "new", "sql", "unused"});
}
