// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"
#include "logged_database.hpp"
#include "shift.hpp"

#include <tain/session.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono;
using namespace tain::dsl;
using namespace tain::test;
using tain::time_of_day;

namespace {

struct Rule {
    std::int64_t id{};
    year_month_day from{2025y / 1 / 1};
    time_of_day opens{};
    local_microseconds until{};
    sys_days due{};
    minutes lasts{};
};
BOOST_DESCRIBE_STRUCT(Rule, (), (id, from, opens, until, due, lasts))

/// A member of a user's type that is stored as a duration.
struct Patience {
    minutes left{};
    friend bool operator==(const Patience&, const Patience&) = default;
};
struct Guest {
    std::int64_t id{};
    Patience patience{};
};
BOOST_DESCRIBE_STRUCT(Guest, (), (id, patience))

}  // namespace

template <>
struct tain::type<Patience> {
    using stored = minutes;
    static minutes to_stored(const Patience& p) { return p.left; }
    static Patience from_stored(minutes left) { return {left}; }
};

template <>
inline constexpr auto tain::mapping<Rule> =
    table("rule", check<"from_this_century">(col<&Rule::from> >= 2000y / 1 / 1),
          check<"opens_by_day">(between(col<&Rule::opens>, time_of_day{6h}, time_of_day{20h})),
          check<"until_later">(col<&Rule::until> > local_microseconds{}),
          check<"lasts_a_while">(col<&Rule::lasts> > minutes{0}), server_default<&Rule::lasts>(minutes{90}),
          server_default<&Rule::from>(2025y / 2 / 28), index<&Rule::due>.where(col<&Rule::due> > sys_days{}));

namespace {

/// Writes a value through `Member`; reads it back by object and by column, and finds it.
template <auto Member, class V>
void round_trip(tain::engine& db, const V& value) {
    Shift one;
    one.*Member = value;
    db.insert(one);
    CHECK((*db.get<Shift>(one.id) == one));
    CHECK((db.execute(select(col<Member>).where(col<&Shift::id> == one.id)).one() == value));
    CHECK((db.execute(select(col<&Shift::id>).where(col<Member> == value && col<&Shift::id> == one.id)).all().size() ==
           1));
    const std::vector<V> list{value};
    CHECK((db.execute(select(col<&Shift::id>).where(in(col<Member>, list) && col<&Shift::id> == one.id)).all().size() ==
           1));
    CHECK(db.execute(update<Shift>().set(col<Member> = value).where(col<&Shift::id> == one.id)) == 1);
    CHECK((*db.get<Shift>(one.id) == one));
}

}  // namespace

