// SPDX-License-Identifier: BSL-1.0
#include "filled_blog.hpp"

#include <tain/orm/session.hpp>
#include <tain/relations.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

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

}  // namespace

TEST_CASE("relations of values are loaded by one statement each, whatever the number of objects") {
    filled_blog t;
    const auto all =
        t.db.execute(select<Writer>()
                         .order_by(col<&Writer::id>)
                         .with<&Writer::posts>(with<&Post::comments>(with<&Comment::writer>()), with<&Post::tags>())
                         .with<&Writer::profile>())
            .all();
    CHECK(t.log.size() == 6);
    REQUIRE(all.size() == 3);
    CHECK(sorted(all[0].posts, &Post::title) == texts{"one", "three"});
    CHECK(sorted(all[1].posts, &Post::title) == texts{"two"});
    CHECK(all[2].posts.empty());
    REQUIRE(all[0].profile);
    CHECK(all[0].profile->text == "it's me");
    CHECK_FALSE(all[1].profile);
    for (const auto& post : all[0].posts) {
        if (post->title != "one") continue;
        CHECK(sorted(post->comments, &Comment::text) == texts{"first", "second"});
        CHECK(sorted(post->tags, &Tag::name) == texts{"c++", "sql"});
        for (const auto& each : post->comments) CHECK(each->writer.is_loaded());
        for (const auto& each : post->comments)
            CHECK((each->writer ? each->writer->name : "nobody") == (each->text == "first" ? "Bob" : "nobody"));
        CHECK_FALSE(post->writer.is_loaded());
    }
}

TEST_CASE("what belongs to is loaded once for all that belong to it") {
    filled_blog t;
    const auto posts = t.db.execute(select<Post>().order_by(col<&Post::id>).with<&Post::writer>()).all();
    CHECK(t.log.size() == 2);
    CHECK(posts[0].writer->name == "Ada");
    CHECK(posts[1].writer->name == "Bob");
    CHECK(posts[0].writer.get() == posts[2].writer.get());
}

TEST_CASE("relations are filtered, ordered, and limited for each object") {
    filled_blog t;
    const auto load = [&](const auto& how) {
        return t.db.execute(select<Writer>().order_by(col<&Writer::id>).with(how)).all();
    };
    CHECK(names(load(with<&Writer::posts>().order_by(desc(col<&Post::title>)))[0].posts, &Post::title) ==
          texts{"three", "one"});
    CHECK(names(load(with<&Writer::posts>().where(col<&Post::stars> > 3))[0].posts, &Post::title) == texts{"one"});
    const auto best = load(with<&Writer::posts>().order_by(desc(col<&Post::stars>)).limit(1));
    CHECK(names(best[0].posts, &Post::title) == texts{"one"});
    CHECK(names(best[1].posts, &Post::title) == texts{"two"});
    CHECK(best[2].posts.empty());
    const auto few =
        load(with<&Writer::posts>().where(col<&Post::stars> < 5).order_by(desc(col<&Post::stars>)).limit(1));
    CHECK(names(few[0].posts, &Post::title) == texts{"three"});
    CHECK(names(few[1].posts, &Post::title) == texts{"two"});

    const auto posts =
        t.db.execute(
                select<Post>()
                    .order_by(col<&Post::id>)
                    .with(with<&Post::tags>().where(col<&Tag::name> != "x").order_by(desc(col<&Tag::name>)).limit(1)))
            .all();
    CHECK(names(posts[0].tags, &Tag::name) == texts{"sql"});
    CHECK(names(posts[1].tags, &Tag::name) == texts{"sql"});
    CHECK(posts[2].tags.empty());
}

