// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "session_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>

#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

using namespace tain;
using namespace tain::test;
using tests = database<models<Author, Book, Country, City, Seat, Token>>;

static_assert(!std::is_copy_constructible_v<session>);
static_assert(std::is_nothrow_move_constructible_v<session>);
static_assert(!std::is_constructible_v<session, engine>, "a session outlives a temporary engine");

}  // namespace

TEST_CASE("a session holds no connection until a statement needs one") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    CHECK(t.log.size() == 0);
    CHECK_FALSE(s.in_transaction());
    s.flush();
    CHECK(s.in_transaction());
    s.commit();
    CHECK_FALSE(s.in_transaction());
}

TEST_CASE("commit without changes runs no statement") {
    tests t;
    session s{t.db};
    s.commit();
    s.flush();
    s.rollback();
    CHECK(t.log.size() == 0);
}

TEST_CASE("an added object is inserted by the flush, and gets its generated key") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada", .bio = "countess"});
    CHECK(ada->id == 0);
    CHECK(s.contains(ada));
    s.flush();
    CHECK(ada->id > 0);
    s.commit();
    const std::optional<Author> stored = t.db.get<Author>(ada->id);
    REQUIRE(stored);
    CHECK(stored->name == "Ada");
    CHECK(stored->bio == "countess");
}

TEST_CASE("a changed member is found and written alone") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada", .bio = "countess", .score = 3});
    s.commit();
    t.log.clear();
    ada->name = "Ada L.";
    s.commit();
    REQUIRE(t.log.size() == 3);
    CHECK(t.log.all()[1].starts_with("UPDATE \"session_authors\" SET \"name\" = "));
    CHECK(t.log.all()[1].find("bio") == std::string::npos);
    CHECK(t.db.get<Author>(ada->id)->name == "Ada L.");
}

TEST_CASE("several changed members make one statement, each set of columns a text of its own") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    auto bob = s.add(Author{.name = "Bob"});
    s.commit();
    t.log.clear();
    ada->name = "Ada L.";
    ada->score = 2;
    bob->bio = "builder";
    s.commit();
    CHECK(t.log.count("UPDATE") == 2);
    CHECK(t.log.count("UPDATE \"session_authors\" SET \"name\"") == 1);
    CHECK(t.log.count("UPDATE \"session_authors\" SET \"bio\"") == 1);
    CHECK(t.db.get<Author>(ada->id)->score == 2);
    CHECK(t.db.get<Author>(bob->id)->bio == "builder");
}

TEST_CASE("a member that is set to the value it had is no change") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    t.log.clear();
    ada->name = "Bob";
    ada->name = "Ada";
    s.commit();
    CHECK(t.log.size() == 0);
}

TEST_CASE("an object that is changed before the flush that inserts it makes one INSERT") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "A"});
    ada->name = "Ada";
    s.commit();
    CHECK(t.log.count("INSERT") == 1);
    CHECK(t.log.count("UPDATE") == 0);
    CHECK(t.db.get<Author>(ada->id)->name == "Ada");
}

TEST_CASE("a removed object's row is deleted") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    s.remove(ada);
    s.remove(ada);
    CHECK(s.get<Author>(ada->id) == nullptr);
    s.commit();
    CHECK_FALSE(s.contains(ada));
    CHECK_FALSE(t.db.get<Author>(ada->id));
    CHECK(ada->name == "Ada");
}

TEST_CASE("changes of a removed object are not written") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    t.log.clear();
    ada->name = "Bob";
    s.remove(ada);
    s.commit();
    CHECK(t.log.count("UPDATE") == 0);
    CHECK(t.log.count("DELETE") == 1);
}

TEST_CASE("an added object that is removed before the flush is never inserted") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.remove(ada);
    CHECK_FALSE(s.contains(ada));
    s.commit();
    CHECK(t.log.size() == 0);
    s.add(ada);
    s.commit();
    CHECK(t.log.count("INSERT") == 1);
}

TEST_CASE("a removed object that is added again before the flush stays") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    t.log.clear();
    s.remove(ada);
    s.add(ada);
    s.commit();
    CHECK(t.log.size() == 0);
    CHECK(t.db.get<Author>(ada->id));
}

TEST_CASE("a deleted object can be added again: after its commit as a new row") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    s.remove(ada);
    s.flush();
    CHECK_THROWS_AS(s.add(ada), error);
    s.commit();
    s.add(ada);
    s.commit();
    CHECK(t.db.execute(select<Author>()).all().size() == 1);
    CHECK(t.db.get<Author>(ada->id)->name == "Ada");
}

