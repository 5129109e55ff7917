// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"

#include <tain/session.hpp>

#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Account {
    std::int64_t id{};
    std::string owner{};
    std::int64_t balance{};
    std::int32_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, owner, balance, version))

/// Under a key of two parts; the version is that of a base of many rows: 64 bits.
struct Seat {
    std::string row{};
    std::int32_t number{};
    std::string guest{};
    std::int64_t state{};
};
BOOST_DESCRIBE_STRUCT(Seat, (), (row, number, guest, state))

}  // namespace

template <>
inline constexpr auto tain::mapping<Account> = table("accounts", version<&Account::version>);
template <>
inline constexpr auto tain::mapping<Seat> =
    table("seats", primary_key<&Seat::row, &Seat::number>, version<&Seat::state>);

namespace {
using tests = database<tain::models<Account, Seat>>;
}

TEST_CASE("an update matches the version that was read, and makes it one more") {
    tests t;
    Account mine{.owner = "Ada", .balance = 10};
    t.db.insert(mine);
    CHECK(mine.version == 1);
    Account theirs = *t.db.get<Account>(mine.id);
    mine.balance = 20;
    CHECK(t.db.update(mine));
    CHECK(mine.version == 2);
    CHECK(t.db.get<Account>(mine.id)->version == 2);

    theirs.balance = 0;
    const auto stale = thrown_by<tain::stale_error>([&] { t.db.update(theirs); });
    CHECK(stale.model() == "Account");
    CHECK(stale.key() == "id " + std::to_string(mine.id));
    CHECK(stale.expected_version() == 1);
    CHECK_THAT(stale.what(), ContainsSubstring("cannot update Account (id " + std::to_string(mine.id) + ")") &&
                                 ContainsSubstring("version 1") && ContainsSubstring("get it again"));
    CHECK(theirs.version == 1);
    CHECK(t.db.get<Account>(mine.id)->balance == 20);

    CHECK_THROWS_AS(t.db.remove(theirs), tain::stale_error);
    CHECK(t.db.remove(mine));
    CHECK_THROWS_AS(t.db.update(mine), tain::stale_error);  // gone
    CHECK_THROWS_AS(t.db.remove(mine), tain::stale_error);
    CHECK_FALSE(t.db.remove<Account>(mine.id));  // by key: no version is compared
}

TEST_CASE("a transaction goes on, or is rolled back, after a stale object") {
    tests t;
    Seat seat{.row = "it's A", .number = 3, .guest = "Ada", .state = 7};
    t.db.insert(seat);
    Seat old = seat;
    CHECK(t.db.update(seat));
    CHECK(seat.state == 8);
    t.db.transaction([&](tain::transaction& tx) {
        old.guest = "Bob";
        const auto stale = thrown_by<tain::stale_error>([&] { tx.update(old); });
        CHECK(stale.key() == "row 'it's A', number 3");
        CHECK(stale.expected_version() == 7);
        tx.insert(Seat{.row = "B"});
    });
    CHECK(t.db.execute(select(count()).from<Seat>()).one() == 2);
    CHECK_THROWS_AS(t.db.transaction([&](tain::transaction& tx) {
        tx.insert(Seat{.row = "C"});
        tx.remove(old);
    }),
                    tain::stale_error);
    CHECK(t.db.execute(select(count()).from<Seat>()).one() == 2);
}

TEST_CASE("statements make the version of every row that they change one more") {
    tests t;
    std::vector<Account> all(3);
    t.db.insert(all);
    t.db.execute(update<Account>().set(col<&Account::balance> = 5).where(col<&Account::id> != all[0].id));
    CHECK(t.db.get<Account>(all[0].id)->version == 1);
    CHECK(t.db.get<Account>(all[1].id)->version == 2);
    CHECK_THROWS_AS(t.db.update(all[1]), tain::stale_error);
    t.db.execute(update<Account>().set(col<&Account::version> = 40).all_rows());
    CHECK(t.db.get<Account>(all[2].id)->version == 40);

    t.db.upsert(Seat{.row = "A", .number = 1, .guest = "Ada", .state = 3});
    t.db.upsert(Seat{.row = "A", .number = 1, .guest = "Bob", .state = 3});
    CHECK(t.db.get<Seat>(std::tuple{"A", 1})->state == 4);
    CHECK(t.db.get<Seat>(std::tuple{"A", 1})->guest == "Bob");
}

TEST_CASE("a version that has no next one is refused before anything is written") {
    tests t;
    Account one{.version = std::numeric_limits<std::int32_t>::max()};
    t.db.insert(one);
    one.balance = 3;
    CHECK_THROWS_AS(t.db.update(one), tain::row_error);
    CHECK(one.version == std::numeric_limits<std::int32_t>::max());
    CHECK(t.db.get<Account>(one.id)->balance == 0);
    Seat seat{.row = "A", .state = std::numeric_limits<std::int64_t>::max()};
    t.db.insert(seat);
    CHECK_THROWS_AS(t.db.update(seat), tain::row_error);
}

TEST_CASE("a session's flush compares versions") {
    tests t;
    Account one{.owner = "Ada"};
    t.db.insert(one);
    tain::session a{t.db};
    auto mine = a.get<Account>(one.id);
    a.commit();

    one.balance = 1;
    CHECK(t.db.update(one));
    mine->balance = 2;
    const auto stale = thrown_by<tain::stale_error>([&] { a.flush(); });
    CHECK(stale.model() == "Account");
    CHECK(stale.expected_version() == 1);
    CHECK_THAT(stale.what(), ContainsSubstring("version 1") && ContainsSubstring("refresh()"));
    CHECK(mine->balance == 2);
    CHECK(mine->version == 1);
    a.refresh(mine);
    CHECK(mine->balance == 1);
    CHECK(mine->version == 2);
    mine->balance = 3;
    mine->version = 77;  // is the session's: nothing comes of it
    a.commit();
    CHECK(mine->version == 3);
    CHECK(t.db.get<Account>(one.id)->version == 3);
    CHECK(t.db.get<Account>(one.id)->balance == 3);

    // Several flushes in one transaction, and its rollback.
    mine->balance = 4;
    a.flush();
    mine->balance = 5;
    a.flush();
    CHECK(mine->version == 5);
    a.rollback();
    CHECK(mine->version == 3);
    CHECK(mine->balance == 3);

    // A removal.
    CHECK(t.db.execute(update<Account>().set(col<&Account::owner> = "Bob").all_rows()) == 1);
    a.remove(mine);
    CHECK_THROWS_AS(a.flush(), tain::stale_error);
    a.rollback();
    a.refresh(mine);
    a.remove(mine);
    a.commit();
    CHECK_FALSE(t.db.get<Account>(one.id));
}

TEST_CASE("a failed flush leaves the versions of what it had written before as they were") {
    tests t;
    std::vector<Account> two(2);
    t.db.insert(two);
    tain::session s{t.db};
    auto first = s.get<Account>(two[0].id), second = s.get<Account>(two[1].id);
    s.commit();
    t.db.execute(update<Account>().set(col<&Account::owner> = "Bob").where(col<&Account::id> == second->id));
    first->balance = second->balance = 9;
    CHECK_THROWS_AS(s.flush(), tain::stale_error);
    CHECK(first->version == 1);
    CHECK(second->version == 1);
    s.expunge(second);
    s.commit();
    CHECK(first->version == 2);
    CHECK(t.db.get<Account>(first->id)->balance == 9);
}