TEST_CASE("keys of several columns, and trees") {
    blog_database t;
    std::vector<Folder> folders{{"C'", 1, {}, {}, "root"},
                                {"C'", 2, "C'", 1, "a"},
                                {"C'", 3, "C'", 1, "b"},
                                {"D", 1, {}, {}, "other"},
                                {"D", 2, "C'", 2, "c"}};
    t.db.insert(folders);
    t.log.clear();
    const auto all = t.db.execute(select<Folder>()
                                      .where(is_null(col<&Folder::parent_drive>))
                                      .order_by(col<&Folder::drive>)
                                      .with(with<&Folder::children>()
                                                .order_by(col<&Folder::name>)
                                                .with(with<&Folder::children>().limit(5))
                                                .with<&Folder::parent>()))
                         .all();
    CHECK(t.log.size() == 4);
    REQUIRE(all.size() == 2);
    CHECK(names(all[0].children, &Folder::name) == texts{"a", "b"});
    CHECK(names(all[0].children[0]->children, &Folder::name) == texts{"c"});
    CHECK(all[0].children[1]->children.empty());
    CHECK(all[0].children[1]->parent->name == "root");
    CHECK(all[1].children.empty());
}

TEST_CASE("no row, no further statement; one row as many as many rows") {
    filled_blog t;
    const auto none = select<Writer>().where(col<&Writer::name> == "nobody").with<&Writer::posts>();
    CHECK(t.db.execute(none).all().empty());
    CHECK(t.log.size() == 1);
    CHECK_FALSE(t.db.execute(none).first());
    CHECK_FALSE(t.db.execute(none).one_or_none());
    CHECK_THROWS_AS(t.db.execute(none).one(), row_count_error);
    const auto one = select<Writer>().where(col<&Writer::name> == "Bob").with<&Writer::posts>();
    CHECK(t.db.execute(one).one().posts.size() == 1);
    CHECK(t.db.execute(one).first().value().posts.size() == 1);
    CHECK(t.db.execute(one).one_or_none().value().posts.size() == 1);
    std::size_t posts = 0;
    for (const Writer& each : t.db.execute(select<Writer>().with<&Writer::posts>())) posts += each.posts.size();
    CHECK(posts == 3);
}

TEST_CASE("relations of one model among several in a row") {
    filled_blog t;
    const auto rows = t.db.execute(select<Post, Writer>()
                                       .join<Writer>(col<&Writer::id> == col<&Post::writer_id>)
                                       .order_by(col<&Post::id>)
                                       .with<&Writer::posts>()
                                       .with<&Post::tags>())
                          .all();
    CHECK(t.log.size() == 3);
    REQUIRE(rows.size() == 3);
    CHECK(std::get<Writer>(rows[0]).posts.size() == 2);
    CHECK(std::get<Writer>(rows[2]).posts.size() == 2);
    CHECK(std::get<Post>(rows[0]).tags.size() == 2);
}

TEST_CASE("a relation that is not loaded cannot be read, and the error says what to write") {
    filled_blog t;
    const Writer ada = t.db.get<Writer>(t.ada).value();
    CHECK_FALSE(ada.posts.is_loaded());
    CHECK_THROWS_MATCHES(ada.posts.size(), not_loaded_error,
                         MessageMatches(ContainsSubstring(".with<&Writer::posts>()")));
    CHECK_THROWS_AS(ada.posts.begin(), not_loaded_error);
    CHECK_THROWS_AS(ada.posts[0], not_loaded_error);
    CHECK_THROWS_MATCHES(static_cast<bool>(ada.profile), not_loaded_error,
                         MessageMatches(ContainsSubstring("Writer::profile")));
    CHECK_THROWS_AS(ada.profile->text, not_loaded_error);
    CHECK_THROWS_AS(Writer{}.posts.empty(), not_loaded_error);
}

TEST_CASE("two rows of a relation to one object are an error") {
    blog_database t;
    t.db.connect()->script("DROP TABLE blog_profiles");
    t.db.connect()->script(
        "CREATE TABLE blog_profiles (id INTEGER PRIMARY KEY, writer_id BIGINT NOT NULL, text TEXT NOT NULL)");
    Writer ada{.name = "Ada"};
    t.db.insert(ada);
    for (const char* id : {"1", "2"})
        t.db.connect()->script("INSERT INTO blog_profiles VALUES (" + std::string{id} + ", " + std::to_string(ada.id) +
                               ", 'x')");
    CHECK_THROWS_MATCHES(t.db.execute(select<Writer>().with<&Writer::profile>()).all(), error,
                         MessageMatches(ContainsSubstring("Writer::profile is a relation to one object, but 2 rows")));
}

