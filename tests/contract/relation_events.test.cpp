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
