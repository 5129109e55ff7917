// SPDX-License-Identifier: BSL-1.0
#include <tain/sql/text.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

using namespace blog;
using namespace tain::dsl;

namespace {

/// Text of a length, with another character in each dialect.
template <std::size_t N>
struct long_text {
    static constexpr void to(tain::dialects::writer& w) {
        w.put(w.to() == tain::dialect::sqlite ? 's' : 'p');
        for (std::size_t i = 1; i < N; ++i) w.put(static_cast<char>('a' + i % 26));
    }
};

/// A text of one character in each dialect.
template <char Sqlite, char Postgresql>
struct two_texts {
    static constexpr void to(tain::dialects::writer& w) {
        w.put(w.to() == tain::dialect::sqlite ? Sqlite : Postgresql);
    }
};

template <std::size_t N>
void check_long_text() {
    using tain::dialect;
    const auto lite = tain::sql::text_of<long_text<N>, dialect::sqlite>();
    const auto pg = tain::sql::text_of<long_text<N>, dialect::postgresql>();
    REQUIRE(lite.size() == N);
    CHECK(pg.size() == N);
    CHECK(lite.front() == 's');
    CHECK(pg.front() == 'p');
    CHECK(lite.substr(1) == pg.substr(1));
    CHECK(lite.back() == static_cast<char>('a' + (N - 1) % 26));
    CHECK(lite.data()[N] == '\0');
    CHECK(pg.data()[N] == '\0');
}

}  // namespace

TEST_CASE("a statement's text stands in static storage, one for each shape") {
    const auto seven = select<User>().where(col<&User::id> == 7);
    const auto eight = select<User>().where(col<&User::id> == 8);
    CHECK(tain::to_sql(seven, tain::dialect::sqlite).data() == tain::to_sql(eight, tain::dialect::sqlite).data());
    const std::string_view text = tain::to_sql(seven, tain::dialect::sqlite);
    CHECK(text.data()[text.size()] == '\0');
}

TEST_CASE("long texts are whole in both dialects") {
    // Two of 255 characters, and the NULs behind them, fill what the compiler writes at once.
    check_long_text<254>();
    check_long_text<255>();
    check_long_text<256>();
    check_long_text<257>();
    check_long_text<999>();
    check_long_text<1000>();
    check_long_text<1001>();
    check_long_text<4000>();
}

namespace {

/// Text with `N` placeholders, the first of them once more behind the others.
template <unsigned N>
struct placeholders {
    static constexpr void to(tain::dialects::writer& w) {
        w.put("'?1'");
        for (unsigned i = 0; i != N; ++i) w.placeholder();
        w.parameters = 0;
        w.placeholder();
    }
};

template <unsigned N>
void check_placeholders() {
    std::string lite = "'?1'", pg = "'?1'";
    for (unsigned i = 0; i <= N; ++i) {
        lite += "?" + std::to_string(i % N + 1);
        pg += "$" + std::to_string(i % N + 1);
    }
    CHECK(tain::sql::text_of<placeholders<N>, tain::dialect::sqlite>() == lite);
    CHECK(tain::sql::text_of<placeholders<N>, tain::dialect::postgresql>() == pg);
}

}  // namespace

TEST_CASE("texts that differ in their placeholders alone are made of one another, however many there are") {
    static_assert(!tain::sql::detail::draft_of<placeholders<15>>.apart);
    static_assert(tain::sql::detail::draft_of<long_text<20>>.apart);
    check_placeholders<1>();
    check_placeholders<15>();
    check_placeholders<16>();
    check_placeholders<17>();
    check_placeholders<70>();
    check_placeholders<100>();
}

TEST_CASE("the compiler and the program hash alike") {
    constexpr std::uint64_t made = tain::sql::hash_of("SELECT \"id\" FROM \"user\"");
    const std::string text = "SELECT \"id\" FROM \"user\"";
    CHECK(tain::sql::hash_of(text) == made);
    CHECK(tain::sql::hash_of(text, made) != made);
    CHECK(tain::sql::hash_of("b", tain::sql::hash_of("a")) != tain::sql::hash_of("a", tain::sql::hash_of("b")));
}

TEST_CASE("a statement's hash is of both texts, of short ones and of long ones") {
    const std::set<std::uint64_t> hashes{
        tain::sql::texts_of<long_text<1>>().hash,        tain::sql::texts_of<long_text<7>>().hash,
        tain::sql::texts_of<long_text<8>>().hash,        tain::sql::texts_of<long_text<255>>().hash,
        tain::sql::texts_of<long_text<256>>().hash,      tain::sql::texts_of<long_text<999>>().hash,
        tain::sql::texts_of<two_texts<'a', 'b'>>().hash, tain::sql::texts_of<two_texts<'b', 'a'>>().hash,
        tain::sql::texts_of<two_texts<'a', 'a'>>().hash, tain::sql::texts_of<two_texts<'b', 'b'>>().hash};
    CHECK(hashes.size() == 10);
    CHECK(hashes.count(0) == 0);
}

TEST_CASE("texts that differ in a few characters have other hashes") {
    std::set<std::uint64_t> hashes;
    std::size_t texts = 0;
    const auto add = [&](const std::string& text) {
        hashes.insert(tain::sql::hash_of(text));
        ++texts;
    };
    for (std::size_t length = 0; length != 40; ++length) add(std::string(length, 'x'));
    const std::string whole(32, 'x');
    for (std::size_t first = 0; first != whole.size(); ++first) {
        for (std::size_t second = first + 1; second != whole.size(); ++second) {
            for (const char one : {'a', 'b', 'y', '\0', '\x80', '\xff'}) {
                for (const char other : {'a', 'b', 'y', '\0', '\x80', '\xff'}) {
                    std::string text = whole;
                    text[first] = one;
                    text[second] = other;
                    add(text);
                }
            }
        }
    }
    for (int number = 0; number != 50'000; ++number) add("SELECT " + std::to_string(number));
    CHECK(hashes.size() == texts);
}

TEST_CASE("raw SQL keeps its text and binds its values") {
    const auto one = raw<int>("SELECT $1 + $2", 1, 2);
    CHECK(tain::to_sql(one, tain::dialect::postgresql) == "SELECT $1 + $2");
    CHECK(one.text.hash == tain::sql::hash_of("SELECT $1 + $2"));
    static_assert(decltype(one)::binds == 2 && decltype(one)::returns_rows);
    static_assert(!decltype(raw<void>("DELETE FROM x"))::returns_rows);
    const std::string made = "SELECT 1";
    CHECK(raw<int>(tain::raw_text::dynamic(made)).text.hash == tain::sql::hash_of("SELECT 1"));
}