TEST_CASE("in a session relations lead to its own objects") {
    filled_blog t;
    session s{t.db};
    const auto posts = s.execute(select<Post>().order_by(col<&Post::id>)).all();
    t.log.clear();
    const auto ada =
        s.execute(select<Writer>().where(col<&Writer::name> == "Ada").with<&Writer::posts>(with<&Post::writer>()))
            .one();
    CHECK(t.log.size() == 2);  // the writer of the posts is there
    REQUIRE(ada->posts.size() == 2);
    for (const auto& each : ada->posts) {
        CHECK((each == posts[0] || each == posts[2]));
        CHECK(each->writer.get() == ada);
    }
    posts[0]->title = "changed";
    CHECK((ada->posts[0]->title == "changed" || ada->posts[1]->title == "changed"));
}

TEST_CASE("a session loads relations of objects that it has") {
    filled_blog t;
    session s{t.db};
    const auto ada = s.get<Writer>(t.ada);
    CHECK_THROWS_AS(ada->posts.size(), not_loaded_error);
    t.log.clear();
    s.load<&Writer::posts>(ada, with<&Post::tags>());
    CHECK(t.log.size() == 2);
    CHECK(ada->posts.size() == 2);
    s.load(ada, with<&Writer::posts>().order_by(col<&Post::title>).limit(1));
    CHECK(names(ada->posts, &Post::title) == texts{"one"});
    const auto all = s.execute(select<Writer>()).all();
    t.log.clear();
    s.load(all, with<&Writer::profile>());
    CHECK(t.log.size() == 1);
    CHECK(ada->profile->text == "it's me");
    CHECK_THROWS_AS(s.load<&Writer::posts>(entity<Writer>{}), error);
}

TEST_CASE("a session reads no row of an object that it has and that others belong to") {
    filled_blog t;
    session s{t.db};
    const auto ada = s.get<Writer>(t.ada);
    t.log.clear();
    const auto posts = s.execute(select<Post>().order_by(col<&Post::id>).with<&Post::writer>()).all();
    CHECK(t.log.size() == 2);  // Bob is not there
    CHECK(posts[0]->writer.get() == ada);
    CHECK(posts[1]->writer->name == "Bob");
    t.log.clear();
    s.load(posts, with<&Post::writer>());
    CHECK(t.log.size() == 0);
    CHECK(posts[2]->writer.get() == ada);
    s.load(posts, with<&Post::writer>().with<&Writer::profile>());
    CHECK(t.log.size() == 1);
    CHECK(ada->profile->text == "it's me");

    // A condition asks the rows.
    t.log.clear();
    s.load(posts, with<&Post::writer>().where(col<&Writer::name> == "Bob"));
    CHECK(t.log.size() == 1);
    CHECK_FALSE(posts[0]->writer);
    CHECK(posts[1]->writer->name == "Bob");

    // What may have changed since is read again.
    t.log.clear();
    s.expire_all();
    s.load(posts, with<&Post::writer>());
    CHECK(t.log.size() == 1);
    t.log.clear();
    s.execute(update<Writer>().set(col<&Writer::name> = "Robert").where(col<&Writer::id> == t.bob));
    s.load(posts, with<&Post::writer>());
    CHECK(t.log.size() == 2);
    CHECK(posts[1]->writer->name == "Robert");
}

TEST_CASE("an object that is to be removed is not taken for one that others belong to") {
    blog_database t;
    std::vector<Folder> folders{{"A", 1, {}, {}, "root"}, {"A", 2, "A", 1, "child"}};
    t.db.insert(folders);
    session s{t.db, {.autoflush = false}};
    const auto all = s.execute(select<Folder>().order_by(col<&Folder::number>)).all();
    s.remove(all[0]);
    t.log.clear();
    s.load(all[1], with<&Folder::parent>());
    CHECK(t.log.size() == 1);
    s.rollback();
    s.load(all[1], with<&Folder::parent>());
    CHECK(all[1]->parent->name == "root");
}
