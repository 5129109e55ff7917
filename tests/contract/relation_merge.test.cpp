// SPDX-License-Identifier: BSL-1.0
#include "relation_rows.hpp"

#include <tain/orm/session.hpp>
#include <tain/relations.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace tain;
using namespace tain::dsl;
using namespace tain::test;
using namespace tain::test::blog;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

using tests = blog_database;

/// `title by writer`, in the order of the titles.
texts posts(const engine& db) {
    texts made;
    for (const auto& [post, writer] : db.execute(select<Post, Writer>()
                                                     .from<Post>()
                                                     .join<Writer>(col<&Writer::id> == col<&Post::writer_id>)
                                                     .order_by(col<&Post::title>))
                                          .all())
        made.push_back(post.title + " by " + writer.name);
    return made;
}

/// Ada with the posts "a" and "b"; "a" has a comment, and the tag "c++".
struct filled : tests {
    std::int64_t ada = 0, a = 0, b = 0, comment = 0;

    filled() {
        session s{db};
        const auto made = s.add(
            Writer{.name = "Ada",
                   .posts = {Post{.title = "a", .comments = {Comment{.text = "first"}}, .tags = {Tag{.name = "c++"}}},
                             Post{.title = "b"}}});
        s.commit();
        ada = made->id;
        a = made->posts[0]->id;
        b = made->posts[1]->id;
        comment = made->posts[0]->comments[0]->id;
        log.clear();
    }
};

}  // namespace

TEST_CASE("merge takes what relations lead to: known objects, new ones, and none of those that are left out") {
    filled t;
    session s{t.db};
    const auto ada =
        s.merge(Writer{.id = t.ada,
                       .name = "Ada L.",
                       .posts = {Post{.id = t.a, .title = "A"}, Post{.title = "new"}, Post{.id = t.b, .title = "b"}}});
    CHECK(ada->posts.size() == 3);
    CHECK(ada->posts[0] == s.get<Post>(t.a));
    CHECK(ada->posts[0]->writer_id == t.ada);
    s.commit();
    CHECK(posts(t.db) == texts{"A by Ada L.", "b by Ada L.", "new by Ada L."});
    CHECK(tags(t.db, t.a) == texts{"c++"});
    CHECK_FALSE(ada->posts[0]->tags.is_loaded());
}

TEST_CASE("what a merged relation leaves out is taken out of the session's") {
    filled t;
    session s{t.db};
    const auto a = s.merge(Post{.id = t.a,
                                .writer_id = t.ada,
                                .title = "a",
                                .comments = {Comment{.text = "second"}},
                                .tags = {Tag{.name = "orm"}}});
    s.commit();
    CHECK(tags(t.db, t.a) == texts{"orm"});
    CHECK(t.db.get<Tag>("c++"));
    CHECK_FALSE(t.db.get<Comment>(t.comment));  // the relation deletes orphans
    CHECK(t.db.execute(select<Comment>()).one().text == "second");
    CHECK(a->comments.size() == 1);
    CHECK_FALSE(a->writer.is_loaded());
}

TEST_CASE("merge leaves relations that are not loaded as they are, but for what was added and removed") {
    filled t;
    session s{t.db};
    Post given{.id = t.a, .writer_id = t.ada, .title = "a"};
    given.tags.add(Tag{.name = "orm"});
    const entity<Tag> old = [&] {
        many<Tag> all{Tag{.name = "c++"}};
        return all[0];
    }();
    const auto a = s.merge(given);
    s.commit();
    CHECK(tags(t.db, t.a) == texts{"c++", "orm"});
    CHECK(t.db.get<Comment>(t.comment));
    Post second{.id = t.a, .writer_id = t.ada, .title = "a"};
    second.tags.remove(old);
    CHECK(s.merge(second) == a);
    s.commit();
    CHECK(tags(t.db, t.a) == texts{"orm"});
}

