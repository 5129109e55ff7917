// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <tain/json.hpp>
#include <tain/session.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;
namespace json = boost::json;

namespace {

struct Doc {
    std::int64_t id{};
    json::value body{};
    std::optional<json::value> extra{};
};
BOOST_DESCRIBE_STRUCT(Doc, (), (id, body, extra))

enum class unit { kelvin, celsius };
BOOST_DESCRIBE_ENUM(unit, kelvin, celsius)

struct Reading {
    double value{};
    unit in{};
    std::optional<std::string> note{};
    friend bool operator==(const Reading&, const Reading&) = default;
};
BOOST_DESCRIBE_STRUCT(Reading, (), (value, in, note))

struct Station {
    std::string name{};
    bool open{};
    std::uint64_t serial{};
    std::vector<Reading> readings{};
    std::map<std::string, std::vector<std::int32_t>> limits{};
    std::optional<Reading> last{};
    friend bool operator==(const Station&, const Station&) = default;
};
BOOST_DESCRIBE_STRUCT(Station, (), (name, open, serial, readings, limits, last))

struct Site {
    std::int64_t id{};
    Station station{};
    std::optional<Station> spare{};
};
BOOST_DESCRIBE_STRUCT(Site, (), (id, station, spare))

}  // namespace

template <>
inline constexpr bool tain::stored_as_json<Station> = true;

template <>
inline constexpr auto tain::mapping<Doc> = table("docs", server_default<&Doc::extra>(sql_text("'{}'", "'{}'")));

namespace {

json::value read_back(tain::engine& db, Doc& doc) {
    db.insert(doc);
    return db.get<Doc>(doc.id)->body;
}
json::value read_back(tain::engine& db, const json::value& value) {
    Doc doc{.body = value};
    return read_back(db, doc);
}

const std::vector<json::value>& edge_values() {
    using int64 = std::numeric_limits<std::int64_t>;
    using real = std::numeric_limits<double>;
    static const std::vector<json::value> all{
        nullptr,
        true,
        false,
        0,
        -1,
        int64::min(),
        int64::max(),
        std::numeric_limits<std::uint64_t>::max(),
        0.0,
        1.0,
        -1.0,
        0.1,
        1e2,
        1e18,
        1e19,
        1e20,
        1e22,
        1e300,
        -1e-300,
        123456.75,
        real::max(),
        real::denorm_min(),
        real::min(),
        0.1 + 0.2,
        9007199254740993.0,
        18446744073709551616.0,
        "",
        "it's \"quoted\" \\ / \b\f\n\r\t \x01\x1f\x7f",
        "ünïcödé 日本語 🙂",
        "$1 ?1 {} [] null",
        json::array{},
        json::object{},
        json::array{json::array{}, json::object{}, nullptr},
        json::object{{"", 1}, {"zz", 1.0}, {"b", nullptr}, {"a\n\"", json::array{1, 1.0, "1"}}},
        json::value{json::string(1'000'000, 'x')}};
    return all;
}

json::value random_value(std::mt19937_64& random, int depth) {
    const auto text = [&random] {
        static constexpr const char* pieces[] = {"a",  "Z",  "0",    "\"", "\\", "\n", "é",
                                                 "日", "🙂", "\x1f", "'",  "$",  "/"};
        std::string made;
        for (auto left = random() % 6; left != 0; --left) made += pieces[random() % std::size(pieces)];
        return made;
    };
    switch (random() % (depth == 0 ? 7 : 9)) {
        case 0: return nullptr;
        case 1: return random() % 2 == 0;
        case 2: return static_cast<std::int64_t>(random()) >> random() % 64;
        case 3: return random() >> random() % 64;
        case 4: return json::value{json::string{text()}};
        case 5:
            return std::ldexp(static_cast<double>(static_cast<std::int64_t>(random())),
                              static_cast<int>(random() % 1900) - 1000);
        case 6: return static_cast<double>(static_cast<std::int64_t>(random() % 2'000'000) - 1'000'000) / 100;
        case 7: {
            json::array made;
            for (auto left = random() % 4; left != 0; --left) made.push_back(random_value(random, depth - 1));
            return made;
        }
        default: {
            json::object made;
            for (auto left = random() % 4; left != 0; --left) made[text()] = random_value(random, depth - 1);
            return made;
        }
    }
}

Station station() {
    return {.name = "Ny-Ålesund",
            .open = true,
            .serial = std::numeric_limits<std::uint64_t>::max(),
            .readings = {{.value = -31.0, .in = unit::celsius}, {.value = 0.1, .note = "it's"}},
            .limits = {{"low", {-40, 0}}, {"", {}}},
            .last = Reading{.value = 1e300}};
}

}  // namespace