TEST_CASE("dates, times and durations keep their edge values") {
    auto db = database_of<Shift>();
    for (const year_month_day value : {1y / 1 / 1, 1582y / 10 / 10, 1970y / 1 / 1, 2024y / 2 / 29, 9999y / 12 / 31}) {
        round_trip<&Shift::day>(db, year_month_day{value});
        round_trip<&Shift::planned>(db, local_days{value});
        round_trip<&Shift::due>(db, sys_days{value});
    }
    for (const time_of_day value : {time_of_day{}, time_of_day{1us}, time_of_day{days{1} - 1us}})
        round_trip<&Shift::start>(db, value);
    for (const local_microseconds value : {local_microseconds{}, local_microseconds{-1us}, local_days{1y / 1 / 1} + 0us,
                                           local_days{10'000y / 1 / 1} - 1us})
        round_trip<&Shift::noted>(db, value);
    for (const sys_seconds value : {sys_seconds{}, sys_seconds{-1s}, sys_days{10'000y / 1 / 1} - 1s})
        round_trip<&Shift::saved>(db, value);
    for (const auto value : {sys_time<milliseconds>{-1ms}, sys_days{2024y / 2 / 29} + 1ms})
        round_trip<&Shift::seen>(db, value);
    for (const microseconds value : {0us, 1us, -1us, microseconds{days{40}}, microseconds{hours{-1000}} - 1us,
                                     microseconds::max(), microseconds::min() + 1us, microseconds::min()})
        round_trip<&Shift::length>(db, value);
    for (const seconds value : {seconds{59}, seconds{-3600 * 24}, duration_cast<seconds>(microseconds::max())})
        round_trip<&Shift::pause>(db, value);
    for (const std::int16_t value : {std::int16_t{32767}, std::int16_t{-32768}})
        round_trip<&Shift::travel>(db, duration<std::int16_t, std::ratio<60>>{value});
}

TEST_CASE("optional dates, times and durations keep NULL and values") {
    auto db = database_of<Shift>();
    Shift none;
    Shift full{.maybe_day = 2025y / 3 / 9,
               .maybe_start = time_of_day{8h},
               .maybe_noted = local_microseconds{5us},
               .maybe_saved = sys_seconds{7s},
               .maybe_length = hours{-2}};
    db.insert(none);
    db.insert(full);
    CHECK(*db.get<Shift>(none.id) == none);
    CHECK(*db.get<Shift>(full.id) == full);
    CHECK(db.execute(select(col<&Shift::id>).where(is_null(col<&Shift::maybe_day>))).all() == std::vector{none.id});
    CHECK(db.execute(select(col<&Shift::id>).where(col<&Shift::maybe_length> < minutes{-119})).all() ==
          std::vector{full.id});
    CHECK(db.execute(update<Shift>()
                         .set(col<&Shift::maybe_day> = nullptr, col<&Shift::maybe_start> = std::optional<time_of_day>{},
                              col<&Shift::maybe_length> = std::optional{hours{4}},
                              col<&Shift::maybe_saved> = sys_days{days{1}})
                         .where(col<&Shift::id> == full.id)) == 1);
    const Shift after = *db.get<Shift>(full.id);
    CHECK((!after.maybe_day && !after.maybe_start));
    CHECK(after.maybe_length == hours{4});
    CHECK(after.maybe_saved == sys_days{days{1}});
}

TEST_CASE("values of another precision compare, and the database orders as C++ does") {
    auto db = database_of<Shift>();
    for (const int day : {9, 10, 2, 30, 11}) {
        const local_days at{2025y / 3 / day};
        Shift one{.day = year_month_day{at},
                  .start = time_of_day{hours{day % 24}},
                  .noted = at + 1us,
                  .planned = at,
                  .saved = sys_seconds{sys_days{at.time_since_epoch()}},
                  .length = days{day - 10},
                  .pause = seconds{-day}};
        db.insert(one);
    }
    const auto days_by = [&](const auto& order) {
        std::string made;
        for (const year_month_day& each : db.execute(select(col<&Shift::day>).order_by(order)).all())
            made += std::to_string(unsigned{each.day()}) + " ";
        return made;
    };
    CHECK(days_by(col<&Shift::day>) == "2 9 10 11 30 ");
    CHECK(days_by(col<&Shift::start>) == "2 30 9 10 11 ");
    CHECK(days_by(col<&Shift::noted>) == "2 9 10 11 30 ");
    CHECK(days_by(col<&Shift::saved>) == "2 9 10 11 30 ");
    CHECK(days_by(desc(col<&Shift::length>)) == "30 11 10 9 2 ");
    CHECK(days_by(col<&Shift::pause>) == "30 11 10 9 2 ");

    const auto counted = [&](const auto& condition) {
        return db.execute(select(count()).from<Shift>().where(condition)).one();
    };
    CHECK(counted(col<&Shift::day> < 2025y / 3 / 10) == 2);
    CHECK(counted(between(col<&Shift::day>, 2025y / 3 / 9, 2025y / 3 / 11)) == 3);
    CHECK(counted(col<&Shift::start> >= time_of_day{10h}) == 2);
    CHECK(counted(col<&Shift::noted> > local_days{2025y / 3 / 10}) == 3);
    CHECK(counted(col<&Shift::planned> > local_days{2025y / 3 / 10}) == 2);
    CHECK(counted(col<&Shift::saved> <= sys_days{2025y / 3 / 10}) == 3);
    CHECK(counted(col<&Shift::saved> < system_clock::time_point{sys_days{2025y / 3 / 10}}) == 2);
    CHECK(counted(col<&Shift::length> < hours{0}) == 2);
    CHECK(counted(col<&Shift::pause> == minutes{-30} || col<&Shift::pause> == milliseconds{-9000}) == 1);
    CHECK(counted(in(col<&Shift::length>, days{1}, 0us)) == 2);
    CHECK(counted(in(col<&Shift::saved>, std::vector{sys_days{2025y / 3 / 9}, sys_days{2025y / 3 / 12}})) == 1);
    CHECK(counted(in(col<&Shift::length>, std::vector<hours>{})) == 0);
    CHECK(db.execute(select(max(col<&Shift::day>), min(col<&Shift::length>)).from<Shift>()).one() ==
          std::tuple{std::optional<year_month_day>{2025y / 3 / 30}, std::optional<microseconds>{days{-8}}});
}

TEST_CASE("a mapping holds dates, times and durations as literals") {
    auto db = database_of<Rule>();
    const Rule good{
        .opens = time_of_day{8h}, .until = local_microseconds{1us}, .due = sys_days{days{1}}, .lasts = 1min};
    db.insert(Rule{good});
    for (const auto spoil :
         {+[](Rule& r) { r.from = 1999y / 12 / 31; }, +[](Rule& r) { r.opens = time_of_day{20h + 1us}; },
          +[](Rule& r) { r.until = {}; }, +[](Rule& r) { r.lasts = minutes{-1}; }}) {
        Rule bad = good;
        spoil(bad);
        CHECK_THROWS_AS(db.insert(bad), tain::constraint_error);
    }
    db.script(R"(DELETE FROM "rule"; INSERT INTO "rule" ("opens", "until", "due")
                 VALUES ('09:00:00.000000', '2025-01-01 00:00:00.000000', '2025-01-01 00:00:00.000000'))");
    const Rule made = db.execute(select<Rule>()).one();
    CHECK(made.lasts == 90min);
    CHECK(made.from == 2025y / 2 / 28);
}

TEST_CASE("a session writes the dates and durations that changed, and nothing else") {
    tain::test::database<tain::models<Shift>> at;
    tain::engine& db = at.db;
    Shift one{.day = 2025y / 3 / 9, .maybe_length = hours{2}};
    db.insert(one);
    {
        tain::session s{db};
        auto found = s.get<Shift>(one.id);
        REQUIRE(found);
        s.flush();
        CHECK(at.log.count("UPDATE") == 0);
        found->maybe_length.reset();
        found->maybe_day = 2025y / 3 / 10;
        found->pause = minutes{1};
        s.commit();
    }
    CHECK(at.log.count("UPDATE \"shift\" SET \"pause\" = ") == 1);
    CHECK(at.log.count("UPDATE") == 1);
    one.maybe_length.reset();
    one.maybe_day = 2025y / 3 / 10;
    one.pause = minutes{1};
    CHECK(*db.get<Shift>(one.id) == one);
}

TEST_CASE("a type of the user's may be stored as a duration") {
    auto db = database_of<Guest>();
    const Guest one = db.insert(Guest{.patience = {minutes{7}}});
    CHECK(db.get<Guest>(one.id)->patience == Patience{minutes{7}});
    CHECK(db.execute(select(count()).from<Guest>().where(col<&Guest::patience> == Patience{minutes{7}})).one() == 1);
}
