// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"

#include <boost/describe.hpp>
#include <boost/uuid/uuid.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>

namespace values {

enum class Mood { happy, so_so };
BOOST_DESCRIBE_ENUM(Mood, happy, so_so)

struct Cents {
    std::int64_t count{};
    friend bool operator==(const Cents&, const Cents&) = default;
};

using moment = std::chrono::sys_time<std::chrono::microseconds>;

struct All {
    std::int64_t id{};
    bool flag{};
    std::int8_t i8{};
    std::int16_t i16{};
    std::int32_t i32{};
    std::int64_t i64{};
    std::uint8_t u8{};
    std::uint16_t u16{};
    std::uint32_t u32{};
    std::uint64_t u64{};
    float f32{};
    double f64{};
    std::string text{};
    std::vector<std::byte> blob{};
    boost::uuids::uuid uuid{};
    moment at{};
    Mood mood{};
    Cents price{};
    friend bool operator==(const All&, const All&) = default;
};
BOOST_DESCRIBE_STRUCT(All, (),
                      (id, flag, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, text, blob, uuid, at, mood, price))

struct Maybe {
    std::int64_t id{};
    std::optional<bool> flag{};
    std::optional<std::int16_t> i16{};
    std::optional<std::uint32_t> u32{};
    std::optional<double> f64{};
    std::optional<std::string> text{};
    std::optional<std::vector<std::byte>> blob{};
    std::optional<boost::uuids::uuid> uuid{};
    std::optional<moment> at{};
    std::optional<Mood> mood{};
    std::optional<Cents> price{};
    friend bool operator==(const Maybe&, const Maybe&) = default;
};
BOOST_DESCRIBE_STRUCT(Maybe, (), (id, flag, i16, u32, f64, text, blob, uuid, at, mood, price))

using models = tain::models<All, Maybe>;

}  // namespace values

template <>
struct tain::type<values::Cents> {
    using stored = std::int64_t;
    static std::int64_t to_stored(const values::Cents& c) { return c.count; }
    static values::Cents from_stored(std::int64_t count) { return {count}; }
};

using namespace values;
using namespace tain::dsl;

namespace {

std::vector<std::byte> bytes(std::initializer_list<int> from) {
    std::vector<std::byte> made;
    for (const int each : from) made.push_back(static_cast<std::byte>(each));
    return made;
}

template <class T>
using limits = std::numeric_limits<T>;

}  // namespace

TEST_CASE("every type comes back as it went in") {
    tain::test::database<models> base;
    const boost::uuids::uuid id{{0xff, 0, 1, 0x7f, 0x80, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xfe}};
    std::vector<All> all{
        All{},
        All{0,
            true,
            limits<std::int8_t>::min(),
            limits<std::int16_t>::min(),
            limits<std::int32_t>::min(),
            limits<std::int64_t>::min(),
            0,
            0,
            0,
            0,
            limits<float>::lowest(),
            limits<double>::lowest(),
            "",
            {},
            id,
            moment{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}},
            Mood::so_so,
            {-1}},
        All{0,
            false,
            limits<std::int8_t>::max(),
            limits<std::int16_t>::max(),
            limits<std::int32_t>::max(),
            limits<std::int64_t>::max(),
            limits<std::uint8_t>::max(),
            limits<std::uint16_t>::max(),
            limits<std::uint32_t>::max(),
            limits<std::int64_t>::max(),
            limits<float>::denorm_min(),
            limits<double>::denorm_min(),
            "it's \"quoted\" \\ \u00e4\u4e2d\U0001f600\n\t",
            bytes({0, 1, 0xff, 0}),
            id,
            moment{std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}} + std::chrono::microseconds{86399999999},
            Mood::happy,
            {limits<std::int64_t>::max()}},
        All{.f32 = limits<float>::infinity(),
            .f64 = -limits<double>::infinity(),
            .text = std::string(100000, 'x'),
            .at = moment{std::chrono::microseconds{-1}}},
        All{.f64 = 0.1, .at = moment{std::chrono::microseconds{1}}}};
    base.db.insert(all);
    const auto back = base.db.execute(select<All>().order_by(col<&All::id>)).all();
    REQUIRE(back.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        CAPTURE(i);
        CHECK(back[i] == all[i]);
        CHECK(base.db.get<All>(all[i].id) == all[i]);
        CHECK(base.db.update(all[i]));
        CHECK(base.db.get<All>(all[i].id) == all[i]);
    }
    CHECK(base.db
              .execute(select(count()).from<All>().where(col<&All::uuid> == id && in(col<&All::uuid>, std::vector{id})))
              .one() == 2);
    CHECK(base.db.execute(select(col<&All::id>).where(col<&All::mood> == Mood::so_so)).one() == all[1].id);
    CHECK(base.db.execute(select(col<&All::price>).where(col<&All::price> < Cents{0})).one() == Cents{-1});
    CHECK(base.db
              .execute(select(col<&All::id>)
                           .where(in(col<&All::at>, std::vector{all[3].at, all[4].at}))
                           .order_by(col<&All::at>))
              .all() == std::vector{all[3].id, all[4].id});
    CHECK(base.db.execute(select(col<&All::id>).where(col<&All::at> < moment{}).order_by(col<&All::at>)).all() ==
          std::vector{all[1].id, all[3].id});
}

