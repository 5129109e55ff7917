// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "session_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <limits>
#include <optional>
#include <string>
#include <tuple>

namespace {

using namespace tain;
using namespace tain::test;
using tests = database<models<Author, Book, Country, City, Seat, Token>>;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

boost::uuids::uuid uuid_of(unsigned char last) {
    boost::uuids::uuid made{};
    *(made.begin() + 15) = last;
    *made.begin() = 0xfe;
    return made;
}

}  // namespace

TEST_CASE("one row is one object, whatever the way to it") {
    tests t;
    const Author stored = t.db.insert(Author{.name = "Ada"});
    session s{t.db};
    auto first = s.get<Author>(stored.id);
    REQUIRE(first);
    CHECK(s.get<Author>(stored.id) == first);
    CHECK(s.execute(select<Author>()).one() == first);
    CHECK(s.execute(select<Author>().where(col<&Author::name> == "Ada")).first().get() == first.get());
    auto added = s.add(Author{.name = "Bob"});
    s.flush();
    CHECK(s.get<Author>(added->id) == added);
    CHECK_FALSE(first == added);
}

TEST_CASE("get of an object that the transaction has seen costs nothing") {
    tests t;
    const Author stored = t.db.insert(Author{.name = "Ada"});
    session s{t.db};
    s.get<Author>(stored.id);
    t.log.clear();
    s.get<Author>(stored.id);
    CHECK(t.log.size() == 0);
    s.commit();
    t.log.clear();
    s.get<Author>(stored.id);
    CHECK(t.log.count("SELECT") == 1);
}

TEST_CASE("get of a key that has no row gives an empty handle") {
    tests t;
    session s{t.db};
    CHECK_FALSE(s.get<Author>(12345));
    CHECK(s.get<Country>("xx") == nullptr);
}

TEST_CASE("get finds an object that was added with its key") {
    tests t;
    session s{t.db};
    auto at = s.add(Country{"at", "Austria"});
    CHECK(s.get<Country>("at") == at);
    CHECK(t.log.count("INSERT") == 1);
    CHECK(t.log.count("SELECT") == 0);
}

TEST_CASE("one row in several rows of a result is one object") {
    tests t;
    Author ada = t.db.insert(Author{.name = "Ada"});
    for (const char* title : {"One", "Two", "Three"}) t.db.insert(Book{.author_id = ada.id, .title = title});
    session s{t.db};
    auto pairs = s.execute(select<Author, Book>().join<Book>()).all();
    REQUIRE(pairs.size() == 3);
    CHECK(std::get<0>(pairs[0]) == std::get<0>(pairs[1]));
    CHECK(std::get<0>(pairs[0]) == std::get<0>(pairs[2]));
    CHECK_FALSE(std::get<1>(pairs[0]) == std::get<1>(pairs[1]));
}

TEST_CASE("an object that is loaded is not overwritten within its transaction") {
    tests t;
    Author ada = t.db.insert(Author{.name = "Ada", .score = 1});
    session s{t.db};
    auto held = s.get<Author>(ada.id);
    s.execute(raw<std::int64_t>("UPDATE session_authors SET score = 2 RETURNING id")).all();  // unseen by the session
    CHECK(s.execute(select<Author>()).one() == held);
    CHECK(held->score == 1);
    s.expire_all();
    CHECK(held->score == 1);
    CHECK(s.execute(select<Author>()).one() == held);
    CHECK(held->score == 2);
}

TEST_CASE("what an UPDATE or DELETE changed is read again when it is next met") {
    tests t;
    Author ada = t.db.insert(Author{.name = "Ada", .score = 1});
    session s{t.db};
    auto held = s.get<Author>(ada.id);
    CHECK(s.execute(update<Author>().set(col<&Author::score> = 5.0).where(col<&Author::id> == ada.id)) == 1);
    CHECK(held->score == 1);
    CHECK(s.get<Author>(ada.id) == held);
    CHECK(held->score == 5);

    held->name = "Ada L.";
    CHECK(s.execute(raw<void>("UPDATE session_authors SET score = 6")) == 1);
    CHECK(s.get<Author>(ada.id)->score == 6);
    CHECK(held->name == "Ada L.");

    s.execute(delete_from<Author>().all_rows());
    CHECK(s.contains(held));
    CHECK_FALSE(s.get<Author>(ada.id));
    CHECK_FALSE(s.contains(held));
    CHECK(held->name == "Ada L.");
    s.commit();
}

