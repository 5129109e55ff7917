// SPDX-License-Identifier: BSL-1.0
#include "filled_blog.hpp"

#include <tain/orm/session.hpp>
#include <tain/relations.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Relations that were loaded with a condition or a limit: they lack objects that their rows have.
namespace {

using namespace tain;
using namespace tain::dsl;
using namespace tain::test;
using namespace tain::test::blog;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

struct partly_loaded : filled_blog {
    /// "first", which is Bob's, with what it belongs to as far as a condition lets it.
    template <class How>
    entity<Comment> first(session& s, const How& how) const {
        return s.execute(select<Comment>().where(col<&Comment::text> == "first").with(how)).one();
    }
    template <class How>
    entity<Writer> writer(session& s, const How& how) const {
        return s.execute(select<Writer>().where(col<&Writer::id> == ada).with(how)).one();
    }
    template <class How>
    entity<Post> post(session& s, const How& how) const {
        return s.execute(select<Post>().where(col<&Post::title> == "one").with(how)).one();
    }
    texts tags_of(const char* title) const {
        return tags(db, db.execute(select<Post>().where(col<&Post::title> == title)).one().id);
    }
    std::optional<std::int64_t> writer_of(const char* text) const {
        return db.execute(select<Comment>().where(col<&Comment::text> == text)).one().writer_id;
    }
};

const auto nobody = with<&Comment::writer>().where(col<&Writer::name> == "nobody");

}  // namespace

TEST_CASE("an object takes leave of what it belongs to, though a condition had left that out") {
    partly_loaded t;
    for (const bool joined : {false, true}) {
        session s{t.db};
        const auto comment = joined ? t.first(s, nobody.joined()) : t.first(s, nobody);
        CHECK_FALSE(comment->writer);
        CHECK_FALSE(s.is_modified(comment));
        comment->writer = nullptr;
        CHECK(s.is_modified(comment));
        s.flush();
        CHECK_FALSE(comment->writer_id);
        CHECK(s.execute(select<Comment>().where(is_null(col<&Comment::writer_id>))).all().size() == 2);
        s.rollback();
        CHECK(comment->writer_id == t.bob);
        CHECK_FALSE(comment->writer.is_loaded());
    }
    session s{t.db};
    t.first(s, nobody)->writer = nullptr;
    s.commit();
    CHECK(t.writer_of("first") == std::nullopt);
}

TEST_CASE("what an object belongs to is given to it again without a write") {
    partly_loaded t;
    session s{t.db};
    const auto bob = s.get<Writer>(t.bob);
    const auto comment = t.first(s, nobody);
    comment->writer = bob;
    t.log.clear();
    s.flush();
    CHECK(t.log.count("UPDATE") == 0);
    CHECK(comment->writer.get() == bob);
    comment->writer = nullptr;  // it is known by now
    s.commit();
    CHECK(t.writer_of("first") == std::nullopt);
}

TEST_CASE("an object that must belong to one does not take leave of one that a condition had left out") {
    partly_loaded t;
    session s{t.db};
    const auto post = t.post(s, with<&Post::writer>().where(col<&Writer::name> == "nobody"));
    post->writer = nullptr;
    CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("cannot be NULL")));
    s.rollback();
    s.load<&Post::writer>(post);
    CHECK(post->writer->name == "Ada");
}

TEST_CASE("a relation that is loaded in part is not replaced as a whole") {
    partly_loaded t;
    session s{t.db};
    const auto refused = [&] {
        CHECK_THROWS_MATCHES(s.flush(), error,
                             MessageMatches(ContainsSubstring("not loaded before, or loaded in part only")));
        s.rollback();
    };
    const auto liked = with<&Writer::posts>().where(col<&Post::stars> > 3);
    const auto ada = t.writer(s, liked);
    const auto best = ada->posts[0];
    ada->posts = {best};
    refused();
    s.load(ada, liked);
    ada->posts = many<Post>{std::vector<entity<Post>>{}};
    refused();
    s.load(ada, with<&Writer::profile>().where(col<&Profile::text> == "no"));
    CHECK_FALSE(ada->profile);
    ada->profile = nullptr;
    refused();
    s.load(best, with<&Post::tags>().limit(5));  // all that there are, but the session cannot know
    CHECK(best->tags.size() == 2);
    best->tags = {Tag{.name = "new"}};
    refused();
    CHECK_FALSE(best->tags.is_loaded());
    // Loaded whole, it is.
    s.load(best, with<&Post::tags>().limit(1));
    s.load(best, with<&Post::tags>().order_by(desc(col<&Tag::name>)));
    best->tags = {best->tags[0]};
    s.commit();
    CHECK(t.tags_of("one") == texts{"sql"});
}

