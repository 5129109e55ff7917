// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include "support/generated.hpp"

#include <tain/types/array.hpp>

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
using tain::types::timestamp;

namespace {

enum class hue { red, green, blue };
BOOST_DESCRIBE_ENUM(hue, red, green, blue)

template <class T>
using maybe = std::vector<std::optional<T>>;

struct Bag {
    std::int64_t id{};
    std::vector<bool> b{};
    std::vector<std::int16_t> i16{};
    std::vector<std::int64_t> i64{};
    std::vector<float> f{};
    std::vector<double> d{};
    std::vector<std::string> text{};
    std::vector<boost::uuids::uuid> uuid{};
    std::vector<timestamp> time{};
    std::vector<hue> colors{};
    maybe<bool> mb{};
    maybe<std::int32_t> mi{};
    maybe<double> md{};
    maybe<std::string> mt{};
    maybe<boost::uuids::uuid> mu{};
    maybe<timestamp> mz{};
    maybe<hue> mc{};
    std::optional<std::vector<std::string>> none{};

    friend bool operator==(const Bag&, const Bag&) = default;
};
BOOST_DESCRIBE_STRUCT(Bag, (), (id, b, i16, i64, f, d, text, uuid, time, colors, mb, mi, md, mt, mu, mz, mc, none))

struct Note {
    std::string name{};
    std::vector<std::string> tags{};
    std::optional<std::vector<std::int32_t>> marks{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (name, tags, marks))

}  // namespace

template <>
inline constexpr auto tain::mapping<Note> =
    table("notes", primary_key<&Note::name>, server_default<&Note::tags>(sql_text("'[\"new\"]'", "'{new}'")));

namespace {

constexpr unsigned seed = 20240302;

Bag edges() {
    using namespace std::chrono;
    return {.b = {true, false, true},
            .i16 = {-32768, 0, 32767},
            .i64 = {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()},
            .f = {0.1F, std::numeric_limits<float>::max(), std::numeric_limits<float>::denorm_min()},
            .d = {0.1, 1.0 / 3, std::numeric_limits<double>::max(), std::numeric_limits<double>::denorm_min(), 7},
            .text = {"", "NULL", "null", R"(a "quoted" one)", R"(back\slash)", "{,}", "[]", " x ", "ünï 🙂", "'"},
            .uuid = {{}, {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255}}},
            .time = {timestamp{}, timestamp{sys_days{9999y / 12 / 31}} + 23h + 999'999us, sys_days{1y / 1 / 1}},
            .colors = {hue::blue, hue::red},
            .mb = {std::nullopt, true},
            .mi = {std::nullopt, 1, std::nullopt},
            .md = {std::nullopt},
            .mt = {std::nullopt, "NULL", ""},
            .mu = {std::nullopt, boost::uuids::uuid{}},
            .mz = {timestamp{}, std::nullopt},
            .mc = {std::nullopt, hue::green},
            .none = std::vector<std::string>{"x"}};
}

}  // namespace

TEST_CASE("arrays keep their elements, alone and in bulk") {
    auto db = database_of<Bag>();
    std::vector<Bag> bags(100, edges());
    bags[1] = Bag{};
    for (Bag* each : {&bags[0], &bags[1]}) {
        db.insert(*each);
        CHECK(db.get<Bag>(each->id) == *each);
        each->id = 0;
    }
    db.insert(std::span{bags});
    for (const Bag& each : bags) REQUIRE(db.get<Bag>(each.id) == each);
    CHECK(db.execute(select(col<&Bag::mt>).where(col<&Bag::id> == bags[0].id)).one() == edges().mt);
}

TEST_CASE("ten thousand generated arrays of each type come back as they went") {
    CAPTURE(seed);
    auto db = database_of<Bag>();
    generator from{seed};
    std::vector<Bag> bags(10'000);
    for (Bag& each : bags) from.fill(each);
    db.insert(std::span{bags});
    CHECK((db.execute(select<Bag>().order_by(col<&Bag::id>)).all() == bags));
    for (std::size_t i = 0; i < 200; ++i) {
        const Bag& each = bags[i];
        REQUIRE(db.execute(select(count()).from<Bag>().where(col<&Bag::id> == each.id && col<&Bag::mt> == each.mt &&
                                                             col<&Bag::d> == each.d && col<&Bag::mz> == each.mz &&
                                                             col<&Bag::mu> == each.mu && col<&Bag::b> == each.b &&
                                                             col<&Bag::mc> == each.mc && col<&Bag::i16> == each.i16))
                    .one() == 1);
    }
}

TEST_CASE("arrays are found by their elements, updated and set to NULL") {
    using tags = std::vector<std::string>;
    using marks = std::vector<std::int32_t>;
    auto db = database_of<Note>();
    db.insert(Note{.name = "a", .tags = {"x", "y z"}, .marks = marks{1, 2}});
    db.insert(Note{.name = "b", .tags = {"x"}, .marks = marks{}});
    db.insert(Note{.name = "c"});
    const auto named = [&db](const auto& condition) {
        return db.execute(select(col<&Note::name>).where(condition).order_by(col<&Note::name>)).all();
    };
    CHECK(named(col<&Note::tags> == tags{"x", "y z"}) == tags{"a"});
    CHECK(named(col<&Note::tags> == tags{"y z", "x"}).empty());
    CHECK(named(col<&Note::tags> != tags{}) == tags{"a", "b"});
    CHECK(named(col<&Note::marks> == marks{}) == tags{"b"});
    CHECK(named(is_null(col<&Note::marks>)) == tags{"c"});
    CHECK(named(in(col<&Note::marks>, marks{1, 2}, marks{})) == tags{"a", "b"});
    CHECK(named(in(col<&Note::tags>, std::vector<tags>{{"x"}, {"x", "y z"}, {"it's \"q\" \\"}})) == tags{"a", "b"});
    CHECK(named(in(col<&Note::marks>, std::vector<marks>{{}, {7}})) == tags{"b"});
    CHECK(named(in(col<&Note::name>, tags{"b", "c"})) == tags{"b", "c"});

    CHECK(db.execute(update<Note>().set(col<&Note::marks> = nullptr, col<&Note::tags> = tags{"it's"}).all_rows()) == 3);
    CHECK(named(is_null(col<&Note::marks>)).size() == 3);
    Note a = *db.get<Note>("a");
    CHECK(a.tags == tags{"it's"});
    a.marks = marks{-1};
    db.update(a);
    CHECK(db.get<Note>("a")->marks == marks{-1});
    db.script(R"(INSERT INTO "notes" ("name") VALUES ('d'))");
    CHECK(db.get<Note>("d")->tags == tags{"new"});
}

TEST_CASE("arrays that a database cannot hold are refused before they are sent") {
    auto db = database_of<Bag>();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (on_postgresql()) {
        const Bag kept = db.insert(Bag{.d = {infinity, -infinity}});
        CHECK(db.get<Bag>(kept.id)->d == kept.d);
        CHECK_THROWS_AS(db.insert(Bag{.text = {std::string{"a\0b", 3}}}), tain::row_error);
    } else {
        const auto said = message_of<tain::row_error>([&] { db.insert(Bag{.d = {infinity}}); });
        CHECK(said.find("\"d\"") != std::string::npos);
        CHECK_THROWS_AS(db.insert(Bag{.md = {std::nan("")}}), tain::row_error);
        CHECK_THROWS_AS(db.insert(Bag{.text = {"\xff"}}), tain::row_error);
        const Bag kept = db.insert(Bag{.text = {std::string{"a\0b", 3}}});
        CHECK(db.get<Bag>(kept.id)->text == kept.text);
    }
    CHECK_THROWS_AS(db.insert(Bag{.colors = {static_cast<hue>(9)}}), tain::row_error);
    CHECK_THROWS_AS(db.insert(Bag{.time = {timestamp::min()}}), tain::row_error);
    CHECK(db.execute(select(count()).from<Bag>()).one() == 1);
}

TEST_CASE("a stored array that the member cannot hold is refused by name") {
    auto db = database_of<Note>();
    const auto refused = [&db](const char* value) {
        db.script(R"(DELETE FROM "notes"; INSERT INTO "notes" ("name", "tags", "marks") VALUES ('a', )" +
                  std::string{on_postgresql() ? "'{}', " : "'[]', "} + value + ")");
        const auto said = message_of<tain::row_error>([&] { db.execute(select<Note>()).all(); });
        CAPTURE(said, value);
        CHECK(said.find("\"notes\"") != std::string::npos);
        CHECK(said.find("marks ") != std::string::npos);
        return said;
    };
    if (on_postgresql()) {
        CHECK(refused("'{1,NULL}'").find("element") != std::string::npos);
        for (const char* value : {"'{{1,2},{3,4}}'", "'[0:1]={1,2}'"})
            CHECK(refused(value).find("the member marks") != std::string::npos);
    } else {
        CHECK(refused("'[1,null]'").find("element") != std::string::npos);
        for (const char* value : {"'[1.5]'", "'[2147483648]'", "'[[1]]'", "'1'", "'[\"1\"]'", "x'5b5d'", "'{'", "''"})
            CHECK(refused(value).find("the member marks") != std::string::npos);
    }
    CHECK(refused(on_postgresql() ? "'{NULL}'" : "'[null]'").find("std::optional") != std::string::npos);
}
