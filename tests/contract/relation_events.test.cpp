// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "relation_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/relations.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

/// Handlers that change relations, and the foreign keys behind them, in the middle of a flush.
namespace {

using namespace tain;
using namespace tain::dsl;
using namespace tain::test;
using namespace tain::test::blog;
using tests = database<app>;
using texts = std::vector<std::string>;

template <class T>
std::int64_t rows(const engine& db) {
    return db.execute(select(count()).template from<T>()).one();
}
texts titles(const many<Post>& of) {
    texts made;
    for (const auto& each : of) made.push_back(each->title);
    std::sort(made.begin(), made.end());
    return made;
}
texts names(const many<Tag>& of) {
    texts made;
    for (const auto& each : of) made.push_back(each->name);
    std::sort(made.begin(), made.end());
    return made;
}

/// Ada, Bob and Cy, whose relations are loaded. Ada has the post "one".
struct three : tests {
    session s{db};
    entity<Writer> ada, bob, cy;
    entity<Post> one;

    three() {
        ada = s.add(Writer{.name = "Ada", .posts = {Post{.title = "one"}}});
        bob = s.add(Writer{.name = "Bob"});
        cy = s.add(Writer{.name = "Cy"});
        s.commit();
        one = ada->posts[0];
        log.clear();
    }
    std::int64_t stored() const { return db.get<Post>(one->id)->writer_id; }
};

}  // namespace

// before_flush.

TEST_CASE("before_flush moves what a relation was given elsewhere") {
    three t;
    t.one->writer = t.bob;
    t.s.before_flush([&] {
        CHECK(t.one->writer_id == t.ada->id);  // what the user wrote
        t.one->writer = t.cy;
    });
    t.s.flush();
    CHECK(t.one->writer_id == t.cy->id);
    CHECK(t.ada->posts.empty());
    CHECK(t.bob->posts.empty());
    CHECK(titles(t.cy->posts) == texts{"one"});
    t.s.commit();
    CHECK(t.stored() == t.cy->id);
    CHECK(t.log.count("UPDATE") == 1);
}

TEST_CASE("before_flush moves what the other side was given") {
    three t;
    t.ada->posts.remove(t.one);
    t.bob->posts.add(t.one);
    bool once = true;
    t.s.before_flush([&] {
        if (!std::exchange(once, false)) return;
        t.bob->posts.remove(t.one);
        t.cy->posts.add(t.one);
    });
    t.s.commit();
    CHECK(t.stored() == t.cy->id);
    CHECK(t.one->writer.get() == t.cy);
    CHECK(t.bob->posts.empty());
}

TEST_CASE("before_flush takes back what a relation was given: nothing is written") {
    three t;
    t.bob->posts.add(t.one);
    t.ada->posts.remove(t.one);
    t.s.before_flush([&] {
        t.bob->posts.remove(t.one);
        t.ada->posts.add(t.one);
    });
    t.s.commit();
    CHECK(t.log.count("UPDATE") == 0);
    CHECK(t.stored() == t.ada->id);
    CHECK(titles(t.ada->posts) == texts{"one"});
    CHECK_FALSE(t.s.is_modified(t.ada));
    CHECK_FALSE(t.s.is_modified(t.bob));
    CHECK_FALSE(t.s.is_modified(t.one));
}

TEST_CASE("what before_flush makes of relations without anything to write is settled") {
    three t;
    t.bob->name = "Bobby";
    t.s.before_flush([&] {
        t.bob->name = "Bob";
        t.one->writer = t.ada;
        t.ada->posts = {t.one};
    });
    t.s.flush();
    CHECK(t.log.count("UPDATE") == 0);
    CHECK_FALSE(t.s.is_modified(t.ada));
    CHECK_FALSE(t.s.is_modified(t.one));
    t.s.rollback();
    CHECK(titles(t.ada->posts) == texts{"one"});
}

TEST_CASE("before_flush writes a foreign key where a relation had been given another object") {
    three t;
    t.one->writer = t.bob;
    t.s.before_flush([&] {
        t.one->writer = t.ada;
        t.one->writer_id = t.cy->id;
    });
    t.s.commit();
    CHECK(t.stored() == t.cy->id);
    CHECK(t.one->writer.get() == t.cy);
    CHECK(titles(t.cy->posts) == texts{"one"});
    CHECK(t.ada->posts.empty());
    CHECK(t.bob->posts.empty());
}