TEST_CASE("queries see what was added, changed and removed") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    auto bob = s.add(Author{.name = "Bob"});
    CHECK(s.execute(select(count()).from<Author>()).one() == 2);
    ada->name = "Ada L.";
    CHECK(s.execute(select(col<&Author::id>).where(col<&Author::name> == "Ada L.")).one() == ada->id);
    s.remove(bob);
    CHECK(s.execute(select(count()).from<Author>()).one() == 1);
    s.add(Author{.name = "Cy"});
    CHECK(s.execute(update<Author>().set(col<&Author::score> = 1.0).all_rows()) == 2);
}

TEST_CASE("without autoflush queries see the database as it is") {
    tests t;
    session s{t.db, {.autoflush = false}};
    auto ada = s.add(Author{.name = "Ada"});
    CHECK(s.execute(select(count()).from<Author>()).one() == 0);
    s.flush();
    CHECK(s.execute(select(count()).from<Author>()).one() == 1);
    s.commit();

    ada->name = "Bob";
    CHECK(s.get<Author>(ada->id) == ada);
    CHECK(ada->name == "Bob");
    auto all = s.execute(select<Author>()).all();
    CHECK(all.front() == ada);
    CHECK(ada->name == "Bob");
    s.remove(ada);
    CHECK(s.execute(select<Author>()).all().front() == ada);
    s.rollback();
    CHECK(ada->name == "Ada");
}

TEST_CASE("a result is run when rows are asked for, each time anew") {
    tests t;
    session s{t.db};
    auto names = s.execute(select(col<&Author::name>).order_by(col<&Author::name>));
    CHECK(t.log.size() == 0);
    s.add(Author{.name = "Bob"});
    CHECK(names.all() == std::vector<std::string>{"Bob"});
    s.add(Author{.name = "Ada"});
    CHECK(names.all() == std::vector<std::string>{"Ada", "Bob"});
    CHECK(names.first() == "Ada");
    CHECK_THROWS_AS(names.one(), row_count_error);
}

TEST_CASE("whole models come as entities, columns as values") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    auto bob = s.add(Author{.name = "Bob"});
    s.flush();
    auto book = s.add(Book{.author_id = ada->id, .title = "Notes"});

    auto authors = s.execute(select<Author>().order_by(col<&Author::name>));
    static_assert(std::is_same_v<decltype(authors.all()), std::vector<entity<Author>>>);
    static_assert(std::is_same_v<decltype(authors.first()), entity<Author>>);
    static_assert(std::is_same_v<decltype(authors.one()), entity<Author>>);
    CHECK(authors.all() == std::vector{ada, bob});
    CHECK(authors.first() == ada);
    CHECK_FALSE(s.execute(select<Author>().where(col<&Author::name> == "Cy")).first());
    CHECK_FALSE(s.execute(select<Author>().where(col<&Author::name> == "Cy")).one_or_none());
    CHECK_THROWS_AS(s.execute(select<Author>().where(col<&Author::name> == "Cy")).one(), row_count_error);
    CHECK_THROWS_AS(authors.one_or_none(), row_count_error);

    auto pairs = s.execute(select<Author, Book>().join<Book>());
    static_assert(std::is_same_v<decltype(pairs.all()), std::vector<std::tuple<entity<Author>, entity<Book>>>>);
    static_assert(std::is_same_v<decltype(pairs.first()), std::optional<std::tuple<entity<Author>, entity<Book>>>>);
    CHECK(pairs.one() == std::tuple{ada, book});

    auto outer = s.execute(select<Author, Book>().left_join<Book>().order_by(col<&Author::name>)).all();
    static_assert(std::is_same_v<decltype(outer), std::vector<std::tuple<entity<Author>, entity<Book>>>>);
    REQUIRE(outer.size() == 2);
    CHECK(outer[0] == std::tuple{ada, book});
    CHECK(outer[1] == std::tuple{bob, entity<Book>{}});

    auto names = s.execute(select(col<&Author::name>, col<&Author::bio>).order_by(col<&Author::name>)).all();
    static_assert(std::is_same_v<decltype(names), std::vector<std::tuple<std::string, std::optional<std::string>>>>);
    CHECK(std::get<0>(names.front()) == "Ada");
    CHECK(s.execute(select(col<&Author::score> > 1.0).from<Author>()).all() == std::vector<bool>{false, false});
}

TEST_CASE("rows of raw SQL and of deleted rows are values") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    auto copies =
        s.execute(raw<Author>("SELECT id, name, bio, score FROM session_authors WHERE name = $1", "Ada")).all();
    static_assert(std::is_same_v<decltype(copies), std::vector<Author>>);
    REQUIRE(copies.size() == 1);
    CHECK(copies[0].id == ada->id);
    const Author gone = s.execute(delete_from<Author>().where(col<&Author::id> == ada->id).returning<Author>()).one();
    CHECK(gone.name == "Ada");
    CHECK(s.get<Author>(ada->id) == nullptr);
    CHECK_FALSE(s.contains(ada));
}

