// SPDX-License-Identifier: BSL-1.0
#include "relation_rows.hpp"

#include <tain/orm/session.hpp>
#include <tain/relations.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

/// What goes along relations when objects are added, changed and removed, and what does not.
namespace {

using namespace tain;
using namespace tain::dsl;
using namespace tain::test;
using namespace tain::test::blog;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using tests = blog_database;

/// Ada with the posts "a" and "b" and a profile; Bo with none. "a" has two comments, one of them by Bo, and a tag.
struct filled : tests {
    std::int64_t ada = 0, bo = 0, a = 0, b = 0, by_bo = 0;

    filled() {
        session s{db};
        const auto first = s.add(Writer{.name = "Ada",
                                        .posts = {Post{.title = "a", .tags = {Tag{.name = "c++"}}}, Post{.title = "b"}},
                                        .profile = Profile{.text = "countess"}});
        const auto second = s.add(Writer{.name = "Bo"});
        first->posts[0]->comments.add(Comment{.text = "first"});
        const auto comment = first->posts[0]->comments.add(Comment{.text = "by Bo"});
        comment->writer = second;
        s.commit();
        ada = first->id;
        bo = second->id;
        a = first->posts[0]->id;
        b = first->posts[1]->id;
        by_bo = comment->id;
        log.clear();
    }
    /// Ada with all that is hers.
    entity<Writer> whole(session& s) const {
        return s
            .execute(select<Writer>()
                         .where(col<&Writer::id> == ada)
                         .with<&Writer::posts>(with<&Post::comments>(), with<&Post::tags>())
                         .with<&Writer::profile>()
                         .with<&Writer::comments>())
            .one();
    }
};

}  // namespace

TEST_CASE("a new object that leads to one of the session's is not added by that") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    many<Post> elsewhere{Post{.title = "draft"}};
    elsewhere[0]->writer = ada;
    s.commit();
    CHECK(rows<Post>(t.db) == 2);
    CHECK(ada->posts.size() == 2);
    s.add(elsewhere[0]);
    s.commit();
    CHECK(rows<Post>(t.db) == 3);
    CHECK(ada->posts.size() == 3);
}

TEST_CASE("what an object that is there is given, and what that leads to, is inserted") {
    filled t;
    session s{t.db};
    const auto bo = s.get<Writer>(t.bo);
    const auto post = bo->posts.add(Post{.title = "c", .comments = {Comment{.text = "x"}, Comment{.text = "y"}}});
    s.commit();
    CHECK(post->writer_id == t.bo);
    CHECK(rows<Comment>(t.db) == 4);
    CHECK(post->comments[1]->post_id == post->id);
}

TEST_CASE("a new object goes along as far as relations of new objects lead") {
    tests t;
    session s{t.db};
    const auto note = s.add(
        Comment{.text = "hm", .post = Post{.title = "p", .writer = Writer{.name = "Ada"}, .tags = {Tag{.name = "t"}}}});
    s.commit();
    CHECK(note->post_id == note->post->id);
    CHECK(note->post->writer_id == note->post->writer->id);
    CHECK(rows<PostTag>(t.db) == 1);
}

TEST_CASE("what is taken out again before the flush is not inserted") {
    filled t;
    session s{t.db};
    const auto bo = s.get<Writer>(t.bo);
    const auto post = bo->posts.add(Post{.title = "c"});
    bo->posts.remove(post);
    s.commit();
    CHECK(rows<Post>(t.db) == 2);
    CHECK_FALSE(s.contains(post));
}

TEST_CASE("a new object that is removed before the flush takes along what only it leads to") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "a"}}});
    s.remove(ada);
    s.commit();
    CHECK(rows<Writer>(t.db) == 0);
    CHECK(rows<Post>(t.db) == 0);
}

TEST_CASE("remove goes down all levels that are loaded, children first") {
    filled t;
    session s{t.db};
    s.remove(t.whole(s));
    t.log.clear();
    s.commit();
    CHECK(rows<Post>(t.db) == 0);
    CHECK(rows<Comment>(t.db) == 0);
    CHECK(rows<Profile>(t.db) == 0);
    CHECK(rows<PostTag>(t.db) == 0);
    CHECK(rows<Tag>(t.db) == 1);
    CHECK(rows<Writer>(t.db) == 1);
}

