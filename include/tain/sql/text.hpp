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
    constexpr std::string_view view() const { return {chars, N}; }
};

namespace detail {

template <class S, dialect D>
struct rendered {
    static constexpr std::size_t size = [] {
        dialects::writer w;
        w.to = D;
        S::to(w);
        return w.size;
    }();
    static constexpr static_text<size> value = [] {
        static_text<size> text;
        dialects::writer w;
        w.to = D;
        w.out = text.chars;
        S::to(w);
        return text;
    }();
};

}  // namespace detail

/// The SQL text of a statement type in a dialect: made by the compiler, in static storage.
template <class S, dialect D>
constexpr std::string_view text_of() {
    return detail::rendered<S, D>::value.view();
}

/// FNV-1a, 64 bits: guards statement caches against an address that was reused. Computed at compile time.
constexpr std::uint64_t hash_of(std::string_view text, std::uint64_t from = 0xcbf29ce484222325U) {
    for (const char c : text) from = (from ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return from;
}

/// A statement whose text is put together when it runs.
template <class S>
concept composed = S::composed_text;

}  // namespace tain::sql