TEST_CASE("a relation that is loaded in part is not cleared, and the error says what to do") {
    partly_loaded t;
    session s{t.db};
    const auto ada = t.writer(s, with<&Writer::comments>().limit(1));
    CHECK_THROWS_MATCHES(
        ada->comments.clear(), not_loaded_error,
        MessageMatches(ContainsSubstring("Writer::comments") && ContainsSubstring("load<&Writer::comments>(object)") &&
                       ContainsSubstring("remove() its objects")));
    const std::vector<Writer> values =
        t.db.execute(select<Writer>().with(with<&Writer::posts>().where(col<&Post::stars> > 3))).all();
    Writer copy = values[0];
    CHECK_THROWS_AS(copy.posts.clear(), not_loaded_error);
    copy.posts = {Post{.title = "new"}};
    copy.posts.clear();  // it was assigned
    CHECK(copy.posts.empty());
    s.load<&Writer::comments>(ada);
    ada->comments.clear();
    s.load(ada, with<&Writer::posts>().order_by(col<&Post::title>));
    ada->posts.clear();
    CHECK(ada->posts.empty());
}

TEST_CASE("single objects come into a relation that is loaded in part, and leave it") {
    partly_loaded t;
    session s{t.db};
    const auto one = t.post(s, with<&Post::tags>().where(col<&Tag::name> == "sql"));
    one->tags.remove(one->tags[0]);
    one->tags.add(Tag{.name = "orm"});
    s.commit();
    CHECK(t.tags_of("one") == texts{"c++", "orm"});
    CHECK(names(one->tags, &Tag::name) == texts{"orm"});
    CHECK_THROWS_AS(one->tags.clear(), not_loaded_error);  // it is in part still

    const auto ada = t.writer(s, with<&Writer::posts>().where(col<&Post::stars> > 3));
    const auto two = s.execute(select<Post>().where(col<&Post::title> == "two").with<&Post::writer>()).one();
    two->writer = ada;
    s.flush();
    CHECK(names(ada->posts, &Post::title) == texts{"one", "two"});
    CHECK_THROWS_AS(ada->posts.clear(), not_loaded_error);
    s.rollback();
    CHECK(names(ada->posts, &Post::title) == texts{"one"});
    CHECK_THROWS_AS(ada->posts.clear(), not_loaded_error);
    s.load<&Writer::posts>(ada);
    CHECK(ada->posts.size() == 2);
}

TEST_CASE("an object that is copied and assigned back keeps a relation that is loaded in part") {
    partly_loaded t;
    session s{t.db};
    const auto ada = t.writer(s, with<&Writer::posts>().where(col<&Post::stars> > 3));
    Writer copy = *ada;
    copy.name = "Ada L.";
    *ada = copy;
    s.commit();
    CHECK(t.db.get<Writer>(t.ada)->name == "Ada L.");
    CHECK(ada->posts.size() == 1);
    CHECK_THROWS_AS(ada->posts.clear(), not_loaded_error);

    // A part is no answer to what another one has.
    s.load<&Writer::posts>(ada);
    *ada = copy;
    CHECK_THROWS_MATCHES(s.flush(), error,
                         MessageMatches(ContainsSubstring("assigned a relation that was loaded in part")));
    s.rollback();
    const auto comment = t.first(s, nobody);
    Comment empty = *comment;
    s.load<&Comment::writer>(comment);
    *comment = empty;
    CHECK_THROWS_MATCHES(s.flush(), error,
                         MessageMatches(ContainsSubstring("assigned a relation that was loaded in part")));
    s.rollback();
    CHECK(t.writer_of("first") == t.bob);
}

TEST_CASE("a new object has all that it was given, whatever the part was of") {
    partly_loaded t;
    std::vector<Writer> values =
        t.db.execute(select<Writer>().with(with<&Writer::posts>().where(col<&Post::stars> > 3))).all();
    Writer copy = values[0];
    copy.id = 0, copy.name = "Di";
    for (const auto& each : copy.posts) each->id = each->writer_id = 0, each->title += "'";
    session s{t.db};
    const auto di = s.add(copy);
    s.commit();
    REQUIRE(names(di->posts, &Post::title) == texts{"one'"});
    CHECK(di->posts[0]->writer_id == di->id);
    di->posts.clear();
    CHECK(di->posts.empty());
}

