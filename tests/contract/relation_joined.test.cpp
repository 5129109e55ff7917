// SPDX-License-Identifier: BSL-1.0
#include "filled_blog.hpp"

#include <tain/orm/session.hpp>
#include <tain/relations.hpp>
#include <tain/sql/dsl.hpp>
#include <tain/sql/to_sql.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace tain;
using namespace tain::dsl;
using namespace tain::test;
using namespace tain::test::blog;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

/// The texts of a relation to many objects, in its order.
template <class Related>
texts titles(const many<Related>& of) {
    return names(of, &Related::title);
}

}  // namespace

TEST_CASE("what an object belongs to comes with it, by a join") {
    filled_blog t;
    const auto posts = t.db.execute(select<Post>().order_by(col<&Post::id>).with(with<&Post::writer>().joined())).all();
    CHECK(t.log.size() == 1);
    CHECK(t.log.all().back() ==
          R"(SELECT "blog_posts"."id", "blog_posts"."writer_id", "blog_posts"."title", "blog_posts"."stars", )"
          R"("writer"."id", "writer"."name" FROM "blog_posts" LEFT JOIN "blog_writers" AS "writer" )"
          R"(ON "blog_posts"."writer_id" = "writer"."id" ORDER BY "blog_posts"."id")");
    CHECK(tell_all(posts) == texts{"one writer{Ada}", "two writer{Bob}", "three writer{Ada}"});
    CHECK(posts[0].writer.get() == posts[2].writer.get());
    CHECK_FALSE(posts[0].tags.is_loaded());
}

TEST_CASE("an object without a joined one is there, and its relation is loaded and empty") {
    filled_blog t;
    const auto writers = t.db.execute(select<Writer>()
                                          .order_by(col<&Writer::id>)
                                          .with(with<&Writer::profile>().joined())
                                          .with(with<&Writer::posts>().joined()))
                             .all();
    REQUIRE(writers.size() == 3);
    CHECK(writers[0].profile->text == "it's me");
    CHECK(writers[2].profile.is_loaded());
    CHECK_FALSE(writers[2].profile);
    CHECK(writers[2].posts.is_loaded());
    CHECK(writers[2].posts.empty());
    const auto comments =
        t.db.execute(select<Comment>()
                         .order_by(col<&Comment::id>)
                         .with(with<&Comment::writer>().joined().with(with<&Writer::profile>().joined())))
            .all();
    REQUIRE(comments.size() == 3);
    CHECK(comments[0].writer->name == "Bob");
    CHECK_FALSE(comments[0].writer->profile);
    CHECK(comments[1].writer.is_loaded());
    CHECK_FALSE(comments[1].writer);
}

TEST_CASE("the condition of a joined load leaves those that have no such object") {
    filled_blog t;
    const auto load = [&](const auto& how) {
        t.log.clear();
        auto made = t.db.execute(select<Writer>().order_by(col<&Writer::id>).with(how)).all();
        CHECK(t.log.size() == 1);
        return made;
    };
    CHECK(tell_all(load(with<&Writer::posts>().joined().where(col<&Post::stars> > 3))) ==
          texts{"Ada posts[one;]", "Bob posts[]", "Cy posts[]"});
    CHECK(
        tell_all(load(with<&Writer::posts>().where(col<&Post::stars> > 3).where(col<&Post::title> != "x").joined())) ==
        texts{"Ada posts[one;]", "Bob posts[]", "Cy posts[]"});
    CHECK(tell_all(load(with<&Writer::profile>().joined().where(col<&Profile::text> != "it's me"))) ==
          texts{"Ada profile{none}", "Bob profile{none}", "Cy profile{none}"});
    CHECK(tell_all(load(with<&Writer::profile>().joined().where(col<&Profile::text> == "it's me"))) ==
          texts{"Ada profile{it's me}", "Bob profile{none}", "Cy profile{none}"});
    // What is NULL is compared as ever; an object that is missing takes part in no condition.
    const auto posts = select<Post>().order_by(col<&Post::id>);
    CHECK(tell_all(t.db.execute(posts.with(with<&Post::comments>().joined().where(is_null(col<&Comment::writer_id>))))
                       .all()) == texts{"one comments[second;]", "two comments[]", "three comments[]"});
    CHECK(
        tell_all(t.db.execute(posts.with(with<&Post::comments>().joined().where(!(col<&Comment::writer_id> == t.bob))))
                     .all()) == texts{"one comments[]", "two comments[]", "three comments[]"});
    CHECK(tell_all(t.db.execute(posts.with(with<&Post::tags>().joined().where(col<&Tag::name> == "sql"))).all()) ==
          texts{"one tags[sql;]", "two tags[sql;]", "three tags[]"});
    // A subquery reads the table of the relation itself, and the statement's own condition has values, too.
    CHECK(tell_all(load(with<&Writer::posts>().joined().where(
              in(col<&Post::stars>, select(max(col<&Post::stars>)).from<Post>())))) ==
          texts{"Ada posts[one;]", "Bob posts[]", "Cy posts[]"});
    CHECK(tell_all(
              t.db.execute(select<Writer>()
                               .where(col<&Writer::name> == "Ada")
                               .with(with<&Writer::posts>()
                                         .joined()
                                         .where(col<&Post::stars> < 5)
                                         .with(with<&Post::comments>().joined().where(col<&Comment::text> == "third"))))
                  .all()) == texts{"Ada posts[three comments[third;];]"});
}

