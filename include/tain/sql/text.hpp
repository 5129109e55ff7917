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

constexpr std::size_t size_in(dialect to, spelling spell) {
    dialects::writer w;
    w.to = to;
    spell(w);
    return w.size;
}

template <std::size_t N>
constexpr static_text<N> written(spelling spell, std::size_t postgresql_at) {
    static_text<N> text;
    dialects::writer w;
    w.out = text.chars;
    spell(w);
    dialects::writer other;
    other.to = dialect::postgresql;
    other.out = text.chars + postgresql_at;
    spell(other);
    return text;
}

/// Both texts of a statement, one behind the other, each with a NUL behind it.
template <class S>
struct rendered {
    static constexpr std::size_t sqlite = size_in(dialect::sqlite, &S::to);
    static constexpr std::size_t postgresql = size_in(dialect::postgresql, &S::to);
    static constexpr static_text<sqlite + 1 + postgresql> text = written<sqlite + 1 + postgresql>(&S::to, sqlite + 1);
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
    const auto at = [](char c, int bits) { return static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << bits; };
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;  // 2^64 divided by the golden ratio
    const char* c = text.data();
    std::size_t left = text.size();
    from = (from ^ left) * odd;
    for (; left >= 8; left -= 8, c += 8) {
        from = (from ^ (at(c[0], 0) | at(c[1], 8) | at(c[2], 16) | at(c[3], 24) | at(c[4], 32) | at(c[5], 40) |
                        at(c[6], 48) | at(c[7], 56))) *
               odd;
        from = (from ^ (from >> 32)) * odd;
    }
    for (; left != 0; --left, ++c) from = (from ^ at(*c, 0)) * odd;
    return from ^ (from >> 32);
}

/// A statement whose text is put together when it runs.
template <class S>
concept composed = S::composed_text;

}  // namespace tain::sql