TEST_CASE("merge of what was loaded in part takes out what was taken out, not what was never there") {
    partly_loaded t;
    const auto given = [&] {
        return t.db
            .execute(select<Writer>()
                         .where(col<&Writer::id> == t.ada)
                         .with(with<&Writer::posts>()
                                   .where(col<&Post::stars> > 3)
                                   .with(with<&Post::tags>().where(col<&Tag::name> == "sql"))
                                   .with(with<&Post::comments>().order_by(col<&Comment::text>).limit(1))
                                   .with(with<&Post::writer>().where(col<&Writer::name> == "nobody"))))
            .one();
    };
    for (const bool loaded : {true, false}) {
        session s{t.db};
        if (loaded)
            t.writer(s, with<&Writer::posts>().with<&Post::tags>().with<&Post::comments>().with<&Post::writer>());
        Writer values = given();
        values.posts[0]->title = "1";
        t.log.clear();
        const auto ada = s.merge(values);
        s.flush();
        CHECK(t.log.count("UPDATE") == 1);
        CHECK(t.log.count("INSERT") == 0);
        CHECK(t.log.count("DELETE") == 0);
        CHECK(ada->posts.is_loaded() == loaded);
        if (loaded) CHECK(sorted(ada->posts, &Post::title) == texts{"1", "three"});
        if (loaded) CHECK(ada->posts[0]->writer.get() == ada);
    }
    for (const bool loaded : {true, false}) {
        session s{t.db};
        if (loaded) t.writer(s, with<&Writer::posts>().with<&Post::tags>().with<&Post::comments>());
        Writer values = given();
        const auto one = values.posts[0];
        one->tags.remove(one->tags[0]);
        one->tags.add(Tag{.name = "orm"});
        one->comments.remove(one->comments[0]);
        values.posts.add(Post{.title = "new"});
        s.merge(values);
        s.flush();
        CHECK(s.execute(select(count()).from<Comment>()).one() == 2);  // it deletes orphans
        CHECK(s.execute(select(count()).from<Post>().where(col<&Post::writer_id> == t.ada)).one() == 3);
        CHECK(
            s.execute(select(col<&PostTag::tag>).where(col<&PostTag::post_id> == one->id).order_by(col<&PostTag::tag>))
                .all() == texts{"c++", "orm"});
    }
}

TEST_CASE("merge of a part that was put into another object adds what the session's relation lacks") {
    partly_loaded t;
    const auto posts =
        t.db.execute(select<Post>().order_by(col<&Post::id>).with(with<&Post::tags>().where(col<&Tag::name> == "sql")))
            .all();
    session s{t.db};
    for (const std::size_t at : {0U, 2U}) {  // one that has the tag, and one that lacks it
        Post given{.id = posts[at].id, .writer_id = t.ada, .title = posts[at].title, .stars = posts[at].stars};
        given.tags = posts[0].tags;
        s.merge(given);
    }
    s.commit();
    CHECK(t.tags_of("one") == texts{"c++", "sql"});
    CHECK(t.tags_of("three") == texts{"sql"});
    // It has no rows elsewhere: all of it is new.
    Post moved = posts[0];
    moved.id = 0, moved.title = "moved";
    s.merge(moved);
    s.commit();
    CHECK(t.tags_of("moved") == texts{"sql"});
}

TEST_CASE("merge replaces a session's relation that is loaded in part, which is read whole before") {
    partly_loaded t;
    session s{t.db};
    const auto one = t.post(s, with<&Post::tags>().where(col<&Tag::name> == "sql"));
    s.merge(Post{.id = one->id,
                 .writer_id = t.ada,
                 .title = "one",
                 .stars = 5,
                 .tags = {Tag{.name = "sql"}, Tag{.name = "orm"}}});
    s.commit();
    CHECK(t.tags_of("one") == texts{"orm", "sql"});
    CHECK(names(one->tags, &Tag::name) == texts{"sql", "orm"});
    one->tags.clear();
    s.commit();
    CHECK(t.tags_of("one").empty());
}

TEST_CASE("merge of an object whose relation to one a condition left empty takes the foreign key as it is") {
    partly_loaded t;
    Comment given = t.db.execute(select<Comment>().where(col<&Comment::text> == "first").with(nobody)).one();
    session s{t.db};
    const auto comment = s.get<Comment>(given.id);
    s.merge(given);
    s.flush();
    CHECK(comment->writer_id == t.bob);
    given.writer_id = std::nullopt;
    s.load<&Comment::writer>(comment);
    s.merge(given);
    s.commit();
    CHECK(t.writer_of("first") == std::nullopt);
    CHECK_FALSE(comment->writer);
}
