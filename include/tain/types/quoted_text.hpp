// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/dialect.hpp>

#include <string>
#include <string_view>

namespace tain::types {

/// Appends a text in double quotes as an element: of an array literal for PostgreSQL (its manual, 8.15.6), of a JSON
/// array for SQLite (RFC 8259, 7).
inline void append_quoted(std::string& to, std::string_view text, dialect as) {
    to += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            (to += '\\') += c;
        } else if (as == dialect::sqlite && static_cast<unsigned char>(c) < 0x20) {
            constexpr const char* hex = "0123456789abcdef";
            const auto code = static_cast<unsigned char>(c);
            ((to += "\\u00") += hex[code >> 4U]) += hex[code & 0xfU];
        } else {
            to += c;
        }
    }
    to += '"';
}

/// Appends two hexadecimal digits a byte.
inline void append_hex(std::string& to, std::string_view bytes) {
    for (const char c : bytes) {
        const auto code = static_cast<unsigned char>(c);
        (to += "0123456789ABCDEF"[code >> 4U]) += "0123456789ABCDEF"[code & 0xfU];
    }
}

}  // namespace tain::types
