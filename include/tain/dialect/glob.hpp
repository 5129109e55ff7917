// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>

namespace tain::dialects {

/// False for a pattern that ends in a `\` with nothing behind it to take as it is: PostgreSQL refuses it.
constexpr bool is_like_pattern(std::string_view like) {
    std::size_t trailing = 0;
    while (trailing < like.size() && like[like.size() - 1 - trailing] == '\\') ++trailing;
    return trailing % 2 == 0;
}

/// Translates a LIKE pattern (`%`, `_`, `\` before a character that stands for itself) into SQLite's GLOB, which
/// matches the same text with regard to case. `put` takes the characters.
template <class Put>
constexpr void glob_pattern(std::string_view like, Put put) {
    const auto literally = [&put](char c) {
        const bool special = c == '*' || c == '?' || c == '[';
        if (special) put('[');
        put(c);
        if (special) put(']');
    };
    for (std::size_t i = 0; i < like.size(); ++i) {
        if (like[i] == '\\' && i + 1 < like.size())
            literally(like[++i]);
        else if (like[i] == '%')
            put('*');
        else if (like[i] == '_')
            put('?');
        else
            literally(like[i]);
    }
}

}  // namespace tain::dialects
