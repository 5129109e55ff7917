// SPDX-License-Identifier: BSL-1.0
// What differs between the databases and is not made the same: docs/parity.md lists it.
#include "database.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;

namespace {

struct Word {
    std::int64_t id{};
    std::string text{};
    std::int32_t small{};
    std::int64_t large{};
};
BOOST_DESCRIBE_STRUCT(Word, (), (id, text, small, large))

constexpr auto text = col<&Word::text>;
using texts = std::vector<std::string>;

}  // namespace

TEST_CASE("text is sorted by its bytes on SQLite, and by the collation of the column on PostgreSQL") {
    auto db = database_of<Word>();
    for (const char* each : {"b", "A", "a", "B", "é"}) db.insert(Word{.text = each});
    const auto sorted = [&] { return db.execute(select(text).order_by(text)).all(); };
    const texts by_bytes{"A", "B", "a", "b", "é"};
    if (on_postgresql()) {
        db.script(R"(ALTER TABLE "word" ALTER COLUMN "text" TYPE TEXT COLLATE "en-x-icu")");
        CHECK(sorted() == texts{"a", "A", "b", "B", "é"});
        CHECK(db.execute(select(count()).from<Word>().where(text < "a")).one() == 0);
        db.script(R"(ALTER TABLE "word" ALTER COLUMN "text" TYPE TEXT COLLATE "C")");
    } else {
        CHECK(db.execute(select(count()).from<Word>().where(text < "a")).one() == 2);
    }
    CHECK(sorted() == by_bytes);
}

TEST_CASE("lower and upper change ASCII letters on SQLite, and what the collation knows on PostgreSQL") {
    auto db = database_of<Word>();
    db.insert(Word{.text = "Äb"});
    if (on_postgresql()) {
        db.script(R"(ALTER TABLE "word" ALTER COLUMN "text" TYPE TEXT COLLATE "en-x-icu")");
        CHECK(db.execute(select(lower(text), upper(text))).one() == std::tuple{std::string{"äb"}, std::string{"ÄB"}});
        db.script(R"(ALTER TABLE "word" ALTER COLUMN "text" TYPE TEXT COLLATE "C")");
    }
    CHECK(db.execute(select(lower(text), upper(text))).one() == std::tuple{std::string{"Äb"}, std::string{"ÄB"}});
}

TEST_CASE("the length of a text ends at a NUL character, which only SQLite stores") {
    auto db = database_of<Word>();
    if (on_postgresql()) {
        CHECK_THROWS_AS(db.insert(Word{.text = std::string{"a\0b", 3}}), tain::row_error);
    } else {
        db.insert(Word{.text = std::string{"a\0b", 3}});
        CHECK(db.execute(select(length(text))).one() == 1);
        CHECK(db.execute(select(text)).one().size() == 3);
    }
}

TEST_CASE("an overflow is an error when its value is read; two columns of 32 bits overflow on PostgreSQL") {
    auto db = database_of<Word>();
    constexpr std::int32_t small = std::numeric_limits<std::int32_t>::max();
    db.insert(Word{.small = small, .large = std::numeric_limits<std::int64_t>::max()});
    CHECK_THROWS_AS(db.execute(select(col<&Word::large> + 1)).all(), tain::error);
    CHECK(db.execute(select(col<&Word::small> + 1)).one() == std::int64_t{small} + 1);
    const auto sum = select(col<&Word::small> + col<&Word::small>);
    if (on_postgresql())
        CHECK_THROWS_AS(db.execute(sum).all(), tain::database_error);
    else
        CHECK(db.execute(sum).one() == 2 * std::int64_t{small});
    CHECK(db.execute(select(count()).from<Word>()).one() == 1);
}

TEST_CASE("the database's time has milliseconds on SQLite, and is the transaction's beginning on PostgreSQL") {
    auto db = database_of<Word>();
    db.insert(Word{});
    const auto read = select(now()).from<Word>();
    CHECK((on_postgresql() || db.execute(read).one().time_since_epoch().count() % 1000 == 0));
    auto tx = db.begin();
    const auto first = tx.execute(read).one();
    if (!on_postgresql()) return;
    static_cast<void>(tx.execute(raw<std::string>("SELECT pg_sleep(0.02)::text")).all());
    CHECK(tx.execute(read).one() == first);
}
