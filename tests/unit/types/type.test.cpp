// SPDX-License-Identifier: BSL-1.0
#include <tain/types/type.hpp>

#include <boost/uuid/uuid.hpp>
#include <tain/reflect/describe.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <limits>
#include <stdexcept>
#include <string>

namespace {

enum class mood { sad, happy };
BOOST_DESCRIBE_ENUM(mood, sad, happy)

struct email {
    std::string text{};
};
struct money {
    long cents{};
};
struct slug {
    std::string text{};
};
struct color {
    unsigned char r{}, g{}, b{};
};
struct feeling {
    mood felt{};
};
struct unknown {};

}  // namespace

template <>
struct tain::type<email> {
    using stored = std::string;
    static const std::string& to_stored(const email& e) { return e.text; }
    static email from_stored(std::string text) {
        if (text.find('@') == std::string::npos) throw std::invalid_argument("an address has an @");
        return {std::move(text)};
    }
};
template <>
struct tain::type<money> {
    using stored = std::int64_t;
    static std::int64_t to_stored(const money& m) { return m.cents; }
    static money from_stored(std::int64_t cents) { return {static_cast<long>(cents)}; }
};
template <>
struct tain::type<slug> {
    using stored = std::string;
    static std::string_view to_stored(const slug& s) { return s.text; }
    static slug from_stored(std::string text) { return {std::move(text)}; }
};
template <>
struct tain::type<color> {
    using stored = std::string;
    static std::string to_stored(const color& c) {
        return std::to_string(c.r) + "," + std::to_string(c.g) + "," + std::to_string(c.b) + " of a palette";
    }
    static color from_stored(const std::string& text) { return {static_cast<unsigned char>(text.size()), 0, 0}; }
};
template <>
struct tain::type<feeling> {
    using stored = mood;
    static mood to_stored(const feeling& f) { return f.felt; }
    static feeling from_stored(mood felt) { return {felt}; }
};

using namespace tain::types;

namespace {

template <class T>
cell bound(const T& value) {
    static scratch keep{tain::dialect::postgresql};
    return traits<T>::bind(value, keep);
}

}  // namespace

TEST_CASE("each integer is stored in the smallest SQL integer that holds all of its values") {
    static_assert(traits<std::int8_t>::sql.kind == sql_kind::int16);
    static_assert(traits<std::uint8_t>::sql.kind == sql_kind::int16);
    static_assert(traits<std::int16_t>::sql.kind == sql_kind::int16);
    static_assert(traits<std::uint16_t>::sql.kind == sql_kind::int32);
    static_assert(traits<std::int32_t>::sql.kind == sql_kind::int32);
    static_assert(traits<std::uint32_t>::sql.kind == sql_kind::int64);
    static_assert(traits<std::int64_t>::sql.kind == sql_kind::int64);
    static_assert(traits<std::uint64_t>::sql.kind == sql_kind::int64);
    static_assert(std::is_same_v<long, std::int64_t> || traits<long>::mapped);
    static_assert(traits<long long>::mapped && traits<unsigned long long>::mapped);
    SUCCEED();
}

TEST_CASE("each type lies in memory as its storage says") {
    static_assert(traits<bool>::store == storage::boolean && traits<bool>::kind == cell_kind::boolean);
    static_assert(traits<std::int8_t>::store == storage::int8);
    static_assert(traits<std::uint16_t>::store == storage::uint16);
    static_assert(traits<unsigned long long>::store == storage::uint64);
    static_assert(traits<float>::store == storage::float32 && traits<double>::store == storage::float64);
    static_assert(traits<std::string>::store == storage::text);
    static_assert(traits<std::vector<std::byte>>::store == storage::blob);
    static_assert(traits<boost::uuids::uuid>::store == storage::uuid);
    static_assert(traits<timestamp>::store == storage::timestamp);
    static_assert(traits<mood>::store == storage::custom);
    static_assert(traits<std::optional<int>>::store == storage::int32);
    static_assert(traits<std::optional<mood>>::store == storage::custom);
    SUCCEED();
}

TEST_CASE("characters, pointers, nested optionals and unknown types are not mapped") {
    static_assert(!mapped<char> && !mapped<wchar_t> && !mapped<char8_t> && !mapped<char16_t> && !mapped<char32_t>);
    static_assert(!mapped<const char*> && !mapped<int*>);
    static_assert(!mapped<std::optional<std::optional<int>>>);
    static_assert(!mapped<unknown> && !mapped<std::optional<unknown>>);
    static_assert(!mapped<long double>);
    static_assert(!mapped<std::vector<int>>);
    SUCCEED();
}

TEST_CASE("integers are bound as they are; what a signed 64-bit column cannot hold is a fault") {
    CHECK(bound(std::int8_t{-128}).integer == -128);
    CHECK(bound(std::uint8_t{255}).integer == 255);
    CHECK(bound(std::numeric_limits<std::int64_t>::min()).integer == std::numeric_limits<std::int64_t>::min());
    CHECK(bound(std::uint64_t{9223372036854775807U}).integer == 9223372036854775807);
    CHECK(bound(std::uint64_t{9223372036854775808U}).fault == fault::out_of_range);
    CHECK(bound(std::numeric_limits<std::uint64_t>::max()).fault == fault::out_of_range);
    CHECK(bound(true).integer == 1);
}

