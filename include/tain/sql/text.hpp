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

/// Both texts of a statement, each with a NUL behind it, and how long they are. Those of most statements fit; what is left
/// over is cheaper than a copy of the right size, which costs the compiler as much as the writing.
struct draft {
    struct half {
        static constexpr std::size_t room = 256;

        char chars[room]{};
    };

    half sqlite{};
    half postgresql{};
    text_sizes sizes{};
    bool apart = true;  ///< the texts differ in more than their placeholders

    constexpr bool fits() const { return sizes.sqlite < half::room && sizes.postgresql < half::room; }
};

constexpr std::size_t write_half(dialects::writer& w, spelling spell, draft::half& to) {
    w.out = to.chars;
    w.room = sizeof to.chars;
    spell(w);
    return w.size;
}

/// Most texts are the same for both databases, but for the sign of their placeholders: then a copy will do.
constexpr draft drafted(spelling spell) {
    draft made;
    dialects::placeholder_marks marks;
    dialects::writer one{dialect::sqlite};
    one.marks = &marks;
    made.sizes.sqlite = write_half(one, spell, made.sqlite);
    if (one.asked || marks.count > marks.room || one.size >= sizeof made.sqlite.chars) {
        dialects::writer other{dialect::postgresql};
        made.sizes.postgresql = write_half(other, spell, made.postgresql);
    } else {
        made.apart = false;
        made.sizes.postgresql = one.size;
        made.postgresql = made.sqlite;
        for (std::size_t i = 0; i != marks.count; ++i)
            made.postgresql.chars[marks.at[i]] = dialects::writer::placeholder_sign(dialect::postgresql);
    }
    return made;
}
template <class S>
inline constexpr draft draft_of = drafted(&S::to);

/// Both texts, one behind the other.
template <std::size_t N>
constexpr static_text<N> written(spelling spell) {
    static_text<N> text;
    dialects::writer one{dialect::sqlite};
    one.out = text.chars;
    spell(one);
    dialects::writer other{dialect::postgresql};
    other.out = text.chars + one.size + 1;
    spell(other);
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
    std::uint64_t at[sizeof(draft::half) / 8];
};

/// In words, which the compiler goes through faster than through characters.
constexpr std::uint64_t hash_of_half(const draft::half& of, std::size_t size, std::uint64_t from) {
    const words all = std::bit_cast<words>(of);
    for (std::size_t at = 0; at != (size + 7) / 8; ++at) from = (all.at[at] ^ from ^ from >> 32) * 0x9e3779b97f4a7c15U;
    return from ^ from >> 32;
}
/// Of one text, where it tells the other.
constexpr std::uint64_t hash_of_draft(const draft& of) {
    const std::uint64_t one = hash_of_half(of.sqlite, of.sizes.sqlite, 0xcbf29ce484222325U);
    return of.apart ? hash_of_half(of.postgresql, of.sizes.postgresql, one) : one;
}

}  // namespace detail

/// The texts of a statement type: made by the compiler, in static storage.
template <class S>
constexpr texts texts_of() {
    constexpr const detail::draft& first = detail::draft_of<S>;
    if constexpr (first.fits()) {
        return {{first.sqlite.chars, first.sizes.sqlite},
                {first.postgresql.chars, first.sizes.postgresql},
                detail::hash_of_draft(first)};
    } else {
        constexpr const auto& all = detail::long_texts_of<S>.chars;
        return {{all, first.sizes.sqlite},
                {all + first.sizes.sqlite + 1, first.sizes.postgresql},
                hash_of({all, sizeof all})};
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
