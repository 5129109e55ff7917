// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include "support/generated.hpp"

#include <boost/uuid/uuid.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;
using timestamp = tain::types::timestamp;
using bytes = std::vector<std::byte>;

namespace {

enum class mood { sad, so_so, happy };
BOOST_DESCRIBE_ENUM(mood, sad, so_so, happy)

enum class level : std::int16_t { low = -2, high = 7 };
BOOST_DESCRIBE_ENUM(level, low, high)

struct celsius {
    double degrees{};
    static celsius made_by(generator& from) { return {from.value<double>()}; }
    friend bool operator==(const celsius&, const celsius&) = default;
};
struct label {
    std::string text{};
    static label made_by(generator& from) { return {from.value<std::string>()}; }
    friend bool operator==(const label&, const label&) = default;
};

}  // namespace

template <>
inline constexpr auto tain::stored_as<level> = tain::as_number;

template <>
struct tain::type<celsius> {
    using stored = double;
    static double to_stored(const celsius& c) { return c.degrees; }
    static celsius from_stored(double degrees) { return {degrees}; }
};
template <>
struct tain::type<label> {
    using stored = std::string;
    static std::string to_stored(const label& l) { return "<" + l.text + ">"; }
    static label from_stored(const std::string& text) { return {text.substr(1, text.size() - 2)}; }
};

namespace {

struct Box {
    std::int64_t id{};
    bool b{};
    std::int8_t i8{};
    std::int16_t i16{};
    std::int32_t i32{};
    std::int64_t i64{};
    std::uint8_t u8{};
    std::uint16_t u16{};
    std::uint32_t u32{};
    std::uint64_t u64{};
    float f{};
    double d{};
    std::string text{};
    bytes blob{};
    boost::uuids::uuid uuid{};
    timestamp time{};
    mood felt{};
    celsius warm{};
    label tag{};

    friend bool operator==(const Box&, const Box&) = default;
};
BOOST_DESCRIBE_STRUCT(Box, (),
                      (id, b, i8, i16, i32, i64, u8, u16, u32, u64, f, d, text, blob, uuid, time, felt, warm, tag))

struct Maybe {
    std::int64_t id{};
    std::optional<bool> b{};
    std::optional<std::int32_t> i32{};
    std::optional<std::uint64_t> u64{};
    std::optional<float> f{};
    std::optional<double> d{};
    std::optional<std::string> text{};
    std::optional<bytes> blob{};
    std::optional<boost::uuids::uuid> uuid{};
    std::optional<timestamp> time{};
    std::optional<mood> felt{};
    std::optional<label> tag{};

    friend bool operator==(const Maybe&, const Maybe&) = default;
};
BOOST_DESCRIBE_STRUCT(Maybe, (), (id, b, i32, u64, f, d, text, blob, uuid, time, felt, tag))

template <class T>
using limits = std::numeric_limits<T>;

/// Writes a value through `Member`, and reads it back by object and by column.
template <auto Member, class V>
void round_trip(tain::engine& db, const V& value) {
    Box box;
    box.*Member = value;
    db.insert(box);
    const auto read = db.get<Box>(box.id);
    REQUIRE(read);
    CHECK(((*read).*Member == value));
    CHECK((db.execute(select(col<Member>).where(col<&Box::id> == box.id)).one() == value));
    CHECK((db.execute(select(col<&Box::id>).where(col<Member> == value && col<&Box::id> == box.id)).one() == box.id));
    CHECK(db.execute(update<Box>().set(col<Member> = value).where(col<&Box::id> == box.id)) == 1);
    CHECK(((*db.get<Box>(box.id)).*Member == value));
}

bytes all_bytes() {
    bytes made;
    for (int i = 0; i < 256; ++i) made.push_back(static_cast<std::byte>(i));
    return made;
}

constexpr timestamp at(std::chrono::sys_days day, std::chrono::microseconds time = {}) { return timestamp{day} + time; }

}  // namespace