TEST_CASE("JSON values come back equal, integers as integers and doubles as doubles") {
    auto db = database_of<Doc>();
    for (const json::value& value : edge_values()) {
        Doc doc{.body = value};
        const json::value back = read_back(db, doc);
        CAPTURE(json::serialize(value).substr(0, 200), json::serialize(back).substr(0, 200));
        CHECK((back == value));
        if (value.kind() != json::kind::uint64) CHECK(back.kind() == value.kind());
        Doc changed{.body = "other"};
        db.insert(changed);
        CHECK(db.execute(update<Doc>().set(col<&Doc::body> = value).where(col<&Doc::id> == changed.id)) == 1);
        CHECK((db.execute(select(col<&Doc::body>).where(col<&Doc::id> == changed.id)).one() == value));
        CHECK((db.execute(select(col<&Doc::body>, coalesce(col<&Doc::extra>, value)).where(col<&Doc::id> == doc.id))
                   .one() == std::tuple{value, value}));
    }
}

TEST_CASE("the members of a JSON object are read in the same order from both databases, and zero has no sign") {
    auto db = database_of<Doc>();
    const json::value back = read_back(db, {{"zebra", 1}, {"b", -0.0}, {"é", 3}, {"aa", 4}, {"a", 5}});
    CHECK(json::serialize(back) == R"({"a":5,"b":0E0,"aa":4,"é":3,"zebra":1})");
}

TEST_CASE("SQL's NULL and JSON's null are two values") {
    auto db = database_of<Doc>();
    Doc none{};
    Doc null{.extra = json::value(nullptr)};
    db.insert(none);
    db.insert(null);
    CHECK_FALSE(db.get<Doc>(none.id)->extra.has_value());
    REQUIRE(db.get<Doc>(null.id)->extra.has_value());
    CHECK(db.get<Doc>(null.id)->extra->is_null());
    CHECK(db.execute(select(col<&Doc::id>).where(is_null(col<&Doc::extra>))).all() == std::vector{none.id});
    CHECK(db.execute(update<Doc>().set(col<&Doc::extra> = nullptr).where(col<&Doc::id> == null.id)) == 1);
    CHECK_FALSE(db.get<Doc>(null.id)->extra.has_value());
    db.script("INSERT INTO docs (body) VALUES ('1')");
    const auto filled = db.execute(select<Doc>().where(col<&Doc::id> > null.id)).one();
    CHECK((filled.extra == json::value(json::object{})));
}

TEST_CASE("what one database could not keep is refused by both before it is sent") {
    auto db = database_of<Doc>();
    const auto refused = [&db](const json::value& value) {
        return message_of<tain::row_error>([&] { db.insert(Doc{.body = value}); });
    };
    CHECK(refused(json::string_view{"a\0b", 3}).find("(column \"body\"): a text in the JSON holds a NUL character") !=
          std::string::npos);
    CHECK(refused(json::object{{json::string_view{"\0", 1}, 1}}).find("NUL character") != std::string::npos);
    CHECK(refused("\xff").find("no UTF-8") != std::string::npos);
    CHECK(refused(json::array{std::nan("")}).find("no JSON number") != std::string::npos);
    CHECK(refused(std::numeric_limits<double>::infinity()).find("no JSON number") != std::string::npos);
    json::value deep;
    for (int i = 0; i < 256; ++i) deep = json::array{std::move(deep)};
    CHECK((read_back(db, deep) == deep));
    CHECK(refused(json::array{deep}).find("nests deeper") != std::string::npos);
    std::vector<Doc> rows(100);
    rows[71].body = "\xff";
    CHECK(message_of<tain::row_error>([&] { db.insert(rows); }).find("of row 72: a text in the JSON") !=
          std::string::npos);
    CHECK(db.execute(select(count()).from<Doc>()).one() == 1);
}

TEST_CASE("JSON that others wrote is read as it means") {
    auto db = database_of<Doc>();
    db.script(R"(INSERT INTO docs (body) VALUES (' { "a" : 1, "b": [1.50, 1e2], "a" : "\u00e9" } '))");
    CHECK((db.execute(select(col<&Doc::body>)).one().at("a") == "é"));
    CHECK((db.execute(select(col<&Doc::body>)).one().at("b").at(0) == 1.5));
    db.script("DELETE FROM docs; INSERT INTO docs (body) VALUES ('1e400')");
    const auto message = message_of<tain::row_error>([&] { static_cast<void>(db.execute(select<Doc>()).all()); });
    CHECK(message.find("\"docs\"") != std::string::npos);
    CHECK(message.find("body") != std::string::npos);
    CHECK(message.find("number that no double can hold") != std::string::npos);
    if (on_postgresql()) return;  // which refuses what follows itself
    db.script("DELETE FROM docs; INSERT INTO docs (body) VALUES ('{\"a\": }')");
    CHECK(message_of<tain::row_error>([&] {
              static_cast<void>(db.execute(select<Doc>()).all());
          }).find("the text is no JSON: syntax error at byte 6") != std::string::npos);
    db.script("DELETE FROM docs; INSERT INTO docs (body) VALUES (x'31')");
    CHECK(message_of<tain::row_error>([&] { static_cast<void>(db.execute(select<Doc>()).all()); }).find("a blob") !=
          std::string::npos);
}