TEST_CASE("negative zero comes back equal, on PostgreSQL with its sign") {
    tain::test::database<models> base;
    All zero{.f32 = -0.0F, .f64 = -0.0};
    base.db.insert(zero);
    const auto back = base.db.get<All>(zero.id);
    REQUIRE(back);
    CHECK(*back == zero);
    // SQLite keeps a REAL without a fraction as an integer, which has no negative zero.
    const bool keeps_sign = base.db.kind() == tain::dialect::postgresql;
    CHECK(std::signbit(back->f64) == keeps_sign);
    CHECK(std::signbit(back->f32) == keeps_sign);
}

TEST_CASE("NULL comes back as an empty optional") {
    tain::test::database<models> base;
    std::vector<Maybe> all{
        Maybe{},
        Maybe{0, true, std::int16_t{1}, 2U, 3.5, "", bytes({}), boost::uuids::uuid{}, moment{}, Mood::so_so, Cents{4}},
        Maybe{}};
    base.db.insert(all);
    CHECK(base.db.execute(select<Maybe>().order_by(col<&Maybe::id>)).all() == all);
    CHECK(base.db.execute(select(count(col<&Maybe::text>)).from<Maybe>()).one() == 1);
}

TEST_CASE("what does not fit is refused, and nothing is written") {
    tain::test::database<models> base;
    const auto refused = [&](const All& from, std::string_view column) {
        try {
            All copy = from;
            base.db.insert(copy);
        } catch (const tain::error& e) {
            CAPTURE(e.what());
            CHECK(std::string_view{e.what()}.find(column) != std::string_view::npos);
            return;
        }
        FAIL("it was accepted");
    };
    refused(All{.u64 = limits<std::uint64_t>::max()}, "u64");
    refused(All{.mood = static_cast<Mood>(7)}, "mood");
    // Text sorts as the times do from the year 1 to 9999; PostgreSQL goes on to 294276.
    if (base.db.kind() == tain::dialect::sqlite) refused(All{.at = moment::max()}, "at");
    if (base.db.kind() == tain::dialect::postgresql) refused(All{.at = moment::min()}, "at");
    if (base.db.kind() == tain::dialect::sqlite) refused(All{.f64 = limits<double>::quiet_NaN()}, "f64");
    if (base.db.kind() == tain::dialect::postgresql) refused(All{.text = std::string("a\0b", 3)}, "text");
    CHECK(base.db.execute(select(count()).from<All>()).one() == 0);
}

TEST_CASE("a row that does not fit its object is refused by name, and the connection goes on") {
    tain::test::database<models> base;
    Maybe empty;
    base.db.insert(empty);
    const auto refused = [&](const auto& statement, std::string_view what) {
        try {
            static_cast<void>(base.db.execute(statement).all());
        } catch (const tain::row_error& e) {
            CAPTURE(e.what());
            CHECK(std::string_view{e.what()}.find(what) != std::string_view::npos);
            return;
        }
        FAIL("it was accepted");
    };
    refused(tain::raw<std::string>("SELECT text FROM maybe"), "NULL");
    refused(tain::raw<std::int8_t>("SELECT 1000"), "");
    refused(tain::raw<Mood>("SELECT 'angry'"), "angry");
    refused(tain::raw<std::int64_t>("SELECT 'words'"), "text");
    CHECK(base.db.execute(select(count()).from<Maybe>()).one() == 1);
}
