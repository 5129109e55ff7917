// SPDX-License-Identifier: BSL-1.0
#include <tain/types/array.hpp>

#include <boost/uuid/uuid.hpp>
#include <tain/reflect/describe.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

using tain::dialect;
using tain::types::cell;
using tain::types::fault;
using tain::types::scratch;
using tain::types::timestamp;
using tain::types::traits;

namespace {

enum class hue { red, green };
BOOST_DESCRIBE_ENUM(hue, red, green)

enum class step : std::int16_t { low = 10, high = 20 };
BOOST_DESCRIBE_ENUM(step, low, high)

}  // namespace

template <>
inline constexpr auto tain::stored_as<step> = tain::as_number;

namespace {

template <class T>
using maybe = std::vector<std::optional<T>>;

template <class V>
std::string written(const V& value, dialect to) {
    scratch keep{to};
    const cell made = traits<V>::bind(value, keep);
    return made.fault == fault::none ? std::string{made.bytes()} : "fault";
}

template <class V>
fault read(std::string_view text, V& to) {
    return traits<V>::read(cell::of_bytes(text.data(), text.size()), &to);
}
template <class V>
V read(std::string_view text) {
    V made{};
    if (read(text, made) != fault::none) throw std::invalid_argument("refused");
    return made;
}

/// Both texts are what is written, and are read back.
template <class V>
void check(const V& value, const char* postgresql, const char* sqlite) {
    CAPTURE(postgresql, sqlite);
    CHECK(written(value, dialect::postgresql) == postgresql);
    CHECK(written(value, dialect::sqlite) == sqlite);
    CHECK(read<V>(sqlite) == value);
}

using ints = std::vector<std::int64_t>;
using texts = std::vector<std::string>;
using reals = std::vector<double>;

}  // namespace

TEST_CASE("arrays are written as PostgreSQL's literals and as JSON") {
    using namespace std::chrono;
    check(ints{}, "{}", "[]");
    check(ints{1, -2, std::numeric_limits<std::int64_t>::min()}, "{1,-2,-9223372036854775808}",
          "[1,-2,-9223372036854775808]");
    check(std::vector<bool>{true, false}, "{true,false}", "[true,false]");
    check(maybe<std::int32_t>{1, std::nullopt}, "{1,NULL}", "[1,null]");
    check(texts{"", "NULL", "a \"quoted\" one", "back\\slash", "{,}", "ü🙂"},
          R"({"","NULL","a \"quoted\" one","back\\slash","{,}","ü🙂"})",
          R"(["","NULL","a \"quoted\" one","back\\slash","{,}","ü🙂"])");
    check(texts{"line\nbreak\x1f"}, "{\"line\nbreak\x1f\"}", R"(["line\u000abreak\u001f"])");
    check(reals{0.1, -0.0, 1e300, 7}, "{0.1,-0,1e+300,7}", "[0.1,-0,1e+300,7]");
    check(std::vector{boost::uuids::uuid{{0xab, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}}},
          R"({"ab010203-0405-0607-0809-0a0b0c0d0e0f"})", R"(["ab010203-0405-0607-0809-0a0b0c0d0e0f"])");
    check(std::vector{timestamp{sys_days{2024y / 2 / 29}} + 1us}, R"({"2024-02-29 00:00:00.000001+00"})",
          R"(["2024-02-29 00:00:00.000001"])");
    check(maybe<hue>{hue::green, std::nullopt}, R"({"green",NULL})", R"(["green",null])");
    check(std::vector{step::high, step::low}, "{20,10}", "[20,10]");
    CHECK(std::signbit(read<reals>("[-0]")[0]));
}

TEST_CASE("elements that cannot be stored make the array a fault") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK(written(reals{infinity, -infinity, std::nan("")}, dialect::postgresql) == "{Infinity,-Infinity,NaN}");
    CHECK(written(reals{1, infinity}, dialect::sqlite) == "fault");
    CHECK(written(reals{std::nan("")}, dialect::sqlite) == "fault");
    CHECK(written(std::vector<std::uint64_t>{std::numeric_limits<std::uint64_t>::max()}, dialect::postgresql) ==
          "fault");
    CHECK(written(std::vector{static_cast<hue>(7), hue::red}, dialect::sqlite) == "fault");
    CHECK(written(std::vector{timestamp::max()}, dialect::postgresql) == "fault");
    for (const char* text : {"\x80", "\xc0\xaf", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                             "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "a\xffz", "\xe2\x82"})
        CHECK(written(texts{text}, dialect::sqlite) == "fault");
    CHECK(written(texts{"\xef\xbf\xbd\xf4\x8f\xbf\xbf\xed\x9f\xbf\xe0\xa0\x80"}, dialect::sqlite) != "fault");
}

TEST_CASE("arrays are read as PostgreSQL prints them") {
    CHECK(read<ints>("{}").empty());
    CHECK(read<ints>("{1,-2,9223372036854775807}") == ints{1, -2, std::numeric_limits<std::int64_t>::max()});
    CHECK(read<std::vector<bool>>("{t,f}") == std::vector<bool>{true, false});
    CHECK(read<maybe<std::string>>(R"({NULL,"NULL","",plain,"a\"b\\c d"})") ==
          maybe<std::string>{std::nullopt, "NULL", "", "plain", "a\"b\\c d"});
    CHECK(read<reals>("{0.1,1e+300,Infinity,-Infinity}") ==
          reals{0.1, 1e300, std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()});
    CHECK(std::isnan(read<std::vector<float>>("{NaN}")[0]));
    CHECK(read<std::vector<timestamp>>(R"({"1970-01-01 01:00:00.5+01"})") ==
          std::vector{timestamp{std::chrono::milliseconds{500}}});
    CHECK(read<std::vector<boost::uuids::uuid>>("{00000000-0000-0000-0000-000000000000}") ==
          std::vector<boost::uuids::uuid>(1));
    CHECK(read<std::vector<hue>>("{red,green}") == std::vector{hue::red, hue::green});
}