TEST_CASE("the order of a joined load stands behind the statement's own") {
    filled_blog t;
    const auto load = [&](const auto& how) {
        return t.db.execute(select<Writer>().order_by(desc(col<&Writer::name>)).with(how)).all();
    };
    const auto down = load(with<&Writer::posts>().joined().order_by(desc(col<&Post::title>)));
    REQUIRE(down.size() == 3);
    CHECK(down[0].name == "Cy");
    CHECK(titles(down[2].posts) == texts{"three", "one"});
    CHECK(titles(load(with<&Writer::posts>().joined().order_by(col<&Post::title>))[2].posts) == texts{"one", "three"});
    CHECK(titles(load(with<&Writer::posts>().joined().order_by(length(col<&Post::title>), col<&Post::id>))[2].posts) ==
          texts{"one", "three"});
    CHECK(titles(load(with<&Writer::posts>()
                          .joined()
                          .where(col<&Post::stars> > 0)
                          .order_by(desc(length(col<&Post::title>) + 10)))[2]
                     .posts) == texts{"three", "one"});
    const auto tags = t.db.execute(select<Post>()
                                       .where(col<&Post::title> == "one")
                                       .with(with<&Post::tags>().joined().order_by(desc(col<&PostTag::tag>))))
                          .all();
    CHECK(names(tags[0].tags, &Tag::name) == texts{"sql", "c++"});

    // NULL is the largest value, as in every order.
    const auto comments = t.db.execute(select<Post>()
                                           .where(col<&Post::title> == "one")
                                           .with(with<&Post::comments>().joined().order_by(col<&Comment::writer_id>)))
                              .all();
    CHECK(names(comments[0].comments, &Comment::text) == texts{"first", "second"});
}

TEST_CASE("objects whose rows do not stand together come once, where the first one stands") {
    filled_blog t;
    // The children are all that is sorted: rows of Ada stand around Bob's.
    const auto writers = t.db.execute(select<Writer>()
                                          .where(col<&Writer::name> != "Cy")
                                          .with(with<&Writer::posts>().joined().order_by(desc(col<&Post::stars>))))
                             .all();
    CHECK(tell_all(writers) == texts{"Ada posts[one;three;]", "Bob posts[two;]"});
    CHECK(titles(writers[0].posts) == texts{"one", "three"});

    std::vector<Post> more{{.writer_id = t.bob, .title = "four", .stars = 4}};
    t.db.insert(more);
    const auto mixed = t.db.execute(select<Writer>()
                                        .where(col<&Writer::name> != "Cy")
                                        .with(with<&Writer::posts>().joined().order_by(desc(col<&Post::stars>))))
                           .all();
    REQUIRE(mixed.size() == 2);
    CHECK(titles(mixed[0].posts) == texts{"one", "three"});
    CHECK(titles(mixed[1].posts) == texts{"four", "two"});
}

