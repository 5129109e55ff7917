// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "session_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// How objects go from state to state: each way in and out of a session.
namespace {

using namespace tain;
using namespace tain::dsl;
using namespace tain::test;
using tests = database<models<Author, Book, Country, City, Seat>>;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

std::int64_t authors(const engine& db) { return db.execute(select(count()).from<Author>()).one(); }

/// Ada and Bo are there.
struct filled : tests {
    std::int64_t ada = 0, bo = 0;

    filled() {
        Author first{.name = "Ada", .score = 1}, second{.name = "Bo", .score = 2};
        db.insert(first);
        db.insert(second);
        ada = first.id;
        bo = second.id;
        log.clear();
    }
};

}  // namespace

TEST_CASE("add makes an object new: in the session, and not in the database") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Author{.name = "Ada"});
    CHECK(s.contains(ada));
    CHECK(s.is_modified(ada));
    CHECK(s.new_<Author>() == std::vector{ada});
    CHECK(ada->id == 0);
    CHECK(t.log.size() == 0);
    CHECK_FALSE(s.in_transaction());
}

TEST_CASE("an object that is added twice is inserted once, one that is there not at all") {
    filled t;
    session s{t.db};
    const auto cy = s.add(Author{.name = "Cy"});
    s.add(cy);
    const auto ada = s.get<Author>(t.ada);
    s.add(ada);
    s.commit();
    s.add(cy);
    s.commit();
    CHECK(t.log.count("INSERT") == 1);
    CHECK(authors(t.db) == 3);
}

TEST_CASE("an object that is removed twice is deleted once") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Author>(t.ada);
    s.remove(ada);
    s.remove(ada);
    s.commit();
    CHECK(t.log.count("DELETE") == 1);
    CHECK(authors(t.db) == 1);
}

TEST_CASE("expunge of a new object has it not inserted, and it can be added again") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Author{.name = "Ada"});
    s.expunge(ada);
    CHECK_FALSE(s.contains(ada));
    CHECK(s.new_<Author>().empty());
    s.commit();
    CHECK(authors(t.db) == 0);
    CHECK(ada->name == "Ada");
    s.add(ada);
    s.commit();
    CHECK(authors(t.db) == 1);
}

TEST_CASE("expunge of a loaded object leaves a plain one, whose changes are not written") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Author>(t.ada);
    ada->name = "Ada L.";
    s.expunge(ada);
    s.commit();
    CHECK(t.db.get<Author>(t.ada)->name == "Ada");
    CHECK(ada->name == "Ada L.");
    const auto other = s.get<Author>(t.ada);
    CHECK(other != ada);
    CHECK_THROWS_MATCHES(s.add(ada), error, MessageMatches(ContainsSubstring("has an object of its own")));
    s.expunge(other);
    s.add(ada);  // with what was changed meanwhile
    s.commit();
    CHECK(t.db.get<Author>(t.ada)->name == "Ada L.");
}

TEST_CASE("expunge of a removed object leaves its row") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Author>(t.ada);
    s.remove(ada);
    s.expunge(ada);
    s.commit();
    CHECK(authors(t.db) == 2);
    CHECK(t.log.count("DELETE") == 0);
}

TEST_CASE("expunge goes to another session, with the row") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Author>(t.ada);
    s.expunge(ada);
    s.commit();
    session other{t.db};
    other.add(ada);
    CHECK(other.contains(ada));
    CHECK_FALSE(s.contains(ada));
    CHECK_THROWS_MATCHES(s.remove(ada), error, MessageMatches(ContainsSubstring("belongs to another session")));
    ada->score = 5;
    other.commit();
    CHECK(t.db.get<Author>(t.ada)->score == 5);
}

TEST_CASE("an object that was inserted and expunged has a row if the transaction is committed, else none") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Author{.name = "Ada"});
    s.flush();
    s.expunge(ada);
    s.commit();
    CHECK(authors(t.db) == 1);
    const auto bo = s.add(Author{.name = "Bo"});
    s.flush();
    s.expunge(bo);
    s.rollback();
    CHECK(authors(t.db) == 1);
    s.add(bo);
    s.commit();
    CHECK(authors(t.db) == 2);
    CHECK(t.db.get<Author>(bo->id)->name == "Bo");
}

TEST_CASE("expunge_all empties a session, which goes on") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Author>(t.ada);
    const auto cy = s.add(Author{.name = "Cy"});
    s.expunge_all();
    CHECK_FALSE(s.contains(ada));
    CHECK_FALSE(s.contains(cy));
    s.commit();
    CHECK(authors(t.db) == 2);
    CHECK(s.get<Author>(t.ada) != ada);
}

TEST_CASE("what is in no session is refused by name") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Author>(t.ada);
    s.expunge(ada);
    const auto refused = [](auto call) {
        CHECK_THROWS_MATCHES(
            call(), error,
            MessageMatches(ContainsSubstring("Author (id ") && ContainsSubstring("is in no session; add() it first")));
    };
    refused([&] { s.remove(ada); });
    refused([&] { s.refresh(ada); });
    refused([&] { s.expire(ada); });
    refused([&] { s.expunge(ada); });
    CHECK_FALSE(s.is_modified(ada));
}

TEST_CASE("a deleted object is the session's no more, and comes back with a rollback") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Author>(t.ada);
    s.remove(ada);
    CHECK(s.contains(ada));
    CHECK(s.deleted<Author>() == std::vector{ada});
    s.flush();
    CHECK_FALSE(s.contains(ada));
    CHECK(s.deleted<Author>().empty());
    CHECK_THROWS_MATCHES(s.add(ada), error, MessageMatches(ContainsSubstring("which this session has deleted")));
    CHECK_FALSE(s.get<Author>(t.ada));
    s.rollback();
    CHECK(s.contains(ada));
    CHECK(s.get<Author>(t.ada) == ada);
}

