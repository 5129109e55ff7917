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

struct Account {
    std::int64_t id = 0;
    std::string owner{};
    std::int32_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, owner, version))

}  // namespace

template <>
inline constexpr auto tain::mapping<Account> = table("accounts", tain::version<&Account::version>);

namespace {

using namespace tain;
using namespace tain::test;
using tests = database<models<Author, Book, Country, City, Seat, Account>>;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using names = std::vector<std::string>;

std::int64_t authors(const engine& db) { return db.execute(select(count()).from<Author>()).one(); }

template <class T>
names names_of(const std::vector<entity<T>>& all) {
    names made;
    for (const entity<T>& one : all) made.push_back(one->name);
    return made;
}

}  // namespace

TEST_CASE("objects of a range are added in its order") {
    tests t;
    session s{t.db};
    std::vector<Author> made{{.name = "Ada"}, {.name = "Bo"}};
    CHECK(names_of(s.add_all(made)) == names{"Ada", "Bo"});
    CHECK(made[0].name == "Ada");
    const auto more = s.add_all(std::vector<Author>{{.name = "Cy"}});
    s.commit();
    CHECK(more[0]->id != 0);
    CHECK(authors(t.db) == 3);
    CHECK(s.add_all(std::vector<Author>{}).empty());
}

TEST_CASE("a session tells what is new, dirty and deleted") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"}), bo = s.add(Author{.name = "Bo"}), cy = s.add(Author{.name = "Cy"});
    s.add(Country{.code = "de", .name = "Germany"});
    CHECK(names_of(s.new_<Author>()) == names{"Ada", "Bo", "Cy"});
    CHECK(names_of(s.new_<Country>()) == names{"Germany"});
    CHECK(s.is_modified(ada));
    s.flush();
    CHECK(s.new_<Author>().empty());
    CHECK(s.dirty<Author>().empty());
    CHECK_FALSE(s.is_modified(ada));
    ada->name = "Ada L.";
    s.remove(bo);
    auto di = s.add(Author{.name = "Di"});
    t.log.clear();
    CHECK(names_of(s.dirty<Author>()) == names{"Ada L."});
    CHECK(names_of(s.deleted<Author>()) == names{"Bo"});
    CHECK(names_of(s.new_<Author>()) == names{"Di"});
    CHECK(s.dirty<Country>().empty());
    CHECK(s.is_modified(bo));
    CHECK_FALSE(s.is_modified(cy));
    CHECK(t.log.size() == 0);
    ada->name = "Ada";
    CHECK(s.dirty<Author>().empty());
    s.flush();
    CHECK_FALSE(s.is_modified(bo));
    CHECK(s.deleted<Author>().empty());
    CHECK_FALSE(s.is_modified(entity<Author>{}));
}

TEST_CASE("an expired object takes its row's values when it is next met, unless it was changed") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"}), bo = s.add(Author{.name = "Bo"});
    s.flush();
    s.execute(raw<std::int64_t>("UPDATE session_authors SET \"score\" = 7 RETURNING \"id\"")).all();
    t.log.clear();
    s.expire(ada);
    CHECK(ada->score == 0);
    CHECK(s.get<Author>(ada->id) == ada);
    CHECK(t.log.size() == 1);
    CHECK(ada->score == 7);
    s.expire(bo);
    bo->name = "Bob";
    s.execute(select<Author>()).all();
    CHECK(bo->name == "Bob");
    CHECK_THROWS_AS(s.expire(entity<Author>{}), error);
}

TEST_CASE("merge gives the session's object the values of another one") {
    tests t;
    session s{t.db};
    const std::int64_t id = [&] {
        session first{t.db};
        auto ada = first.add(Author{.name = "Ada", .bio = "countess", .score = 1});
        first.commit();
        return ada->id;
    }();
    auto ada = s.merge(Author{.id = id, .name = "Ada L.", .score = 1});
    CHECK(ada == s.get<Author>(id));
    t.log.clear();
    s.flush();
    CHECK(t.log.count("UPDATE") == 1);
    s.commit();
    CHECK(t.db.get<Author>(id)->name == "Ada L.");
    CHECK_FALSE(t.db.get<Author>(id)->bio);
    // Nothing differs: nothing is written.
    t.log.clear();
    CHECK(s.merge(Author{.id = id, .name = "Ada L.", .score = 1}) == ada);
    s.flush();
    CHECK(t.log.count("UPDATE") == 0);
}