TEST_CASE("ten thousand random JSON values come back equal") {
    auto db = database_of<Doc>();
    constexpr std::uint64_t seed = 20'240'917;
    INFO("seed " << seed);
    std::mt19937_64 random{seed};
    std::vector<Doc> docs(10'000);
    for (Doc& each : docs) {
        each.body = random_value(random, 3);
        if (random() % 3 != 0) each.extra = random_value(random, 1);
    }
    db.insert(docs);
    const std::vector<Doc> back = db.execute(select<Doc>().order_by(col<&Doc::id>)).all();
    REQUIRE(back.size() == docs.size());
    for (std::size_t i = 0; i < docs.size(); ++i) {
        if (back[i].body == docs[i].body && back[i].extra == docs[i].extra) continue;
        CAPTURE(i, json::serialize(docs[i].body), json::serialize(back[i].body));
        FAIL("another value came back");
    }
}

TEST_CASE("a described struct is one JSON column") {
    auto db = database_of<Site>();
    Site with{.station = station(), .spare = station()};
    Site without{.station = {.name = "empty"}};
    db.insert(with);
    db.insert(without);
    CHECK(db.get<Site>(with.id)->station == station());
    CHECK(db.get<Site>(with.id)->spare == station());
    CHECK(db.get<Site>(without.id)->station == Station{.name = "empty"});
    CHECK_FALSE(db.get<Site>(without.id)->spare.has_value());
    CHECK(db.execute(select(col<&Site::station>).order_by(col<&Site::id>)).all().front() == station());

    std::vector<Site> many(200);
    for (std::size_t i = 0; i < many.size(); ++i) {
        many[i].station.serial = i;
        if (i % 2 == 0) many[i].spare = Station{.name = std::to_string(i)};
    }
    db.insert(many);
    const auto back =
        db.execute(select<Site>().where(col<&Site::id> >= many.front().id).order_by(col<&Site::id>)).all();
    REQUIRE(back.size() == many.size());
    for (std::size_t i = 0; i < many.size(); ++i) {
        CHECK(back[i].station == many[i].station);
        CHECK(back[i].spare == many[i].spare);
    }

    tain::session s{db};
    const auto loaded = s.get<Site>(with.id);
    loaded->station.readings.clear();
    s.commit();
    CHECK(db.get<Site>(with.id)->station.readings.empty());
    CHECK(db.get<Site>(with.id)->spare == station());
}

TEST_CASE("a struct's JSON that does not fit is refused with the part that is wrong") {
    auto db = database_of<Site>();
    const auto refusal = [&db](const std::string& text) {
        db.script("DELETE FROM site; INSERT INTO site (station) VALUES ('" + text + "')");
        const auto message = message_of<tain::row_error>([&] { static_cast<void>(db.execute(select<Site>()).all()); });
        CHECK(message.find("cannot read table \"site\" as ") != std::string::npos);
        CHECK(message.find("station") != std::string::npos);
        return message;
    };
    CHECK(refusal("[]").find("the JSON does not fit: $: ") != std::string::npos);
    CHECK(refusal(R"({"name":"x","open":true,"serial":1,"limits":{},"last":null})").find("$.readings is missing") !=
          std::string::npos);
    CHECK(refusal(R"({"name":"x","open":true,"serial":-1,"readings":[],"limits":{},"last":null})").find("$.serial: ") !=
          std::string::npos);
    CHECK(refusal(R"({"name":"x","open":true,"serial":1,"readings":[],"limits":{},"last":3})").find("$.last: ") !=
          std::string::npos);
    CHECK(
        refusal(
            R"({"name":"x","open":true,"serial":1,"readings":[{"value":1,"in":"mile","note":null}],"limits":{},"last":null})")
            .find("$.readings: ") != std::string::npos);
    CHECK(refusal(R"({"name":7,"open":true,"serial":1,"readings":[],"limits":{},"last":null})").find("$.name: ") !=
          std::string::npos);
    CHECK(db.execute(select(count()).from<Site>()).one() == 1);
}

TEST_CASE("a struct that could not be read again from its JSON is not written") {
    auto db = database_of<Site>();
    Site wrong{.station = station()};
    wrong.station.readings[0].in = static_cast<unit>(9);
    CHECK(message_of<tain::row_error>([&] { db.insert(wrong); }).find("an enum in it has a value without a name") !=
          std::string::npos);
    CHECK(db.execute(select(count()).from<Site>()).one() == 0);
}