TEST_CASE("the first and the only object have all that is joined to them") {
    filled_blog t;
    const auto posts = with<&Writer::posts>().joined().order_by(col<&Post::id>);
    const auto ada = select<Writer>().where(col<&Writer::name> == "Ada").with(posts);
    CHECK(titles(t.db.execute(select<Writer>().order_by(col<&Writer::id>).with(posts)).first().value().posts) ==
          texts{"one", "three"});
    CHECK(titles(t.db.execute(ada).one().posts) == texts{"one", "three"});
    CHECK(titles(t.db.execute(ada).one_or_none().value().posts) == texts{"one", "three"});
    CHECK(t.log.size() == 3);
    CHECK_THROWS_MATCHES(t.db.execute(select<Writer>().with(posts)).one(), row_count_error,
                         MessageMatches(ContainsSubstring("more") && ContainsSubstring("LEFT JOIN")));
    CHECK_THROWS_AS(t.db.execute(select<Writer>().with(posts)).one_or_none(), row_count_error);

    const auto one = select<Post>().where(col<&Post::title> == "two").with(with<&Post::writer>().joined());
    CHECK(t.db.execute(one).one().writer->name == "Bob");
    CHECK(t.db.execute(one).first().value().writer->name == "Bob");
    CHECK(t.db.execute(one).one_or_none().value().writer->name == "Bob");
    CHECK_THROWS_AS(t.db.execute(select<Post>().with(with<&Post::writer>().joined())).one(), row_count_error);

    texts seen;
    for (const Writer& each : t.db.execute(select<Writer>().order_by(col<&Writer::id>).with(posts)))
        seen.push_back(tell(each));
    CHECK(seen == texts{"Ada posts[one;three;]", "Bob posts[two;]", "Cy posts[]"});
}

TEST_CASE("no row, nothing joined") {
    filled_blog t;
    const auto none = select<Writer>()
                          .where(col<&Writer::name> == "nobody")
                          .with(with<&Writer::posts>().joined().with<&Post::tags>());
    CHECK(t.db.execute(none).all().empty());
    CHECK(t.log.size() == 1);
    CHECK_FALSE(t.db.execute(none).first());
    CHECK_FALSE(t.db.execute(none).one_or_none());
    CHECK_THROWS_MATCHES(t.db.execute(none).one(), row_count_error, MessageMatches(ContainsSubstring("none")));
    CHECK_FALSE(t.db.execute(select<Post>().where(col<&Post::title> == "nothing").with(with<&Post::writer>().joined()))
                    .first());
    session s{t.db};
    CHECK_FALSE(s.execute(none).first());
    CHECK_FALSE(s.execute(none).one_or_none());
    CHECK(s.execute(none).all().empty());
    CHECK_THROWS_AS(s.execute(none).one(), row_count_error);
}

TEST_CASE("trees with keys of several columns are joined to themselves") {
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
                                                .joined()
                                                .order_by(col<&Folder::name>)
                                                .with(with<&Folder::children>().joined())
                                                .with(with<&Folder::parent>().joined())))
                         .all();
    CHECK(t.log.size() == 1);
    REQUIRE(all.size() == 2);
    CHECK(names(all[0].children, &Folder::name) == texts{"a", "b"});
    CHECK(names(all[0].children[0]->children, &Folder::name) == texts{"c"});
    CHECK(all[0].children[1]->children.empty());
    CHECK(all[0].children[1]->parent->name == "root");
    CHECK(all[1].children.empty());

    const auto deepest = t.db.execute(select<Folder>()
                                          .where(col<&Folder::name> == "c")
                                          .with(with<&Folder::parent>().joined().with(
                                              with<&Folder::parent>().joined().with(with<&Folder::parent>().joined()))))
                             .one();
    CHECK(deepest.parent->name == "a");
    CHECK(deepest.parent->parent->name == "root");
    CHECK(deepest.parent->parent->parent.is_loaded());
    CHECK_FALSE(deepest.parent->parent->parent);
}

TEST_CASE("names of joined tables that PostgreSQL would cut are told apart all the same") {
    blog_database t;
    std::vector<Folder> folders{{"A", 1, {}, {}, "0"}};
    for (int i = 1; i != 12; ++i) folders.push_back({"A", i + 1, "A", i, std::to_string(i)});
    t.db.insert(folders);
    const auto up = [](const auto& inner) { return with<&Folder::parent>().joined().with(inner); };
    const auto found = t.db.execute(select<Folder>()
                                        .where(col<&Folder::name> == "11")
                                        .with(up(up(up(up(up(up(up(up(up(up(with<&Folder::parent>().joined()))))))))))))
                           .one();
    const Folder* at = &found;
    for (int i = 11; i != 0; --i) {
        CHECK(at->name == std::to_string(i));
        at = at->parent.operator->();
    }
    CHECK(at->name == "0");
}

