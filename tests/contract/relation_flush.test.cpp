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

texts titles(const engine& db, const std::string& writer) {
    texts made;
    for (const Post& each : db.execute(select<Post>()
                                           .join<Writer>(col<&Writer::id> == col<&Post::writer_id>)
                                           .where(col<&Writer::name> == writer)
                                           .order_by(col<&Post::title>))
                                .all())
        made.push_back(each.title);
    return made;
}

}  // namespace

TEST_CASE("adding an object adds what its relations lead to, with their foreign keys") {
    tests t;
    session s{t.db};
    const auto ada =
        s.add(Writer{.name = "Ada",
                     .posts = {Post{.title = "one", .comments = {Comment{.text = "hm"}}}, Post{.title = "two"}},
                     .profile = Profile{.text = "me"}});
    s.commit();
    CHECK(titles(t.db, "Ada") == texts{"one", "two"});
    CHECK(rows<Comment>(t.db) == 1);
    CHECK(t.db.execute(select<Profile>()).one().writer_id == ada->id);
    CHECK(ada->posts[0]->writer_id == ada->id);
    CHECK(ada->posts[0]->writer.get() == ada);
    CHECK(s.contains(ada->posts[0]->comments[0]));
    t.log.clear();
    s.flush();
    CHECK(t.log.size() == 0);
}

TEST_CASE("an object belongs to a new one, on either side") {
    tests t;
    session s{t.db};
    Post post{.title = "one"};
    post.writer = Writer{.name = "Ada"};
    const auto one = s.add(std::move(post));
    s.commit();
    CHECK(titles(t.db, "Ada") == texts{"one"});
    const auto bob = s.add(Writer{.name = "Bob"});
    one->writer = bob;
    s.commit();
    CHECK(titles(t.db, "Ada").empty());
    CHECK(titles(t.db, "Bob") == texts{"one"});
    REQUIRE(bob->posts.size() == 1);
    CHECK(bob->posts[0] == one);
}

TEST_CASE("add() and remove() of a relation work without loading it") {
    tests t;
    Writer ada{.name = "Ada"};
    t.db.insert(ada);
    session s{t.db};
    const auto here = s.get<Writer>(ada.id);
    here->posts.add(Post{.title = "one"});
    CHECK(s.is_modified(here));
    s.commit();
    CHECK(titles(t.db, "Ada") == texts{"one"});
    CHECK_FALSE(here->posts.is_loaded());
    s.load<&Writer::posts>(here);
    CHECK(here->posts.size() == 1);
}

TEST_CASE("what is taken out of a relation loses its foreign key") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}}});
    const auto note = ada->posts[0]->comments.add(Comment{.text = "hm"});
    ada->comments.add(note);
    s.commit();
    CHECK(t.db.get<Comment>(note->id)->writer_id == ada->id);
    CHECK(ada->comments.remove(note));
    s.commit();
    CHECK(t.db.get<Comment>(note->id)->writer_id == std::nullopt);
    CHECK_FALSE(note->writer_id);
    CHECK_FALSE(note->writer);
    CHECK(ada->comments.empty());
}

TEST_CASE("a foreign key that cannot be NULL says what to do") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}}});
    s.commit();
    ada->posts.remove(ada->posts[0]);
    CHECK_THROWS_MATCHES(s.flush(), error,
                         MessageMatches(ContainsSubstring("was taken out of Writer::posts of Writer")));
    s.rollback();
    CHECK(ada->posts.size() == 1);
    ada->posts[0]->writer = nullptr;
    CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("cannot be NULL")));
}

TEST_CASE("orphans are deleted where the relation says so") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}}, .profile = Profile{.text = "me"}});
    const auto post = ada->posts[0];
    post->comments.add(Comment{.text = "a"});
    post->comments.add(Comment{.text = "b"});
    s.commit();
    post->comments.remove(post->comments[0]);
    s.commit();
    CHECK(t.db.execute(select<Comment>()).one().text == "b");
    ada->profile = Profile{.text = "new"};
    CHECK_THROWS_AS(s.flush(), constraint_error);  // the unique key: inserts come before deletes
    s.rollback();
    ada->profile = nullptr;
    s.commit();
    CHECK(rows<Profile>(t.db) == 0);
}

TEST_CASE("what moves to another object is no orphan") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}, Post{.title = "two"}}});
    const auto note = ada->posts[0]->comments.add(Comment{.text = "hm"});
    s.commit();
    const auto from = ada->posts[0], to = ada->posts[1];
    from->comments.remove(note);
    to->comments.add(note);
    s.commit();
    CHECK(t.db.get<Comment>(note->id)->post_id == to->id);
    CHECK(note->post.get() == to);
    CHECK(from->comments.empty());
    note->post = from;
    s.commit();
    CHECK(from->comments.size() == 1);
    CHECK(to->comments.empty());
}