TEST_CASE("before_flush sees new objects of relations, and those that it takes out are not inserted") {
    three t;
    const auto kept = t.bob->posts.add(Post{.title = "kept", .comments = {Comment{.text = "kept"}}});
    const auto draft = t.bob->posts.add(Post{.title = "draft", .comments = {Comment{.text = "lost"}}});
    const auto asked = t.bob->posts.add(Post{.title = "asked"});
    std::size_t seen = 0;
    bool once = true;
    t.s.before_flush([&] {
        if (!std::exchange(once, false)) return;
        seen = t.s.new_<Post>().size();
        CHECK(t.s.new_<Comment>().size() == 2);
        CHECK(t.s.contains(draft));
        t.bob->posts.remove(draft);
        draft->comments.add(Comment{.text = "lost, too"});
        t.bob->posts.remove(asked);
        asked->writer_id = t.cy->id;
        t.s.add(asked);
    });
    t.s.commit();
    CHECK(seen == 3);
    CHECK(rows<Post>(t.db) == 3);
    CHECK(rows<Comment>(t.db) == 1);
    CHECK(t.db.execute(select<Comment>()).one().text == "kept");
    CHECK(kept->writer_id == t.bob->id);
    CHECK_FALSE(t.s.contains(draft));
    REQUIRE(draft->comments.size() == 2);
    CHECK(draft->comments[1]->text == "lost, too");
    CHECK(titles(t.bob->posts) == texts{"kept"});
    CHECK(titles(t.cy->posts) == texts{"asked"});
}

TEST_CASE("new objects that before_flush leaves in relations are inserted in their order") {
    three t;
    for (const char* each : {"a", "b", "c", "d"}) t.bob->posts.add(Post{.title = each});
    texts told;
    t.s.before_insert<Post>([&](Post& each) { told.push_back(each.title); });
    t.s.before_flush([&] {
        if (told.empty()) t.bob->posts.remove(t.bob->posts[1]);
    });
    t.s.commit();
    CHECK(told == texts{"a", "c", "d"});
}

TEST_CASE("before_flush rescues what would go along") {
    three t;
    t.one->comments.add(Comment{.text = "hm"});
    t.s.commit();
    SECTION("the parent itself") {
        t.s.remove(t.ada);
        bool once = true;
        t.s.before_flush([&] {
            if (std::exchange(once, false)) t.s.add(t.ada);
        });
        t.s.commit();
        CHECK(rows<Writer>(t.db) == 3);
        CHECK(rows<Post>(t.db) == 1);
        CHECK(rows<Comment>(t.db) == 1);
    }
    SECTION("an orphan") {
        const auto note = t.one->comments[0];
        t.one->comments.remove(note);
        bool once = true;
        t.s.before_flush([&] {
            if (std::exchange(once, false)) t.one->comments.add(note);
        });
        t.s.commit();
        CHECK(rows<Comment>(t.db) == 1);
        CHECK(t.s.contains(note));
    }
    SECTION("a new orphan that the user has added") {
        const auto note = t.s.add(Comment{.text = "new"});
        t.one->comments.add(note);
        t.one->comments.remove(note);
        t.s.remove(t.one->comments[0]);
        const auto more = t.s.add(Post{.title = "more", .comments = {note}});
        t.s.remove(t.ada);
        t.ada->posts.add(more);
        bool once = true;
        t.s.before_flush([&] {
            if (!std::exchange(once, false)) return;
            t.s.add(t.ada);
            CHECK(t.s.contains(more));
        });
        t.s.commit();
        CHECK(rows<Post>(t.db) == 2);
        CHECK(t.db.execute(select<Comment>()).one().text == "new");
    }
}

TEST_CASE("before_flush that changes the tags of a post") {
    three t;
    const auto tag = t.s.add(Tag{.name = "a"});
    t.one->tags.add(tag);
    t.one->tags.add(Tag{.name = "b"});
    bool once = true;
    t.s.before_flush([&] {
        if (!std::exchange(once, false)) return;
        CHECK(t.s.new_<PostTag>().empty());  // rows that come of relations are made at last
        t.one->tags.remove(tag);
        t.one->tags.add(Tag{.name = "c"});
    });
    t.s.commit();
    CHECK(rows<PostTag>(t.db) == 2);
    CHECK(tag->posts.empty());
    CHECK(names(t.one->tags) == texts{"b", "c"});
}