TEST_CASE("relations are joined to each of the models in a row") {
    filled_blog t;
    const auto rows = t.db.execute(select<Post, Writer>()
                                       .join<Writer>(col<&Writer::id> == col<&Post::writer_id>)
                                       .order_by(col<&Post::id>)
                                       .with(with<&Writer::posts>().joined())
                                       .with<&Writer::profile>()
                                       .with(with<&Post::tags>().joined()))
                          .all();
    CHECK(t.log.size() == 2);
    REQUIRE(rows.size() == 3);
    CHECK(tell(std::get<Post>(rows[0])) == "one tags[c++;sql;]");
    CHECK(tell(std::get<Writer>(rows[0])) == "Ada posts[one;three;] profile{it's me}");
    CHECK(tell(std::get<Writer>(rows[1])) == "Bob posts[two;] profile{none}");
    CHECK(tell(std::get<Post>(rows[2])) == "three tags[]");
    CHECK(tell(std::get<Writer>(rows[2])) == "Ada posts[one;three;] profile{it's me}");
}

TEST_CASE("an object that an outer join lacks has no relations") {
    filled_blog t;
    const auto rows = t.db.execute(select<Comment, Writer>()
                                       .left_join<Writer>(col<&Writer::id> == col<&Comment::writer_id>)
                                       .order_by(col<&Comment::id>)
                                       .with(with<&Writer::posts>().joined())
                                       .with(with<&Comment::post>().joined()))
                          .all();
    CHECK(t.log.size() == 1);
    REQUIRE(rows.size() == 3);
    CHECK(tell(std::get<1>(rows[0]).value()) == "Bob posts[two;]");
    CHECK_FALSE(std::get<1>(rows[1]));
    CHECK(tell(std::get<0>(rows[1])) == "second post{one}");

    session s{t.db};
    const auto objects = s.execute(select<Comment, Writer>()
                                       .left_join<Writer>(col<&Writer::id> == col<&Comment::writer_id>)
                                       .order_by(col<&Comment::id>)
                                       .with(with<&Writer::posts>().joined()))
                             .all();
    REQUIRE(objects.size() == 3);
    CHECK(tell(*std::get<1>(objects[0])) == "Bob posts[two;]");
    CHECK_FALSE(std::get<1>(objects[1]));
    CHECK(std::get<1>(objects[2]) == std::get<1>(objects[0]));
}

TEST_CASE("tables of a statement may be called as joined ones are") {
    filled_blog t;
    using twin = alias<Post, "writer">;
    const auto rows = t.db.execute(select<Post, twin>()
                                       .join<twin>(col<&Post::writer_id, of<twin>> == col<&Post::writer_id> &&
                                                   col<&Post::id, of<twin>> != col<&Post::id>)
                                       .order_by(col<&Post::id>)
                                       .with(with<&Post::writer>().joined())
                                       .with(with<&Post::tags>().joined()))
                          .all();
    CHECK(t.log.size() == 1);
    REQUIRE(rows.size() == 2);
    CHECK(tell(std::get<0>(rows[0])) == "one writer{Ada} tags[c++;sql;]");
    CHECK(tell(std::get<1>(rows[0])) == "three writer{Ada} tags[]");
    CHECK(tell(std::get<0>(rows[1])) == "three writer{Ada} tags[]");
    CHECK(tell(std::get<1>(rows[1])) == "one writer{Ada} tags[c++;sql;]");

    using author = alias<Writer, "writer">;
    const auto posts = t.db.execute(select<Post>()
                                        .join<author>(col<&Writer::id, of<author>> == col<&Post::writer_id>)
                                        .where(col<&Writer::name, of<author>> == "Bob")
                                        .with(with<&Post::writer>().joined()))
                           .all();
    CHECK(tell_all(posts) == texts{"two writer{Bob}"});
}

TEST_CASE("rows that a statement's own joins repeat") {
    filled_blog t;
    const auto by_posts =
        select<Writer>().join<Post>(col<&Post::writer_id> == col<&Writer::id>).order_by(col<&Post::id>);
    // A relation to one object leaves the rows as they are; one to many tells objects apart, not rows.
    CHECK(tell_all(t.db.execute(by_posts.with(with<&Writer::profile>().joined())).all()) ==
          texts{"Ada profile{it's me}", "Bob profile{none}", "Ada profile{it's me}"});
    CHECK(tell_all(t.db.execute(by_posts.with(with<&Writer::posts>().joined())).all()) ==
          texts{"Ada posts[one;three;]", "Bob posts[two;]"});
}

