// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "draw.hpp"

#include "migrate/schema_words.hpp"

#include <tain/dialect/quote.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Types of columns, and values of each type: as SQLite keeps them and as PostgreSQL does.
namespace tain::test {

inline schema::sql_text apart(std::string lite, std::string pg) {
    return schema::sql_text{std::move(lite), std::move(pg)};
}

inline bool is_integer(const schema::column& c) {
    return c.type.kind == sql_kind::int16 || c.type.kind == sql_kind::int32 || c.type.kind == sql_kind::int64;
}
inline bool is_real(const schema::column& c) {
    return c.type.kind == sql_kind::float32 || c.type.kind == sql_kind::float64;
}
inline bool is_text(const schema::column& c) {
    return c.type.kind == sql_kind::text || c.type.kind == sql_kind::varchar;
}
inline bool is_enum(const schema::column& c) {
    return c.type.kind == sql_kind::enumeration || c.type.element == sql_kind::enumeration;
}

/// The values of enums that are text: a column has one of these lists, and may go on to any other.
inline const std::vector<names>& text_enums() {
    static const std::vector<names> all{
        {"glad", "sad"}, {"glad", "sad", "it's"}, {"happy", "sad"}, {"sad", "happy", "x"}};
    return all;
}

inline std::string in_list(const std::string& column, const names& values) {
    std::string made;
    for (const std::string& value : values) made += (made.empty() ? "" : ", ") + dialects::string_literal(value);
    return dialects::quoted(column) + " IN (" + made + ")";
}

/// A number of `digits` digits at most, `scale` of them behind the point. Long ones are text on SQLite, and positive here.
inline schema::sql_text decimal_value(std::int64_t units, std::uint32_t digits, std::uint32_t scale) {
    const bool negative = units < 0 && digits <= 18;
    std::string text = std::to_string(units < 0 ? -units : units);
    const std::string sorted = "'p" + std::string(digits > 18 ? digits - text.size() : 0, '0') + text + "'";
    if (text.size() <= scale) text.insert(0, scale + 1 - text.size(), '0');
    if (scale != 0) text.insert(text.size() - scale, 1, '.');
    if (negative) text.insert(0, 1, '-');
    if (digits > 18) return apart(sorted, text);
    return digits == 0 ? both(text) : apart(std::to_string(units), text);
}

inline schema::sql_text number(std::int64_t of) { return both(std::to_string(of)); }
inline schema::sql_text literal(std::string_view of) { return both(dialects::string_literal(of)); }

inline std::int64_t integer_value(draw& from, sql_kind kind) {
    const std::int64_t most = kind == sql_kind::int16 ? INT16_MAX : kind == sql_kind::int32 ? INT32_MAX : INT64_MAX;
    if (from.chance(10)) return from.chance(50) ? most : -most - 1;
    if (from.chance(20)) return 0;
    return static_cast<std::int64_t>(from.pick(2000)) - 500;
}

inline std::string text_value(draw& from, std::size_t longest) {
    static constexpr std::string_view some[] = {"",
                                                "it's",
                                                "say \"x\"",
                                                "gr\u00fcn \u2603",
                                                "\u6f22\u5b57 \U0001F600",
                                                " a b ",
                                                "two\nlines",
                                                "NULL",
                                                "100%_\\",
                                                "42",
                                                "007",
                                                "true",
                                                "A",
                                                "a"};
    if (from.chance(40)) return std::string{from.one_of(some)};
    std::string made = "v" + std::to_string(from.pick(100000));
    if (longest > 100 && from.chance(10)) made += std::string(90, '-');
    return made;
}

/// Any value of a type, but NULL.
inline schema::sql_text value_of(draw& from, const schema::column& c) {
    const auto text = [](std::string_view of) { return literal(of); };
    const auto digit = [&] { return static_cast<char>('0' + from.pick(10)); };
    const types::sql_type& type = c.type;
    switch (type.kind) {
        case sql_kind::boolean: return from.chance(50) ? apart("1", "true") : apart("0", "false");
        case sql_kind::int16:
        case sql_kind::int32:
        case sql_kind::int64: return number(integer_value(from, type.kind));
        case sql_kind::float32:
        case sql_kind::float64: {
            static const schema::sql_text some[] = {
                both("0.0"),  both("1.5"),   both("-2.25"),   both("0.1"),
                both("1e30"), both("1e-30"), both("12345.0"), apart("9e999", "'Infinity'")};
            return from.chance(50) ? from.one_of(some) : both(std::to_string(from.pick(9999)) + ".25");
        }
        case sql_kind::text: return literal(text_value(from, 200));
        case sql_kind::varchar: return literal(text_value(from, type.length));
        case sql_kind::blob: {
            static const schema::sql_text some[] = {apart("x''", "'\\x'"), apart("x'00ff'", "'\\x00ff'"),
                                                    apart("x'6162'", "'\\x6162'")};
            if (from.chance(50)) return from.one_of(some);
            const std::string bytes{digit(), digit(), digit(), digit()};
            return apart("x'" + bytes + "'", "'\\x" + bytes + "'");
        }
        case sql_kind::uuid:
        case sql_kind::text_uuid: {
            const std::string end{digit(), digit(), digit(), 'f'};
            const std::string form = "01234567-89ab-cdef-0123-456789ab" + end;
            if (type.kind == sql_kind::text_uuid) return text(form);
            return apart("x'0123456789abcdef0123456789ab" + end + "'", "'" + form + "'");
        }
        case sql_kind::timestamp:
        case sql_kind::local_timestamp: {
            static constexpr std::string_view days[] = {"2024-02-29", "1999-12-31", "0001-01-01", "9999-12-31"};
            const std::string point =
                std::string{from.one_of(days)} + " 1" + digit() + ":34:5" + digit() + ".00000" + digit();
            return apart("'" + point + "'", "'" + point + (type.kind == sql_kind::timestamp ? "+00'" : "'"));
        }
        case sql_kind::date: {
            static constexpr std::string_view some[] = {"2024-02-29", "1999-12-31", "0001-01-01", "9999-12-31"};
            if (from.chance(40)) return text(from.one_of(some));
            return text(std::string{"20"} + digit() + digit() + "-0" + static_cast<char>('1' + from.pick(9)) + "-1" +
                        digit());
        }
        case sql_kind::time: return text(std::string{"1"} + digit() + ":3" + digit() + ":00.12345" + digit());
        case sql_kind::interval: {
            const std::int64_t seconds = static_cast<std::int64_t>(from.pick(100000)) - 1000;
            return apart(std::to_string(seconds * 1000000), "'" + std::to_string(seconds) + " seconds'");
        }
        case sql_kind::decimal: {
            std::int64_t most = 1;
            for (std::uint32_t n = 0; n != (type.length == 0 ? 9 : type.length < 17 ? type.length : 17); ++n)
                most *= 10;
            if (from.chance(10)) return decimal_value(from.chance(50) ? most - 1 : 1 - most, type.length, type.scale);
            return decimal_value(static_cast<std::int64_t>(from.pick(200000)) % most - most / 50, type.length,
                                 type.scale);
        }
        case sql_kind::json: {
            static constexpr std::string_view some[] = {
                R"({"a": [1, null]})", R"("it's")", "5", "null", "[]", "true", R"({"a": {"b": "\u00fc"}})"};
            return from.chance(60) ? text(from.one_of(some)) : text("[" + std::to_string(from.pick(1000)) + "]");
        }
        case sql_kind::int4_range:
        case sql_kind::int8_range: {
            static constexpr std::string_view some[] = {"empty", "[,7)", "[3,)", "[1,5)"};
            return from.chance(50) ? text(from.one_of(some)) : text("[1," + std::to_string(2 + from.pick(1000)) + ")");
        }
        case sql_kind::timestamp_range:
            return text(std::string{"[\"2024-01-01 00:00:0"} + digit() + "+00\",\"2024-02-01 00:00:00+00\")");
        case sql_kind::inet:
            return from.chance(20) ? text("::1") : text("10.0." + std::to_string(from.pick(256)) + ".1");
        case sql_kind::array: {
            static const schema::sql_text numbers[] = {apart("'[]'", "'{}'"), apart("'[1,-2]'", "'{1,-2}'"),
                                                       apart("'[null,7]'", "'{NULL,7}'")};
            static const schema::sql_text texts[] = {apart("'[]'", "'{}'"),
                                                     apart("'[\"a b\",\"it''s\"]'", "'{\"a b\",it''s}'"),
                                                     apart("'[null]'", "'{NULL}'")};
            return type.element == sql_kind::text || type.element == sql_kind::varchar ? from.one_of(texts)
                                                                                       : from.one_of(numbers);
        }
        default: return text(std::string{"08:00:2b:01:02:0"} + digit());  // macaddr
    }
}

/// A type of any kind, but enums. Small ones are drawn more often than those that little can be done with.
inline void draw_type(draw& from, schema::column& to) {
    static constexpr sql_kind often[] = {sql_kind::boolean, sql_kind::int16,   sql_kind::int32,    sql_kind::int64,
                                         sql_kind::float64, sql_kind::text,    sql_kind::text,     sql_kind::varchar,
                                         sql_kind::blob,    sql_kind::decimal, sql_kind::timestamp};
    static constexpr sql_kind seldom[] = {
        sql_kind::float32, sql_kind::uuid,       sql_kind::text_uuid,  sql_kind::local_timestamp,
        sql_kind::date,    sql_kind::time,       sql_kind::interval,   sql_kind::json,
        sql_kind::array,   sql_kind::int4_range, sql_kind::int8_range, sql_kind::timestamp_range,
        sql_kind::inet,    sql_kind::other};
    to.type = {from.chance(65) ? from.one_of(often) : from.one_of(seldom)};
    to.type_text.clear();
    if (to.type.kind == sql_kind::other) to.type_text = "macaddr";
    if (to.type.kind == sql_kind::varchar) to.type.length = 20 + 10 * static_cast<std::uint32_t>(from.pick(3));
    if (to.type.kind == sql_kind::decimal && from.chance(85)) {
        to.type.length = from.chance(85) ? 6 + static_cast<std::uint32_t>(from.pick(6)) : 25;
        to.type.scale = static_cast<std::uint32_t>(from.pick(4));
    }
    if (to.type.kind == sql_kind::array) {
        static constexpr sql_kind elements[] = {sql_kind::int32, sql_kind::int64, sql_kind::text, sql_kind::float64};
        to.type.element = from.one_of(elements);
    }
}

/// A type that every value of another can become without a loss; the same where there is none.
inline types::sql_type widened(draw& from, const types::sql_type& of) {
    using types::sql_type;
    std::vector<sql_type> wider;
    switch (of.kind) {
        case sql_kind::boolean: wider = {{sql_kind::text}, {sql_kind::int32}}; break;
        case sql_kind::int16:
            wider = {{sql_kind::int32}, {sql_kind::int64}, {sql_kind::text}, {sql_kind::decimal, 9, 2}};
            break;
        case sql_kind::int32:
            wider = {{sql_kind::int64}, {sql_kind::text}, {sql_kind::decimal, 14, 1}, {sql_kind::float64}};
            break;
        case sql_kind::int64: wider = {{sql_kind::text}, {sql_kind::varchar, 30}}; break;
        case sql_kind::float32: wider = {{sql_kind::float64}}; break;
        case sql_kind::float64: wider = {{sql_kind::text}}; break;
        case sql_kind::varchar: wider = {{sql_kind::text}, {sql_kind::varchar, of.length + 10}}; break;
        case sql_kind::text: wider = {{sql_kind::varchar, 150}, {sql_kind::blob}}; break;
        case sql_kind::decimal:
            if (of.length != 0 && of.length <= 14)
                wider = {{sql_kind::decimal, of.length + 3, of.scale},
                         {sql_kind::decimal, of.length + 3, of.scale + 2},
                         {sql_kind::text}};
            break;
        case sql_kind::date: wider = {{sql_kind::timestamp}, {sql_kind::local_timestamp}, {sql_kind::text}}; break;
        case sql_kind::timestamp: wider = {{sql_kind::local_timestamp}, {sql_kind::text}}; break;
        case sql_kind::local_timestamp: wider = {{sql_kind::timestamp}, {sql_kind::text}}; break;
        case sql_kind::time: wider = {{sql_kind::text}}; break;
        case sql_kind::uuid: wider = {{sql_kind::text_uuid}, {sql_kind::text}}; break;
        case sql_kind::text_uuid: wider = {{sql_kind::text}}; break;
        case sql_kind::enumeration: wider = {{sql_kind::text}}; break;
        default: break;
    }
    return wider.empty() ? of : from.one_of(wider);
}

/// What a column of a type may have by default.
inline schema::sql_text default_for(draw& from, const schema::column& c) {
    const bool expression = from.chance(30);
    if (expression && is_integer(c)) return both(from.chance(50) ? "1 + 1" : "abs(-7)");
    if (expression && is_real(c)) return both("abs(-1.5)");
    if (expression && is_text(c)) return both(from.chance(50) ? "lower('ABC')" : "'a' || 'b'");
    if (expression && c.type.kind == sql_kind::timestamp) return both("CURRENT_TIMESTAMP");
    if (expression && c.type.kind == sql_kind::date) return both("CURRENT_DATE");
    return value_of(from, c);
}

}  // namespace tain::test
