// SPDX-License-Identifier: BSL-1.0
#include "conversion.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/schema/definition.hpp>

#include <optional>
#include <string>

namespace tain::migrate {
namespace {

using enum types::sql_kind;

bool is_integer(types::sql_kind kind) { return kind == int16 || kind == int32 || kind == int64; }
bool is_real(types::sql_kind kind) { return kind == float32 || kind == float64; }
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
           name + " AS TEXT) ELSE printf('%!.17g', " + name + ") END";
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
    return std::nullopt;
}

std::optional<std::string> on_postgresql(types::sql_kind from, types::sql_kind to, const std::string& name,
                                         const std::string& type) {
    // An explicit cast to varchar(n) would cut text silently; the assignment refuses it.
    if (is_text(to) && (is_text(from) || from == enumeration || is_integer(from) || is_real(from) || from == boolean ||
                        from == uuid || from == text_uuid))
        return std::nullopt;
    if (is_integer(from) && (is_integer(to) || is_real(to))) return std::nullopt;
    if (is_real(from) && is_real(to)) return std::nullopt;
    if ((is_integer(from) || is_real(from)) && to == boolean) return name + " <> 0";
    if (from == boolean && is_integer(to)) return name + "::integer";
    if (from == boolean && is_real(to)) return name + "::integer::" + type;
    if (is_real(from) && is_integer(to)) return "round(" + name + "::numeric)";
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
    if (from.type.kind == to.type.kind && from.type.kind != other) {
        if (in == dialect::sqlite || !enums_differ) return std::nullopt;
        return through_text(from, to);
    }
    if (in == dialect::sqlite) return on_sqlite(from.type.kind, to.type.kind, name);
    if (schema::type_of(from, in) == schema::type_of(to, in)) return std::nullopt;
    return on_postgresql(from.type.kind, to.type.kind, name, schema::type_of(to, in));
}

}  // namespace tain::migrate