TEST_CASE("text and bytes are borrowed, not copied") {
    const std::string text = "text with a \0 inside";
    CHECK(bound(text).data == text.data());
    const std::string_view view{"ab\0c", 4};
    CHECK(bound(view).bytes() == view);
    const std::vector<std::byte> bytes{std::byte{0}, std::byte{255}};
    CHECK(bound(bytes).kind == cell_kind::blob);
    CHECK(bound(bytes).size == 2);
    CHECK(bound(std::string{}).bytes().empty());
    CHECK_FALSE(bound(std::string{}).is_null);
    CHECK_FALSE(bound(std::vector<std::byte>{}).is_null);
}

TEST_CASE("an empty optional is NULL of its kind") {
    CHECK(bound(std::optional<int>{}).is_null);
    CHECK(bound(std::optional<int>{}).kind == cell_kind::integer);
    CHECK(bound(std::optional<std::string>{}).kind == cell_kind::text);
    CHECK(bound(std::optional{7}).integer == 7);
    CHECK(bound(std::optional{mood::happy}).bytes() == "happy");
    CHECK(bound(std::optional<std::uint64_t>{~std::uint64_t{0}}).fault == fault::out_of_range);
}

TEST_CASE("a described enum is stored as the enumerator's name") {
    CHECK(bound(mood::sad).bytes() == "sad");
    CHECK(bound(static_cast<mood>(9)).fault == fault::unknown_enumerator);

    mood read = mood::sad;
    CHECK(traits<mood>::read(cell::of_bytes("happy", 5), &read) == fault::none);
    CHECK(read == mood::happy);
    CHECK(traits<mood>::read(cell::of_bytes("angry", 5), &read) == fault::unknown_enumerator);
    CHECK(traits<mood>::read(cell::of_integer(0), &read) == fault::kind);
    CHECK(traits<mood>::read(cell::null(cell_kind::text), &read) == fault::null);
    CHECK(read == mood::happy);

    std::optional<mood> maybe = mood::happy;
    CHECK(traits<std::optional<mood>>::read(cell::null(cell_kind::text), &maybe) == fault::none);
    CHECK_FALSE(maybe);
    CHECK(traits<std::optional<mood>>::read(cell::of_bytes("sad", 3), &maybe) == fault::none);
    CHECK(maybe == mood::sad);
}

TEST_CASE("a type of the user's is stored as the type that it names") {
    static_assert(mapped<email> && traits<email>::sql.kind == sql_kind::text);
    static_assert(mapped<money> && traits<money>::sql.kind == sql_kind::int64);
    static_assert(traits<feeling>::kind == cell_kind::text);

    SECTION("by reference: borrowed from the object") {
        const email address{"ada@x.org"};
        CHECK(bound(address).data == address.text.data());
    }
    SECTION("by view: borrowed too") {
        const slug made{"a-slug"};
        CHECK(bound(made).data == made.text.data());
    }
    SECTION("by value: kept as long as the binder's scratch") {
        scratch keep{tain::dialect::sqlite};
        const cell first = traits<color>::bind({1, 2, 3}, keep);
        const cell second = traits<color>::bind({4, 5, 6}, keep);
        CHECK(first.bytes() == "1,2,3 of a palette");
        CHECK(second.bytes() == "4,5,6 of a palette");
        CHECK(bound(money{350}).integer == 350);
    }
    SECTION("a fault of the stored type is kept") {
        CHECK(bound(feeling{mood::happy}).bytes() == "happy");
        CHECK(bound(feeling{static_cast<mood>(9)}).fault == fault::unknown_enumerator);
    }
}

TEST_CASE("a type of the user's is read from the type that it names") {
    email address{"before"};
    CHECK(traits<email>::read(cell::of_bytes("ada@x.org", 9), &address) == fault::none);
    CHECK(address.text == "ada@x.org");
    CHECK(traits<email>::read(cell::of_integer(1), &address) == fault::kind);
    CHECK(traits<email>::read(cell::null(cell_kind::text), &address) == fault::null);
    CHECK_THROWS_AS(traits<email>::read(cell::of_bytes("ada", 3), &address), std::invalid_argument);
    CHECK(address.text == "ada@x.org");

    money amount;
    CHECK(traits<money>::read(cell::of_integer(-5), &amount) == fault::none);
    CHECK(amount.cents == -5);

    feeling felt;
    CHECK(traits<feeling>::read(cell::of_bytes("happy", 5), &felt) == fault::none);
    CHECK(felt.felt == mood::happy);

    std::optional<money> maybe;
    CHECK(traits<std::optional<money>>::read(cell::of_integer(3), &maybe) == fault::none);
    REQUIRE(maybe);
    CHECK(maybe->cents == 3);
    CHECK(traits<std::optional<money>>::read(cell::null(cell_kind::integer), &maybe) == fault::none);
    CHECK_FALSE(maybe);
}

TEST_CASE("values that a constant expression can hold are literals there") {
    static_assert(traits<int>::literal(7).integer == 7);
    static_assert(traits<bool>::literal(true).integer == 1);
    static_assert(traits<mood>::literal(mood::happy).bytes() == "happy");
    static_assert(traits<std::string_view>::literal("x").bytes() == "x");
    static_assert(traits<timestamp>::literal(timestamp{std::chrono::seconds{1}}).integer == 1'000'000);
    SUCCEED();
}
