// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/dialect/tokens.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {

/// ASCII letters in lower case: how SQLite compares names, and SQL its keywords.
std::string lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// Returns what an identifier token names: its quotes (of any kind that SQLite takes) removed, doubled ones undone.
std::string identifier_of(const lexical::token& of);

/// Returns an expression without comments and without the parentheses around the whole of it.
std::string bare_expression(std::string_view sql, dialect spelling);

/// True when an expression of either database names a column, in any case and quoting.
bool mentions(std::string_view expression, std::string_view column);

/// Reads SQL token by token, without comments and white space. Throws `error` where something else is expected.
/// The text is borrowed.
class token_reader {
public:
    token_reader(std::string_view sql, dialect spelling);

    bool at_end() const { return at_ == tokens_.size(); }
    const lexical::token& peek(std::size_t ahead = 0) const;
    lexical::token take();

    /// True when the next tokens are these keywords or signs; `accept` takes them then.
    bool next_is(std::initializer_list<std::string_view> words) const;
    bool accept(std::initializer_list<std::string_view> words);
    bool accept(std::string_view word) { return accept({word}); }
    void expect(std::string_view word);

    /// Takes a name; SQLite takes a string for one, too.
    std::string name();

    /// Takes `( … )` and returns what is inside, without comments.
    std::string in_parentheses();

    /// Takes tokens until one of `stops` (or the end) at this depth of parentheses; returns the text without comments.
    std::string until(std::initializer_list<std::string_view> stops);

    /// Returns the text of a range of all tokens, without comments.
    std::size_t size() const { return tokens_.size(); }
    std::string text(std::size_t from, std::size_t to) const;

private:
    [[noreturn]] void refuse(std::string_view expected) const;

    std::vector<lexical::token> tokens_{};
    std::string_view sql_;
    dialect spelling_;
    std::size_t at_ = 0;
};

}  // namespace tain::migrate
