// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <boost/uuid/uuid.hpp>

#include <optional>
#include <string>
#include <tuple>

using namespace tain::dsl;
using namespace tain::test;

namespace {

struct Geo {
    double lat{};
    double lon{};
};
BOOST_DESCRIBE_STRUCT(Geo, (), (lat, lon))

struct User {
    std::int64_t id{};
    std::string email{};
    std::optional<std::string> bio{};
    Geo home{};
    int cached = 7;
};
BOOST_DESCRIBE_STRUCT(User, (), (id, email, bio, home, cached))

struct Country {
    std::string code{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Country, (), (code, name))

struct Seat {
    std::int32_t row{};
    std::string letter{};
    std::optional<std::string> guest{};
};
BOOST_DESCRIBE_STRUCT(Seat, (), (row, letter, guest))

struct Small {
    std::int16_t id{};
};
BOOST_DESCRIBE_STRUCT(Small, (), (id))

struct Ticket {
    boost::uuids::uuid id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Ticket, (), (id, text))

struct Stamps {
    std::int64_t created{};
};
BOOST_DESCRIBE_STRUCT(Stamps, (), (created))
struct Note : Stamps {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (Stamps), (id, text))

struct Numbered {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Numbered, (), (id, text))

struct Pair {
    std::int64_t a{};
    std::int64_t b{};
};
BOOST_DESCRIBE_STRUCT(Pair, (), (a, b))

}  // namespace

template <>
inline constexpr auto tain::mapping<User> = table("users", prefix<&User::home>("home_"), transient<&User::cached>);
template <>
inline constexpr auto tain::mapping<Country> = table("countries", primary_key<&Country::code>);
template <>
inline constexpr auto tain::mapping<Seat> = table("seats", primary_key<&Seat::row, &Seat::letter>);
template <>
inline constexpr auto tain::mapping<Numbered> = table("numbered", primary_key<&Numbered::id>.natural());
template <>
inline constexpr auto tain::mapping<Pair> = table("pairs", primary_key<&Pair::a, &Pair::b>);

TEST_CASE("an object is inserted, read, changed and removed by its key") {
    auto db = database_of<User>();
    User ada{.email = "ada@x.org", .home = {51.5, -0.1}};
    db.insert(ada);
    CHECK(ada.id == 1);
    const User bob = db.insert(User{.id = 77, .email = "bob@x.org", .bio = "builder"});
    CHECK(bob.id == 2);

    const std::optional<User> read = db.get<User>(ada.id);
    REQUIRE(read);
    CHECK(read->email == "ada@x.org");
    CHECK_FALSE(read->bio);
    CHECK(read->home.lat == 51.5);
    CHECK(read->home.lon == -0.1);
    CHECK_FALSE(db.get<User>(3));

    ada.bio = "countess";
    ada.home.lat = 52;
    CHECK(db.update(ada));
    CHECK(db.get<User>(1)->bio == "countess");
    CHECK(db.get<User>(1)->home.lat == 52);
    CHECK(db.get<User>(2)->bio == "builder");
    CHECK_FALSE(db.update(User{.id = 99}));

    CHECK(db.remove(ada));
    CHECK_FALSE(db.remove(ada));
    CHECK(db.remove<User>(2));
    CHECK_FALSE(db.remove<User>(2));
    CHECK(db.execute(select(count()).from<User>()).one() == 0);
}

TEST_CASE("a described transient member is neither written nor read") {
    auto db = database_of<User>();
    const User ada = db.insert(User{.email = "a", .cached = 9});
    CHECK(ada.cached == 9);
    CHECK(db.get<User>(ada.id)->cached == 0);
}

TEST_CASE("keys of text, of several columns and of bytes are the application's") {
    auto db = database_of<Country, Seat, Ticket, Numbered>();
    const Country france{"FR", "France"};
    db.insert(france);
    CHECK(db.get<Country>("FR")->name == "France");
    CHECK(db.get<Country>(std::string{"FR"}));
    CHECK_FALSE(db.get<Country>("fr"));
    CHECK(db.update(Country{"FR", "la France"}));
    CHECK(db.get<Country>("FR")->name == "la France");

    db.insert(Seat{1, "A", "Ann"});
    db.insert(Seat{1, "B", {}});
    CHECK(db.get<Seat>(std::tuple{1, "A"})->guest == "Ann");
    CHECK(db.update(Seat{1, "B", "Bob"}));
    CHECK(db.get<Seat>(std::tuple{1, "A"})->guest == "Ann");
    CHECK(db.get<Seat>(std::tuple{1, "B"})->guest == "Bob");
    CHECK_FALSE(db.get<Seat>(std::tuple{2, "A"}));
    CHECK(db.remove<Seat>(std::tuple{1, "A"}));
    CHECK(db.execute(select(count()).from<Seat>()).one() == 1);

    const Ticket ticket{boost::uuids::uuid{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}}, "x"};
    db.insert(ticket);
    CHECK(db.get<Ticket>(ticket.id)->text == "x");

