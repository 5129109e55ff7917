// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/dialect/writer.hpp>

#include <bit>
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

/// Both texts of a statement, one behind the other, and how long they are. Those of most statements fit; what is left
/// over is cheaper than a copy of the right size, which costs the compiler as much as the writing.
struct draft {
    static constexpr std::size_t room = 512;

    char chars[room]{};
    text_sizes sizes{};

    constexpr bool fits() const { return sizes.sqlite + 1 + sizes.postgresql < room; }
};

constexpr draft drafted(spelling spell) {
    draft made;
    made.sizes = write_both(spell, made.chars, sizeof made.chars);
    return made;
}
template <class S>
inline constexpr draft draft_of = drafted(&S::to);

template <std::size_t N>
constexpr static_text<N> written(spelling spell) {
    static_text<N> text;
    write_both(spell, text.chars, N + 1);
    return text;
}
/// The texts of a statement that are too long for a draft.
template <class S>
inline constexpr auto long_texts_of = written<draft_of<S>.sizes.sqlite + 1 + draft_of<S>.sizes.postgresql>(&S::to);

}  // namespace detail

/// Both texts of a statement, each with a NUL behind it, and a hash of them.
struct texts {
    std::string_view sqlite;
    std::string_view postgresql;
    std::uint64_t hash;
};

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

namespace detail {

struct words {
    std::uint64_t at[draft::room / 8];
};

/// In words, which the compiler goes through faster than through characters.
constexpr std::uint64_t hash_of_draft(const draft& of) {
    const words all = std::bit_cast<words>(of.chars);
    const std::size_t count = (of.sizes.sqlite + 8 + of.sizes.postgresql) / 8;
    std::uint64_t made = 0xcbf29ce484222325U;
    for (std::size_t at = 0; at != count; ++at) made = (all.at[at] ^ made ^ made >> 32) * 0x9e3779b97f4a7c15U;
    return made ^ made >> 32;
}

constexpr texts texts_in(const char* chars, text_sizes sizes, std::uint64_t hash) {
    return {{chars, sizes.sqlite}, {chars + sizes.sqlite + 1, sizes.postgresql}, hash};
}

}  // namespace detail

/// The texts of a statement type: made by the compiler, in static storage.
template <class S>
constexpr texts texts_of() {
    constexpr const detail::draft& first = detail::draft_of<S>;
    if constexpr (first.fits()) {
        return detail::texts_in(first.chars, first.sizes, detail::hash_of_draft(first));
    } else {
        constexpr const auto& all = detail::long_texts_of<S>.chars;
        return detail::texts_in(all, first.sizes, hash_of({all, sizeof all}));
    }
}

/// The SQL text of a statement type in a dialect.
template <class S, dialect D>
constexpr std::string_view text_of() {
    constexpr texts made = texts_of<S>();
    return D == dialect::sqlite ? made.sqlite : made.postgresql;
}

/// A statement whose text is put together when it runs.
template <class S>
concept composed = S::composed_text;

}  // namespace tain::sql
