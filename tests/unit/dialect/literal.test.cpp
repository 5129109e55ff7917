// SPDX-License-Identifier: BSL-1.0
#include <tain/dialect/literal.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

using namespace tain;
using types::cell;
using types::cell_kind;

namespace {

template <class Write>
std::string written(dialect to, Write write) {
    dialects::writer counted{to};
    write(counted);
    std::string made(counted.size, '\0');
    dialects::writer filled{to};
    filled.out = made.data();
    write(filled);
    CHECK(filled.size == counted.size);
    return made;
}
std::string literal(const cell& value, dialect to) {
    return written(to, [&](dialects::writer& w) { dialects::literal(w, value); });
}
std::string sqlite(const cell& value) { return literal(value, dialect::sqlite); }
std::string postgresql(const cell& value) { return literal(value, dialect::postgresql); }

cell text(std::string_view of) { return cell::of_bytes(of.data(), of.size()); }

}  // namespace

TEST_CASE("literals that both databases spell alike") {
    for (const dialect to : {dialect::sqlite, dialect::postgresql}) {
        CHECK(literal(cell::null(cell_kind::text), to) == "NULL");
        CHECK(literal(cell::of_integer(0), to) == "0");
        CHECK(literal(cell::of_integer(-7), to) == "-7");
        CHECK(literal(cell::of_integer(std::numeric_limits<std::int64_t>::max()), to) == "9223372036854775807");
        CHECK(literal(cell::of_integer(std::numeric_limits<std::int64_t>::min()), to) == "-9223372036854775808");
        CHECK(literal(text(""), to) == "''");
        CHECK(literal(text("it's \"here\" \\"), to) == "'it''s \"here\" \\'");
        CHECK(literal(cell::of_real(0.1), to) == "0.1");
        CHECK(literal(cell::of_real(7), to) == "7.0");
        CHECK(literal(cell::of_real(-1e300), to) == "-1e+300");
    }
}

TEST_CASE("literals that they spell each in its own way") {
    CHECK(sqlite(cell::of_integer(1, cell_kind::boolean)) == "1");
    CHECK(sqlite(cell::of_integer(0, cell_kind::boolean)) == "0");
    CHECK(postgresql(cell::of_integer(1, cell_kind::boolean)) == "TRUE");
    CHECK(postgresql(cell::of_integer(0, cell_kind::boolean)) == "FALSE");

    const char bytes[] = {'\0', '\x7f', static_cast<char>(0xff)};
    const cell blob = cell::of_bytes(bytes, 3, cell_kind::blob);
    CHECK(sqlite(blob) == "x'007fff'");
    CHECK(postgresql(blob) == "'\\x007fff'");

    const cell uuid = cell::of_bytes("0123456789abcdef", 16, cell_kind::uuid);
    CHECK(sqlite(uuid) == "x'30313233343536373839616263646566'");
    CHECK(postgresql(uuid) == "'30313233343536373839616263646566'");

    const cell time = cell::of_integer(1'500'000, cell_kind::timestamp);
    CHECK(sqlite(time) == "'1970-01-01 00:00:01.500000'");
    CHECK(postgresql(time) == "'1970-01-01 00:00:01.500000+00'");
}

TEST_CASE("literals are constant expressions, but for reals and times") {
    static_assert([] {
        dialects::writer w;
        dialects::literal(w, cell::of_integer(-12));
        dialects::literal(w, cell::of_bytes("it's", 4));
        return w.size;
    }() == 3 + 7);
    SUCCEED();
}

TEST_CASE("what has no literal is refused") {
    CHECK_THROWS_AS(sqlite(cell::of_fault(types::fault::out_of_range, cell_kind::integer)), std::invalid_argument);
    CHECK_THROWS_AS(sqlite(cell::of_real(std::numeric_limits<double>::infinity())), std::invalid_argument);
    CHECK_THROWS_AS(sqlite(cell::of_real(std::numeric_limits<double>::quiet_NaN())), std::invalid_argument);
    CHECK_THROWS_AS(sqlite(cell::of_integer(INT64_MAX, cell_kind::timestamp)), std::invalid_argument);
}

TEST_CASE("a pattern is written as LIKE's for PostgreSQL and as GLOB's for SQLite") {
    const auto pattern = [](std::string_view like, dialect to) {
        return written(to, [&](dialects::writer& w) { dialects::pattern_literal(w, like); });
    };
    CHECK(pattern("%it's_*", dialect::sqlite) == "'*it''s?[*]'");
    CHECK(pattern("%it's_*", dialect::postgresql) == "'%it''s_*'");
    CHECK_THROWS_AS(pattern("a\\", dialect::sqlite), std::invalid_argument);
    CHECK_THROWS_AS(pattern("a\\", dialect::postgresql), std::invalid_argument);
}