TEST_CASE("remove of an object with rows that are not loaded is the database's to judge") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Writer>(t.ada);
    s.remove(ada);
    CHECK_THROWS_MATCHES(s.flush(), constraint_error, MessageMatches(ContainsSubstring("cannot delete Writer (id ")));
    s.rollback();
    CHECK(s.get<Writer>(t.ada) == ada);
    CHECK(rows<Writer>(t.db) == 2);
}

TEST_CASE("remove of a child leaves its parent, and its parent's relation without it") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    const auto b = s.get<Post>(t.b);
    s.remove(b);
    s.commit();
    CHECK(rows<Writer>(t.db) == 2);
    REQUIRE(ada->posts.size() == 1);
    CHECK(ada->posts[0]->title == "a");
    t.log.clear();
    s.flush();
    CHECK(t.log.size() == 0);
}

TEST_CASE("remove of what others belong to sets their keys to NULL where they can be") {
    filled t;
    session s{t.db};
    const auto bo = s.execute(select<Writer>().where(col<&Writer::id> == t.bo).with<&Writer::comments>()).one();
    const auto comment = bo->comments[0];
    s.remove(bo);
    s.commit();
    CHECK_FALSE(t.db.get<Comment>(t.by_bo)->writer_id);
    CHECK_FALSE(comment->writer_id);
    CHECK(rows<Comment>(t.db) == 2);
}

TEST_CASE("an orphan takes along what depends on it") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    const auto post = ada->posts[0];
    REQUIRE(post->title == "a");
    post->comments.clear();
    s.commit();
    CHECK(rows<Comment>(t.db) == 0);
    CHECK(post->comments.empty());
}

TEST_CASE("remove of a parent and of its child together") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    for (const auto& each : ada->posts) s.remove(each);
    s.remove(ada);
    s.commit();
    CHECK(rows<Post>(t.db) == 0);
    CHECK(rows<Writer>(t.db) == 1);
}

TEST_CASE("rollback brings back what remove took along, with its relations") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    s.remove(ada);
    s.flush();
    s.rollback();
    CHECK(rows<Post>(t.db) == 2);
    CHECK(rows<PostTag>(t.db) == 1);
    CHECK(ada->posts.size() == 2);
    CHECK(s.contains(ada->posts[0]));
    CHECK(ada->posts[0]->comments.size() + ada->posts[1]->comments.size() == 2);
    s.remove(ada);
    s.commit();
    CHECK(rows<Post>(t.db) == 0);
}

TEST_CASE("a foreign key that is written moves its object in the relations that are loaded") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    const auto bo = s.execute(select<Writer>().where(col<&Writer::id> == t.bo).with<&Writer::posts>()).one();
    const auto b = s.execute(select<Post>().where(col<&Post::id> == t.b).with<&Post::writer>()).one();
    b->writer_id = t.bo;
    s.commit();
    CHECK(b->writer.get() == bo);
    CHECK(bo->posts.size() == 1);
    CHECK(ada->posts.size() == 1);
}

TEST_CASE("an object that belongs to none") {
    filled t;
    session s{t.db};
    const auto comment =
        s.execute(select<Comment>().where(col<&Comment::id> == t.by_bo).with<&Comment::writer>()).one();
    comment->writer = nullptr;
    s.commit();
    CHECK_FALSE(t.db.get<Comment>(t.by_bo)->writer_id);
    CHECK_FALSE(comment->writer_id);
}

TEST_CASE("an object in a relation twice is there once") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    const auto post = ada->posts[0], other = ada->posts[1];
    const auto tag = s.add(Tag{.name = "orm"});
    other->tags.add(tag);
    other->tags.add(tag);
    s.commit();
    CHECK(rows<PostTag>(t.db) == 2);
    CHECK(tag->posts.size() == 1);
    other->tags.add(tag);  // it is there already
    s.commit();
    CHECK(rows<PostTag>(t.db) == 2);
}

TEST_CASE("queries see what relations were given") {
    filled t;
    session s{t.db};
    const auto bo = s.get<Writer>(t.bo);
    bo->posts.add(Post{.title = "c"});
    CHECK(s.execute(select(count()).from<Post>().where(col<&Post::writer_id> == t.bo)).one() == 1);
    s.rollback();
    CHECK(rows<Post>(t.db) == 2);
}

TEST_CASE("an object with a changed relation is modified until the flush") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    CHECK_FALSE(s.is_modified(ada));
    const auto post = ada->posts.add(Post{.title = "c"});
    CHECK(s.is_modified(ada));
    CHECK(s.dirty<Writer>() == std::vector{ada});
    s.flush();
    CHECK_FALSE(s.is_modified(ada));
    CHECK_FALSE(s.is_modified(post));
}

