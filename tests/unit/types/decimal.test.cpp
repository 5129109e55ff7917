// SPDX-License-Identifier: BSL-1.0
#include <tain/types/decimal.hpp>

#include <boost/multiprecision/cpp_dec_float.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>

using boost::multiprecision::cpp_dec_float_50;
using tain::decimal;
using tain::types::cell;
using tain::types::cell_kind;
using tain::types::fault;

namespace {

using price = decimal<12, 2>;
using wide = decimal<38, 10>;

template <class D>
fault read(const cell& from, D& to) {
    return tain::types::traits<D>::read(from, &to);
}
template <class D>
fault read(std::string_view text, D& to) {
    return read(cell::of_bytes(text.data(), text.size()), to);
}

}  // namespace

TEST_CASE("a decimal is read from its text, also at compile time") {
    static_assert(price::parse("12.50").unscaled() == 1250);
    static_assert(price::parse("-0.05").unscaled() == -5);
    static_assert(price::parse("+7").unscaled() == 700);
    static_assert(price::parse("0007.5000") == price::from_unscaled(750));
    static_assert(price::parse("9999999999.99").unscaled() == 999'999'999'999);
    static_assert(decimal<3, 0>::parse("-999").unscaled() == -999);
    static_assert(decimal<2, 2>::parse("0.99").unscaled() == 99);
    static_assert(wide::parse("1.5").unscaled() == 15'000'000'000);
    static_assert(price{5} == price::parse("5") && price{} == price{0});
    CHECK(wide::parse("-9999999999999999999999999999.9999999999").str() == "-9999999999999999999999999999.9999999999");
}

TEST_CASE("a text that is no decimal, or does not fit exactly, is refused") {
    for (const char* text :
         {"", "-", "+", ".", ".5", "5.", "1.2.3", "1e2", " 1", "1 ", "0x1", "1,5", "--1", "nan", "p1"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(price::parse(text), std::invalid_argument);
    }
    for (const char* text : {"0.001", "10000000000", "-10000000000.00", "NaN", "Infinity", "-Infinity",
                             "99999999999999999999999999999999999999999999999999"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(price::parse(text), std::out_of_range);
    }
    CHECK_THROWS_AS((decimal<2, 2>::parse("1")), std::out_of_range);
    CHECK_THROWS_AS(wide::parse("10000000000000000000000000000"), std::out_of_range);
}

TEST_CASE("a decimal's text has all digits of its scale") {
    CHECK(price{}.str() == "0.00");
    CHECK(price::parse("-0").str() == "0.00");
    CHECK(price::from_unscaled(-5).str() == "-0.05");
    CHECK(price::from_unscaled(123'456).str() == "1234.56");
    CHECK(decimal<3, 0>{-120}.str() == "-120");
    CHECK(decimal<5, 5>::from_unscaled(-1).str() == "-0.00001");
    CHECK((decimal<38, 38>::parse("-0.00000000000000000000000000000000000001").str()) ==
          "-0.00000000000000000000000000000000000001");
}

TEST_CASE("integers become decimals when they fit") {
    CHECK(price{std::uint8_t{255}}.str() == "255.00");
    CHECK(price{-9'999'999'999}.str() == "-9999999999.00");
    CHECK_THROWS_AS(price{10'000'000'000}, std::out_of_range);
    CHECK_THROWS_AS(price{std::numeric_limits<std::int64_t>::min()}, std::out_of_range);
    CHECK(wide{std::numeric_limits<std::uint64_t>::max()}.str() == "18446744073709551615.0000000000");
    CHECK(wide{std::numeric_limits<std::int64_t>::min()}.str() == "-9223372036854775808.0000000000");
    CHECK_THROWS_AS((decimal<18, 0>{std::numeric_limits<std::uint64_t>::max()}), std::out_of_range);
    CHECK_THROWS_AS((decimal<2, 2>{1}), std::out_of_range);
    CHECK_THROWS_AS(price::from_unscaled(1'000'000'000'000), std::out_of_range);
}

TEST_CASE("sums of decimals are exact or refused") {
    const price a = price::parse("0.10"), b = price::parse("0.20");
    CHECK(a + b == price::parse("0.30"));
    CHECK(a - b == -price::parse("0.10"));
    price total;
    for (int i = 0; i < 1000; ++i) total += a;
    total -= b;
    CHECK(total.str() == "99.80");
    CHECK((a < b && b > a && -b < -a && a <= a && a != b));
    const price most = price::parse("9999999999.99");
    CHECK_THROWS_AS(most + price::from_unscaled(1), std::overflow_error);
    CHECK_THROWS_AS(-most - price::from_unscaled(1), std::overflow_error);
    const auto widest = decimal<38, 0>::parse(std::string(38, '9'));
    CHECK_THROWS_AS(widest + widest, std::overflow_error);
    CHECK_THROWS_AS(-widest + -widest, std::overflow_error);
    CHECK(widest - widest == decimal<38, 0>{});
}

TEST_CASE("decimals become floating numbers, and those decimals when nothing is lost") {
    CHECK(static_cast<double>(price::parse("-12.50")) == -12.5);
    CHECK(static_cast<double>(price::parse("0.10")) == 0.1);
    const auto text = std::string{"-1234567890123456789012345678.9012345678"};
    const auto exact = static_cast<cpp_dec_float_50>(wide::parse(text));
    CHECK(exact == cpp_dec_float_50{text});
    CHECK(wide{exact}.str() == text);
    CHECK(price{cpp_dec_float_50{"12.5"}}.str() == "12.50");
    CHECK(price{cpp_dec_float_50{"0"}}.str() == "0.00");
    CHECK(price{cpp_dec_float_50{"9999999999.99"}}.str() == "9999999999.99");
    CHECK(price{cpp_dec_float_50{"-0.01"}}.str() == "-0.01");
    for (const char* refused : {"0.001", "1e10", "-1e300", "nan", "inf"})
        CHECK_THROWS_AS(price{cpp_dec_float_50{refused}}, std::out_of_range);
    CHECK_THROWS_AS(price{cpp_dec_float_50{1} / 3}, std::out_of_range);
}

TEST_CASE("long decimals are stored in SQLite as texts that sort as they do") {
    using d = decimal<20, 1>;
    CHECK(tain::types::sortable_decimal(d{}.unscaled(), 20) == "p00000000000000000000");
    CHECK(tain::types::sortable_decimal(d::parse("-1.5").unscaled(), 20) == "n99999999999999999984");
    std::mt19937_64 random{20240229};
    std::string before = "n";
    d last = d::parse("-9999999999999999999.9");
    const auto made = [&random](int digits) {
        tain::types::int128 value = 0;
        for (int i = 0; i < digits; ++i) value = value * 10 + static_cast<int>(random() % 10);
        return d::from_unscaled(random() % 2 == 0 ? value : -value);
    };
    for (int i = 0; i < 10'000; ++i) {
        const d value = made(static_cast<int>(random() % 21));
        const std::string stored = tain::types::sortable_decimal(value.unscaled(), 20);
        d back;
        REQUIRE(read(stored, back) == fault::none);
        REQUIRE(back == value);
        REQUIRE((stored < before) == (value < last));
        REQUIRE(d::parse(value.str()) == value);
        before = stored;
        last = value;
    }
}

TEST_CASE("a decimal is read from what the databases store, and nothing else") {
    price narrow;
    CHECK(read(cell::of_integer(-1250), narrow) == fault::none);
    CHECK(narrow.str() == "-12.50");
    CHECK(read("7.25", narrow) == fault::none);
    CHECK(narrow.str() == "7.25");
    CHECK(read(cell::of_integer(1'000'000'000'000), narrow) == fault::out_of_range);
    CHECK(read(cell::of_integer(std::numeric_limits<std::int64_t>::min()), narrow) == fault::out_of_range);
    CHECK(read(cell::of_real(12.5), narrow) == fault::kind);
    CHECK(read(cell::null(cell_kind::text), narrow) == fault::null);
    CHECK(read("NaN", narrow) == fault::out_of_range);
    CHECK(read("1.005", narrow) == fault::out_of_range);
    CHECK(read("p000000000001", narrow) == fault::malformed);
    CHECK(narrow.str() == "7.25");

    decimal<20, 1> stored;
    CHECK(read(cell::of_integer(5), stored) == fault::kind);
    CHECK(read("p5", stored) == fault::out_of_range);
    CHECK(read("p", stored) == fault::malformed);
    CHECK(read("n99999999999999999999", stored) == fault::malformed);
    CHECK(read("p0000000000000000000x", stored) == fault::malformed);
    CHECK(read("x00000000000000000000", stored) == fault::malformed);
    CHECK(read("-3.5", stored) == fault::none);
    CHECK(stored.str() == "-3.5");
}