TEST_CASE("every type keeps its edge values") {
    auto db = database_of<Box>();
    SECTION("booleans") {
        for (const bool value : {false, true}) round_trip<&Box::b>(db, value);
    }
    SECTION("signed integers") {
        for (const auto value : {limits<std::int8_t>::min(), limits<std::int8_t>::max()})
            round_trip<&Box::i8>(db, value);
        for (const auto value : {limits<std::int16_t>::min(), limits<std::int16_t>::max()})
            round_trip<&Box::i16>(db, value);
        for (const auto value : {limits<std::int32_t>::min(), -1, 0, limits<std::int32_t>::max()})
            round_trip<&Box::i32>(db, value);
        for (const auto value : {limits<std::int64_t>::min(), std::int64_t{-1}, limits<std::int64_t>::max()})
            round_trip<&Box::i64>(db, value);
    }
    SECTION("unsigned integers") {
        round_trip<&Box::u8>(db, limits<std::uint8_t>::max());
        round_trip<&Box::u16>(db, limits<std::uint16_t>::max());
        round_trip<&Box::u32>(db, limits<std::uint32_t>::max());
        round_trip<&Box::u64>(db, std::uint64_t{9223372036854775807U});
    }
    SECTION("floating numbers") {
        for (const double value :
             {0.0, -0.0, 0.1, 1.0 / 3, 1e300, -1e-300, limits<double>::max(), limits<double>::denorm_min(),
              limits<double>::infinity(), -limits<double>::infinity(), 7.0, 9007199254740993.0})
            round_trip<&Box::d>(db, value);
        for (const float value :
             {0.0F, 0.1F, 1.0F / 3, limits<float>::max(), limits<float>::min(), limits<float>::infinity()})
            round_trip<&Box::f>(db, value);
    }
    SECTION("text") {
        for (const std::string value : {"", " ", "it's \"quoted\" \\ \\n", "line\nbreak\r\ttab", "ünïcödé 日本語 🙂",
                                        "{a,b}", "$1 ?1 :name @x", "%_*[", "\x01\x1f\x7f", "NULL", "0012", "1e5"})
            round_trip<&Box::text>(db, value);
        round_trip<&Box::text>(db, std::string(1'000'000, 'x') + "end");
    }
    SECTION("bytes") {
        for (const bytes& value : {bytes{}, bytes{std::byte{0}}, all_bytes(), bytes(100'000, std::byte{'\\'})})
            round_trip<&Box::blob>(db, value);
    }
    SECTION("UUIDs") {
        round_trip<&Box::uuid>(db, boost::uuids::uuid{});
        round_trip<&Box::uuid>(db, boost::uuids::uuid{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255}});
    }
    SECTION("times") {
        using namespace std::chrono;
        for (const timestamp value :
             {timestamp{}, timestamp{1us}, timestamp{-1us}, at(1969y / December / 31, 23h + 59min + 59s + 999'999us),
              at(2000y / January / 1), at(2024y / February / 29, 12h + 30min + 5s + 120'000us), at(1y / January / 1),
              at(9999y / December / 31, 23h + 59min + 59s + 999'999us), at(1582y / October / 10)})
            round_trip<&Box::time>(db, value);
    }
    SECTION("enums, by name") {
        for (const mood value : {mood::sad, mood::so_so, mood::happy}) round_trip<&Box::felt>(db, value);
        CHECK(db.execute(raw<std::string>(R"(SELECT "felt" FROM "box" ORDER BY "id")")).all() ==
              std::vector<std::string>{"sad", "so_so", "happy"});
    }
    SECTION("types of the user's") {
        round_trip<&Box::tag>(db, label{"it's"});
        CHECK(db.execute(raw<std::string>(R"(SELECT "tag" FROM "box")")).one() == "<it's>");
        db.insert(Box{.warm = {21.5}});
        CHECK(db.execute(select(col<&Box::warm>).order_by(desc(col<&Box::id>)).limit(1)).one().degrees == 21.5);
    }
}

TEST_CASE("optional members keep NULL and values") {
    auto db = database_of<Maybe>();
    Maybe none;
    Maybe full{.b = false,
               .i32 = -7,
               .u64 = 7U,
               .f = 0.5F,
               .d = -0.25,
               .text = "",
               .blob = bytes{},
               .uuid = boost::uuids::uuid{},
               .time = timestamp{std::chrono::seconds{1}},
               .felt = mood::happy,
               .tag = label{""}};
    db.insert(none);
    db.insert(full);

    CHECK(db.get<Maybe>(none.id) == none);
    CHECK(db.get<Maybe>(full.id) == full);

    CHECK(db.execute(select(col<&Maybe::id>).where(is_null(col<&Maybe::blob>))).all() == std::vector{none.id});
    CHECK(db.execute(select(col<&Maybe::text>).order_by(col<&Maybe::id>)).all() ==
          std::vector<std::optional<std::string>>{std::nullopt, ""});
    CHECK(db.execute(
              update<Maybe>().set(col<&Maybe::felt> = nullptr, col<&Maybe::i32> = std::optional<int>{}).all_rows()) ==
          2);
    CHECK(db.execute(select(col<&Maybe::felt>)).all() == std::vector<std::optional<mood>>(2));
}

TEST_CASE("ten thousand generated values of each type come back as they went") {
    constexpr std::uint64_t seed = 20'261'125;
    CAPTURE(seed);
    auto db = database_of<Box, Maybe>();
    generator from{seed};
    const auto values = [&]<class Model>(Model) {
        std::vector<Model> wanted(10'000);
        for (Model& each : wanted) from.fill(each);
        db.insert(wanted);
        const std::vector<Model> all = db.execute(select<Model>().order_by(col<&Model::id>)).all();
        REQUIRE(all.size() == wanted.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            if (!(all[i] == wanted[i])) FAIL("value " << i << " came back as another");
        for (std::size_t i = 0; i < all.size(); i += 100) {  // alone, as binds of an update, and by key
            Model one = wanted[i];
            from.fill(one);
            CHECK(db.update(one));
            CHECK((db.get<Model>(one.id) == one));
        }
    };
    values(Box{});
    values(Maybe{});
}

TEST_CASE("negative zero comes back equal, on PostgreSQL with its sign") {
    auto db = database_of<Box>();
    const Box zero = db.insert(Box{.f = -0.0F, .d = -0.0});
    const Box back = *db.get<Box>(zero.id);
    CHECK((back == zero));
    // SQLite keeps a REAL without a fraction as an integer, which has no negative zero.
    CHECK(std::signbit(back.d) == on_postgresql());
    CHECK(std::signbit(back.f) == on_postgresql());
}

TEST_CASE("values order, compare and are found in lists by what they mean") {
    auto db = database_of<Box>();
    const boost::uuids::uuid key{{0xff, 0, 1, 0x7f, 0x80, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xfe}};
    std::vector<Box> all{{.uuid = key, .time = timestamp{std::chrono::microseconds{1}}},
                         {.uuid = key, .time = timestamp{std::chrono::microseconds{-1}}, .felt = mood::so_so},
                         {.time = at(std::chrono::year{1} / 1 / 1), .felt = mood::happy, .warm = {-1}}};
    db.insert(all);
    CHECK(db.execute(select(count()).from<Box>().where(col<&Box::uuid> == key && in(col<&Box::uuid>, std::vector{key})))
              .one() == 2);
    CHECK(db.execute(select(col<&Box::id>).where(col<&Box::felt> == mood::so_so)).one() == all[1].id);
    CHECK((db.execute(select(col<&Box::warm>).where(col<&Box::warm> < celsius{0})).one() == celsius{-1}));
    CHECK(db.execute(select(col<&Box::id>)
                         .where(in(col<&Box::time>, std::vector{all[0].time, all[1].time}))
                         .order_by(col<&Box::time>))
              .all() == std::vector{all[1].id, all[0].id});
    CHECK(db.execute(select(col<&Box::id>).where(col<&Box::time> < timestamp{}).order_by(col<&Box::time>)).all() ==
          std::vector{all[2].id, all[1].id});
}

TEST_CASE("a row that does not fit what is asked for is refused, and the connection goes on") {
    auto db = database_of<Maybe>();
    db.insert(Maybe{});
    const auto refused = [&](const auto& statement, std::string_view what) {
        const std::string said = message_of<tain::row_error>([&] { static_cast<void>(db.execute(statement).all()); });
        CAPTURE(said);
        CHECK(said.find(what) != std::string::npos);
    };
    refused(raw<std::string>("SELECT text FROM maybe"), "NULL");
    refused(raw<std::int8_t>("SELECT 1000"), "1000");
    refused(raw<mood>("SELECT 'angry'"), "angry");
    refused(raw<std::int64_t>("SELECT 'words'"), "text");
    CHECK(db.execute(select(count()).from<Maybe>()).one() == 1);
}

TEST_CASE("a number that no signed 64-bit column holds is refused before it is sent") {
    auto db = database_of<Box>();
    const auto refused = message_of<tain::row_error>([&] { db.insert(Box{.u64 = 9223372036854775808U}); });
    CHECK(refused.find("u64") != std::string::npos);
    CHECK_THROWS_AS(db.execute(select(col<&Box::id>).where(col<&Box::u64> == limits<std::uint64_t>::max())).all(),
                    tain::row_error);
    CHECK_THROWS_AS(db.execute(update<Box>().set(col<&Box::i32> = 3'000'000'000).all_rows()), tain::row_error);
    CHECK(db.execute(select(count()).from<Box>()).one() == 0);
}

TEST_CASE("an enum value without a name is refused") {
    auto db = database_of<Box>();
    CHECK_THROWS_AS(db.insert(Box{.felt = static_cast<mood>(9)}), tain::row_error);
    CHECK(db.execute(select(count()).from<Box>()).one() == 0);
}

TEST_CASE("NaN and text with a NUL byte are kept or refused, never changed") {
    auto db = database_of<Box>();
    if (on_postgresql()) {
        const Box kept = db.insert(Box{.d = limits<double>::quiet_NaN()});
        CHECK(std::isnan(db.get<Box>(kept.id)->d));
        CHECK_THROWS_AS(db.insert(Box{.text = std::string{"a\0b", 3}}), tain::row_error);
    } else {
        CHECK_THROWS_AS(db.insert(Box{.d = limits<double>::quiet_NaN()}), tain::row_error);
        const Box kept = db.insert(Box{.text = std::string{"a\0b", 3}});
        CHECK(db.get<Box>(kept.id)->text == std::string("a\0b", 3));
    }
}

TEST_CASE("times out of the years that both databases know are refused") {
    auto db = database_of<Box>();
    if (!on_postgresql()) CHECK_THROWS_AS(db.insert(Box{.time = timestamp::max()}), tain::row_error);
    CHECK_THROWS_AS(db.insert(Box{.time = timestamp::min()}), tain::row_error);
}

namespace {

struct Alarm {
    std::int64_t id{};
    level how{level::low};
    std::optional<level> was{};
};
BOOST_DESCRIBE_STRUCT(Alarm, (), (id, how, was))

}  // namespace

TEST_CASE("an enum can be stored as its numbers") {
    const tain::engine db = database_of<Alarm>();
    Alarm first{.how = level::high};
    db.insert(first);
    std::vector<Alarm> more(100, Alarm{.was = level::low});
    db.insert(more);

    CHECK(db.get<Alarm>(first.id)->how == level::high);
    CHECK_FALSE(db.get<Alarm>(first.id)->was);
    CHECK(db.execute(select<Alarm>().where(col<&Alarm::was> == level::low)).all().size() == 100);
    CHECK(db.execute(select(col<&Alarm::how>).order_by(col<&Alarm::how>)).all().back() == level::high);
    CHECK(db.execute(select(col<&Alarm::id>).where(in(col<&Alarm::how>, std::vector{level::high}))).all() ==
          std::vector{first.id});
    Alarm nameless{.how = static_cast<level>(1)};
    CHECK_THROWS_AS(db.insert(nameless), tain::error);
    CHECK_THROWS_AS(db.script("INSERT INTO alarm (how) VALUES (1)"), tain::constraint_error);

    db.script("ALTER TABLE alarm RENAME TO checked_alarm");
    db.script("CREATE TABLE alarm (id BIGINT, how SMALLINT, was SMALLINT)");
    db.script("INSERT INTO alarm VALUES (1, 1, NULL)");
    const std::string told = message_of<tain::row_error>([&] { static_cast<void>(db.get<Alarm>(std::int64_t{1})); });
    CHECK(told.find("how") != std::string::npos);
}