TEST_CASE("a range-for reads the rows first, so that the loop may flush and commit") {
    tests t;
    session s{t.db};
    for (const char* name : {"Ada", "Bob", "Cy"}) s.add(Author{.name = name});
    int rounds = 0;
    for (auto& author : s.execute(select<Author>().order_by(col<&Author::name>))) {
        author->name += "!";
        s.commit();
        if (++rounds == 1) s.add(Author{.name = "Dee"});
    }
    CHECK(rounds == 3);
    CHECK(t.db.execute(select(col<&Author::name>).order_by(col<&Author::name>)).all() ==
          std::vector<std::string>{"Ada!", "Bob!", "Cy!", "Dee"});
}

TEST_CASE("statements with RETURNING give the objects of the changed rows") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    auto same =
        s.execute(
             update<Author>().set(col<&Author::score> = 7.0).where(col<&Author::name> == "Ada").returning<Author>())
            .one();
    CHECK(same == ada);
    CHECK(ada->score == 7);
    auto made =
        s.execute(insert<Author>().values(col<&Author::name> = "Bob", col<&Author::score> = 1.0).returning<Author>())
            .one();
    made->name = "Bobby";
    s.commit();
    CHECK(t.db.get<Author>(made->id)->name == "Bobby");
}

TEST_CASE("transaction(f) commits on return") {
    tests t;
    session s{t.db};
    const std::int64_t id = s.transaction([](session& inner) {
        auto ada = inner.add(Author{.name = "Ada"});
        inner.flush();
        return ada->id;
    });
    CHECK_FALSE(s.in_transaction());
    CHECK(t.db.get<Author>(id));
    s.transaction([&] { s.get<Author>(id)->name = "Ada L."; });
    CHECK(t.db.get<Author>(id)->name == "Ada L.");
}

TEST_CASE("transaction(f) rolls back when it throws") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    CHECK_THROWS_AS(s.transaction([&] {
        ada->name = "Bob";
        s.flush();
        throw std::runtime_error("no");
    }),
                    std::runtime_error);
    CHECK(ada->name == "Ada");
    CHECK(t.db.get<Author>(ada->id)->name == "Ada");
    CHECK_THROWS_AS(s.transaction([&] { s.transaction([] {}); }), error);
    s.transaction([&] { ada->name = "Cy"; });
    CHECK(t.db.get<Author>(ada->id)->name == "Cy");
}

TEST_CASE("the destructor rolls back, and leaves plain objects") {
    tests t;
    entity<Author> ada, bob;
    {
        session s{t.db};
        ada = s.add(Author{.name = "Ada"});
        s.commit();
        ada->name = "Ada L.";
        bob = s.add(Author{.name = "Bob"});
        s.flush();
        CHECK(bob->id != 0);
    }
    CHECK(ada->name == "Ada L.");
    CHECK(bob->name == "Bob");
    CHECK(bob->id == 0);
    CHECK(t.db.get<Author>(ada->id)->name == "Ada");
    CHECK(t.db.execute(select<Author>()).all().size() == 1);
}

TEST_CASE("a session can be moved") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.flush();
    session moved{std::move(s)};
    ada->name = "Ada L.";
    moved.commit();
    CHECK(moved.contains(ada));
    CHECK(t.db.get<Author>(ada->id)->name == "Ada L.");
}

TEST_CASE("a read-only session reads, and refuses to flush") {
    tests t;
    Author ada = t.db.insert(Author{.name = "Ada"});
    session s{t.db, {.read_only = true}};
    session other{t.db, {.read_only = true}};
    auto found = s.get<Author>(ada.id);
    CHECK(other.get<Author>(ada.id)->name == "Ada");
    found->name = "Bob";
    CHECK_THROWS_AS(s.flush(), error);
    s.rollback();
    CHECK(found->name == "Ada");
    CHECK_THROWS_AS(s.execute(update<Author>().set(col<&Author::name> = "Bob").all_rows()), error);
    CHECK_THROWS_AS(s.execute(insert<Author>().values(col<&Author::name> = "Bob", col<&Author::score> = 1.0)), error);
    CHECK_THROWS_AS(s.execute(delete_from<Author>().all_rows().returning<Author>()).all(), error);
    s.commit();
    CHECK(t.db.execute(select(col<&Author::name>)).all() == std::vector<std::string>{"Ada"});
}