TEST_CASE("merge follows what an object belongs to, and its foreign key needs no value then") {
    filled t;
    session s{t.db};
    const auto a = s.merge(Post{.id = t.a, .title = "A", .writer = Writer{.id = t.ada, .name = "Ada L."}});
    CHECK(a->writer_id == t.ada);
    CHECK(a->writer.get() == s.get<Writer>(t.ada));
    s.commit();
    CHECK(posts(t.db) == texts{"A by Ada L.", "b by Ada L."});
    s.merge(Post{.id = t.b, .title = "b", .writer = Writer{.name = "Bo"}});
    s.commit();
    CHECK(posts(t.db) == texts{"A by Ada L.", "b by Bo"});
    // One that says something else than the relation is a contradiction, as without merge.
    const std::int64_t bo = t.db.execute(select<Writer>().where(col<&Writer::name> == "Bo")).one().id;
    s.merge(Post{.id = t.a, .writer_id = t.ada, .title = "A", .writer = Writer{.id = bo, .name = "Bo"}});
    s.commit();
    CHECK(posts(t.db) == texts{"A by Bo", "b by Bo"});
}

TEST_CASE("a graph that was read as values is merged by writing what was changed in it") {
    filled t;
    std::vector<Writer> given =
        t.db.execute(select<Writer>().with<&Writer::posts>(with<&Post::tags>(), with<&Post::comments>())).all();
    REQUIRE(given.size() == 1);
    for (const auto& post : given[0].posts)
        if (post->title == "a") {
            post->comments[0]->text = "1st";
            post->tags.add(Tag{.name = "sql"});
        }
    session s{t.db};
    const auto ada = s.merge(given[0]);
    t.log.clear();
    s.commit();
    CHECK(t.log.count("UPDATE") == 1);
    CHECK(t.log.count("INSERT") == 2);  // the tag, and its row of the association
    CHECK(t.log.count("DELETE") == 0);
    CHECK(t.db.get<Comment>(t.comment)->text == "1st");
    CHECK(tags(t.db, t.a) == texts{"c++", "sql"});
    CHECK(ada.get() != &given[0]);
}

TEST_CASE("a key that is twice in a merged graph is one object") {
    filled t;
    session s{t.db};
    const auto ada =
        s.merge(Writer{.id = t.ada,
                       .name = "Ada",
                       .posts = {Post{.id = t.a, .title = "a", .tags = {Tag{.name = "new"}, Tag{.name = "c++"}}},
                                 Post{.id = t.b, .title = "b", .tags = {Tag{.name = "c++"}, Tag{.name = "new"}}},
                                 Post{.title = "c"}, Post{.title = "d"}}});
    CHECK(ada->posts[0]->tags[0] == ada->posts[1]->tags[1]);
    CHECK(ada->posts[0]->tags[1] == ada->posts[1]->tags[0]);
    CHECK(ada->posts[2] != ada->posts[3]);  // without a key each is one of its own
    s.commit();
    CHECK(tags(t.db, t.b) == texts{"c++", "new"});
    CHECK(posts(t.db).size() == 4);
}

TEST_CASE("merge of a relation to one object") {
    filled t;
    session s{t.db};
    const auto ada = s.merge(Writer{.id = t.ada, .name = "Ada", .profile = Profile{.text = "countess"}});
    s.commit();
    const std::int64_t first = ada->profile->id;
    CHECK(t.db.get<Profile>(first)->writer_id == t.ada);
    s.merge(Writer{.id = t.ada, .name = "Ada", .profile = Profile{.id = first, .text = "analyst"}});
    s.commit();
    CHECK(t.db.get<Profile>(first)->text == "analyst");
    CHECK(t.db.get<Profile>(first)->writer_id == t.ada);
    s.merge(Writer{.id = t.ada, .name = "Ada", .profile = nullptr});
    s.commit();
    CHECK_FALSE(t.db.get<Profile>(first));
    CHECK_FALSE(ada->profile);
}

TEST_CASE("merge of a tree with keys of two columns") {
    tests t;
    {
        session s{t.db};
        s.add(Folder{
            .drive = "c", .number = 1, .name = "root", .children = {Folder{.drive = "c", .number = 2, .name = "old"}}});
        s.commit();
    }
    session s{t.db};
    const auto root = s.merge(Folder{.drive = "c",
                                     .number = 1,
                                     .name = "/",
                                     .children = {Folder{.drive = "c",
                                                         .number = 2,
                                                         .name = "usr",
                                                         .children = {Folder{.drive = "c", .number = 3, .name = "bin"},
                                                                      Folder{.drive = "d", .number = 2}}}}});
    s.commit();
    CHECK(t.db.get<Folder>(std::tuple{"c", 1})->name == "/");
    CHECK(t.db.get<Folder>(std::tuple{"c", 2})->name == "usr");
    CHECK(t.db.get<Folder>(std::tuple{"c", 2})->parent_number == 1);
    CHECK(t.db.get<Folder>(std::tuple{"d", 2})->parent_drive == "c");
    s.merge(Folder{.drive = "c", .number = 1, .name = "/", .children = {}});
    s.commit();
    CHECK(root->children.size() == 1);  // braces without objects are no relation that is loaded
    s.merge(Folder{.drive = "c", .number = 1, .name = "/", .children = many<Folder>{std::vector<entity<Folder>>{}}});
    s.commit();
    CHECK(root->children.empty());
    CHECK_FALSE(t.db.get<Folder>(std::tuple{"c", 2})->parent_drive);
}

