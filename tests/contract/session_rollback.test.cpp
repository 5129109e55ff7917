// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "session_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>
#include <vector>

namespace {

using namespace tain;
using namespace tain::test;
using tests = database<models<Author, Book, Country, City>>;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

std::int64_t rows(const engine& db) { return db.execute(select(count()).from<Author>()).one(); }

}  // namespace

TEST_CASE("rollback undoes changes in the database and in the objects") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada", .bio = "countess", .score = 1});
    s.commit();
    ada->name = "first";
    s.flush();
    ada->name = "second";
    ada->bio.reset();
    s.flush();
    ada->score = 7;
    s.rollback();
    CHECK(ada->name == "Ada");
    CHECK(ada->bio == "countess");
    CHECK(ada->score == 1);
    t.log.clear();
    s.commit();
    CHECK(t.log.size() == 0);
    CHECK(t.db.get<Author>(ada->id)->name == "Ada");
}

TEST_CASE("rollback lets go of what was added, flushed or not") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.flush();
    auto bob = s.add(Author{.name = "Bob"});
    s.rollback();
    CHECK_FALSE(s.contains(ada));
    CHECK_FALSE(s.contains(bob));
    CHECK(ada->id == 0);
    CHECK(ada->name == "Ada");
    s.commit();
    CHECK(rows(t.db) == 0);
    s.add(ada);
    s.add(bob);
    s.commit();
    CHECK(rows(t.db) == 2);
    CHECK(ada->id > 0);
    CHECK_FALSE(ada->id == bob->id);
}

TEST_CASE("rollback brings removed objects back, flushed or not") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    auto bob = s.add(Author{.name = "Bob"});
    s.commit();
    s.remove(ada);
    s.flush();
    CHECK_FALSE(s.contains(ada));
    s.remove(bob);
    s.rollback();
    CHECK(s.contains(ada));
    CHECK(s.contains(bob));
    CHECK(s.get<Author>(ada->id) == ada);
    ada->name = "Ada L.";
    bob->name = "Bobby";
    s.commit();
    CHECK(t.db.get<Author>(ada->id)->name == "Ada L.");
    CHECK(t.db.get<Author>(bob->id)->name == "Bobby");
}

TEST_CASE("rollback of an object that was added, changed and removed in one transaction") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.flush();
    ada->name = "Ada L.";
    s.flush();
    s.remove(ada);
    s.flush();
    s.rollback();
    CHECK_FALSE(s.contains(ada));
    CHECK(ada->name == "Ada L.");
    s.add(ada);
    s.commit();
    CHECK(t.db.get<Author>(ada->id)->name == "Ada L.");
}

TEST_CASE("what a statement changed is read again after a rollback") {
    tests t;
    Author ada = t.db.insert(Author{.name = "Ada", .score = 1});
    session s{t.db};
    s.execute(update<Author>().set(col<&Author::score> = 9.0).all_rows());
    auto held = s.get<Author>(ada.id);
    CHECK(held->score == 9);
    s.rollback();
    CHECK(s.get<Author>(ada.id) == held);
    CHECK(held->score == 1);
    auto gone =
        s.execute(insert<Author>().values(col<&Author::name> = "Bob", col<&Author::score> = 0.0).returning<Author>())
            .one();
    const std::int64_t id = gone->id;
    s.rollback();
    CHECK_FALSE(s.get<Author>(id));
    CHECK_FALSE(s.contains(gone));
}

TEST_CASE("a rollback restores what a get has found to be gone") {
    tests t;
    Author ada = t.db.insert(Author{.name = "Ada"});
    session s{t.db};
    auto held = s.get<Author>(ada.id);
    s.execute(delete_from<Author>().all_rows());
    CHECK_FALSE(s.get<Author>(ada.id));
    CHECK_FALSE(s.contains(held));
    s.rollback();
    CHECK(s.get<Author>(ada.id) == held);
}

TEST_CASE("a failed flush leaves the database and the session as they were, to be tried again") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.flush();
    auto removed = s.add(Author{.name = "Remove"});
    s.flush();

    auto bob = s.add(Author{.name = "Bob"});
    ada->score = 4;
    s.remove(removed);
    auto cy = s.add(Author{.name = "Ada"});  // the name is taken
    CHECK_THROWS_AS(s.flush(), constraint_error);
    CHECK(s.in_transaction());
    CHECK(bob->id == 0);
    CHECK(cy->id == 0);
    CHECK(s.contains(bob));
    CHECK(ada->score == 4);

    cy->name = "Cy";
    s.commit();
    CHECK(rows(t.db) == 3);
    CHECK(t.db.get<Author>(ada->id)->score == 4);
    CHECK(t.db.get<Author>(bob->id)->name == "Bob");
    CHECK(t.db.get<Author>(cy->id)->name == "Cy");
    CHECK_FALSE(t.db.get<Author>(removed->id));
}

TEST_CASE("a failed flush that began the transaction ends it") {
    tests t;
    t.db.insert(Author{.name = "Ada"});
    session s{t.db};
    auto twin = s.add(Author{.name = "Ada"});
    CHECK_THROWS_AS(s.commit(), constraint_error);
    CHECK_FALSE(s.in_transaction());
    CHECK(s.contains(twin));
    twin->name = "Bob";
    s.commit();
    CHECK(rows(t.db) == 2);
}

