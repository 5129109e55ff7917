// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>

#include <cstddef>
#include <string_view>

namespace tain::dialects {

/// Writes SQL text twice: first it only counts (`out` is null), then it fills an array of exactly that size. Usable
/// in constant expressions, where no string is.
struct writer {
    char* out = nullptr;
    std::size_t size = 0;
    dialect to{};
    unsigned parameters = 0;  ///< placeholders written so far
    bool qualify = false;     ///< columns carry their table's name

    constexpr writer& put(std::string_view text) {
        if (out)
            for (const char c : text) out[size++] = c;
        else
            size += text.size();
        return *this;
    }
    constexpr writer& put(char c) {
        if (out) out[size] = c;
        ++size;
        return *this;
    }
    constexpr writer& number(std::size_t value) {
        char digits[20]{};
        int count = 0;
        do {
            digits[count++] = static_cast<char>('0' + value % 10);
            value /= 10;
        } while (value != 0);
        while (count != 0) put(digits[--count]);
        return *this;
    }
    /// An identifier in double quotes, its own quotes doubled.
    constexpr writer& identifier(std::string_view name) { return enclosed(name, '"'); }
    /// A string literal in single quotes, its own quotes doubled.
    constexpr writer& literal(std::string_view text) { return enclosed(text, '\''); }
    /// The next placeholder: `$1` for PostgreSQL; `?1` for SQLite, where `$1` would be a name.
    constexpr writer& placeholder() {
        put(to == dialect::sqlite ? '?' : '$');
        return number(++parameters);
    }

private:
    constexpr writer& enclosed(std::string_view text, char quote) {
        put(quote);
        for (const char c : text) {
            if (c == quote) put(quote);
            put(c);
        }
        return put(quote);
    }
};

}  // namespace tain::dialects