TEST_CASE("removing an object removes what depends on it, as far as it is loaded") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}}, .profile = Profile{.text = "me"}});
    const auto bob = s.add(Writer{.name = "Bob", .posts = {Post{.title = "two"}}});
    const auto mine = ada->posts[0]->comments.add(Comment{.text = "mine"});
    const auto other = bob->posts[0]->comments.add(Comment{.text = "other"});
    ada->comments.add(mine);
    ada->comments.add(other);
    s.commit();
    s.remove(ada);
    s.commit();
    CHECK(t.db.execute(select<Writer>()).one().name == "Bob");
    CHECK(t.db.execute(select<Post>()).one().title == "two");
    CHECK(rows<Profile>(t.db) == 0);
    CHECK(t.db.execute(select<Comment>()).one().text == "other");
    CHECK_FALSE(other->writer_id);
}

TEST_CASE("rows of an association come and go with a relation over it") {
    tests t;
    session s{t.db};
    const auto cpp = s.add(Tag{.name = "c++"});
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one", .tags = {Tag{.name = "sql"}}}}});
    const auto post = ada->posts[0];
    post->tags.add(cpp);
    s.commit();
    CHECK(tags(t.db, post->id) == texts{"c++", "sql"});
    REQUIRE(cpp->posts.size() == 1);
    CHECK(cpp->posts[0] == post);
    post->tags.remove(cpp);
    s.commit();
    CHECK(tags(t.db, post->id) == texts{"sql"});
    CHECK(cpp->posts.empty());
    cpp->posts.add(post);
    post->tags.add(cpp);
    s.commit();
    CHECK(tags(t.db, post->id) == texts{"c++", "sql"});
    CHECK(post->tags.size() == 2);
    s.remove(post);
    s.commit();
    CHECK(rows<PostTag>(t.db) == 0);
    CHECK(rows<Tag>(t.db) == 2);
}

TEST_CASE("trees of new objects are written from the root down") {
    tests t;
    session s{t.db};
    const auto root = s.add(Folder{.drive = "C", .number = 1, .name = "root"});
    auto a = root->children.add(Folder{.drive = "C", .number = 2, .name = "a"});
    a->children.add(Folder{.drive = "C", .number = 3, .name = "b"});
    s.commit();
    CHECK(t.db.get<Folder>(std::tuple{"C", 3})->parent_number == 2);
    CHECK(a->parent.get() == root);
    s.remove(a->children[0]);
    s.remove(a);
    s.commit();
    CHECK(rows<Folder>(t.db) == 1);
}

TEST_CASE("a relation and a foreign key that contradict each other are refused") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}}});
    const auto bob = s.add(Writer{.name = "Bob"});
    const auto cy = s.add(Writer{.name = "Cy"});
    s.commit();
    const auto post = ada->posts[0];
    post->writer = bob;
    post->writer_id = cy->id;
    CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("writer_id was given another value")));
    s.rollback();
    CHECK(post->writer.get() == ada);
    CHECK(post->writer_id == ada->id);
    post->writer = bob;
    cy->posts.add(post);
    CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("relations contradict each other")));
    s.rollback();
    post->writer = bob;
    post->writer_id = bob->id;
    s.commit();
    CHECK(titles(t.db, "Bob") == texts{"one"});
}

TEST_CASE("after a rollback what was added can be added again, with its relations") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one", .tags = {Tag{.name = "c++"}}}}});
    const auto post = ada->posts[0];
    s.flush();
    s.rollback();
    CHECK(rows<Writer>(t.db) == 0);
    CHECK_FALSE(s.contains(ada));
    CHECK_FALSE(s.contains(post));
    CHECK(post->writer_id == 0);
    s.add(ada);
    s.commit();
    CHECK(titles(t.db, "Ada") == texts{"one"});
    CHECK(tags(t.db, post->id) == texts{"c++"});
    CHECK(s.contains(post));
}

TEST_CASE("a rollback gives loaded relations back what they had") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}}});
    s.commit();
    const auto fresh = ada->posts.add(Post{.title = "two"});
    s.flush();
    ada->posts.add(Post{.title = "three"});
    s.rollback();
    REQUIRE(ada->posts.size() == 1);
    CHECK(ada->posts[0]->title == "one");
    CHECK_FALSE(s.contains(fresh));
    s.commit();
    CHECK(titles(t.db, "Ada") == texts{"one"});
}

