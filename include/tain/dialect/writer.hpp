// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>

#include <cstddef>
#include <string_view>

namespace tain::dialects {

/// Where placeholders stand in a text, as many as fit.
struct placeholder_marks {
    static constexpr std::size_t room = 16;

    std::size_t at[room]{};
    std::size_t count = 0;

    constexpr void add(std::size_t where) {
        if (count < room) at[count] = where;
        ++count;
    }
};

/// Writes SQL text into an array that has room for all of it, or only counts: without an array, and from where it would
/// reach beyond `room`. Usable in constant expressions, where no string is.
struct writer {
    char* out = nullptr;
    std::size_t room = static_cast<std::size_t>(-1);
    std::size_t size = 0;
    unsigned parameters = 0;             ///< placeholders written so far
    bool qualify = false;                ///< columns carry their table's name
    bool asked = false;                  ///< the text depends on the dialect, in more than its placeholders
    placeholder_marks* marks = nullptr;  ///< where to note them

    constexpr writer() = default;
    constexpr explicit writer(dialect to) : spoken_(to) {}

    /// The dialect of the text, for what is spelled in another way in each.
    constexpr dialect to() {
        asked = true;
        return spoken_;
    }

    constexpr writer& put(std::string_view text) { return append(text.data(), text.size()); }
    /// The same of a literal, which has no NUL but its last. The standard library counts characters one by one where the
    /// compiler runs it.
    template <std::size_t N>
    constexpr writer& put(const char (&literal)[N]) {
        return append(literal, N - 1);
    }
    constexpr writer& put(char c) {
        if (out && size < room) out[size] = c;
        ++size;
        return *this;
    }
    constexpr writer& number(std::size_t value) {
        if (value < 10) return put(static_cast<char>('0' + value));
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
        if (marks) marks->add(size);
        put(placeholder_sign(spoken_));
        return number(++parameters);
    }
    static constexpr char placeholder_sign(dialect of) { return of == dialect::sqlite ? '?' : '$'; }

private:
    /// Unrolled for the compiler, which is what runs it most.
    constexpr writer& append(const char* from, std::size_t count) {
        const std::size_t end = size + count;
        if (out && end <= room) {
            char* to = out + size;
#ifdef __clang__
            if (count != 0) __builtin_memcpy(to, from, count);
#else
            for (; count >= 8; count -= 8, to += 8, from += 8) {
                to[0] = from[0];
                to[1] = from[1];
                to[2] = from[2];
                to[3] = from[3];
                to[4] = from[4];
                to[5] = from[5];
                to[6] = from[6];
                to[7] = from[7];
            }
            for (; count != 0; --count) *to++ = *from++;
#endif
        }
        size = end;
        return *this;
    }
    /// Searched by hand: string_view::find looks at addresses, which no sanitizer's constant expression may.
    constexpr writer& enclosed(std::string_view text, char quote) {
        put(quote);
        const char* const chars = text.data();
        std::size_t from = 0;
        for (std::size_t at = 0; at != text.size(); ++at) {
            if (chars[at] != quote) continue;
            put(text.substr(from, at + 1 - from)).put(quote);
            from = at + 1;
        }
        return put(text.substr(from)).put(quote);
    }

    dialect spoken_{};
};

}  // namespace tain::dialects