TEST_CASE("events tell of what goes along") {
    filled t;
    session s{t.db};
    texts told;
    s.before_insert<Comment>([&](Comment& each) { told.push_back("+" + each.text); });
    s.before_delete<Comment>([&](Comment& each) { told.push_back("-" + each.text); });
    const auto ada = t.whole(s);
    for (const auto& post : ada->posts)
        if (post->title == "a")
            post->comments.clear();
        else
            post->comments.add(Comment{.text = "new"});
    s.commit();
    CHECK(told == texts{"+new", "-first", "-by Bo"});
}

TEST_CASE("a child whose row is gone is named when it would go along") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    for (const auto& post : ada->posts)
        for (const auto& comment : post->comments)
            s.execute(delete_from<Comment>().where(col<&Comment::id> == comment->id));
    s.remove(ada);
    CHECK_THROWS_MATCHES(s.flush(), stale_error, MessageMatches(ContainsSubstring("cannot delete Comment (id ")));
    s.rollback();
    CHECK(rows<Comment>(t.db) == 2);
}

TEST_CASE("refresh and expire read columns, and leave relations as they are") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    const auto post = ada->posts.add(Post{.title = "c"});
    t.log.clear();
    s.refresh(ada);
    s.expire(ada);
    s.get<Writer>(t.ada);
    CHECK(ada->posts.size() == 3);
    CHECK(ada->posts[2] == post);
    s.commit();
    CHECK(rows<Post>(t.db) == 3);
}

TEST_CASE("an object cannot belong to one that is removed") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    const auto bo = s.get<Writer>(t.bo);
    const auto post = ada->posts[0];
    s.execute(delete_from<Comment>().all_rows());
    s.remove(bo);
    post->writer = bo;
    CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("cannot be NULL")));
    s.rollback();
    CHECK(post->writer_id == t.ada);
}

TEST_CASE("expunge takes one object out, not what it leads to") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    const auto post = ada->posts[0];
    s.expunge(ada);
    CHECK(s.contains(post));
    post->title = "A";
    s.commit();
    CHECK(t.db.get<Post>(post->id)->title == "A");
}

TEST_CASE("relations of objects that a flush has inserted are whole: no query is needed to read them") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "a"}}});
    s.commit();
    t.log.clear();
    CHECK(ada->posts[0]->writer.get() == ada);
    CHECK(ada->posts[0]->comments.empty());
    CHECK(ada->posts[0]->tags.empty());
    CHECK_FALSE(ada->profile);
    CHECK(t.log.size() == 0);
}

TEST_CASE("orphans with dependents of their own, which become orphans") {
    tests t;
    session s{t.db};
    // Comments of a post are deleted as orphans; a folder's children only lose their parent.
    const auto ada = s.add(Writer{.name = "Ada"});
    const auto post = ada->posts.add(Post{.title = "a"});
    for (int i = 0; i != 40; ++i) {
        const auto note = post->comments.add(Comment{.text = std::to_string(i)});
        note->writer = ada;
    }
    s.commit();
    post->comments.clear();
    s.remove(ada);
    s.commit();
    CHECK(rows<Comment>(t.db) == 0);
    CHECK(rows<Post>(t.db) == 0);
}

TEST_CASE("a flush that fails takes nothing along for the next one") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    s.remove(ada);
    const auto twin = s.add(Writer{.name = "Bo"});  // its name is another's
    CHECK_THROWS_AS(s.flush(), constraint_error);
    s.add(ada);
    twin->name = "Cy";
    s.commit();
    CHECK(rows<Writer>(t.db) == 3);
    CHECK(rows<Post>(t.db) == 2);
    CHECK(rows<Comment>(t.db) == 2);
    CHECK(rows<Profile>(t.db) == 1);

    // The same of what relations add: taken out after the failure, it is not inserted.
    const auto other = s.add(Writer{.name = "Bo"});
    const auto draft = ada->posts.add(Post{.title = "draft"});
    CHECK_THROWS_AS(s.flush(), constraint_error);
    ada->posts.remove(draft);
    other->name = "Dee";
    s.commit();
    CHECK(rows<Post>(t.db) == 2);
    CHECK_FALSE(s.contains(draft));
}