TEST_CASE("limits count objects where each has one joined object at most") {
    filled_blog t;
    const auto posts = t.db.execute(select<Post>()
                                        .order_by(col<&Post::id>)
                                        .limit(2)
                                        .offset(1)
                                        .with(with<&Post::writer>().joined().with(with<&Writer::profile>().joined())))
                           .all();
    CHECK(t.log.size() == 1);
    CHECK(tell_all(posts) == texts{"two writer{Bob profile{none}}", "three writer{Ada profile{it's me}}"});
    t.log.clear();
    const auto writers = t.db.execute(select<Writer>()
                                          .order_by(col<&Writer::id>)
                                          .with(with<&Writer::posts>()
                                                    .order_by(desc(col<&Post::stars>))
                                                    .limit(1)
                                                    .with(with<&Post::writer>().joined())))
                             .all();
    CHECK(t.log.size() == 2);
    CHECK(tell_all(writers) == texts{"Ada posts[one writer{Ada};]", "Bob posts[two writer{Bob};]", "Cy posts[]"});
    const auto tagged =
        t.db.execute(select<Post>()
                         .order_by(col<&Post::id>)
                         .with(with<&Post::comments>()
                                   .order_by(desc(col<&Comment::id>))
                                   .limit(1)
                                   .with(with<&Comment::writer>().joined().where(col<&Writer::name> != "Ada"))))
            .all();
    CHECK(tell_all(tagged) ==
          texts{"one comments[second writer{none};]", "two comments[]", "three comments[third writer{Bob};]"});
}

TEST_CASE("two joined rows of a relation to one object are an error") {
    blog_database t;
    t.db.connect()->script("DROP TABLE blog_profiles");
    t.db.connect()->script(
        "CREATE TABLE blog_profiles (id INTEGER PRIMARY KEY, writer_id BIGINT NOT NULL, text TEXT NOT NULL)");
    Writer ada{.name = "Ada"};
    t.db.insert(ada);
    for (const char* id : {"1", "2"})
        t.db.connect()->script("INSERT INTO blog_profiles VALUES (" + std::string{id} + ", " + std::to_string(ada.id) +
                               ", 'x')");
    const auto load = select<Writer>().with(with<&Writer::profile>().joined());
    const auto message = ContainsSubstring("Writer::profile is a relation to one object, but 2 rows");
    CHECK_THROWS_MATCHES(t.db.execute(load).all(), error, MessageMatches(message));
    CHECK_THROWS_MATCHES(t.db.execute(load.with(with<&Writer::posts>().joined())).all(), error,
                         MessageMatches(message));
    {
        session s{t.db};
        CHECK_THROWS_MATCHES(s.execute(load).all(), error, MessageMatches(message));
    }
    std::vector<Post> posts{{.writer_id = ada.id, .title = "one"}};
    t.db.insert(posts);
    CHECK_THROWS_MATCHES(
        t.db.execute(select<Post>().with(with<&Post::writer>().joined().with(with<&Writer::profile>().joined()))).all(),
        error, MessageMatches(message));
    CHECK_THROWS_MATCHES(t.db.execute(select<Post>().with<&Post::writer>(with<&Writer::profile>().joined())).all(),
                         error, MessageMatches(message));
}

TEST_CASE("texts with quotes, and such as are no ASCII, are joined") {
    blog_database t;
    const std::string name = "O'Brien \"Zoë\" \\ 日本", title = "'; DROP TABLE blog_posts; --";
    Writer writer{.name = name};
    t.db.insert(writer);
    std::vector<Post> posts{{.writer_id = writer.id, .title = title}, {.writer_id = writer.id, .title = "ß'"}};
    t.db.insert(posts);
    std::vector<Tag> tags{{.name = "it's"}, {.name = "\xF0\x9F\x8C\xB3"}};
    t.db.insert(tags);
    std::vector<PostTag> links{{posts[0].id, tags[0].name}, {posts[0].id, tags[1].name}};
    t.db.insert(links);
    const auto found = t.db.execute(select<Writer>()
                                        .where(col<&Writer::name> == name)
                                        .with(with<&Writer::posts>()
                                                  .joined()
                                                  .where(col<&Post::title> == title)
                                                  .with(with<&Post::tags>().joined().where(col<&Tag::name> != "\""))))
                           .one();
    CHECK(tell(found) == name + " posts[" + title + " tags[it's;\xF0\x9F\x8C\xB3;];]");
}