    db.insert(Numbered{42, "answer"});
    CHECK(db.get<Numbered>(42)->text == "answer");
}

TEST_CASE("a key of another width finds what it equals, never a cut one") {
    auto db = database_of<Small>();
    db.insert(Small{});
    CHECK(db.get<Small>(1));
    CHECK(db.get<Small>(1LL));
    CHECK_FALSE(db.get<Small>(65537));
    CHECK_FALSE(db.get<Small>(std::int64_t{1} << 40 | 1));
    CHECK_FALSE(db.remove<Small>(65537));
}

TEST_CASE("a model of nothing but a generated key can be inserted") {
    auto db = database_of<Small>();
    Small one, two;
    db.insert(one);
    db.insert(two);
    CHECK(one.id == 1);
    CHECK(two.id == 2);
}

TEST_CASE("a generated key that the member cannot hold is an error, and inserts nothing") {
    auto db = database_of<Small>();
    if (on_postgresql()) return;  // its column is a SMALLINT: the sequence ends by itself
    db.script("INSERT INTO small (id) VALUES (32767)");
    CHECK_THROWS_AS(db.insert(Small{}), tain::row_error);
    CHECK(db.execute(select(count()).from<Small>()).one() == 1);
}

TEST_CASE("members of a base are columns too") {
    auto db = database_of<Note>();
    Note note;
    note.created = 5;
    note.text = "x";
    db.insert(note);
    CHECK(db.get<Note>(note.id)->created == 5);
    CHECK(db.execute(select(col<&Note::text>).where(col<&Note::created, of<Note>> == 5)).one() == "x");
}

TEST_CASE("upsert inserts new rows and overwrites those whose key is there") {
    auto db = database_of<Country, Seat, Pair>();
    db.upsert(Country{"FR", "France"});
    db.upsert(std::vector<Country>{{"DE", "Germany"}, {"FR", "la France"}, {"IT", "Italy"}});
    CHECK(db.execute(select(col<&Country::name>).order_by(col<&Country::code>)).all() ==
          std::vector<std::string>{"Germany", "la France", "Italy"});
    db.upsert(std::vector<Country>{});

    db.upsert(Seat{1, "A", "Ann"});
    db.upsert(Seat{1, "A", {}});
    CHECK_FALSE(db.get<Seat>(std::tuple{1, "A"})->guest);

    db.upsert(Pair{1, 2});
    db.upsert(std::vector<Pair>{{1, 2}, {1, 3}});
    CHECK(db.execute(select(count()).from<Pair>()).one() == 2);
}

TEST_CASE("many rows are upserted at once") {
    auto db = database_of<Numbered>();
    std::vector<Numbered> rows;
    for (int i = 0; i < 300; ++i) rows.push_back({i, "old"});
    db.upsert(rows);
    for (auto& row : rows) row.text = "new " + std::to_string(row.id);
    rows.push_back({1000, "added"});
    db.upsert(rows);
    CHECK(db.execute(select(count()).from<Numbered>()).one() == 301);
    CHECK(db.get<Numbered>(299)->text == "new 299");
    CHECK(db.execute(select(count()).from<Numbered>().where(col<&Numbered::text> == "old")).one() == 0);
}
