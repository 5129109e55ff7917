// SPDX-License-Identifier: BSL-1.0
#include <tain/types/json_text.hpp>

#include <boost/json/parse.hpp>

#include <catch2/catch_test_macros.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

using namespace tain::types;
namespace json = boost::json;

namespace {

std::string written(const json::value& from) {
    std::string text;
    const std::string_view why = write_json(from, text);
    return why.empty() ? text : "refused: " + std::string{why};
}

std::string refusal_of(std::string_view text) {
    try {
        static_cast<void>(read_json(text));
    } catch (const std::invalid_argument& refused) {
        return refused.what();
    }
    return "accepted";
}

json::value nested(std::size_t depth) {
    json::value made = 1;
    for (std::size_t i = 0; i < depth; ++i) made = json::array{std::move(made)};
    return made;
}

}  // namespace

TEST_CASE("JSON is written in one way only") {
    CHECK(written(nullptr) == "null");
    CHECK(written(json::value{true, false, 0, -7}) == "[true,false,0,-7]");
    CHECK(written({{"bb", 1}, {"c", json::array{}}, {"a", json::object{}}, {"", "x"}}) ==
          R"({"":"x","a":{},"c":[],"bb":1})");
    CHECK(written("q\"b\\s/\b\f\n\r\t\x1f\x7f é 日 🙂") ==
          "\"q\\\"b\\\\s/\\u0008\\u000c\\u000a\\u000d\\u0009\\u001f\x7f é 日 🙂\"");
    CHECK(written(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
    CHECK(written(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
}

TEST_CASE("a double is written so that it stays one where decimals are kept") {
    CHECK(written(1.0) == "1.0");
    CHECK(written(-0.0) == "0.0");
    CHECK(written(0.1) == "0.1");
    CHECK(written(1e2) == "100.0");
    CHECK(written(1e18) == "1000000000000000000.0");
    CHECK(written(-12345678901234567168.0) == "-12345678901234567168.0");
    CHECK(written(1e20) == "1e+20");
    CHECK(written(1e-7) == "1e-07");
    CHECK(written(std::numeric_limits<double>::max()) == "1.7976931348623157e+308");
    CHECK(written(std::numeric_limits<double>::denorm_min()) == "5e-324");
}

TEST_CASE("what no JSON holds is refused") {
    CHECK(written(std::numeric_limits<double>::infinity()).find("no JSON number") != std::string::npos);
    CHECK(written(json::value{1, std::nan("")}).find("no JSON number") != std::string::npos);
    CHECK(written(json::string_view{"a\0b", 3}).find("NUL character") != std::string::npos);
    CHECK(written(json::object{{json::string_view{"\0", 1}, 1}}).find("NUL character") != std::string::npos);
    for (const char* text : {"\x80", "\xc0\xaf", "\xc3", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                             "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xe2\x28\xa1"})
        CHECK(written(text).find("no UTF-8") != std::string::npos);
    for (const char* text :
         {"\x7f", "\xc2\x80", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
        CHECK((read_json(written(text)) == text));
    CHECK((read_json(written(nested(deepest_json))) == nested(deepest_json)));
    CHECK(written(nested(deepest_json + 1)).find("nests deeper") != std::string::npos);
}

TEST_CASE("JSON is read as it stands, with the nearest doubles") {
    CHECK((read_json(" {\"b\" : [1, 2.5e1, \"\\u00e9\\ud83d\\ude42\"], \"b\":null} ") == json::object{{"b", nullptr}}));
    CHECK((read_json("\"\\u00e9\\ud83d\\ude42\"") == "é🙂"));
    CHECK(read_json("18446744073709551615").is_uint64());
    CHECK(read_json("-9223372036854775808").is_int64());
    CHECK(read_json("1.0").is_double());
    CHECK(read_json("1" + std::string(300, '0')).get_double() == 1e300);
    CHECK(read_json("18446744073709551616").get_double() == 18446744073709551616.0);
    CHECK(read_json("0." + std::string(320, '0') + "1").get_double() < 1e-320);
    CHECK(read_json("1e-400").get_double() == 0);
    CHECK(read_json("9007199254740993.0").get_double() == 9007199254740992.0);
    CHECK(read_json("0.1000000000000000055511151231257827021181583404541015625").get_double() == 0.1);
    CHECK(read_json("[" + std::string(100'000, ' ') + "\"" + std::string(100'000, 'x') + "\"]")
              .at(0)
              .get_string()
              .size() == 100'000);
}

TEST_CASE("what is no JSON is refused with the place") {
    CHECK(refusal_of("").find("no JSON") != std::string::npos);
    CHECK(refusal_of("[1, }").find("at byte 4") != std::string::npos);
    CHECK(refusal_of("1 2").find("more text follows it at byte 2") != std::string::npos);
    CHECK(refusal_of("nul").find("no JSON") != std::string::npos);
    CHECK(refusal_of("{'a': 1}").find("no JSON") != std::string::npos);
    CHECK(refusal_of("\"\xff\"").find("no JSON") != std::string::npos);
    CHECK(refusal_of("1e400").find("no double") != std::string::npos);
    CHECK(refusal_of("1" + std::string(400, '0')).find("no double") != std::string::npos);
    CHECK(refusal_of("NaN").find("no JSON") != std::string::npos);
    CHECK(refusal_of(std::string(deepest_json + 1, '[') + std::string(deepest_json + 1, ']')).find("no JSON") !=
          std::string::npos);
    CHECK(refusal_of(std::string(1'000'000, '[')).find("no JSON") != std::string::npos);
}

TEST_CASE("every double comes back as it was") {
    constexpr std::uint64_t seed = 4711;
    INFO("seed " << seed);
    std::mt19937_64 random{seed};
    int finite = 0;
    for (int i = 0; i < 50'000; ++i) {
        double value = std::bit_cast<double>(random());
        if (i % 3 == 0) value = static_cast<double>(static_cast<std::int64_t>(random())) / 1000;
        if (i % 3 == 1) value = std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 40) - 20);
        if (!std::isfinite(value)) continue;
        ++finite;
        const json::value back = read_json(written(value));
        if (!back.is_double() ||
            std::bit_cast<std::uint64_t>(back.get_double()) != std::bit_cast<std::uint64_t>(value)) {
            CAPTURE(written(value));
            FAIL("another number came back");
        }
    }
    CHECK(finite > 45'000);
}