TEST_CASE("a merged graph may lead to objects of the session, and back to where it began") {
    filled t;
    session s{t.db};
    const auto b = s.get<Post>(t.b);
    b->title = "B";
    Writer given{.id = t.ada, .name = "Ada"};
    given.posts.add(b);
    const auto ada = s.merge(given);
    CHECK(b->title == "B");
    s.load<&Writer::posts>(ada);
    s.commit();
    CHECK(posts(t.db) == texts{"B by Ada", "a by Ada"});

    many<Post> start{Post{.title = "circle", .writer = Writer{.name = "Cy"}}};
    const entity<Writer> cy = start[0]->writer.get();
    cy->posts = many<Post>{std::vector{start[0]}};
    const auto merged = s.merge(cy);
    CHECK(merged != cy);
    CHECK(merged->posts[0]->writer.get() == merged);
    s.commit();
    CHECK(posts(t.db) == texts{"B by Ada", "a by Ada", "circle by Cy"});
    CHECK(s.merge(merged) == merged);
    cy->posts.clear();  // handles that hold each other are never let go
}

TEST_CASE("merge of a graph flushes before it reads, not while it adds") {
    filled t;
    session s{t.db};
    s.add(Tag{.name = "early"});
    const auto post = s.merge(Post{
        .title = "p",
        .comments = {Comment{.text = "c", .writer = Writer{.id = t.ada, .name = "Ada"}}},
        .tags = {Tag{.name = "early"}},
    });
    post->writer_id = t.ada;
    s.commit();
    CHECK(tags(t.db, post->id) == texts{"early"});
    CHECK(post->comments[0]->writer_id == t.ada);
    CHECK_THROWS_AS(s.merge(entity<Post>{}), error);
}

TEST_CASE("merge of what belongs to one that is not at hand") {
    filled t;
    std::int64_t bo = 0;
    {
        Writer made{.name = "Bo"};
        t.db.insert(made);
        bo = made.id;
    }
    session s{t.db};
    const auto a = s.execute(select<Post>().where(col<&Post::id> == t.a).with<&Post::writer>()).one();
    a->writer_id = bo;
    s.commit();
    CHECK_FALSE(a->writer.is_loaded());
    Post copy = *a;
    copy.title = "A";
    CHECK(s.merge(copy) == a);
    s.commit();
    CHECK(posts(t.db) == texts{"A by Bo", "b by Ada"});
}

TEST_CASE("a merged graph is undone by a rollback") {
    filled t;
    session s{t.db};
    const auto ada =
        s.merge(Writer{.id = t.ada,
                       .name = "X",
                       .posts = {Post{.id = t.a, .title = "X"}, Post{.id = t.b, .title = "Z"}, Post{.title = "Y"}}});
    s.flush();
    s.rollback();
    CHECK(ada->name == "Ada");
    s.commit();
    CHECK(posts(t.db) == texts{"a by Ada", "b by Ada"});
}

TEST_CASE("merge of a graph takes a round trip or two for each relation, whatever the number of objects") {
    filled t;
    const auto statements = [&](int more) {
        session s{t.db};
        Writer given{.id = t.ada, .name = "Ada"};
        for (int i = 0; i != more; ++i)
            given.posts.add(
                Post{.title = std::to_string(i), .tags = {Tag{.name = "c++"}, Tag{.name = std::to_string(i)}}});
        t.log.clear();
        s.merge(given);
        return t.log.count("SELECT");
    };
    const auto few = statements(2);
    CHECK(few == 3);  // the writer, the posts, the tags
    CHECK(statements(100) == few);
}