TEST_CASE("what an INSERT changed in rows that are there is read again, and what a union gives are objects") {
    tests t;
    const Author ada = t.db.insert(Author{.name = "Ada", .score = 1});
    session s{t.db};
    auto held = s.get<Author>(ada.id);
    s.execute(insert<Author>()
                  .values(col<&Author::id> = ada.id, col<&Author::name> = "Ada", col<&Author::score> = 7.0)
                  .on_conflict(col<&Author::id>)
                  .do_update(col<&Author::score> = excluded(col<&Author::score>)));
    CHECK(s.get<Author>(ada.id) == held);
    CHECK(held->score == 7);
    CHECK(s.execute(union_(select<Author>(), select<Author>())).one() == held);
    constexpr auto best = cte<"best">(select(max(col<&Author::score>).as<"score">()));
    CHECK(s.execute(with(best, select<Author>().join(best, best.column<"score">() == col<&Author::score>))).one() ==
          held);
}

TEST_CASE("after a commit the next get reads what others have written") {
    tests t;
    Author ada = t.db.insert(Author{.name = "Ada", .score = 1});
    session s{t.db};
    auto held = s.get<Author>(ada.id);
    s.commit();
    t.db.execute(update<Author>().set(col<&Author::score> = 2.0).all_rows());
    CHECK(held->score == 1);
    CHECK(s.get<Author>(ada.id) == held);
    CHECK(held->score == 2);
    s.commit();

    t.db.execute(update<Author>().set(col<&Author::score> = 3.0).all_rows());
    held->bio = "countess";
    CHECK(s.get<Author>(ada.id)->score == 3);
    CHECK(held->bio == "countess");
    s.commit();
    CHECK(t.db.get<Author>(ada.id)->bio == "countess");

    t.db.remove<Author>(ada.id);
    CHECK_FALSE(s.get<Author>(ada.id));
    CHECK_FALSE(s.contains(held));
}

TEST_CASE("refresh reads a row again, and drops changes that were not flushed") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada", .score = 1});
    CHECK_THROWS_MATCHES(s.refresh(ada), error, MessageMatches(ContainsSubstring("has no row yet")));
    s.commit();
    t.db.execute(update<Author>().set(col<&Author::score> = 2.0).all_rows());
    ada->name = "Bob";
    ada->score = 9;
    t.log.clear();
    s.refresh(ada);
    CHECK(t.log.count("SELECT") == 1);
    CHECK(t.log.count("UPDATE") == 0);
    CHECK(ada->name == "Ada");
    CHECK(ada->score == 2);
    s.commit();

    t.db.remove<Author>(ada->id);
    try {
        s.refresh(ada);
        FAIL("nothing was thrown");
    } catch (const stale_error& e) {
        CHECK(e.model() == "Author");
        CHECK(e.key() == "id " + std::to_string(ada->id));
        CHECK_THAT(e.what(), ContainsSubstring("session_authors"));
    }
    CHECK_FALSE(s.contains(ada));
    s.remove(s.add(Author{.name = "x"}));
    CHECK_THROWS_AS(s.refresh(entity<Author>{}), error);
}