TEST_CASE("before_flush that throws leaves relations as they were given") {
    three t;
    t.one->writer = t.bob;
    const auto draft = t.cy->posts.add(Post{.title = "draft"});
    bool refuse = true;
    t.s.before_flush([&] {
        if (refuse) throw std::runtime_error("not now");
    });
    CHECK_THROWS_AS(t.s.flush(), std::runtime_error);
    CHECK(t.one->writer_id == t.ada->id);
    CHECK(t.one->writer.get() == t.bob);
    CHECK_FALSE(t.s.contains(draft));
    refuse = false;
    t.s.commit();
    CHECK(t.stored() == t.bob->id);
    CHECK(draft->writer_id == t.cy->id);
}

// Row handlers and foreign keys.

TEST_CASE("a foreign key that before_update writes moves its object in the relations that are loaded") {
    three t;
    t.s.before_update<Post>([&](Post& each) { each.writer_id = t.bob->id; });
    t.one->title = "two";
    t.s.flush();
    CHECK(t.one->writer.get() == t.bob);
    CHECK(t.ada->posts.empty());
    CHECK(titles(t.bob->posts) == texts{"two"});
    CHECK_FALSE(t.s.is_modified(t.bob));
    t.s.commit();
    CHECK(t.stored() == t.bob->id);
}

TEST_CASE("a foreign key that before_insert writes is followed, whatever a relation had said") {
    three t;
    t.s.before_insert<Post>([&](Post& each) { each.writer_id = t.cy->id; });
    entity<Post> added;
    SECTION("nothing") { added = t.s.add(Post{.title = "two"}); }
    SECTION("a member") { added = t.s.add(Post{.writer_id = t.bob->id, .title = "two"}); }
    SECTION("the parent") { added = t.bob->posts.add(Post{.title = "two"}); }
    SECTION("the child") {
        added = t.s.add(Post{.title = "two"});
        added->writer = t.bob;
    }
    SECTION("a new parent") { added = t.s.add(Writer{.name = "Dee", .posts = {Post{.title = "two"}}})->posts[0]; }
    t.s.flush();
    CHECK(titles(t.bob->posts).empty());
    CHECK(titles(t.cy->posts) == texts{"two"});
    if (added->writer.is_loaded()) CHECK(added->writer.get() == t.cy);
    CHECK_FALSE(t.s.is_modified(t.cy));
    CHECK_FALSE(t.s.is_modified(t.bob));
    CHECK_FALSE(t.s.is_modified(added));
    for (const auto& each : t.s.execute(select<Writer>().where(col<&Writer::name> == "Dee")).all())
        CHECK(each->posts.empty());
    t.s.commit();
    CHECK(t.db.get<Post>(added->id)->writer_id == t.cy->id);
}

TEST_CASE("before_update overrides what a relation was given, and back") {
    three t;
    std::int64_t to = 0;
    t.s.before_update<Post>([&](Post& each) { each.writer_id = to; });
    SECTION("by the child") {
        t.one->writer = t.bob;
        to = t.cy->id;
        t.s.flush();
    }
    SECTION("by the parent") {
        t.bob->posts.add(t.one);
        to = t.cy->id;
        t.s.flush();
    }
    SECTION("by a new parent") {
        const auto dee = t.s.add(Writer{.name = "Dee", .posts = {t.one}});
        to = t.cy->id;
        t.s.flush();
        CHECK(dee->posts.empty());
    }
    SECTION("to what it was") {
        t.ada->posts.remove(t.one);
        t.bob->posts.add(t.one);
        t.one->title = "uno";
        to = t.ada->id;
        t.s.flush();
        CHECK(titles(t.ada->posts) == texts{"uno"});
        CHECK(t.bob->posts.empty());
        CHECK(t.one->writer.get() == t.ada);
        t.one->title = "one";
        to = t.cy->id;
        t.s.flush();
    }
    CHECK(t.ada->posts.empty());
    CHECK(t.bob->posts.empty());
    CHECK(titles(t.cy->posts) == texts{"one"});
    CHECK(t.one->writer.get() == t.cy);
    for (const auto& each : {t.ada, t.bob, t.cy}) CHECK_FALSE(t.s.is_modified(each));
    CHECK_FALSE(t.s.is_modified(t.one));
    t.s.rollback();
    CHECK(titles(t.ada->posts) == texts{"one"});
    CHECK(t.cy->posts.empty());
    CHECK(t.one->writer.get() == t.ada);
}