TEST_CASE("a refused insert names the object among many") {
    tests t;
    session s{t.db};
    std::vector<entity<Author>> all;
    for (int i = 0; i < 100; ++i) all.push_back(s.add(Author{.name = "author " + std::to_string(i)}));
    all[41]->name = "author 7";
    try {
        s.flush();
        FAIL("nothing was thrown");
    } catch (const constraint_error& e) {
        CHECK(e.kind() == constraint_kind::unique);
        CHECK_THAT(e.what(), ContainsSubstring("cannot insert a new Author, number 42 of the 100 that were added: "));
        CHECK_THAT(e.sql(), ContainsSubstring("INSERT INTO"));
    }
    for (const auto& each : all) CHECK(each->id == 0);
    all[41]->score = -1;
    all[41]->name = "author 41";
    CHECK_THROWS_MATCHES(s.execute(select<Author>()).all(), constraint_error,
                         MessageMatches(ContainsSubstring("number 42 of the 100 that were added, flushed before the "
                                                          "query: ")));
    all[41]->score = 1;
    s.commit();
    CHECK(rows(t.db) == 100);
}

TEST_CASE("a refused update names the object, and nothing of its flush is kept") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    auto bob = s.add(Author{.name = "Bob"});
    s.commit();
    ada->bio = "countess";
    bob->score = -3;
    CHECK_THROWS_MATCHES(
        s.commit(), constraint_error,
        MessageMatches(ContainsSubstring("cannot update Author (id " + std::to_string(bob->id) + ")")));
    CHECK_FALSE(t.db.get<Author>(ada->id)->bio);
    CHECK(ada->bio == "countess");
    bob->score = 3;
    s.commit();
    CHECK(t.db.get<Author>(ada->id)->bio == "countess");
    CHECK(t.db.get<Author>(bob->id)->score == 3);
}

TEST_CASE("a refused delete names the object, and can be taken back") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.flush();
    s.add(Book{.author_id = ada->id, .title = "Notes"});
    s.commit();
    s.remove(ada);
    CHECK_THROWS_MATCHES(s.commit(), constraint_error, MessageMatches(ContainsSubstring("cannot delete Author (id ")));
    CHECK(s.contains(ada));
    s.add(ada);
    s.commit();
    CHECK(t.db.get<Author>(ada->id));
}

TEST_CASE("a refused insert of a child says so, and its parent can follow") {
    tests t;
    session s{t.db};
    auto vienna = s.add(City{1, "at", "Vienna"});
    CHECK_THROWS_MATCHES(s.flush(), constraint_error, MessageMatches(ContainsSubstring("cannot insert City (id 1)")));
    s.add(Country{"at", "Austria"});
    s.commit();
    CHECK(t.db.get<City>(1)->name == "Vienna");
    CHECK(s.contains(vienna));
}

TEST_CASE("an update or delete of a row that is gone is an error") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    auto bob = s.add(Author{.name = "Bob"});
    s.commit();
    t.db.execute(delete_from<Author>().all_rows());
    ada->name = "Ada L.";
    try {
        s.flush();
        FAIL("nothing was thrown");
    } catch (const stale_error& e) {
        CHECK(e.model() == "Author");
        CHECK(e.key() == "id " + std::to_string(ada->id));
        CHECK_THAT(e.what(), ContainsSubstring("cannot update Author (id "));
    }
    CHECK(ada->name == "Ada L.");
    CHECK_THROWS_AS(s.refresh(ada), stale_error);
    s.remove(bob);
    CHECK_THROWS_MATCHES(s.flush(), stale_error, MessageMatches(ContainsSubstring("cannot delete Author (id ")));
    s.rollback();
    CHECK_FALSE(s.get<Author>(bob->id));
    s.commit();
}

TEST_CASE("a value that cannot be stored is refused, named, and can be mended") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = std::string{"\xff\xfe", 2}});
    auto bob = s.add(Author{.name = "Bob"});
    if (t.db.kind() == dialect::postgresql) {
        CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("a new Author, number 1 of the 2")));
        ada->name = "Ada";
    }
    s.commit();
    CHECK(rows(t.db) == 2);
    CHECK(bob->id > 0);
}

TEST_CASE("the session goes on after commits and rollbacks") {
    tests t;
    session s{t.db};
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 20; ++i) {
        auto made = s.add(Author{.name = "author " + std::to_string(i)});
        s.flush();
        if (i % 3 == 0) {
            s.rollback();
        } else {
            made->score = i;
            s.commit();
            ids.push_back(made->id);
        }
    }
    CHECK(rows(t.db) == static_cast<std::int64_t>(ids.size()));
    for (const std::int64_t id : ids) CHECK(s.get<Author>(id)->score > 0);
}

TEST_CASE("a transaction that the database gave up leaves a session that asks for a rollback") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    ada->name = "Ada L.";
    auto bob = s.add(Author{.name = "Bob"});
    s.flush();
    if (t.db.kind() == dialect::sqlite) {
        CHECK_THROWS_AS(s.execute(raw<void>("ROLLBACK")) + s.execute(raw<void>("SELECT 1")), error);
    } else {
        CHECK_THROWS_AS(s.execute(raw<int>("SELECT CAST(pg_terminate_backend(pg_backend_pid()) AS int)")).all(), error);
        CHECK_THROWS_AS(s.get<Author>(4711), error);
    }
    CHECK_THROWS_MATCHES(s.commit(), error, MessageMatches(ContainsSubstring("call rollback()")));
    CHECK_THROWS_AS(s.execute(select<Author>()).all(), error);
    s.rollback();
    CHECK(ada->name == "Ada");
    CHECK_FALSE(s.contains(bob));
    s.add(bob);
    s.commit();
    CHECK(rows(t.db) == 2);
}