TEST_CASE("a relation that is copied from another object's is that of its new owner") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    const auto a = ada->posts[0], b = ada->posts[1];
    REQUIRE(a->tags.size() == 1);
    Post made{.title = "c"};
    made.writer = s.get<Post>(t.a)->writer;
    made.tags = a->tags;
    if (!made.writer.is_loaded()) made.writer = ada;
    const auto c = s.add(made);
    b->tags = a->tags;
    s.commit();
    CHECK(c->writer_id == t.ada);
    CHECK(rows<PostTag>(t.db) == 3);
    CHECK(a->tags.size() == 1);

    Post copy = *a;  // a new object with the relations of the old one
    copy.id = 0;
    copy.comments = many<Comment>{std::vector<entity<Comment>>{}};
    const auto d = s.add(copy);
    s.commit();
    CHECK(rows<PostTag>(t.db) == 4);
    CHECK(d->writer_id == t.ada);
    CHECK(rows<Comment>(t.db) == 2);

    const auto bo = s.get<Writer>(t.bo);
    bo->posts = ada->posts;  // what Bo has is not known
    CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("was assigned, but not loaded before")));
    s.rollback();
    CHECK(rows<Post>(t.db) == 4);
}

TEST_CASE("an object that was found to be gone holds nothing that holds it") {
    filled t;
    session s{t.db};
    const auto ada =
        s.execute(select<Writer>().where(col<&Writer::id> == t.ada).with<&Writer::posts>(with<&Post::writer>())).one();
    std::vector<entity<Post>> posts{ada->posts.begin(), ada->posts.end()};
    s.execute(delete_from<Comment>().all_rows());
    s.execute(delete_from<PostTag>().all_rows());
    s.execute(delete_from<Post>().all_rows());
    s.execute(delete_from<Profile>().all_rows());
    s.execute(delete_from<Writer>().all_rows());
    for (const auto& each : posts) CHECK_THROWS_AS(s.refresh(each), stale_error);
    CHECK_THROWS_AS(s.refresh(ada), stale_error);
    s.commit();
    CHECK_FALSE(ada->posts.is_loaded());
}

TEST_CASE("what is given to another one does not go along") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    const auto bo = s.get<Writer>(t.bo);
    const auto a = ada->posts[0];
    SECTION("by its own side") { a->writer = bo; }
    SECTION("by the other one's relation") { bo->posts.add(a); }
    SECTION("by its foreign key") { a->writer_id = t.bo; }
    s.remove(ada);
    s.commit();
    CHECK(rows<Writer>(t.db) == 1);
    CHECK(t.db.execute(select(col<&Post::title>, col<&Post::writer_id>)).all() ==
          std::vector<std::tuple<std::string, std::int64_t>>{{"a", t.bo}});
    CHECK(rows<Comment>(t.db) == 2);
    CHECK(tags(t.db, t.a) == texts{"c++"});
    CHECK(s.contains(a));
}

TEST_CASE("what is given to another one that is removed, too, goes along with that") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    const auto bo = s.execute(select<Writer>().where(col<&Writer::id> == t.bo).with<&Writer::posts>()).one();
    bo->posts.add(ada->posts[0]);
    const bool first = GENERATE(true, false);
    s.remove(first ? ada : bo);
    s.remove(first ? bo : ada);
    s.commit();
    CHECK(rows<Writer>(t.db) == 0);
    CHECK(rows<Post>(t.db) == 0);
    CHECK(rows<Comment>(t.db) == 0);
}

TEST_CASE("relations take no empty handles") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    const entity<Post> none = s.get<Post>(-1);
    CHECK_THROWS_MATCHES(ada->posts.add(none), error,
                         MessageMatches(ContainsSubstring("add() of Writer::posts was given an empty handle")));
    CHECK_THROWS_MATCHES(ada->posts.remove(none), error,
                         MessageMatches(ContainsSubstring("remove() of Writer::posts was given an empty handle")));
    CHECK_THROWS_AS((many<Post>{ada->posts[0], none}), error);
    CHECK(ada->posts.size() == 2);
    s.commit();
    CHECK(rows<Post>(t.db) == 2);
}

TEST_CASE("a relation that is assigned {} forgets what it has, which changes no row") {
    filled t;
    session s{t.db};
    const auto ada = t.whole(s);
    ada->posts = {};
    CHECK_FALSE(ada->posts.is_loaded());
    CHECK_FALSE(s.is_modified(ada));
    s.commit();
    CHECK(rows<Post>(t.db) == 2);
}