TEST_CASE("arrays of more dimensions, of other bounds and of other forms are malformed") {
    ints numbers{7};
    for (const char* text :
         {"",     " {1}",  "{1",  "{1}x", "{1,}",  "{,1}",  "{1,,2}",   "{{1},{2}}", "[0:1]={1,2}", "{1 }",
          "{ 1}", "{1.5}", "{a}", "{+1}", "{0x1}", "{\"1}", "{1\"2\"}", "{1\\2}",    "{null}",      "{nan}"}) {
        CAPTURE(text);
        CHECK(read(text, numbers) == fault::malformed);
    }
    CHECK(read("{9223372036854775808}", numbers) == fault::out_of_range);
    CHECK(numbers == ints{7});
    std::vector<std::int8_t> small;
    CHECK(read("{128}", small) == fault::out_of_range);
    CHECK_THROWS_AS(read("{1,NULL}", numbers), std::invalid_argument);
    CHECK_THROWS_AS(read("[1,null]", numbers), std::invalid_argument);
    reals real;
    for (const char* text : {"{nan}", "{inf}", "{}}", "{\"\"}", "{0x1p3}"}) CHECK(read(text, real) == fault::malformed);
    std::vector<bool> truths;
    for (const char* text : {"{true}", "{1}", "{T}"}) CHECK(read(text, truths) == fault::malformed);
    std::vector<hue> hues;
    CHECK(read("{blue}", hues) == fault::unknown_enumerator);
    CHECK(traits<ints>::read(cell::of_integer(1), &numbers) == fault::kind);
    CHECK(traits<ints>::read(cell::null(tain::types::cell_kind::text), &numbers) == fault::null);
}

TEST_CASE("JSON is read strictly") {
    CHECK(read<ints>(" [ 1 ,\t2\r\n] ") == ints{1, 2});
    CHECK(read<reals>("[1,-0.5e-3,2E+2,0]") == reals{1, -0.5e-3, 200, 0});
    CHECK(read<texts>(R"(["\"\\\/\b\f\n\r\t","\u0041\u00e9\u20ac\ud83d\ude42","\u0000"])") ==
          texts{"\"\\/\b\f\n\r\t", "Aé€🙂", std::string(1, '\0')});

    ints numbers;
    for (const char* text : {"[",      "[1",     "[1,]", "[,1]",      "[1]]", "[1] 2", "[[1]]", "[01]",
                             "[+1]",   "[-]",    "[1.]", "[.5]",      "[1e]", "[1.0]", "[1e2]", "[\"1\"]",
                             "[true]", "[NULL]", "1",    "{\"a\":1}", "null", "[1 2]", "[0x1]"}) {
        CAPTURE(text);
        CHECK(read(text, numbers) == fault::malformed);
    }
    CHECK(read("[9223372036854775808]", numbers) == fault::out_of_range);
    reals real;
    for (const char* text : {"[NaN]", "[Infinity]", "[-inf]", "[1.]", "[\"1\"]"})
        CHECK(read(text, real) == fault::malformed);
    CHECK(read("[1e999]", real) == fault::out_of_range);
    texts text;
    for (const char* json :
         {R"(["a)", R"(["\x"])", R"(["\u12"])", R"(["\u12g4"])", R"(["\ud800"])", R"(["\ud800\u0041"])",
          R"(["\udc00"])", R"(["\)", R"(["\u+123"])", "[\"a\nb\"]", "[\"\xff\"]", "['a']", "[a]", "[1]"}) {
        CAPTURE(json);
        CHECK(read(json, text) == fault::malformed);
    }
    std::vector<bool> truths;
    for (const char* json : {"[t]", "[1]", "[\"true\"]", "[TRUE]"}) CHECK(read(json, truths) == fault::malformed);
}

TEST_CASE("any text is refused, or read as an array that is written and read again") {
    constexpr unsigned seed = 20240303;
    CAPTURE(seed);
    std::mt19937 random{seed};
    static const std::string parts[] = {"{", "}",     "[",     "]",  ",",     "\"", "\\", "NULL", "null", "1",
                                        "-", "\"a\"", "\\u00", "e9", "ud83d", " ",  ".",  "\xc3", "\xa9", "t"};
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        const bool json = random() % 2 == 0;
        std::string text = json ? "[" : "{";
        for (std::size_t more = random() % 5; more > 0; --more) text += parts[random() % std::size(parts)];
        text += json ? "]" : "}";
        maybe<std::string> texts_read;
        if (read(text, texts_read) == fault::none) {
            ++accepted;
            const std::string again = written(texts_read, json ? dialect::sqlite : dialect::postgresql);
            REQUIRE(read<maybe<std::string>>(again) == texts_read);
        }
        maybe<std::int64_t> numbers_read;
        if (read(text, numbers_read) == fault::none)
            REQUIRE(read<maybe<std::int64_t>>(written(numbers_read, dialect::sqlite)) == numbers_read);
    }
    CHECK(accepted > 1000);
}