TEST_CASE("keys of text are found by their bytes, in any script") {
    tests t;
    session s{t.db};
    const std::vector<std::string> codes{"é", "e\u0301", "日本", "🦊", "", " ", "A", "a", "quote'\"", "null"};
    for (const std::string& code : codes) s.add(Country{code, "name of " + code});
    s.commit();
    std::vector<entity<Country>> found;
    for (const std::string& code : codes) {
        found.push_back(s.get<Country>(code));
        REQUIRE(found.back());
        CHECK(found.back()->name == "name of " + code);
    }
    found[0]->name = "changed";
    found[1]->name = "changed too";
    s.commit();
    CHECK(t.db.get<Country>(codes[0])->name == "changed");
    CHECK(t.db.get<Country>(codes[1])->name == "changed too");
    for (std::size_t i = 0; i < found.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(found[i] == found[j]);
}

TEST_CASE("composite keys are given in the key's order") {
    tests t;
    session s{t.db};
    auto a1 = s.add(Seat{"a", 1, {}});
    auto b1 = s.add(Seat{"b", 1, {}});
    auto a2 = s.add(Seat{"a", 2, "Ada"});
    s.commit();
    CHECK(s.get<Seat>(std::tuple{1, "a"}) == a1);
    CHECK(s.get<Seat>(std::tuple{1, std::string{"b"}}) == b1);
    CHECK(s.get<Seat>(std::tuple{2, "a"}) == a2);
    CHECK_FALSE(s.get<Seat>(std::tuple{2, "b"}));
    b1->guest = "Bob";
    a2->guest.reset();
    s.remove(a1);
    s.commit();
    CHECK(t.db.get<Seat>(std::tuple{1, "b"})->guest == "Bob");
    CHECK_FALSE(t.db.get<Seat>(std::tuple{2, "a"})->guest);
    CHECK_FALSE(t.db.get<Seat>(std::tuple{1, "a"}));
}

TEST_CASE("keys of UUIDs are found, and spelled in errors") {
    tests t;
    session s{t.db};
    auto one = s.add(Token{uuid_of(1), "one"});
    auto two = s.add(Token{uuid_of(2), "two"});
    s.commit();
    CHECK(s.get<Token>(uuid_of(1)) == one);
    CHECK(s.execute(select<Token>().where(col<&Token::text> == "two")).one() == two);
    CHECK_FALSE(s.get<Token>(uuid_of(3)));
    s.commit();
    t.db.remove<Token>(uuid_of(2));
    two->text = "zwei";
    CHECK_THROWS_MATCHES(s.commit(), stale_error,
                         MessageMatches(ContainsSubstring("Token (id fe000000-0000-0000-0000-000000000002)")));
}

TEST_CASE("keys at the ends of their range") {
    tests t;
    session s{t.db};
    s.add(Country{"at", "Austria"});
    s.flush();
    constexpr auto lowest = std::numeric_limits<std::int32_t>::min();
    constexpr auto highest = std::numeric_limits<std::int32_t>::max();
    auto low = s.add(City{lowest, "at", "Low"});
    auto high = s.add(City{highest, "at", "High"});
    auto zero = s.add(City{0, "at", "Zero"});
    s.commit();
    CHECK(s.get<City>(lowest) == low);
    CHECK(s.get<City>(highest) == high);
    CHECK(s.get<City>(0) == zero);
}

TEST_CASE("a primary key cannot be changed once its row is there") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    auto seat = s.add(Seat{"a", 1, {}});
    seat->number = 2;  // not inserted yet
    s.commit();
    const std::int64_t id = ada->id;
    ada->id = id + 100;
    CHECK_THROWS_MATCHES(s.flush(), error,
                         MessageMatches(ContainsSubstring("the primary key of Author (id " + std::to_string(id) +
                                                          ") was changed to id " + std::to_string(id + 100))));
    CHECK_FALSE(s.in_transaction());
    ada->id = id;
    seat->hall = "b";
    CHECK_THROWS_MATCHES(s.commit(), error, MessageMatches(ContainsSubstring("number 2, hall 'b'")));
    s.rollback();
    CHECK(seat->hall == "a");
    ada->id = 77;
    s.remove(ada);  // the row that it was loaded from is meant
    s.commit();
    CHECK_FALSE(t.db.get<Author>(id));
}

TEST_CASE("a second object for a row is refused") {
    tests t;
    session s{t.db};
    auto at = s.add(Country{"at", "Austria"});
    s.flush();
    auto again = s.add(Country{"at", "Österreich"});
    CHECK_THROWS_MATCHES(
        s.flush(), error,
        MessageMatches(ContainsSubstring("cannot insert Country (code 'at'): this session has another object")));
    CHECK(s.contains(again));
    s.remove(again);
    s.commit();
    CHECK(t.db.get<Country>("at")->name == "Austria");

    s.add(again);
    CHECK_THROWS_MATCHES(s.flush(), constraint_error, MessageMatches(ContainsSubstring("Country (code 'at')")));
    s.rollback();

    s.remove(at);
    s.add(again);
    CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("not flushed yet")));
    s.remove(again);
    s.flush();
    s.add(again);
    s.commit();
    CHECK(t.db.get<Country>("at")->name == "Österreich");
    CHECK(s.get<Country>("at") == again);
}

