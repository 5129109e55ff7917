// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/tokens.hpp>
#include <tain/driver/error.hpp>
#include <tain/driver/message.hpp>
#include <tain/types/timestamp_text.hpp>

#include <algorithm>
#include <cstdio>

namespace tain::driver {
namespace detail {

inline std::string quoted(std::string_view name) { return '"' + std::string{name} + '"'; }

/// The member as a sentence names it; the names of a tuple's elements are numbers, or nothing.
inline std::string spoken_member(const field_name& name) {
    if (name.member.empty()) return "its place in the row";
    const bool position = name.member.front() >= '0' && name.member.front() <= '9';
    return (position ? "place " : "the member ") + std::string{name.member} + (position ? " in the row" : "");
}

inline std::string complaint(const field_name& name, types::fault why, const std::string& came) {
    const std::string member = spoken_member(name), type{name.type};
    switch (why) {
        case types::fault::null: return "is NULL but " + member + " is " + type + "; use std::optional<" + type + ">";
        case types::fault::kind:
            return "is " + came + " but " + member + " is " + type +
                   "; change the member's type, or select the column with a cast";
        case types::fault::out_of_range:
            return "is " + came + " that " + member + " of type " + type + " cannot hold; use a wider type";
        case types::fault::unknown_enumerator:
            return "is " + came + " that names no enumerator of " + type + ", the type of " + member +
                   "; add the enumerator, or correct the row";
        case types::fault::malformed:
            return "is " + came + " that cannot be read as " + type + ", the type of " + member + "; correct the row";
        case types::fault::none: break;
    }
    return "cannot be read into " + member;
}

inline void spell_hex(std::string& to, std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        to += digits[byte >> 4];
        to += digits[byte & 15];
    }
}

/// Cuts long text, between characters.
inline std::string_view shortened(std::string_view text) {
    constexpr std::size_t most = 60;
    if (text.size() <= most) return text;
    std::size_t size = most;
    while (size != 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
    return text.substr(0, size);
}

}  // namespace detail

TAIN_INLINE std::string message(std::string first, std::string_view sql, std::source_location where) {
    constexpr std::size_t longest = 600;
    if (!sql.empty()) {
        first.append("\n  SQL: ").append(sql.substr(0, longest));
        if (sql.size() > longest) first.append(" …");
    }
    if (where.line() != 0) first.append("\n  at ").append(where.file_name()).append(":" + std::to_string(where.line()));
    return first;
}

TAIN_INLINE std::string_view spoken(const types::cell& value) {
    if (value.is_null) return "NULL";
    switch (value.kind) {
        case types::cell_kind::boolean: return "a boolean";
        case types::cell_kind::integer: return "an integer";
        case types::cell_kind::real: return "a real number";
        case types::cell_kind::text: return "text";
        case types::cell_kind::blob: return "a blob";
        case types::cell_kind::uuid: return "a UUID";
        case types::cell_kind::timestamp: return "a timestamp";
    }
    return "a value";
}

TAIN_INLINE void row_faults::add(std::size_t field, types::fault why, std::string_view came) {
    found_.push_back({field, why, std::string{came}, {}});
}

TAIN_INLINE void row_faults::add(std::size_t field, std::string_view words) {
    found_.push_back({field, types::fault::none, {}, std::string{words}});
}

TAIN_INLINE void row_faults::raise(const statement& what, std::string_view sql, std::source_location where) const {
    std::vector<field_name> names(found_.size());
    std::vector<std::string> numbers(found_.size());  // of columns without a name
    std::size_t widest = 0;
    for (std::size_t i = 0; i < found_.size(); ++i) {
        names[i] = what.name_of(found_[i].field);
        if (names[i].column.empty()) names[i].column = numbers[i] = "column " + std::to_string(found_[i].field + 1);
        if (names[i].type.empty()) names[i].type = "another type";
        widest = std::max(widest, names[i].column.size());
    }
    const field_name head = names.empty() ? field_name{} : names.front();
    std::string text =
        head.table.empty() ? "tain: cannot read a row" : "tain: cannot read table " + detail::quoted(head.table);
    if (!head.model.empty()) text.append(" as ").append(head.model);
    for (std::size_t i = 0; i < found_.size(); ++i) {
        text.append("\n  ").append(names[i].column).append(widest - names[i].column.size() + 2, ' ');
        if (names[i].table != head.table && !names[i].table.empty())
            text.append("of table " + detail::quoted(names[i].table) + ' ');
        text.append(found_[i].words.empty() ? detail::complaint(names[i], found_[i].why, found_[i].came)
                                            : "was refused by its type: " + found_[i].words);
    }
    throw row_error(message(std::move(text), head.table.empty() ? sql : std::string_view{}, where));
}

TAIN_INLINE void refuse_value(std::size_t parameter, std::string_view column, std::size_t row, std::string_view reason,
                              std::string_view sql, std::source_location where) {
    std::string text = "tain: cannot bind parameter " + std::to_string(parameter + 1);
    if (!column.empty()) text.append(" (column " + detail::quoted(column) + ')');
    if (row != SIZE_MAX) text.append(" of row " + std::to_string(row + 1));
    text.append(": ").append(reason);
    throw row_error(message(std::move(text), sql, where));
}

TAIN_INLINE std::string_view bind_reason(const types::cell& value) {
    if (value.size != 0) return value.bytes();
    switch (value.fault) {
        case types::fault::out_of_range:
            if (value.kind == types::cell_kind::text)
                return "the value does not exist, as February 30, or is out of the range of its column's type; check "
                       "it before it is bound";
            return "the number is out of the range of its column's type, which is 64 bits and a sign at most; check it "
                   "before, or store it in a wider column";
        case types::fault::unknown_enumerator:
            return "the enum's value has no described enumerator; bind one that BOOST_DESCRIBE_ENUM lists";
        case types::fault::malformed: return "the value's text is malformed; correct it before it is bound";
        case types::fault::null: return "the value is NULL where it must not be; bind a value";
        case types::fault::kind: return "the value has another kind than its type stores; correct its tain::type";
        case types::fault::none: break;
    }
    return "the value cannot be stored; correct it before it is bound";
}

TAIN_INLINE std::string inserted_column(std::string_view insert, std::size_t n, dialect spelling) {
    lexical::tokenizer cut{insert, spelling};
    bool inside = false;
    std::size_t at = 0;
    for (lexical::token t; cut.next(t);) {
        if (t.text == "(") {
            inside = true;
        } else if (inside && t.text == ")") {
            break;
        } else if (inside && t.text == ",") {
            ++at;
        } else if (inside && at == n && t.kind == lexical::token_kind::quoted_identifier && t.text.size() > 2) {
            return std::string{t.text.substr(1, t.text.size() - 2)};
        } else if (inside && at == n && t.kind == lexical::token_kind::word) {
            return std::string{t.text};
        }
    }
    return {};
}

TAIN_INLINE void spell_value(std::string& to, const types::cell& value) {
    if (value.fault != types::fault::none) {
        to += "a value that cannot be stored";
        return;
    }
    if (value.is_null) {
        to += "NULL";
        return;
    }
    switch (value.kind) {
        case types::cell_kind::boolean: to += value.integer != 0 ? "true" : "false"; break;
        case types::cell_kind::integer: to += std::to_string(value.integer); break;
        case types::cell_kind::real: {
            char text[32];
            to.append(text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%.17g", value.real)));
            break;
        }
        case types::cell_kind::text: {
            const std::string_view text = detail::shortened(value.bytes());
            to.append("'").append(text).append(text.size() == value.size ? "'" : "…'");
            break;
        }
        case types::cell_kind::blob:
            to += "x'";
            detail::spell_hex(to, value.bytes().substr(0, 16));
            to += value.size <= 16 ? "'" : "…'";
            break;
        case types::cell_kind::uuid:
            for (std::size_t i = 0; i < value.size; ++i) {
                if (i == 4 || i == 6 || i == 8 || i == 10) to += '-';
                detail::spell_hex(to, value.bytes().substr(i, 1));
            }
            break;
        case types::cell_kind::timestamp: {
            char text[types::timestamp_text_size];
            if (types::write_timestamp(value.integer, text) == types::fault::none)
                to.append(text, sizeof text);
            else
                to += std::to_string(value.integer);
            break;
        }
    }
}

[[noreturn]] TAIN_INLINE void refuse_missing(const insertion& how, std::size_t row, std::string_view sql,
                                             std::source_location where) {
    throw row_error(message("tain: row " + std::to_string(row + 1) + " was inserted into table " +
                                std::string{how.table} +
                                " and is not there under its key when the columns that the database fills are read: a "
                                "trigger removed it or changed its key; nothing was inserted, use an INSERT statement",
                            sql, where));
}

}  // namespace tain::driver