TEST_CASE("merge adds what has no row") {
    tests t;
    session s{t.db};
    auto de = s.merge(Country{.code = "de", .name = "Germany"});
    auto seat = s.merge(Seat{.hall = "A", .number = 7});
    auto bo = s.merge(Author{.name = "Bo"});
    CHECK(s.merge(Country{.code = "de", .name = "Deutschland"}) == de);
    s.commit();
    CHECK(t.db.get<Country>("de")->name == "Deutschland");
    CHECK(t.db.get<Seat>(std::tuple{7, "A"}));
    CHECK(bo->id != 0);
}

TEST_CASE("merge compares versions") {
    tests t;
    session s{t.db};
    auto mine = s.add(Account{.owner = "Ada"});
    s.commit();
    mine->owner = "Bo";
    s.commit();
    REQUIRE(mine->version == 1);
    CHECK_THROWS_MATCHES(s.merge(Account{.id = mine->id, .owner = "Cy"}), stale_error,
                         MessageMatches(ContainsSubstring("cannot merge Account")));
    CHECK(mine->owner == "Bo");
    CHECK(s.merge(Account{.id = mine->id, .owner = "Cy", .version = 1}) == mine);
    s.commit();
    CHECK(t.db.get<Account>(mine->id)->owner == "Cy");
}

TEST_CASE("a savepoint is kept with the transaction around it") {
    tests t;
    session s{t.db};
    s.add(Author{.name = "Ada"});
    {
        auto inner = s.begin_nested();
        CHECK(inner.is_open());
        s.add(Author{.name = "Bo"});
        inner.commit();
        CHECK_FALSE(inner.is_open());
        CHECK_THROWS_MATCHES(inner.commit(), error, MessageMatches(ContainsSubstring("has ended already")));
    }
    s.commit();
    CHECK(authors(t.db) == 2);
}

TEST_CASE("a savepoint is undone alone, in the database and in the objects") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"}), bo = s.add(Author{.name = "Bo"});
    ada->score = 1;
    auto inner = s.begin_nested();
    ada->score = 2;
    s.remove(bo);
    auto cy = s.add(Author{.name = "Cy"});
    s.flush();
    ada->name = "not flushed";
    auto di = s.add(Author{.name = "Di"});
    inner.rollback();
    CHECK(ada->score == 1);
    CHECK(ada->name == "Ada");
    CHECK(s.contains(bo));
    CHECK_FALSE(s.contains(cy));
    CHECK_FALSE(s.contains(di));
    CHECK(cy->id == 0);
    CHECK(s.execute(select<Author>()).all().size() == 2);
    s.commit();
    CHECK(authors(t.db) == 2);
    CHECK(t.db.get<Author>(ada->id)->score == 1);
    s.add(cy);
    s.commit();
    CHECK(authors(t.db) == 3);
}

TEST_CASE("a savepoint that nobody ended is undone") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    {
        auto inner = s.begin_nested();
        ada->name = "Bo";
        s.flush();
    }
    CHECK(ada->name == "Ada");
    s.commit();
    CHECK(t.db.get<Author>(ada->id)->name == "Ada");
}

TEST_CASE("savepoints end with those around them") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    auto outer = s.begin_nested();
    ada->name = "outer";
    auto inner = s.begin_nested();
    ada->name = "inner";
    SECTION("undone") {
        outer.rollback();
        CHECK(ada->name == "Ada");
    }
    SECTION("kept") {
        outer.commit();
        CHECK(ada->name == "inner");
    }
    SECTION("committed") {
        s.commit();
        CHECK(ada->name == "inner");
    }
    SECTION("rolled back") {
        s.rollback();
        CHECK_FALSE(s.contains(ada));
    }
    CHECK_FALSE(inner.is_open());
    CHECK_FALSE(outer.is_open());
    CHECK_THROWS_AS(inner.rollback(), error);
    s.rollback();
    s.add(Author{.name = "after"});
    s.commit();
}

TEST_CASE("a statement that fails in a savepoint leaves the transaction around it whole") {
    tests t;
    session s{t.db};
    s.add(Country{.code = "de", .name = "Germany"});
    auto inner = s.begin_nested();
    auto twice = s.add(Country{.code = "de", .name = "again"});
    CHECK_THROWS_AS(inner.commit(), error);
    CHECK(inner.is_open());
    CHECK(s.contains(twice));
    inner.rollback();
    CHECK_FALSE(s.contains(twice));
    s.commit();
    CHECK(t.db.get<Country>("de")->name == "Germany");
}