TEST_CASE("two new objects with one key are refused, the second by name") {
    tests t;
    session s{t.db};
    s.add(Country{"de", "Germany"});
    s.add(Country{"at", "Austria"});
    auto twice = s.add(Country{"at", "Austria again"});
    CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("cannot insert Country (code 'at')")));
    twice->code = "ch";
    s.commit();
    CHECK(t.db.execute(select(count()).from<Country>()).one() == 3);
}

TEST_CASE("a row that was inserted anew behind the session's back is a new object's") {
    tests t;
    session s{t.db};
    auto at = s.add(Country{"at", "Austria"});
    s.flush();
    s.execute(delete_from<Country>().all_rows());
    auto again = s.add(Country{"at", "Österreich"});
    s.flush();
    CHECK(s.get<Country>("at") == again);
    CHECK_FALSE(s.contains(at));
    s.rollback();
    CHECK_FALSE(s.contains(again));
    CHECK_FALSE(s.get<Country>("at"));

    s.add(at);
    s.commit();
    s.execute(delete_from<Country>().all_rows());
    s.add(again);
    s.flush();
    CHECK_FALSE(s.contains(at));
    s.rollback();
    CHECK(s.contains(at));
    CHECK(s.get<Country>("at") == at);
    CHECK(at->name == "Austria");
}

TEST_CASE("a generated key that is used again is a new object's; the old one is stale") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    s.execute(delete_from<Author>().all_rows());  // SQLite gives the key again
    auto bob = s.add(Author{.name = "Bob"});
    ada->name = "Ada L.";
    CHECK_THROWS_MATCHES(s.flush(), stale_error, MessageMatches(ContainsSubstring("cannot update Author (id ")));
    CHECK(bob->id == 0);
    CHECK(s.contains(ada));
    ada->name = "Ada";
    s.flush();
    CHECK(s.get<Author>(bob->id) == bob);
    s.commit();
    CHECK(t.db.execute(select(col<&Author::name>)).all() == std::vector<std::string>{"Bob"});
    if (ada->id != bob->id) CHECK_FALSE(s.get<Author>(ada->id));
    CHECK_FALSE(s.contains(ada));
}

TEST_CASE("objects are given to the session that they are of") {
    tests t;
    session s{t.db};
    session other{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    CHECK_THROWS_MATCHES(other.add(ada), error, MessageMatches(ContainsSubstring("belongs to another session")));
    CHECK_THROWS_AS(other.remove(ada), error);
    CHECK_THROWS_AS(other.refresh(ada), error);
    CHECK_FALSE(other.contains(ada));
    CHECK_THROWS_MATCHES(s.add(entity<Author>{}), error, MessageMatches(ContainsSubstring("empty handle")));
    CHECK_THROWS_AS(s.remove(entity<Author>{}), error);
    s.add(ada);
    s.commit();
    CHECK(t.log.count("INSERT") == 1);
}

TEST_CASE("an object whose session has ended is taken in by another one") {
    tests t;
    entity<Author> ada;
    {
        session s{t.db};
        ada = s.add(Author{.name = "Ada"});
        s.commit();
    }
    ada->name = "Ada L.";
    session s{t.db};
    CHECK_THROWS_MATCHES(s.remove(ada), error, MessageMatches(ContainsSubstring("is in no session")));
    t.log.clear();
    s.add(ada);
    CHECK(s.get<Author>(ada->id) == ada);
    s.commit();
    CHECK(t.log.count("INSERT") == 0);
    CHECK(t.log.count("UPDATE") == 1);
    CHECK(t.db.get<Author>(ada->id)->name == "Ada L.");

    entity<Author> twin;
    {
        session third{t.db};
        twin = third.get<Author>(ada->id);
    }
    CHECK_THROWS_MATCHES(s.add(twin), error, MessageMatches(ContainsSubstring("one row has one object")));
    s.remove(ada);
    s.commit();
    CHECK_FALSE(t.db.get<Author>(ada->id));
}
