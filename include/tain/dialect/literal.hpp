// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/dialect/dialect.hpp>
#include <tain/dialect/glob.hpp>
#include <tain/dialect/type_names.hpp>
#include <tain/dialect/writer.hpp>
#include <tain/types/cell.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

/// Values spelled as literals, for DDL: checks, defaults and the conditions of partial indexes.
namespace tain::dialects {

/// The expression for the current time, whose value has the form in which timestamps are stored.
constexpr std::string_view now(dialect to) {
    return to == dialect::sqlite ? "strftime('%Y-%m-%d %H:%M:%f000', 'now')" : "now()";
}

/// PostgreSQL's array type for values of a kind.
constexpr std::string_view array_type(types::cell_kind kind) {
    switch (kind) {
        case types::cell_kind::boolean: return "boolean[]";
        case types::cell_kind::integer: return "bigint[]";
        case types::cell_kind::real: return "double precision[]";
        case types::cell_kind::text: return "text[]";
        case types::cell_kind::blob: return "bytea[]";
        case types::cell_kind::uuid: return "uuid[]";
        case types::cell_kind::timestamp: return "timestamptz[]";
    }
    return {};
}

/// Writes the cast of a text to the type that it is the text of, such as a date, where PostgreSQL would not find it by
/// itself: `::DATE`, and `::DATE[]` with `suffix`. Nothing for text itself. `enum_name` is the type of an enum.
constexpr void cast_from_text(writer& w, types::cell_kind kind, const types::sql_type& type, std::string_view enum_name,
                              std::string_view suffix = {}) {
    const bool array = type.kind == types::sql_kind::array;
    const types::sql_kind named = array ? type.element : type.kind;
    if (kind != types::cell_kind::text || named == types::sql_kind::other ||
        (!array && (named == types::sql_kind::text || named == types::sql_kind::varchar)))
        return;
    w.put("::");
    if (named == types::sql_kind::enumeration)
        w.identifier(enum_name);
    else
        w.put(type_name(named, dialect::postgresql));
    w.put(array ? "[]" : "").put(suffix);
}

namespace detail {

constexpr void hex(writer& w, std::string_view bytes) {
    for (const char c : bytes) {
        const auto code = static_cast<unsigned char>(c);
        w.put("0123456789abcdef"[code >> 4U]).put("0123456789abcdef"[code & 0xfU]);
    }
}

void real(writer& w, double value);
void timestamp(writer& w, std::int64_t microseconds);

}  // namespace detail

/// Writes a value as a literal. Floating numbers and times can be written at run time only.
constexpr void literal(writer& w, const types::cell& value) {
    const bool pg = w.to() == dialect::postgresql;
    if (value.fault != types::fault::none)
        throw std::invalid_argument("tain: a value in a mapping cannot be stored; it is out of range or has no name");
    if (value.is_null) {
        w.put("NULL");
        return;
    }
    switch (value.kind) {
        case types::cell_kind::boolean:
            w.put(pg ? (value.integer ? "TRUE" : "FALSE") : (value.integer ? "1" : "0"));
            break;
        case types::cell_kind::integer:
            if (value.integer < 0) w.put('-');
            w.number(value.integer < 0 ? std::size_t{0} - static_cast<std::size_t>(value.integer)
                                       : static_cast<std::size_t>(value.integer));
            break;
        case types::cell_kind::real: detail::real(w, value.real); break;
        case types::cell_kind::text: w.literal(value.bytes()); break;
        case types::cell_kind::blob:
        case types::cell_kind::uuid:
            w.put(pg ? (value.kind == types::cell_kind::uuid ? "'" : "'\\x") : "x'");
            detail::hex(w, value.bytes());
            w.put('\'');
            break;
        case types::cell_kind::timestamp: detail::timestamp(w, value.integer); break;
    }
}

/// Writes a LIKE pattern as a literal; as a GLOB pattern for SQLite.
constexpr void pattern_literal(writer& w, std::string_view like) {
    if (!is_like_pattern(like))
        throw std::invalid_argument("tain: a LIKE pattern ends in a backslash; write two to mean one");
    if (w.to() == dialect::postgresql) {
        w.literal(like);
        return;
    }
    w.put('\'');
    glob_pattern(like, [&w](char c) { c == '\'' ? w.put("''") : w.put(c); });
    w.put('\'');
}

}  // namespace tain::dialects

#ifndef TAIN_COMPILED
#include <tain/dialect/literal.ipp>  // IWYU pragma: keep
#endif