TEST_CASE("in a session joined relations lead to its own objects") {
    filled_blog t;
    session s{t.db};
    const auto posts = s.execute(select<Post>().order_by(col<&Post::id>)).all();
    t.log.clear();
    const auto ada =
        s.execute(
             select<Writer>()
                 .where(col<&Writer::name> == "Ada")
                 .with(with<&Writer::posts>().joined().order_by(col<&Post::id>).with(with<&Post::writer>().joined())))
            .one();
    CHECK(t.log.size() == 1);
    REQUIRE(ada->posts.size() == 2);
    CHECK(ada->posts[0] == posts[0]);
    CHECK(ada->posts[1] == posts[2]);
    CHECK(ada->posts[0]->writer.get() == ada);
    posts[0]->title = "changed";
    CHECK(ada->posts[0]->title == "changed");
    s.commit();
    const auto again = s.execute(
        select<Writer>().order_by(col<&Writer::id>).with(with<&Writer::posts>().joined().order_by(col<&Post::id>)));
    CHECK(again.first() == ada);
    CHECK(titles(ada->posts) == texts{"changed", "three"});
    const auto three = ada->posts[1];
    std::size_t seen = 0;
    for (const auto& each : s.execute(select<Writer>().with(with<&Writer::posts>().joined())))
        seen += each->posts.size();
    CHECK(seen == 3);

    // What was loaded by a join is written like any other.
    const auto bob =
        s.execute(select<Writer>().where(col<&Writer::name> == "Bob").with(with<&Writer::posts>().joined())).one();
    bob->posts.add(three);
    s.commit();
    CHECK(t.db.execute(select(col<&Post::writer_id>).where(col<&Post::title> == "three")).one() == t.bob);
}

TEST_CASE("a joined load keeps what is not flushed") {
    filled_blog t;
    session s{t.db, {.autoflush = false}};
    const auto load = select<Writer>().order_by(col<&Writer::id>).with(with<&Writer::posts>().joined());
    const auto all = s.execute(load).all();
    all[1]->posts.add(Post{.title = "new"});
    all[0]->posts.clear();
    all[2]->name = "Cyd";
    t.log.clear();
    CHECK(s.execute(load).all() == all);
    CHECK(t.log.size() == 1);
    CHECK(sorted(all[1]->posts, &Post::title) == texts{"new", "two"});
    CHECK(all[0]->posts.empty());
    CHECK(all[2]->name == "Cyd");
    s.rollback();

    session flushing{t.db};
    const auto ada = flushing.execute(load).first();
    ada->posts.add(Post{.title = "new"});
    CHECK(flushing.execute(load).first() == ada);
    CHECK(sorted(ada->posts, &Post::title) == texts{"new", "one", "three"});
}

TEST_CASE("relations of a session's objects are loaded with joined ones below") {
    filled_blog t;
    session s{t.db};
    const auto ada = s.get<Writer>(t.ada);
    t.log.clear();
    s.load<&Writer::posts>(ada, with<&Post::tags>().joined(), with<&Post::writer>().joined());
    CHECK(t.log.size() == 1);
    CHECK(sorted(ada->posts, &Post::title) == texts{"one", "three"});
    for (const auto& each : ada->posts) {
        CHECK(each->writer.get() == ada);
        CHECK(each->tags.size() == (each->title == "one" ? 2 : 0));
    }
    t.log.clear();
    s.load(ada, with<&Writer::comments>().with(with<&Comment::post>().joined().with<&Post::writer>()));
    CHECK(t.log.size() == 1);  // no comment is Ada's
    CHECK(ada->comments.empty());
}

TEST_CASE("the text of a statement with joins is that which runs") {
    filled_blog t;
    constexpr auto load = select<Writer>().with(with<&Writer::posts>().joined().where(col<&Post::stars> > 3));
    static_cast<void>(t.db.execute(load).all());
    CHECK(t.log.all().back() == to_sql(load, on_postgresql() ? dialect::postgresql : dialect::sqlite));
}
