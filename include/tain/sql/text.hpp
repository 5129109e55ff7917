// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/dialect/writer.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tain::sql {

/// Text of a known length, with a NUL behind it.
template <std::size_t N>
struct static_text {
    char chars[N + 1]{};
};

namespace detail {

/// What writes the text of a statement.
using spelling = void (*)(dialects::writer&);

struct text_sizes {
    std::size_t sqlite = 0;
    std::size_t postgresql = 0;
};

/// Writes both texts into an array of `room` characters, where they fit, a NUL behind each.
constexpr text_sizes write_both(spelling spell, char* chars, std::size_t room) {
    dialects::writer one;
    one.out = chars;
    one.room = room;
    spell(one);
    dialects::writer other;
    other.to = dialect::postgresql;
    if (one.size < room) {
        other.out = chars + one.size + 1;
        other.room = room - one.size - 1;
    }
    spell(other);
    return {one.size, other.size};
}

/// Both texts of a statement, one behind the other, and how long they are. Those of most statements fit.
struct draft {
    char chars[1000]{};
    text_sizes sizes{};
};

constexpr draft drafted(spelling spell) {
    draft made;
    made.sizes = write_both(spell, made.chars, sizeof made.chars);
    return made;
}

template <std::size_t N>
constexpr static_text<N> written(spelling spell, const draft& first) {
    static_text<N> text;
    if (N <= sizeof first.chars) {
        dialects::writer w;
        w.out = text.chars;
        w.put({first.chars, N});
    } else {
        write_both(spell, text.chars, N);
    }
    return text;
}

/// Both texts of a statement, one behind the other, each with a NUL behind it.
template <class S>
struct rendered {
    static constexpr draft first = drafted(&S::to);
    static constexpr std::size_t sqlite = first.sizes.sqlite;
    static constexpr std::size_t postgresql = first.sizes.postgresql;
    static constexpr static_text<sqlite + 1 + postgresql> text = written<sqlite + 1 + postgresql>(&S::to, first);
};

}  // namespace detail

/// The SQL text of a statement type in a dialect: made by the compiler, in static storage.
template <class S, dialect D>
constexpr std::string_view text_of() {
    using made = detail::rendered<S>;
    return D == dialect::sqlite ? std::string_view{made::text.chars, made::sqlite}
                                : std::string_view{made::text.chars + made::sqlite + 1, made::postgresql};
}

/// A hash of 64 bits, in steps of eight characters, each of which reaches all that come after it. It guards statement
/// caches against an address that was reused, and tells raw statements apart. Mostly computed at compile time, where each
/// operation counts.
constexpr std::uint64_t hash_of(std::string_view text, std::uint64_t from = 0xcbf29ce484222325U) {
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;  // 2^64 divided by the golden ratio
    using u = std::uint64_t;
    using b = unsigned char;
    const char* c = text.data();
    std::size_t left = text.size();
    from = (from ^ left) * odd;
    for (; left >= 8; left -= 8, c += 8) {
        from = (from ^ (u{b(c[0])} | u{b(c[1])} << 8 | u{b(c[2])} << 16 | u{b(c[3])} << 24 | u{b(c[4])} << 32 |
                        u{b(c[5])} << 40 | u{b(c[6])} << 48 | u{b(c[7])} << 56)) *
               odd;
        from = (from ^ (from >> 32)) * odd;
    }
    for (; left != 0; --left, ++c) from = (from ^ u{b(*c)}) * odd;
    return from ^ (from >> 32);
}

/// A statement whose text is put together when it runs.
template <class S>
concept composed = S::composed_text;

}  // namespace tain::sql