TEST_CASE("a deleted object is a plain one after the commit, and new when it is added") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Author>(t.ada);
    s.remove(ada);
    s.commit();
    CHECK_FALSE(s.contains(ada));
    CHECK(ada->name == "Ada");
    s.rollback();
    CHECK_FALSE(s.contains(ada));
    s.add(ada);
    CHECK(s.new_<Author>() == std::vector{ada});
    s.commit();
    CHECK(authors(t.db) == 2);
}

TEST_CASE("an object whose insert is rolled back is new again, without its generated key") {
    tests t;
    session s{t.db};
    const auto ada = s.add(Author{.name = "Ada"});
    s.flush();
    REQUIRE(ada->id != 0);
    s.rollback();
    CHECK(ada->id == 0);
    CHECK_FALSE(s.contains(ada));
    s.add(ada);
    s.commit();
    CHECK(t.db.get<Author>(ada->id)->name == "Ada");
}

TEST_CASE("a savepoint that is undone takes objects back to the states before it") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Author>(t.ada), bo = s.get<Author>(t.bo);
    ada->score = 10;
    auto point = s.begin_nested();
    CHECK_FALSE(s.is_modified(ada));  // it flushed
    const auto cy = s.add(Author{.name = "Cy"});
    s.remove(bo);
    ada->score = 20;
    s.flush();
    point.rollback();
    CHECK_FALSE(s.contains(cy));
    CHECK(s.contains(bo));
    CHECK(ada->score == 10);
    s.commit();
    CHECK(authors(t.db) == 2);
    CHECK(t.db.get<Author>(t.ada)->score == 10);
}

TEST_CASE("what is not flushed is undone with a savepoint, too") {
    filled t;
    session s{t.db};
    const auto bo = s.get<Author>(t.bo);
    auto point = s.begin_nested();
    const auto cy = s.add(Author{.name = "Cy"});
    s.remove(bo);
    point.rollback();
    CHECK_FALSE(s.contains(cy));
    s.commit();
    CHECK(authors(t.db) == 2);
    CHECK(s.get<Author>(t.bo) == bo);
}

TEST_CASE("a session that ends leaves its objects in no session: rolled back, and plain") {
    filled t;
    entity<Author> ada, bo, cy, dee;
    {
        session s{t.db};
        ada = s.get<Author>(t.ada);
        bo = s.get<Author>(t.bo);
        cy = s.add(Author{.name = "Cy"});
        s.remove(bo);
        s.flush();
        dee = s.add(Author{.name = "Dee"});
    }
    CHECK(authors(t.db) == 2);
    session s{t.db};
    for (const auto& each : {ada, bo, cy, dee}) CHECK_FALSE(s.contains(each));
    for (const auto& each : {ada, bo, cy, dee}) s.add(each);
    CHECK(s.new_<Author>() == std::vector{cy, dee});
    s.commit();
    CHECK(authors(t.db) == 4);
}

TEST_CASE("a commit has rows read again, a rollback too, and members stay readable between") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Author>(t.ada);
    s.commit();
    t.db.execute(update<Author>().set(col<&Author::score> = 7.0).where(col<&Author::id> == t.ada));
    CHECK(ada->score == 1);
    CHECK(s.get<Author>(t.ada)->score == 7);
    s.rollback();
    t.db.execute(update<Author>().set(col<&Author::score> = 8.0).where(col<&Author::id> == t.ada));
    CHECK(ada->score == 7);
    CHECK(s.execute(select<Author>().where(col<&Author::id> == t.ada)).one() == ada);
    CHECK(ada->score == 8);
}

TEST_CASE("the sets of new, changed and removed objects are empty after a flush") {
    filled t;
    session s{t.db};
    const auto ada = s.get<Author>(t.ada), bo = s.get<Author>(t.bo);
    ada->score = 3;
    s.remove(bo);
    s.add(Author{.name = "Cy"});
    CHECK(s.new_<Author>().size() == 1);
    CHECK(s.dirty<Author>() == std::vector{ada});
    CHECK(s.deleted<Author>() == std::vector{bo});
    s.flush();
    CHECK(s.new_<Author>().empty());
    CHECK(s.dirty<Author>().empty());
    CHECK(s.deleted<Author>().empty());
    ada->score = 4;
    ada->score = 3;  // no net change
    CHECK(s.dirty<Author>().empty());
    CHECK_FALSE(s.is_modified(ada));
}

TEST_CASE("a savepoint is made after a flush, whatever autoflush is") {
    filled t;
    session s{t.db, {.autoflush = false}};
    s.add(Author{.name = "Cy"});
    auto point = s.begin_nested();
    CHECK(t.log.count("INSERT") == 1);
    point.rollback();
    s.commit();
    CHECK(authors(t.db) == 3);
}

TEST_CASE("handles keep an object alive, as the session does without them") {
    filled t;
    std::optional<session> s{std::in_place, t.db};
    const Author* at = s->get<Author>(t.ada).get();
    for (int i = 0; i != 100; ++i) s->add(Author{.name = std::to_string(i)});
    s->flush();
    CHECK(s->get<Author>(t.ada).get() == at);
    const auto kept = s->get<Author>(t.bo);
    s.reset();
    CHECK(kept->name == "Bo");
}
