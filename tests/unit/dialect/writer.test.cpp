// SPDX-License-Identifier: BSL-1.0
#include <tain/dialect/quote.hpp>
#include <tain/dialect/type_names.hpp>
#include <tain/dialect/writer.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

using namespace tain;

namespace {

constexpr auto sample = [](dialects::writer w) {
    w.put("SELECT ").identifier("odd \"name").put(", ").literal("it's").put(' ').placeholder().placeholder();
    w.number(0).put(' ').number(std::numeric_limits<std::size_t>::max());
    return w;
};

std::string sample_in(dialect to) {
    dialects::writer w{to};
    std::string made(sample(w).size, '\0');
    w.out = made.data();
    static_cast<void>(sample(w));
    return made;
}

}  // namespace

TEST_CASE("text is counted and then written, in constant expressions too") {
    static_assert(sample({}).size == 55);
    static_assert(sample({}).parameters == 2);
    CHECK(sample_in(dialect::sqlite) == "SELECT \"odd \"\"name\", 'it''s' ?1?20 18446744073709551615");
    CHECK(sample_in(dialect::postgresql) == "SELECT \"odd \"\"name\", 'it''s' $1$20 18446744073709551615");
}

TEST_CASE("what reaches beyond the room is counted and not written") {
    for (std::size_t room = 0; room != 60; ++room) {
        std::string made(60, '-');
        dialects::writer w;
        w.out = made.data();
        w.room = room;
        CHECK(sample(w).size == 55);
        CHECK(made.find_first_not_of('-', room) == made.npos);
    }
}

TEST_CASE("identifiers and strings are quoted, their quotes doubled") {
    CHECK(dialects::quoted("plain") == "\"plain\"");
    CHECK(dialects::quoted("odd \"name\"") == "\"odd \"\"name\"\"\"");
    CHECK(dialects::string_literal("it's") == "'it''s'");
    CHECK(dialects::string_literal("") == "''");
    CHECK_THROWS_AS(dialects::quoted(""), std::invalid_argument);
    CHECK_THROWS_AS(dialects::quoted({"a\0b", 3}), std::invalid_argument);
    CHECK_THROWS_AS(dialects::string_literal({"a\0b", 3}), std::invalid_argument);
}

TEST_CASE("types are named in each dialect") {
    using types::sql_kind;
    const auto both = [](types::sql_type type) {
        return dialects::type_name(type, dialect::sqlite) + "|" + dialects::type_name(type, dialect::postgresql);
    };
    CHECK(both({sql_kind::boolean}) == "BOOLEAN|BOOLEAN");
    CHECK(both({sql_kind::int16}) == "SMALLINT|SMALLINT");
    CHECK(both({sql_kind::int32}) == "INTEGER|INTEGER");
    CHECK(both({sql_kind::int64}) == "BIGINT|BIGINT");
    CHECK(both({sql_kind::float32}) == "REAL|REAL");
    CHECK(both({sql_kind::float64}) == "DOUBLE PRECISION|DOUBLE PRECISION");
    CHECK(both({sql_kind::text}) == "TEXT|TEXT");
    CHECK(both({sql_kind::varchar, 40}) == "VARCHAR(40)|VARCHAR(40)");
    CHECK(both({sql_kind::varchar, 4294967295}) == "VARCHAR(4294967295)|VARCHAR(4294967295)");
    CHECK(both({sql_kind::varchar}) == "VARCHAR|VARCHAR");
    CHECK(both({sql_kind::blob}) == "BLOB|BYTEA");
    CHECK(both({sql_kind::uuid}) == "UUID|UUID");
    CHECK(both({sql_kind::timestamp}) == "TIMESTAMP|TIMESTAMP WITH TIME ZONE");
    CHECK(both({sql_kind::other}) == "|");
}