TEST_CASE("a foreign key of another object that a row handler writes in time is followed") {
    three t;
    t.s.before_insert<Tag>([&](Tag&) { t.one->writer_id = t.cy->id; });
    t.s.add(Tag{.name = "a"});
    t.one->title = "two";
    t.s.flush();
    CHECK(t.ada->posts.empty());
    CHECK(titles(t.cy->posts) == texts{"two"});
    CHECK(t.one->writer.get() == t.cy);
}

TEST_CASE("a row of an association that before_insert changes is followed") {
    three t;
    const auto a = t.s.add(Tag{.name = "a"}), b = t.s.add(Tag{.name = "b"});
    t.s.commit();
    t.s.before_insert<PostTag>([](PostTag& each) { each.tag = "b"; });
    t.one->tags.add(a);
    t.s.commit();
    CHECK(t.db.execute(select<PostTag>()).one().tag == "b");
    CHECK(names(t.one->tags) == texts{"b"});
    CHECK(a->posts.empty());
    CHECK(titles(b->posts) == texts{"one"});
}

TEST_CASE("a flush with handlers that fails leaves foreign keys as they were given") {
    three t;
    t.s.before_update<Post>([](Post& each) { each.stars += 1; });
    t.s.before_insert<Post>([](Post& each) { each.stars += 1; });
    const auto dee = t.s.add(Writer{.name = "Dee", .posts = {Post{.title = "new"}}});
    t.one->writer = dee;
    const auto twin = t.s.add(Profile{.writer_id = t.bob->id});
    t.s.add(Profile{.writer_id = t.bob->id});
    CHECK_THROWS_AS(t.s.flush(), constraint_error);
    CHECK(t.one->writer_id == t.ada->id);
    CHECK(dee->posts[0]->writer_id == 0);
    CHECK(t.one->stars == 0);
    CHECK(dee->posts[0]->stars == 0);
    t.s.expunge(twin);
    t.s.commit();
    CHECK(t.stored() == dee->id);
    CHECK(titles(dee->posts) == texts{"new", "one"});
    CHECK(t.one->stars == 1);
}

TEST_CASE("a handler is not called again, and has its foreign key, when a refused flush is tried one by one") {
    three t;
    t.s.before_insert<Post>([](Post& each) { each.writer_id = 12345; });
    const auto a = t.bob->posts.add(Post{.title = "a"});
    t.bob->posts.add(Post{.title = "b"});
    CHECK_THROWS_AS(t.s.flush(), constraint_error);  // there is no such writer
    CHECK(a->writer_id == 0);
    t.s.rollback();
    const auto dee = t.s.add(Writer{.name = "Dee", .posts = {Post{.title = "a"}, Post{.title = "b"}}});
    CHECK_THROWS_AS(t.s.flush(), constraint_error);  // the same where the relation leads to a new one
    CHECK(dee->posts[0]->writer_id == 0);
    CHECK(dee->posts.size() == 2);
}

// Row handlers and relations.

TEST_CASE("what a row handler adds to a relation that is being written is of the next flush") {
    three t;
    t.bob->posts.add(Post{.title = "two"});
    bool once = true;
    entity<Post> three;
    t.s.before_insert<Post>([&](Post&) {
        if (std::exchange(once, false)) three = t.bob->posts.add(Post{.title = "three"});
    });
    t.s.flush();
    REQUIRE(t.bob->posts.size() == 2);
    CHECK(t.bob->posts[1] == three);
    CHECK(t.s.is_modified(t.bob));
    SECTION("flushed by the commit") {
        t.s.commit();
        CHECK(rows<Post>(t.db) == 3);
        CHECK(three->writer_id == t.bob->id);
        CHECK_FALSE(t.s.is_modified(t.bob));
    }
    SECTION("rolled back") {
        t.s.rollback();
        CHECK(t.bob->posts.empty());
    }
}

TEST_CASE("what a row handler takes out of a relation that is being written is of the next flush") {
    three t;
    const auto note = t.one->comments.add(Comment{.text = "hm"});
    t.s.before_insert<Comment>([&](Comment&) { t.one->comments.remove(note); });
    t.s.flush();
    CHECK(t.s.contains(note));
    CHECK(t.s.is_modified(t.one));
    t.s.commit();
    CHECK_FALSE(t.s.contains(note));
    CHECK(rows<Comment>(t.db) == 0);
}

