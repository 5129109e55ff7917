// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/model/models.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/describe.hpp>

#include <boost/uuid/uuid.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tain::test {

struct Author {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> bio{};
    double score = 0;
};
BOOST_DESCRIBE_STRUCT(Author, (), (id, name, bio, score))

struct Book {
    std::int64_t id = 0;
    std::int64_t author_id = 0;
    std::string title{};
};
BOOST_DESCRIBE_STRUCT(Book, (), (id, author_id, title))

struct Country {
    std::string code{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Country, (), (code, name))

struct City {
    std::int32_t id = 0;
    std::string country_code{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(City, (), (id, country_code, name))

struct Seat {
    std::string hall{};
    std::int32_t number = 0;
    std::optional<std::string> guest{};
};
BOOST_DESCRIBE_STRUCT(Seat, (), (hall, number, guest))

struct Token {
    boost::uuids::uuid id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Token, (), (id, text))

/// A tree.
struct Node {
    std::int32_t id = 0;
    std::optional<std::int32_t> parent_id{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Node, (), (id, parent_id, name))

/// A circle of two tables.
struct Person {
    std::int32_t id = 0;
    std::optional<std::int32_t> home_id{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, home_id, name))
struct House {
    std::int32_t id = 0;
    std::optional<std::int32_t> owner_id{};
    std::string street{};
};
BOOST_DESCRIBE_STRUCT(House, (), (id, owner_id, street))

BOOST_DEFINE_ENUM_CLASS(Color, red, green, blue)

/// A type of the application's own, stored as text.
struct Email {
    std::string text{};
};

struct Place {
    std::int32_t x = 0;
    std::int32_t y = 0;
};
BOOST_DESCRIBE_STRUCT(Place, (), (x, y))

struct Sample {
    std::int64_t id = 0;
    bool flag = false;
    std::int16_t small = 0;
    float narrow = 0;
    double wide = 0;
    std::string text{};
    std::vector<std::byte> bytes{};
    boost::uuids::uuid unique_id{};
    std::chrono::sys_time<std::chrono::microseconds> at{};
    Color color = Color::red;
    Email email{};
    Place place{};
    std::optional<bool> maybe_flag{};
    std::optional<double> maybe_wide{};
    std::optional<Color> maybe_color{};
    std::optional<Email> maybe_email{};
};
BOOST_DESCRIBE_STRUCT(Sample, (),
                      (id, flag, small, narrow, wide, text, bytes, unique_id, at, color, email, place, maybe_flag,
                       maybe_wide, maybe_color, maybe_email))

/// Half of a table with more columns than a mask has bits.
struct Block {
    std::int32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0, a8 = 0, a9 = 0, b0 = 0, b1 = 0, b2 = 0,
                 b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0, b8 = 0, b9 = 0, c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0,
                 c6 = 0, c7 = 0, c8 = 0, c9 = 0, d0 = 0, d1 = 0, d2 = 0, d3 = 0, d4 = 0;
};
BOOST_DESCRIBE_STRUCT(Block, (),
                      (a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, c0, c1, c2, c3,
                       c4, c5, c6, c7, c8, c9, d0, d1, d2, d3, d4))
struct Broad {
    std::int64_t id = 0;
    Block first{};
    Block second{};
};
BOOST_DESCRIBE_STRUCT(Broad, (), (id, first, second))

}  // namespace tain::test

template <>
struct tain::type<tain::test::Email> {
    using stored = std::string;
    static const std::string& to_stored(const test::Email& from) { return from.text; }
    static test::Email from_stored(std::string text) { return {std::move(text)}; }
};

template <>
inline constexpr auto tain::mapping<tain::test::Author> =
    table("session_authors", unique<&test::Author::name>, check<"score">(col<&test::Author::score> >= 0.0));
template <>
inline constexpr auto tain::mapping<tain::test::Book> =
    table("session_books", foreign_key<&test::Book::author_id>.references<test::Author>(), unique<&test::Book::title>);
template <>
inline constexpr auto tain::mapping<tain::test::Country> =
    table("session_countries", primary_key<&test::Country::code>);
template <>
inline constexpr auto tain::mapping<tain::test::City> =
    table("session_cities", primary_key<&test::City::id>.natural(),
          foreign_key<&test::City::country_code>.references<test::Country>());
template <>
inline constexpr auto tain::mapping<tain::test::Seat> =
    table("session_seats", primary_key<&test::Seat::number, &test::Seat::hall>);
template <>
inline constexpr auto tain::mapping<tain::test::Token> = table("session_tokens");
template <>
inline constexpr auto tain::mapping<tain::test::Node> =
    table("session_nodes", primary_key<&test::Node::id>.natural(),
          foreign_key<&test::Node::parent_id>.references<test::Node>());
template <>
inline constexpr auto tain::mapping<tain::test::Person> =
    table("session_persons", primary_key<&test::Person::id>.natural(),
          foreign_key<&test::Person::home_id>.references<test::House>());
template <>
inline constexpr auto tain::mapping<tain::test::House> =
    table("session_houses", primary_key<&test::House::id>.natural(),
          foreign_key<&test::House::owner_id>.references<test::Person>());
template <>
inline constexpr auto tain::mapping<tain::test::Sample> = table("session_samples");
template <>
inline constexpr auto tain::mapping<tain::test::Broad> =
    table("session_broad", prefix<&test::Broad::first>("one_"), prefix<&test::Broad::second>("two_"));