TEST_CASE("a flush that is refused changes nothing, and can be repeated") {
    tests t;
    session s{t.db};
    s.add(Writer{.name = "Ada"});
    s.commit();
    const auto other = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}}});
    CHECK_THROWS_AS(s.flush(), constraint_error);
    CHECK(rows<Post>(t.db) == 0);
    other->name = "Bob";
    s.commit();
    CHECK(titles(t.db, "Bob") == texts{"one"});
}

TEST_CASE("an assigned relation takes the place of what was loaded") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}}});
    const auto post = ada->posts[0];
    post->tags.add(Tag{.name = "a"});
    post->tags.add(Tag{.name = "b"});
    s.commit();
    const auto b = post->tags[1];
    post->tags = {b};
    s.commit();
    CHECK(tags(t.db, post->id) == texts{"b"});

    session again{t.db};
    const auto loaded = again.get<Post>(post->id);
    loaded->tags = {Tag{.name = "c"}};
    CHECK_THROWS_MATCHES(again.flush(), error,
                         MessageMatches(ContainsSubstring("was assigned, but not loaded before")));
    again.rollback();
    CHECK_FALSE(loaded->tags.is_loaded());
}

TEST_CASE("relations are those of the session while it lives") {
    tests t;
    entity<Writer> ada;
    {
        session s{t.db};
        ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}}});
        s.commit();
        CHECK(ada->posts.size() == 1);
    }
    CHECK(ada->name == "Ada");
    CHECK_THROWS_AS(ada->posts.size(), not_loaded_error);
}

TEST_CASE("many objects of relations are written in few statements") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada"});
    const auto tag = s.add(Tag{.name = "all"});
    for (int i = 0; i != 300; ++i) tag->posts.add(ada->posts.add(Post{.title = std::to_string(i)}));
    t.log.clear();
    s.commit();
    CHECK(t.log.count("INSERT") < 30);
    CHECK(rows<PostTag>(t.db) == 300);
    CHECK(ada->posts.size() == 300);
    for (std::size_t i = 0; i != 300; i += 2) tag->posts.remove(ada->posts[i]);
    t.log.clear();
    s.commit();
    CHECK(t.log.count("DELETE") == 150);
    CHECK(rows<PostTag>(t.db) == 150);
    CHECK(ada->posts[1]->tags.size() == 1);
    CHECK(ada->posts[0]->tags.empty());
}

TEST_CASE("pairs that both sides name are one row") {
    tests t;
    session s{t.db};
    const auto post = s.add(Post{.title = "one", .writer = Writer{.name = "Ada"}});
    std::vector<entity<Tag>> all;
    for (int i = 0; i != 30; ++i) all.push_back(s.add(Tag{.name = std::to_string(i)}));
    for (const auto& each : all) {
        post->tags.add(each);
        each->posts.add(post);
    }
    s.commit();
    CHECK(rows<PostTag>(t.db) == 30);
    CHECK(post->tags.size() == 30);
    CHECK(all[0]->posts.size() == 1);
    t.log.clear();
    for (const auto& each : all) {
        each->posts.remove(post);
        post->tags.remove(each);
    }
    s.commit();
    CHECK(rows<PostTag>(t.db) == 0);
    CHECK(t.log.count("DELETE") == 30);
}

TEST_CASE("a savepoint gives relations back what they had") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}}});
    s.flush();
    auto point = s.begin_nested();
    ada->posts.add(Post{.title = "two"});
    s.flush();
    CHECK(ada->posts.size() == 2);
    point.rollback();
    CHECK(ada->posts.size() == 1);
    s.commit();
    CHECK(titles(t.db, "Ada") == texts{"one"});
}

TEST_CASE("values are copied with the objects that they lead to") {
    tests t;
    Writer ada{.name = "Ada"};
    t.db.insert(ada);
    Post post{.writer_id = ada.id, .title = "one"};
    t.db.insert(post);
    const Writer loaded = t.db.execute(select<Writer>().with<&Writer::posts>()).one();
    Writer copy = loaded;
    CHECK(copy.posts == loaded.posts);
    copy.posts.clear();
    CHECK(copy.posts.empty());
    CHECK(loaded.posts.size() == 1);
    copy = Writer{};
    CHECK_FALSE(copy.posts.is_loaded());
}

TEST_CASE("objects of two sessions are not related") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Writer{.name = "Ada"});
    s.commit();
    session other{t.db};
    other.add(Post{.title = "one", .writer = ada});
    CHECK_THROWS_MATCHES(other.flush(), error, MessageMatches(ContainsSubstring("belongs to another session")));
}
