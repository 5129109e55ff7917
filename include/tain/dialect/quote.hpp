// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace tain::dialects {

namespace detail {

inline std::string enclosed(std::string_view text, char quote, const char* refusal) {
    std::string made;
    made.reserve(text.size() + 2);
    made += quote;
    for (const char c : text) {
        if (c == '\0') throw std::invalid_argument(refusal);
        if (c == quote) made += quote;
        made += c;
    }
    made += quote;
    return made;
}

}  // namespace detail

/// Returns an identifier in double quotes, its own quotes doubled: `"odd ""name"""`. The same on both databases.
///
/// Throws `std::invalid_argument` for an empty name and for one with a NUL character: no database can hold them.
inline std::string quoted(std::string_view identifier) {
    if (identifier.empty())
        throw std::invalid_argument("tain: an identifier is empty; give the table or column a name");
    return detail::enclosed(identifier, '"', "tain: an identifier holds a NUL character; take it out of the name");
}

/// Returns a string literal in single quotes, its own quotes doubled: `'it''s'`. Backslashes stand for themselves, as
/// both databases read them (PostgreSQL with `standard_conforming_strings`, its default).
///
/// For DDL only, which takes no parameters: values of statements are bound. Throws `std::invalid_argument` when the
/// text holds a NUL character.
inline std::string string_literal(std::string_view text) {
    return detail::enclosed(text, '\'', "tain: a string literal holds a NUL character; take it out of the text");
}

}  // namespace tain::dialects
