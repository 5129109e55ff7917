// SPDX-License-Identifier: BSL-1.0
#include "conversion.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/schema/definition.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace tain::migrate {
namespace {

using enum types::sql_kind;

bool is_integer(types::sql_kind kind) { return kind == int16 || kind == int32 || kind == int64; }
bool is_real(types::sql_kind kind) { return kind == float32 || kind == float64; }
bool is_number(types::sql_kind kind) { return is_integer(kind) || is_real(kind) || kind == decimal; }
bool is_civil(types::sql_kind kind) { return kind == local_timestamp || kind == date || kind == time; }
bool is_text(types::sql_kind kind) { return kind == text || kind == varchar; }

/// The form of a UUID's text, from its sixteen bytes.
std::string uuid_text(const std::string& name) {
    const auto part = [&](const char* from, const char* count) {
        return "substr(hex(" + name + "), " + from + ", " + count + ")";
    };
    return "lower(" + part("1", "8") + " || '-' || " + part("9", "4") + " || '-' || " + part("13", "4") +
           " || '-' || " + part("17", "4") + " || '-' || " + part("21", "12") + ")";
}

/// Whole numbers without a fraction, others in as many digits as bring the same number back.
std::string real_text(const std::string& name) {
    return "CASE WHEN " + name + " = CAST(" + name + " AS INTEGER) AND abs(" + name + ") < 1e15 THEN CAST(CAST(" +
           name + " AS INTEGER) AS TEXT) WHEN CAST(CAST(" + name + " AS TEXT) AS REAL) = " + name + " THEN CAST(" +
           name + " AS TEXT) WHEN " + name + " IS NOT NULL THEN printf('%!.17g', " + name + ") END";
}

/// True when SQLite holds a decimal as a whole number of its smallest unit.
bool is_scaled(const types::sql_type& of) { return of.kind == decimal && of.length != 0 && of.length <= 18; }

std::string power_of_ten(std::uint32_t exponent) { return "1" + std::string(exponent, '0'); }

/// What SQLite refuses to calculate.
constexpr const char* overflow = "abs(-9223372036854775807 - 1)";

/// A whole number with `from` digits behind the point, as one with `to`: rounded half away from zero, as PostgreSQL rounds;
/// refused where it has too many digits. Values of another storage class, which other programs wrote, stay.
std::string rescaled(const std::string& name, std::uint32_t from, std::uint32_t to, std::uint32_t digits) {
    const std::string other = "CASE WHEN typeof(" + name + ") <> 'integer' THEN " + name + " WHEN abs(" + name + ") ";
    if (to >= from)
        return other + "< " + power_of_ten(digits - std::min(digits, to - from)) + " THEN " + name + " * " +
               power_of_ten(to - from) + " ELSE " + overflow + " END";
    const std::string unit = power_of_ten(from - to), half = "5" + std::string(from - to - 1, '0');
    return other + "< " + power_of_ten(std::min(18U, digits + from - to)) + " THEN (" + name + " + CASE WHEN " + name +
           " < 0 THEN -" + half + " ELSE " + half + " END) / " + unit + " ELSE " + overflow + " END";
}

std::string decimal_text(const std::string& name, std::uint32_t scale) {
    if (scale == 0) return "CAST(" + name + " AS TEXT)";
    const std::string unit = power_of_ten(scale);
    return "CASE WHEN typeof(" + name + ") <> 'integer' THEN " + name + " ELSE CASE WHEN " + name +
           " < 0 THEN '-' ELSE '' END || (abs(" + name + ") / " + unit + ") || '.' || substr('" +
           std::string(scale, '0') + "' || (abs(" + name + ") % " + unit + "), -" + std::to_string(scale) + ") END";
}

/// Decimals from and to numbers and texts. Those of more than 18 digits are texts that only a program reads.
std::optional<std::string> decimal_on_sqlite(const types::sql_type& from, const types::sql_type& to,
                                             const std::string& name) {
    const bool was = is_scaled(from), is = is_scaled(to);
    if ((from.kind == decimal && !was && from.length != 0) || (to.kind == decimal && !is && to.length != 0)) {
        if (from == to) return std::nullopt;
        return "CASE WHEN " + name + " IS NOT NULL THEN " + overflow + " END";
    }
    if (was && is) {
        if (from.scale == to.scale && from.length <= to.length) return std::nullopt;
        return rescaled(name, from.scale, to.scale, to.length);
    }
    if (was && is_integer(to.kind)) return rescaled(name, from.scale, 0, 18);
    if (was && is_real(to.kind)) return name + " / " + power_of_ten(from.scale) + ".0";
    if (was && is_text(to.kind)) return decimal_text(name, from.scale);
    if (is && is_integer(from.kind)) return rescaled(name, 0, to.scale, to.length);
    if (is && (is_real(from.kind) || is_text(from.kind)))
        return "CAST(round(" + name + " * " + power_of_ten(to.scale) + ".0) AS INTEGER)";
    return std::nullopt;
}

std::optional<std::string> on_sqlite(types::sql_kind from, types::sql_kind to, const std::string& name) {
    if (from == boolean && is_text(to))
        return "CASE WHEN " + name + " THEN 'true' WHEN NOT " + name + " THEN 'false' END";
    if (is_text(from) && to == boolean)
        return "CASE WHEN lower(" + name + ") IN ('true', 't', 'yes', 'y', 'on', '1') THEN 1 WHEN lower(" + name +
               ") IN ('false', 'f', 'no', 'n', 'off', '0') THEN 0 ELSE " + name + " END";
    if ((is_integer(from) || is_real(from)) && to == boolean) return name + " <> 0";
    if (is_real(from) && is_text(to)) return real_text(name);
    if (is_real(from) && is_integer(to)) return "CAST(round(" + name + ") AS INTEGER)";
    if (from == blob && is_text(to)) return "CAST(" + name + " AS TEXT)";
    if (is_text(from) && to == blob) return "CAST(" + name + " AS BLOB)";
    if (from == uuid && (is_text(to) || to == text_uuid)) return uuid_text(name);
    const bool was_point = from == timestamp || from == local_timestamp;
    if (was_point && to == date) return "date(" + name + ")";
    if (was_point && to == time) return "substr(" + name + ", 12)";
    if (from == date && (to == timestamp || to == local_timestamp)) return name + " || ' 00:00:00.000000'";
    return std::nullopt;
}

std::optional<std::string> on_postgresql(types::sql_kind from, types::sql_kind to, const std::string& name,
                                         const std::string& type) {
    // An explicit cast to varchar(n) would cut text silently; the assignment refuses it.
    if (is_text(to) && (is_text(from) || from == enumeration || is_number(from) || from == boolean || from == uuid ||
                        from == text_uuid || is_civil(from)))
        return std::nullopt;
    if (is_number(from) && to == boolean) return name + " <> 0";
    if (from == boolean && is_integer(to)) return name + "::integer";
    if (from == boolean && is_number(to)) return name + "::integer::" + type;
    if (is_real(from) && is_integer(to)) return "round(" + name + "::numeric)";
    if (is_number(from) && is_number(to)) return std::nullopt;
    if ((from == local_timestamp || from == date) && to == timestamp) return name + "::timestamp AT TIME ZONE 'UTC'";
    if (from == timestamp && is_civil(to)) return "(" + name + " AT TIME ZONE 'UTC')::" + type;
    if (from == local_timestamp && is_civil(to)) return std::nullopt;
    if (from == date && to == local_timestamp) return std::nullopt;
    if (from == blob && is_text(to)) return "convert_from(" + name + ", 'UTF8')";
    if (is_text(from) && to == blob) return "convert_to(" + name + ", 'UTF8')";
    if ((from == uuid || from == text_uuid) && to == blob) return "uuid_send(" + name + ")";
    if (from == blob && (to == uuid || to == text_uuid)) return "encode(" + name + ", 'hex')::uuid";
    if (from == timestamp && is_text(to)) return "to_char(" + name + " AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')";
    if (is_text(from) && to == timestamp) return name + "::timestamp AT TIME ZONE 'UTC'";
    if (is_text(from) || from == other || to == other) return name + "::" + type;
    // There is no conversion: fine without rows, refused with the value in the message where there are any.
    const std::string refused = name + "::text || ' cannot become " + type + "'";
    return to == blob ? "decode(" + refused + ", 'hex')" : "(" + refused + ")::" + type;
}

/// From one enum to another, or between arrays, whose elements may be of an enum.
std::string through_text(const schema::column& from, const schema::column& to) {
    return dialects::quoted(from.name) + (to.type.kind == array ? "::text[]::" : "::text::") +
           schema::type_of(to, dialect::postgresql);
}

}  // namespace

std::optional<std::string> conversion(const schema::column& from, const schema::column& to, dialect in) {
    const std::string name = dialects::quoted(from.name);
    const bool enums_differ = from.type_text != to.type_text || from.type.element != to.type.element;
    if (in == dialect::sqlite && (from.type.kind == decimal || to.type.kind == decimal))
        return decimal_on_sqlite(from.type, to.type, name);
    if (from.type.kind == to.type.kind && from.type.kind != other) {
        if (in == dialect::sqlite || !enums_differ) return std::nullopt;
        return through_text(from, to);
    }
    if (in == dialect::sqlite) return on_sqlite(from.type.kind, to.type.kind, name);
    if (schema::type_of(from, in) == schema::type_of(to, in)) return std::nullopt;
    return on_postgresql(from.type.kind, to.type.kind, name, schema::type_of(to, in));
}

}  // namespace tain::migrate