TEST_CASE("a row handler changes a relation that follows others") {
    three t;
    bool once = true;
    entity<Post> more;
    t.s.before_update<Post>([&](Post&) {
        if (std::exchange(once, false)) more = t.bob->posts.add(Post{.title = "more"});
    });
    t.one->writer_id = t.bob->id;
    t.s.flush();
    CHECK(titles(t.bob->posts) == texts{"more", "one"});
    CHECK_FALSE(t.s.contains(more));
    t.s.commit();
    CHECK(more->writer_id == t.bob->id);
    CHECK(titles(t.bob->posts) == texts{"more", "one"});
}

TEST_CASE("a row handler gives its object another parent, for the next flush") {
    three t;
    bool once = true;
    t.s.before_insert<Post>([&](Post& each) {
        if (std::exchange(once, false)) each.writer = t.cy;
    });
    entity<Post> two;
    SECTION("in the place of one that a relation has given it") {
        two = t.s.add(Post{.title = "two"});
        two->writer = t.bob;
    }
    SECTION("in the place of a member") { two = t.s.add(Post{.writer_id = t.bob->id, .title = "two"}); }
    t.s.flush();
    CHECK(two->writer_id == t.bob->id);
    CHECK(two->writer.get() == t.cy);
    CHECK(titles(t.bob->posts) == texts{"two"});
    CHECK(t.s.is_modified(two));
    t.s.commit();
    CHECK(two->writer_id == t.cy->id);
    CHECK(t.bob->posts.empty());
    CHECK(titles(t.cy->posts) == texts{"two"});
}

TEST_CASE("a row handler works on relations that are not loaded") {
    three t;
    session s{t.db};
    const auto bob = s.get<Writer>(t.bob->id);
    const auto a = bob->posts.add(Post{.title = "a"}), b = bob->posts.add(Post{.title = "b"});
    entity<Post> c;
    bool once = true;
    s.before_insert<Post>([&](Post&) {
        if (!std::exchange(once, false)) return;
        c = bob->posts.add(Post{.title = "c"});
        a->comments.add(Comment{.text = "new"});
    });
    s.flush();
    CHECK(s.is_modified(bob));
    CHECK_FALSE(bob->posts.is_loaded());
    s.commit();
    CHECK(rows<Post>(t.db) == 4);
    CHECK(c->writer_id == bob->id);
    CHECK(rows<Comment>(t.db) == 1);
    CHECK_FALSE(s.is_modified(bob));

    // Taken out of what was not loaded, and put in again.
    const auto tag = s.add(Tag{.name = "t", .posts = {a}});
    s.commit();
    s.expunge_all();
    const auto post = s.get<Post>(a->id);
    const auto again = s.get<Tag>("t");
    post->tags.remove(again);
    once = true;
    s.before_insert<Tag>([&](Tag&) {
        if (std::exchange(once, false)) post->tags.add(again);
    });
    s.add(Tag{.name = "u"});
    s.flush();
    CHECK(s.is_modified(post));
    s.commit();
    CHECK(rows<PostTag>(t.db) == 1);
    CHECK(tag->name == "t");
}

TEST_CASE("a row handler that forgets a relation which is being written") {
    three t;
    t.bob->posts.add(Post{.title = "two"});
    t.s.before_insert<Post>([&](Post&) { t.bob->posts = many<Post>{}; });
    t.s.commit();
    CHECK_FALSE(t.bob->posts.is_loaded());
    CHECK(rows<Post>(t.db) == 2);
    t.s.load<&Writer::posts>(t.bob);
    CHECK(titles(t.bob->posts) == texts{"two"});
}

TEST_CASE("what a flush removes leaves relations that row handlers change") {
    three t;
    const auto gone = t.one->comments.add(Comment{.text = "gone"});
    t.s.commit();
    t.one->comments.remove(gone);
    t.one->comments.add(Comment{.text = "kept"});
    bool once = true;
    t.s.before_insert<Comment>([&](Comment&) {
        if (std::exchange(once, false)) t.one->comments.add(gone);
    });
    t.s.commit();
    REQUIRE(t.one->comments.size() == 1);
    CHECK(t.one->comments[0]->text == "kept");
    CHECK(rows<Comment>(t.db) == 1);
}
